#include "kernel/models/stimulator/step_function.h"

#include <catch2/catch.hpp>

using namespace nestling;

namespace {

using Numbers = std::vector<double>;

struct Fixture {
  TimeGrid grid;
  StepFunction function;
  Step now = 0;

  void set(const Dict& entries) {
    StepFunction changed = function;
    entries.read("times", changed.times);
    entries.read("values", changed.values);
    entries.read("allow_offgrid_times", changed.allow_offgrid_times);
    changed.settle(entries, function, {"times", "values"}, now, grid);
    function = changed;
  }

  std::string refusal(const Dict& entries) {
    try {
      set(entries);
    } catch (const Error& e) { return e.what(); }
    return "accepted";
  }
};

}  // namespace

TEST_CASE("a step function keeps each value until the next time", "[device]") {
  Fixture f;
  f.set({{"times", Numbers{1.0, 2.0}}, {"values", Numbers{10.0, -5.0}}});
  CHECK(f.function.at(9) == 0.0);
  CHECK(f.function.at(10) == 10.0);
  CHECK(f.function.at(19) == 10.0);
  CHECK(f.function.at(20) == -5.0);
  CHECK(f.function.at(1000000) == -5.0);
}

TEST_CASE("a new list leaves the present value until its next entry", "[device]") {
  Fixture f;
  f.set({{"times", Numbers{1.0, 4.0}}, {"values", Numbers{10.0, 2.0}}});
  f.now = 30;
  f.set({{"times", Numbers{2.0, 5.0}}, {"values", Numbers{7.0, 9.0}}});
  CHECK(f.function.at(31) == 10.0);
  CHECK(f.function.at(49) == 10.0);
  CHECK(f.function.at(50) == 9.0);
  f.now = 60;
  f.set({{"times", Numbers{}}, {"values", Numbers{}}});
  CHECK(f.function.at(61) == 9.0);
  f.function.forget(60);
  CHECK(f.function.at(61) == 0.0);
}

TEST_CASE("times off the grid are rounded up on request", "[device]") {
  Fixture f;
  CHECK(f.refusal({{"times", Numbers{1.05}}, {"values", Numbers{1.0}}}).find("times must be multiples") == 0);
  f.set({{"times", Numbers{1.05}}, {"values", Numbers{1.0}}, {"allow_offgrid_times", true}});
  CHECK(f.function.at(10) == 0.0);
  CHECK(f.function.at(11) == 1.0);
  CHECK(f.refusal({{"times", Numbers{1.05, 1.08}}, {"values", Numbers{1.0, 2.0}}}) ==
        "times must be strictly ascending.");
  CHECK(f.refusal({{"allow_offgrid_times", false}}).find("together with times") != std::string::npos);
}

TEST_CASE("a step function refuses lists that make no sense", "[device]") {
  Fixture f;
  CHECK(f.refusal({{"times", Numbers{1.0}}}) == "times and values must be given together.");
  CHECK(f.refusal({{"values", Numbers{1.0}}}) == "times and values must be given together.");
  CHECK(f.refusal({{"times", Numbers{1.0}}, {"values", Numbers{1.0, 2.0}}}) ==
        "times and values must be equally long, have 1 and 2.");
  CHECK(f.refusal({{"times", Numbers{0.0}}, {"values", Numbers{1.0}}}) == "times must be > 0 ms, but there is 0.");
  CHECK(f.refusal({{"times", Numbers{2.0, 1.0}}, {"values", Numbers{1.0, 2.0}}}) ==
        "times must be strictly ascending.");
}
