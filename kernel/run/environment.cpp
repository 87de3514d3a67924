#include "kernel/run/environment.h"

#include "kernel/base/error.h"

namespace nestling {

void Environment::complain(std::string_view from, const std::string& text) const {
  if (dict_miss_is_error) throw Error(err::dict_error, text);
  if (log) log(Level::warning, from, text);
}

}  // namespace nestling
