// How the time of the slice loop is shared between its parts. Reading a clock several times in each round would cost as
// much as a small network does, so only some rounds are looked at, and the whole time is divided in their proportions.
#pragma once
#include <array>
#include <chrono>
#include <numeric>

namespace nestling {

// One for each that thread 0 goes through in a round, in this order.
enum class Part : std::uint8_t { deliver, update, emit, communicate, record };
inline constexpr std::size_t n_parts = 5;
inline constexpr const char* part_names[n_parts] = {"deliver", "update", "emit", "communicate", "record"};

class LapTimer {
 public:
  using Seconds = std::array<double, n_parts>;

  void start_round(unsigned round) {
    watching_ = round % period == 0 || round < period;  // short runs have only the first
    weight_ = round < period ? 1.0 : period;
    if (watching_) lap_ = Clock::now();
  }
  // What was done since the last call belongs to this part.
  void lap(Part part) {
    if (!watching_) return;
    const auto now = Clock::now();
    seen_[static_cast<std::size_t>(part)] += weight_ * std::chrono::duration<double>(now - lap_).count();
    lap_ = now;
  }
  // The run is over and took so long.
  void divide(double seconds) {
    const double all = std::accumulate(seen_.begin(), seen_.end(), 0.0);
    for (std::size_t p = 0; p < n_parts && all > 0; ++p) total_[p] += seconds * seen_[p] / all;
    seen_ = {};
  }
  const Seconds& total() const { return total_; }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr unsigned period = 17;  // no power of two: rhythms of networks are often

  bool watching_ = false;
  double weight_ = 1.0;
  Clock::time_point lap_;
  Seconds seen_{}, total_{};
};

}  // namespace nestling
