#include "sli/bindings/live_line.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ostream>

#include "kernel/base/memory.h"
#include "sli/message.h"

namespace nestling::sli {

namespace {

constexpr double seconds_before_first = 0.5;  // what is over sooner needs no line
constexpr std::string_view erase_line = "\r\033[K";

std::string percent(const RunProgress& p) {
  return fmt::format("{:3.0f} %", std::floor(100 * p.done_ms / p.total_ms + 1e-6));
}

double real_time_factor(const RunProgress& p) { return p.seconds / (p.done_ms * 1e-3); }

// 950, 9.1 k, 1.2 M
std::string short_number(double x) {
  static constexpr std::string_view units[] = {"", " k", " M", " G"};
  std::size_t u = 0;
  for (; x >= 999.5 && u + 1 < std::size(units); ++u) x /= 1000;
  return u > 0 && x < 9.95 ? fmt::format("{:.1f}{}", x, units[u]) : fmt::format("{:.0f}{}", x, units[u]);
}

std::string memory_text(std::size_t bytes) {
  const double mb = static_cast<double>(bytes) * 1e-6;
  return mb < 999.5 ? fmt::format("{:.0f} MB", mb) : fmt::format("{:.1f} GB", mb * 1e-3);
}

std::string bar(double fraction, std::size_t width) {
  const auto filled = std::min(static_cast<std::size_t>(fraction * static_cast<double>(width)), width - 1);
  return "[" + std::string(filled, '=') + ">" + std::string(width - filled - 1, ' ') + "]";
}

std::string building_text(const RunProgress& p) {
  return fmt::format("Building {} connections", short_number(static_cast<double>(p.building)));
}

bool terminal_can_rewrite() {
  const char* term = std::getenv("TERM");
  return term && *term && std::string_view(term) != "dumb";
}

int columns_of_stderr() {
  winsize size{};
  if (!::isatty(STDERR_FILENO) || ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col ? size.ws_col : 80;
}

void write_to_stderr(std::string_view text) {
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

// With print_time: a line on the output that stays.
void print_time(Interp& i, const RunProgress& p) {
  i.out() << '\r' << percent(p) << fmt::format(": network time {:.1f} ms", p.now_ms);
  if (p.done_ms > 0) i.out() << fmt::format(", real-time factor {:.2f}", real_time_factor(p));
  if (p.ended) i.out() << '\n';
  i.out().flush();
}

}  // namespace

std::string duration_text(double seconds) {
  const auto s = static_cast<std::int64_t>(std::ceil(seconds));
  if (s < 100) return fmt::format("{} s", s);
  if (s < 3600) return fmt::format("{}:{:02} min", s / 60, s % 60);
  return fmt::format("{}:{:02} h", s / 3600, s % 3600 / 60);
}

std::string progress_text(const RunProgress& p, std::size_t memory, std::size_t columns) {
  constexpr std::size_t narrowest = 10, widest = 30;  // of the bar
  const double fraction = p.done_ms / p.total_ms;
  const std::string head = percent(p) + " ";
  std::string tail = fmt::format(" {} left", duration_text(p.seconds * (1 - fraction) / fraction));
  const auto room = [&] {
    return columns > head.size() + tail.size() + 2 ? columns - head.size() - tail.size() - 2 : 0;
  };
  for (auto& part : {fmt::format(", real-time factor {:.{}f}", real_time_factor(p), real_time_factor(p) < 10 ? 2 : 0),
                     fmt::format(", {} spikes/s", short_number(static_cast<double>(p.spikes) / p.seconds)),
                     ", " + memory_text(memory)})
    if (room() >= narrowest + part.size()) tail += part;
  if (room() < narrowest) return (head + tail.substr(1)).substr(0, columns);
  return head + bar(fraction, std::min(room(), widest)) + tail;
}

void LiveLine::tell(const RunProgress& p) {
  if (p.ended) {
    if (std::exchange(as_bar_, false)) bar(p);
    return hide();
  }
  if (!columns || !terminal_can_rewrite()) return;
  if (!p.building && (p.done_ms <= 0 || p.seconds < seconds_before_first)) return;
  constexpr int reserved = 3;  // the terminal's "^C" must not begin another line, which nobody would wipe out
  const int width = columns();
  if (width <= reserved) return;
  if (!p.building && bar && bar(p)) {
    as_bar_ = true;
    return hide();
  }
  const auto room = static_cast<std::size_t>(width - reserved);
  const auto text = p.building ? building_text(p).substr(0, room) : progress_text(p, resident_memory(), room);
  shown_ = true;
  write("\r" + text + "\033[K");
}

void LiveLine::hide() {
  if (std::exchange(shown_, false)) write(erase_line);
}

void show_live_line_on_terminal(Interp& i) {
  auto& line = i.attachment<LiveLine>();
  line.columns = columns_of_stderr;
  line.write = write_to_stderr;
}

void tell_progress(Interp& i, const RunProgress& p) {
  if (p.print_time && !p.building) print_time(i, p);
  else if (i.attachment<Verbosity>().shows(level::info) || p.ended) i.attachment<LiveLine>().tell(p);
}

}  // namespace nestling::sli
