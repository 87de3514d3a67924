// The line that tells how far a simulation is.
#include "sli/bindings/live_line.h"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "sli/message.h"

using namespace nestling;
using namespace nestling::sli;

namespace {

constexpr RunProgress some_way{.now_ms = 5300,
                               .done_ms = 4300,
                               .total_ms = 10000,
                               .seconds = 8.6,
                               .spikes = 103200,
                               .print_time = false,
                               .ended = false};

// What a terminal of a width gets.
struct Screen {
  explicit Screen(int columns) {
    setenv("TERM", "xterm", 1);
    line.columns = [columns] { return columns; };
    line.write = [this](std::string_view t) { text += t; };
  }
  LiveLine line;
  std::string text;
};

RunProgress but(RunProgress p, double seconds, bool ended = false) {
  p.seconds = seconds;
  p.ended = ended;
  return p;
}

}  // namespace

TEST_CASE("a wide line tells everything, a narrow one the most important", "[live]") {
  CHECK(progress_text(some_way, 312000000, 79) ==
        " 43 % [======>        ] 12 s left, real-time factor 2.00, 12 k spikes/s, 312 MB");
  CHECK(progress_text(some_way, 312000000, 39) == " 43 % [=====>       ] 12 s left, 312 MB");
  CHECK(progress_text(some_way, 312000000, 20) == " 43 % 12 s left");
  CHECK(progress_text(some_way, 312000000, 8) == " 43 % 12");
  for (std::size_t columns = 1; columns < 200; ++columns)
    CHECK(progress_text(some_way, 312000000, columns).size() <= columns);
}

TEST_CASE("durations are told in the unit that a person would choose", "[live]") {
  CHECK(duration_text(0.2) == "1 s");
  CHECK(duration_text(99) == "99 s");
  CHECK(duration_text(200) == "3:20 min");
  CHECK(duration_text(7505) == "2:05 h");
}

TEST_CASE("the line appears after a moment and disappears without a trace", "[live]") {
  Screen screen(80);
  screen.line.tell(but(some_way, 0.2));
  CHECK(screen.text.empty());
  screen.line.tell(but(some_way, 2));
  CHECK(screen.text.starts_with("\r 43 % "));
  CHECK(screen.text.ends_with("\033[K"));
  screen.text.clear();
  screen.line.tell(but(some_way, 3, true));
  CHECK(screen.text == "\r\033[K");
  screen.text.clear();
  screen.line.tell(but(some_way, 3, true));
  CHECK(screen.text.empty());
}

TEST_CASE("while connections are built, the line tells how many", "[live]") {
  Screen screen(30);
  screen.line.tell({.building = 299000000});
  CHECK(screen.text == "\rBuilding 299 M connections\033[K");
  screen.text.clear();
  screen.line.tell({.ended = true, .building = 299000000});
  CHECK(screen.text == "\r\033[K");
}

TEST_CASE("no line without a terminal that can rewrite it", "[live]") {
  Screen nowhere(0);
  nowhere.line.tell(some_way);
  CHECK(nowhere.text.empty());
  Screen dumb(80);
  setenv("TERM", "dumb", 1);
  dumb.line.tell(some_way);
  CHECK(dumb.text.empty());
  LiveLine unset;
  unset.tell(some_way);
}

TEST_CASE("the verbosity decides about the line", "[live]") {
  setenv("TERM", "xterm", 1);
  Interp i;
  std::string text;
  i.attachment<LiveLine>().columns = [] { return 80; };
  i.attachment<LiveLine>().write = [&](std::string_view t) { text += t; };
  i.attachment<Verbosity>().level = level::warning;
  tell_progress(i, some_way);
  CHECK(text.empty());
  i.attachment<Verbosity>().level = level::info;
  tell_progress(i, some_way);
  CHECK_FALSE(text.empty());
}
