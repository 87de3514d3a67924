// Long work that the user does not want to wait for. Kernel::interrupted is asked at the end of every slice, where a
// run stops and the next one goes on, and, by any thread, while many connections are made: there it is this error, and
// nothing is half done.
#pragma once
#include "kernel/base/error.h"

namespace nestling::err {

inline constexpr Err interrupted{"SystemSignal"};

}  // namespace nestling::err
