// Ctrl-C: what SIGINT sets while a program runs.
#pragma once
#include <atomic>
#include <vector>

#include "sli/interp.h"

namespace nestling::sli {

// Flags of long-running parts (the kernel's) that are to be set too; an attachment of the interpreter.
struct InterruptFlags {
  std::vector<std::atomic<bool>*> flags;
};

// As long as it lives, SIGINT interrupts the program that this interpreter runs, as error SystemSignal. One at a time.
class InterruptWatch {
 public:
  explicit InterruptWatch(Interp& i);
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  bool taken();  // was there a signal since the last call
};

}  // namespace nestling::sli
