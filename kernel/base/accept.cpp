#include "kernel/base/accept.h"

#include "kernel/base/error.h"
#include "kernel/base/suggest.h"

namespace nestling {

namespace {

Commit staged(const Acceptance& how) {
  try {
    return how.stage();
  } catch (const Error& e) {
    if (!(e.kind == err::bad_property) || how.whom.empty()) throw;
    throw Error(e.kind, std::string(how.whom) + ": " + e.what());
  }
}

std::string complaint(const std::vector<std::string>& unused, const Dict& entries) {
  std::vector<std::string> known;
  for (auto& e : entries) known.push_back(e.key);
  std::string text = "Nothing was changed:";
  for (auto& key : unused) {
    bool exists = entries.peek(key) != nullptr;
    text += " /" + key + (exists ? " cannot be set." : " is unknown." + did_you_mean(key, known));
  }
  return text;
}

}  // namespace

void accept(const Dict& changes, const Acceptance& how) {
  changes.clear_access();
  auto commit = staged(how);
  auto unused = changes.unaccessed();
  if (!unused.empty()) {
    auto text = (how.whom.empty() ? "" : std::string(how.whom) + ": ") + complaint(unused, how.entries());
    if (how.unused_is_error) throw Error(err::dict_error, text);
    if (how.warn) how.warn(text);
  }
  commit();
}

}  // namespace nestling
