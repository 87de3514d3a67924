#include "kernel/run/calendar.h"

namespace nestling {

void Calendar::resize(Step longest_delay) {
  const auto n = static_cast<std::size_t>(longest_delay);
  if (n == slots_.size()) return;
  slots_.clear();
  slots_.resize(n);
  off_grid_.clear();
  off_grid_.resize(n);
}

void Calendar::deliver(Step step, Ring& ring) {
  constexpr std::size_t ahead = 8;
  auto& due = slots_[origin(step)];
  if (!off_grid_[origin(step)].empty()) deliver_off_grid(step, ring);
  if (due.empty()) return;
  double* const row = ring.row(step);
  for (std::size_t i = 0; i < due.size(); ++i) {
    if (i + ahead < due.size()) due[i + ahead].prefetch();
    due[i].add_to(row);
  }
  due.clear();
}

void Calendar::deliver_off_grid(Step step, Ring& ring) {
  auto& due = off_grid_[origin(step)];
  for (auto& [delivery, offset] : due) {
    const SegmentData d = delivery.data();
    for (std::uint32_t i = 0; i < delivery.size(); ++i)
      ring.add(step, d.cells[i], d.weight_of(i) * delivery.times(), offset);
  }
  due.clear();
}

void Calendar::settle(Step now, Ring& ring) {
  for (Step step = now + 1; step <= now + static_cast<Step>(slots_.size()); ++step) deliver(step, ring);
}

void Calendar::clear() {
  for (auto& due : slots_) due.clear();
  for (auto& due : off_grid_) due.clear();
}

std::size_t Calendar::bytes() const {
  std::size_t n = slots_.capacity() * sizeof slots_[0];
  for (auto& due : slots_) n += due.capacity() * sizeof due[0];
  return n;
}

}  // namespace nestling
