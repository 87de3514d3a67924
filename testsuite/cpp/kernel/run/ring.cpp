// Input rows and the calendar of what is to be added to them.
#include "kernel/run/ring.h"

#include <catch2/catch.hpp>
#include <vector>

#include "kernel/run/calendar.h"

using namespace nestling;

TEST_CASE("Rows exist only while something waits in them") {
  Ring ring;
  ring.resize(100, 50);
  CHECK(ring.bytes() == 0);
  double* first = ring.row(7);
  first[99] = 1.5;
  CHECK(ring.row(7) == first);
  CHECK(ring.row(8) != first);
  first[99] = 0;  // as the update leaves it
  ring.release(7);
  CHECK(ring.row(57) == first);  // the same place in time's circle, and the row that was used last
  CHECK(ring.row(57)[99] == 0);
  CHECK(ring.bytes() < 3 * 110 * sizeof(double));
}

TEST_CASE("What waits in rows stays when cells are added") {
  Ring ring;
  ring.resize(3, 4);
  for (Step step = 1; step <= 4; ++step) ring.row(step)[2] = static_cast<double>(step);
  ring.resize(1000, 4);
  for (Step step = 1; step <= 4; ++step) {
    CHECK(ring.row(step)[2] == static_cast<double>(step));
    CHECK(ring.row(step)[999] == 0);
  }
  ring.clear();
  for (Step step = 1; step <= 4; ++step) CHECK(ring.row(step)[2] == 0);
}

TEST_CASE("A delivery is added in the step of its arrival, or earlier if it has to be settled") {
  struct {
    double weights[3] = {0.5, 1.0, 2.0};
    std::uint32_t cells[3] = {0, 3, 3};
  } segment;
  const auto* words = reinterpret_cast<const std::uint32_t*>(&segment);
  const Delivery apart(words, Weights::doubles, CellForm::words, 3, 0, 2);  // two spikes at once
  const Delivery same(segment.cells, Weights::one_float, CellForm::words, 3, -1.0f, 1);
  for (bool settle : {false, true}) {
    Ring ring;
    Calendar calendar;
    ring.resize(4, 10);
    calendar.resize(10);
    calendar.add(calendar.origin(5), 10, apart);
    calendar.add(calendar.origin(12), 3, same);
    if (settle) calendar.settle(12, ring);
    for (Step step = 13; step <= 22; ++step) {
      calendar.deliver(step, ring);
      const bool now = step == 15;  // 1.0 - 1.0 in the first cell, 2.0 - 1.0 + 4.0 - 1.0 in the last
      CHECK(ring.row(step)[0] == 0.0);
      CHECK(ring.row(step)[3] == (now ? 4.0 : 0.0));
      ring.row(step)[3] = 0;
      ring.release(step);
    }
  }
}

TEST_CASE("Cells in two bytes are the same cells") {
  struct {
    std::uint32_t lowest = 70000;
    std::uint16_t beyond[6] = {0, 65535, 3, 3, 1, 0};  // the last one fills up
    float weights[5] = {0.5f, 1.0f, 2.0f, 4.0f, 8.0f};
  } segment;
  Ring ring;
  ring.resize(140000, 10);
  Delivery(&segment.lowest, Weights::floats, CellForm::halves, 5, 0, 3).add_to(ring.row(1));
  CHECK(ring.row(1)[70000] == 1.5);
  CHECK(ring.row(1)[70001] == 24);
  CHECK(ring.row(1)[70003] == 18);
  CHECK(ring.row(1)[135535] == 3);
  Delivery(&segment.lowest, Weights::one_float, CellForm::halves, 5, 2.0f, 1).add_to(ring.row(2));
  CHECK(ring.row(2)[70003] == 4);
}
