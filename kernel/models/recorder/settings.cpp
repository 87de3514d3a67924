#include "kernel/models/recorder/settings.h"

#include <fmt/format.h>

namespace nestling {

namespace {

using S = RecorderSettings;

// The places that record_to may name, in the order in which it is read back.
struct RecordPlace {
  std::string_view name;
  bool S::*flag;
};
constexpr RecordPlace places[] = {
    {"file", &S::to_file}, {"memory", &S::to_memory}, {"screen", &S::to_screen}, {"accumulator", &S::to_accumulator}};

bool S::*place(const Value& item, bool can_accumulate) {
  auto* literal = std::get_if<Literal>(&item);
  auto* name = literal ? &literal->name : std::get_if<std::string>(&item);
  for (auto& p : places)
    if (name && *name == p.name && (can_accumulate || p.flag != &S::to_accumulator)) return p.flag;
  bad_property(fmt::format("record_to must be a list out of /file, /memory, /screen{}; it has {}.",
                           can_accumulate ? ", /accumulator" : "", name ? "/" + *name : type_name(item)));
}

void read_places(const Dict& changes, S& s) {
  auto* value = changes.find("record_to");
  if (!value) return;
  auto* list = std::get_if<Array>(value);
  if (!list)
    throw Error(err::type_mismatch, fmt::format("/record_to: expected arraytype, provided {}.", type_name(*value)));
  for (auto& p : places) s.*p.flag = false;
  for (auto& item : *list) s.*place(item, s.can_accumulate) = true;
}

}  // namespace

const Table& RecorderSettings::table() {
  static const Table rows{
      {"to_file", &S::to_file, "", any, "Record to a file"},
      {"to_memory", &S::to_memory, "", any, "Keep records in memory, in events"},
      {"to_screen", &S::to_screen, "", any, "Print records"},
      {"withgid", &S::withgid, "", any, "Record the sender"},
      {"withtime", &S::withtime, "", any, "Record the time"},
      {"withweight", &S::withweight, "", any, "Record the weight"},
      {"withtargetgid", &S::withtargetgid, "", any, "Record the receiver"},
      {"withport", &S::withport, "", any, "Record the number of the connection"},
      {"withrport", &S::withrport, "", any, "Record the receptor"},
      {"time_in_steps", &S::time_in_steps, "", any, "Times as numbers of steps"},
      {"label", &S::label, "", any, "Replaces the name of the model in file names"},
      {"file_extension", &S::file_extension, "", any, "Extension of file names"},
      {"use_gid_in_filename", &S::use_gid_in_filename, "", any, "File names contain the GID; false needs a label"},
      {"precision", &S::precision, "", any, "Digits after the point, in files"},
      {"scientific", &S::scientific, "", any, "Numbers in files as 1.234e+05"},
      {"binary", &S::binary, "", any, "Accepted; files are text"},
      {"fbuffer_size", &S::fbuffer_size, "B", any, "Size of the buffer of files; -1: the system's choice"},
      {"close_after_simulate", &S::close_after_simulate, "", any, "Close files after each Simulate"},
      {"flush_after_simulate", &S::flush_after_simulate, "", any, "Flush files after each Simulate"},
      {"flush_records", &S::flush_records, "", any, "Flush files after each record"},
      {"close_on_reset", &S::close_on_reset, "", any, "Close files on ResetNetwork"},
  };
  return rows;
}

void RecorderSettings::show(Dict& to) const {
  show_params(table(), this, to);
  Array record_to;
  for (auto& p : places)
    if (this->*p.flag) record_to.push_back(Literal{std::string(p.name)});
  to["record_to"] = std::move(record_to);
  if (can_accumulate) to["to_accumulator"] = to_accumulator;
  if (can_be_precise) to["precise_times"] = precise_times;
}

void RecorderSettings::read(const Dict& changes) {
  read_params(table(), changes, this);
  if (can_accumulate) changes.read("to_accumulator", to_accumulator);
  if (can_be_precise && changes.read("precise_times", precise_times)) chose_precise_times = true;
  if (changes.peek("precision")) chose_precision = true;
  read_places(changes, *this);
  if (changes.peek("fbuffer_size") && fbuffer_size < 0)
    bad_property(fmt::format("fbuffer_size must be >= 0 B, is {}.", fbuffer_size));
  if (!use_gid_in_filename && label.empty()) bad_property("use_gid_in_filename false needs a label to name files by.");
  // Sums over nodes have no sender and stay in memory.
  if (to_accumulator) to_file = to_memory = to_screen = withgid = withweight = false;
}

}  // namespace nestling
