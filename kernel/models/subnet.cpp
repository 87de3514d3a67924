#include "kernel/models/subnet.h"

namespace nestling {

const Table& SubnetParams::table() {
  static const Table table = {{"label", &SubnetParams::label, "", any, "Name shown by PrintNetwork"}};
  return table;
}

void CustomDict::read(const Dict& changes) {
  auto* value = changes.find("customdict");
  if (!value) return;
  auto* dict = std::get_if<std::shared_ptr<Dict>>(value);
  if (!dict)
    throw Error(err::type_mismatch,
                "/customdict: expected dictionarytype, provided " + std::string(type_name(*value)) + ".");
  entries = **dict;
}

void Subnet::status(Dict& to, const Environment&) const {
  show_params(SubnetParams::table(), &params_, to);
  to["customdict"] = custom_.entries;
}

Commit Subnet::stage(const Dict& changes, const Environment&) {
  auto next = params_;
  read_params(SubnetParams::table(), changes, &next);
  auto custom = custom_;
  custom.read(changes);
  return [this, next, custom] {
    params_ = next;
    custom_ = custom;
  };
}

std::string Subnet::help() const {
  const SubnetParams defaults;
  return help_rows(SubnetParams::table(), &defaults);
}

}  // namespace nestling
