// Ctrl-C: what SIGINT sets while a program runs.
#pragma once
#include "sli/interp.h"

namespace nestling::sli {

// As long as it lives, SIGINT interrupts the program that this interpreter runs, as error SystemSignal, and is noted while
// nothing runs. One at a time.
class InterruptWatch {
 public:
  // What a second SIGINT does before the program has taken notice of the first: nothing, or what it does without a watch.
  enum class Second { waits, kills };
  explicit InterruptWatch(Interp& i, Second second = Second::waits);
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  void program_starts();
  void program_ended();
  bool taken();  // was there a signal since the last call, outside of programs

 private:
  Interp& interp_;
};

}  // namespace nestling::sli
