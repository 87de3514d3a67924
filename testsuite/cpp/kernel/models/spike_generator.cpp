#include "kernel/models/spike_generator.h"

#include <catch2/catch.hpp>

using namespace nestling;

namespace {

// A generator with one connection onto a recorder.
struct Fixture {
  Environment env;
  SpikeGenerator generator;
  Ring ring;

  explicit Fixture(const Dict& entries = {}) { set(entries); }

  void set(const Dict& entries) { generator.stage(entries, env)(); }

  std::string refusal(const Dict& entries) {
    try {
      set(entries);
    } catch (const Error& e) { return std::string(e.kind.name) + ": " + e.what(); }
    return "accepted";
  }

  std::vector<RecordedSpike> spikes(Step from, Step to) {
    const RecorderEdge edge{};
    std::vector<RecordedSpike> recorded;
    generator.emit({0, from, to, ring, {}, {&edge, 1}, recorded, {}, env});
    return recorded;
  }

  std::vector<Step> stamps(Step from = 0, Step to = 1000) {
    std::vector<Step> list;
    for (auto& s : spikes(from, to)) list.insert(list.end(), s.multiplicity, s.step);
    return list;
  }

  std::vector<double> times() {
    Dict status;
    generator.status(status, env);
    return *std::get<DoubleVector>(status.at("spike_times"));
  }
};

using Steps = std::vector<Step>;
using Times = std::vector<double>;

}  // namespace

TEST_CASE("spikes come at their times, in whatever portions time passes", "[device]") {
  Fixture f({{"spike_times", Times{0.1, 1.0, 2.5, 2.5, 9.9}}});
  CHECK(f.stamps() == Steps{1, 10, 25, 25, 99});
  CHECK(f.stamps(0, 10) == Steps{1, 10});
  CHECK(f.stamps(10, 25) == Steps{25, 25});
}

TEST_CASE("the window of a spike_generator is open at its start; origin moves everything", "[device]") {
  Fixture f({{"spike_times", Times{1., 2., 3., 4., 5., 6.}}, {"start", 2.0}, {"stop", 5.0}});
  CHECK(f.stamps() == Steps{30, 40, 50});
  f.set({{"origin", 1.0}});
  CHECK(f.stamps() == Steps{40, 50, 60});
  f.set({{"stop", 2.0}});
  CHECK(f.stamps().empty());
}

TEST_CASE("spike weights and multiplicities belong to the spikes", "[device]") {
  Fixture f({{"spike_times", Times{1., 2., 3.}},
             {"spike_weights", Times{3., -4., 0.}},
             {"spike_multiplicities", std::vector<std::int64_t>{2, 0, 1}}});
  const auto spikes = f.spikes(0, 100);
  REQUIRE(spikes.size() == 2);
  CHECK(spikes[0].factor == 3.0);
  CHECK(spikes[0].multiplicity == 2);
  CHECK(spikes[1].step == 30);
  CHECK(spikes[1].factor == 0.0);
  f.set({{"spike_weights", Times{}}});
  CHECK(f.spikes(0, 100)[0].factor == 1.0);
}

TEST_CASE("times off the grid are refused, rounded up or kept", "[device]") {
  Fixture f;
  CHECK(
      f.refusal({{"spike_times", Times{1.04}}}).find("BadProperty: spike_times must be multiples of the resolution") ==
      0);
  CHECK(f.refusal({{"spike_times", Times{1.0000001, 1.2999999, 2.0004}}}) == "accepted");
  CHECK(f.times() == Times{1.0, 1.3, 2.0});
  f.set({{"spike_times", Times{1.04, 1.1}}, {"allow_offgrid_times", true}});
  CHECK(f.stamps() == Steps{11, 11});
  CHECK(f.times() == Times{1.1, 1.1});
  f.set({{"spike_times", Times{1.04, 1.1}}, {"allow_offgrid_times", false}, {"precise_times", true}});
  CHECK(f.stamps() == Steps{11, 11});
  CHECK(f.times() == Times{1.04, 1.1});
  CHECK(f.spikes(0, 100)[0].offset == Approx(0.06));
  CHECK(f.spikes(0, 100)[1].offset == Approx(0.0).margin(1e-12));
}

TEST_CASE("shift_now_spikes moves a spike at the present to the next step", "[device]") {
  Fixture f;
  CHECK(f.refusal({{"spike_times", Times{0.0, 1.0}}}).substr(0, 11) == "BadProperty");
  f.set({{"spike_times", Times{0.0, 1.0}}, {"shift_now_spikes", true}});
  CHECK(f.times() == Times{0.1, 1.0});
  f.env.now = 50;
  f.set({{"spike_times", Times{5.0, 6.0}}, {"shift_now_spikes", true}});
  CHECK(f.stamps(50) == Steps{51, 60});
}

TEST_CASE("a spike_generator refuses what makes no sense and stays as it was", "[device]") {
  Fixture f({{"spike_times", Times{1., 2.}}, {"spike_weights", Times{1., 1.}}});
  CHECK(f.refusal({{"spike_times", Times{2., 1.}}}) == "BadProperty: spike_times must be ascending.");
  CHECK(f.refusal({{"spike_times", Times{-1., 1.}}}) == "BadProperty: spike_times must be >= 0 ms, is -1.");
  CHECK(f.refusal({{"spike_times", Times{1.}}}) ==
        "BadProperty: spike_weights must be empty or as long as spike_times (1), has 2.");
  CHECK(f.refusal({{"spike_multiplicities", std::vector<std::int64_t>{1, -1}}}).substr(0, 11) == "BadProperty");
  CHECK(f.refusal({{"spike_times", Array{1, 2}}}).substr(0, 12) == "TypeMismatch");
  CHECK(f.refusal({{"precise_times", true}}).find("together with spike_times") != std::string::npos);
  CHECK(f.refusal({{"precise_times", true}, {"shift_now_spikes", true}, {"spike_times", Times{1.}}}).substr(0, 11) ==
        "BadProperty");
  CHECK(f.refusal({{"allow_offgrid_times", true}, {"allow_offgrid_spikes", true}, {"spike_times", Times{1., 2.}}})
            .substr(0, 11) == "BadProperty");
  CHECK(f.stamps() == Steps{10, 20});
}
