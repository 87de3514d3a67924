#include "kernel/models/recorder/settings.h"

#include <catch2/catch.hpp>

using namespace nestling;

namespace {

RecorderSettings settings(const Dict& entries, bool can_accumulate = false) {
  RecorderSettings s;
  s.can_accumulate = can_accumulate;
  s.read(entries);
  return s;
}

std::string refusal(const Dict& entries, bool can_accumulate = false) {
  try {
    settings(entries, can_accumulate);
  } catch (const Error& e) { return std::string(e.kind.name) + ": " + e.what(); }
  return "accepted";
}

Array record_to(const RecorderSettings& s) {
  Dict shown;
  s.show(shown);
  return std::get<Array>(shown.at("record_to"));
}

}  // namespace

TEST_CASE("record_to replaces the single flags and reads back in a fixed order", "[recorder]") {
  const auto s = settings({{"to_screen", true}, {"record_to", Array{"memory", Literal{"file"}}}});
  CHECK(s.to_file);
  CHECK(s.to_memory);
  CHECK_FALSE(s.to_screen);
  REQUIRE(record_to(s).size() == 2);
  CHECK(std::get<Literal>(record_to(s)[0]).name == "file");
  CHECK(std::get<Literal>(record_to(s)[1]).name == "memory");
  CHECK(record_to(settings({{"record_to", Array{}}})).empty());
}

TEST_CASE("record_to refuses places that do not exist", "[recorder]") {
  CHECK(refusal({{"record_to", Array{Literal{"disk"}}}}) ==
        "BadProperty: record_to must be a list out of /file, /memory, /screen; it has /disk.");
  CHECK(refusal({{"record_to", Array{1}}}).substr(0, 11) == "BadProperty");
  CHECK(refusal({{"record_to", Literal{"file"}}}).substr(0, 12) == "TypeMismatch");
  CHECK(refusal({{"record_to", Array{Literal{"accumulator"}}}}).substr(0, 11) == "BadProperty");
  CHECK(refusal({{"record_to", Array{Literal{"accumulator"}}}}, true) == "accepted");
}

TEST_CASE("an accumulator switches everything else off", "[recorder]") {
  const auto s = settings({{"to_accumulator", true}, {"to_file", true}}, true);
  CHECK_FALSE((s.to_file || s.to_memory || s.to_screen || s.withgid || s.withweight));
  Dict other{{"to_accumulator", true}};
  settings(other);
  CHECK(other.unaccessed() == std::vector<std::string>{"to_accumulator"});
}

TEST_CASE("settings that exclude each other are refused", "[recorder]") {
  CHECK(refusal({{"use_gid_in_filename", false}}) ==
        "BadProperty: use_gid_in_filename false needs a label to name files by.");
  CHECK(refusal({{"use_gid_in_filename", false}, {"label", "x"}}) == "accepted");
  CHECK(refusal({{"fbuffer_size", -1}}) == "BadProperty: fbuffer_size must be >= 0 B, is -1.");
  CHECK(refusal({{"precision", -1}}) == "accepted");
  CHECK(refusal({{"to_file", 1}}).substr(0, 12) == "TypeMismatch");
}
