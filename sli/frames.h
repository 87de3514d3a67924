// What several operators put on the execution stack.
#pragma once
#include "sli/interp.h"

namespace nestling::sli {

// Closes the dictionaries that were opened since, however the execution of what stands above it ends.
struct CloseDictionaries : Frame {
  explicit CloseDictionaries(std::size_t depth) : depth(depth) {}
  bool step(Interp& i) override {
    close(i);
    return false;
  }
  void abandoned(Interp& i) override { close(i); }
  bool ends_exit() const override { return false; }
  std::string_view label() const override { return "end"; }
  void close(Interp& i) const {
    while (i.dictionary_stack().size() > depth) i.end();
  }
  std::size_t depth;
};

}  // namespace nestling::sli
