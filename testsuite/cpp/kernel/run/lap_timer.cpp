#include "kernel/run/lap_timer.h"

#include <catch2/catch.hpp>
#include <thread>

using namespace nestling;

TEST_CASE("the time of a run is divided in the proportions of what was seen") {
  LapTimer timer;
  for (unsigned round = 0; round < 3; ++round) {
    timer.start_round(round);
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
    timer.lap(Part::update);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    timer.lap(Part::deliver);
  }
  timer.divide(10.0);
  const auto seconds = timer.total();
  const double update = seconds[static_cast<std::size_t>(Part::update)];
  const double deliver = seconds[static_cast<std::size_t>(Part::deliver)];
  CHECK(update + deliver == Approx(10.0));
  CHECK(update > deliver);
  CHECK(seconds[static_cast<std::size_t>(Part::emit)] == 0.0);
  timer.divide(10.0);  // a run of no rounds
  CHECK(timer.total() == seconds);
}
