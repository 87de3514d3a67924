// How a dictionary of the user's becomes settings: read and check, complain about entries that nobody has read, commit.
#pragma once
#include <functional>
#include <string_view>

#include "kernel/base/value.h"

namespace nestling {

// Settings that were read and found right; calling it makes them take effect. It cannot fail.
using Commit = std::function<void()>;

struct Acceptance {
  std::string_view whom;                           // begins messages: "iaf_psc_alpha (3)"
  std::function<Commit()> stage;                   // reads and checks
  std::function<Dict()> entries;                   // what there is: for suggestions
  bool unused_is_error = true;
  std::function<void(std::string_view)> warn = {};  // told when it is none
};

// Either everything is applied or nothing.
void accept(const Dict& changes, const Acceptance& how);

}  // namespace nestling
