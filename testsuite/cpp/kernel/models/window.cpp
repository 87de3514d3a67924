#include "kernel/models/window.h"

#include <catch2/catch.hpp>

using namespace nestling;

namespace {

const TimeGrid grid;  // 0.1 ms

Window window(const Dict& entries) {
  Window w;
  w.read(entries, grid);
  return w;
}

std::string refusal(const Dict& entries) {
  try {
    window(entries);
  } catch (const Error& e) { return std::string(e.kind.name) + ": " + e.what(); }
  return "accepted";
}

}  // namespace

TEST_CASE("a window is counted in steps from origin", "[device]") {
  const auto w = window({{"start", 2.0}, {"stop", 5.0}, {"origin", 1.0}});
  CHECK(w.begin(grid) == 30);
  CHECK(w.end(grid) == 60);
}

TEST_CASE("a window without stop never ends", "[device]") {
  CHECK(Window().begin(grid) == 0);
  CHECK(Window().end(grid) == never);
  CHECK(window({{"stop", 1e300}}).stop == std::numeric_limits<double>::max());
  CHECK(one_late(window({{"start", 1.0}}), grid).contains(Step{1} << 60));
}

TEST_CASE("each kind of device reads its window in its own way", "[device]") {
  auto stamps = [](ActiveSteps active) {
    std::vector<Step> list;
    for (Step s = 0; s < 10; ++s)
      if (active.contains(s)) list.push_back(s);
    return list;
  };
  const auto w = window({{"start", 0.2}, {"stop", 0.5}});
  CHECK(stamps(inside(w, grid)) == std::vector<Step>{3, 4, 5});
  CHECK(stamps(earlier(w, grid)) == std::vector<Step>{2, 3, 4});
  CHECK(stamps(one_late(w, grid)) == std::vector<Step>{4, 5, 6});
  CHECK(stamps(inside(window({{"start", 0.2}, {"stop", 0.2}}), grid)).empty());
}

TEST_CASE("a window refuses times that make no sense", "[device]") {
  CHECK(refusal({{"start", 0.05}}) == "BadProperty: start must be a multiple of the resolution, 0.1 ms, is 0.05.");
  CHECK(refusal({{"origin", -1.0}}) == "BadProperty: origin must be >= 0 ms, is -1.");
  CHECK(refusal({{"start", 5.0}, {"stop", 3.0}}) == "BadProperty: stop (3 ms) must not be earlier than start (5 ms).");
  CHECK(refusal({{"start", std::numeric_limits<double>::quiet_NaN()}}) ==
        "BadProperty: start must be >= 0 ms, is nan.");
  CHECK(refusal({{"start", 5}}).substr(0, 12) == "TypeMismatch");
}

TEST_CASE("times older than the resolution are not checked again", "[device]") {
  auto w = window({{"start", 0.3}});
  TimeGrid coarse;
  coarse.tics_per_step = 500;
  w.read({{"stop", 1.0}}, coarse);
  CHECK(w.start == 0.3);
}
