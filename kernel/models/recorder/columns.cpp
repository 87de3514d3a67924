#include "kernel/models/recorder/columns.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nestling {

namespace {

// The vector, for writing: a copy of its own if somebody else holds it, too.
template <class T>
std::vector<T>& own(std::shared_ptr<std::vector<T>>& column) {
  if (column.use_count() > 1) {
    auto copy = std::make_shared<std::vector<T>>();
    copy->reserve(2 * column->size());
    copy->assign(column->begin(), column->end());
    column = std::move(copy);
  }
  return *column;
}

template <class T>
void keep(std::shared_ptr<std::vector<T>>& column, bool wanted, std::size_t n, T filler) {
  if (!wanted) column.reset();
  else if (!column) column = std::make_shared<std::vector<T>>(n, filler);
}

template <class T>
void empty(std::shared_ptr<std::vector<T>>& column) {
  if (column) column = std::make_shared<std::vector<T>>();
}

// value(record) for each of them.
template <class T, class F>
void append(std::shared_ptr<std::vector<T>>& column, std::span<const Record> records, F value) {
  if (!column) return;
  auto& to = own(column);
  const std::size_t n = to.size();
  to.resize(n + records.size());
  std::transform(records.begin(), records.end(), to.data() + n, value);
}

template <class T>
void show(Dict& events, const char* key, const std::shared_ptr<std::vector<T>>& column) {
  if (column) events[key] = column;
}

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

// Times are kept in the form in which they are asked for; what is there changes its form with the settings.
void RecordColumns::arrange_times(const RecorderSettings& s, const TimeGrid& grid) {
  const bool in_steps = s.withtime && s.time_in_steps, in_ms = s.withtime && !s.time_in_steps;
  const bool with_offsets = in_steps && s.precise_times;
  std::vector<double> ms;
  if (in_ms && steps_)
    for (std::size_t i = 0; i < n_; ++i) ms.push_back(grid.ms((*steps_)[i]) - (offsets_ ? (*offsets_)[i] : 0.0));
  std::vector<std::int64_t> steps;
  std::vector<double> offsets;
  if (in_steps && times_)
    for (double t : *times_) {
      steps.push_back(grid.steps_up(grid.tics(t)));
      offsets.push_back(grid.ms(steps.back()) - t);
    }
  keep(steps_, in_steps, n_, std::int64_t{0});
  keep(offsets_, with_offsets, n_, 0.0);
  keep(times_, in_ms, n_, unknown);
  if (!ms.empty()) *times_ = std::move(ms);
  if (!steps.empty()) *steps_ = std::move(steps);
  if (!offsets.empty() && offsets_) *offsets_ = std::move(offsets);
  precise_ = s.precise_times;
}

void RecordColumns::arrange(const RecorderSettings& s, const std::vector<std::string>& names, const TimeGrid& grid) {
  keep(senders_, s.withgid, n_, std::int64_t{0});
  keep(targets_, s.withtargetgid, n_, std::int64_t{0});
  keep(ports_, s.withport, n_, std::int64_t{0});
  keep(receptors_, s.withrport, n_, std::int64_t{0});
  keep(weights_, s.withweight, n_, unknown);
  arrange_times(s, grid);

  std::vector<Quantity> quantities;
  for (auto& name : names) {
    auto old = std::find_if(quantities_.begin(), quantities_.end(), [&](auto& q) { return q.name == name; });
    quantities.push_back(old != quantities_.end() ? *old : Quantity{name, nullptr});
    keep(quantities.back().values, true, n_, unknown);
  }
  quantities_ = std::move(quantities);
}

void RecordColumns::add(std::span<const Record> records, const TimeGrid& grid) {
  const auto all = [&](auto& column, auto value) { append(column, records, value); };
  all(senders_, [](auto& r) { return r.sender; });
  all(targets_, [](auto& r) { return r.target; });
  all(ports_, [](auto& r) { return r.port; });
  all(receptors_, [](auto& r) { return r.receptor; });
  all(weights_, [](auto& r) { return r.weight; });
  all(steps_, [](auto& r) { return r.stamp; });
  all(offsets_, [](auto& r) { return r.offset; });
  all(times_, [&](auto& r) { return grid.ms(r.stamp) - (precise_ ? r.offset : 0.0); });
  for (std::size_t i = 0; i < quantities_.size(); ++i) all(quantities_[i].values, [i](auto& r) { return r.values[i]; });
  n_ += records.size();
}

void RecordColumns::clear() {
  for (auto* c : {&senders_, &targets_, &ports_, &receptors_, &steps_}) empty(*c);
  for (auto* c : {&times_, &offsets_, &weights_}) empty(*c);
  for (auto& q : quantities_) empty(q.values);
  n_ = 0;
}

std::size_t RecordColumns::bytes() const {
  std::size_t n = 0;
  const auto add = [&](auto& column) {
    if (column) n += column->capacity() * sizeof((*column)[0]);
  };
  for (auto* c : {&senders_, &targets_, &ports_, &receptors_, &steps_}) add(*c);
  for (auto* c : {&times_, &offsets_, &weights_}) add(*c);
  for (auto& q : quantities_) add(q.values);
  return n;
}

Dict RecordColumns::events() const {
  Dict events;
  show(events, "senders", senders_);
  show(events, "targets", targets_);
  show(events, "ports", ports_);
  show(events, "receptors", receptors_);
  show(events, "times", times_);
  show(events, "times", steps_);
  show(events, "offsets", offsets_);
  show(events, "weights", weights_);
  for (auto& q : quantities_) show(events, q.name.c_str(), q.values);
  return events;
}

}  // namespace nestling
