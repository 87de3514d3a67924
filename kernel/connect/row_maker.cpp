#include "kernel/connect/row_maker.h"

#include <algorithm>
#include <numeric>

#include "kernel/base/exact.h"

namespace nestling {

namespace {

// Rows up to this length are kept in the order of creation, whatever the delays; longer ones are grouped by delay.
constexpr std::size_t short_row = 16;

// Cells that lie further apart than a segment of halves can reach are divided into windows where that leaves so many
// connections to a segment.
constexpr std::size_t least_in_window = 16;

}  // namespace

RowMaker::RowMaker(const SourceCounts& counts, const std::vector<EdgeTraits>& groups, bool labelled)
    : counts_(counts), labelled_(labelled) {
  next_.reserve(counts.end() - counts.first());
  for (std::uint32_t s = counts.first(); s < counts.end(); ++s) next_.push_back(n_), n_ += counts[s];
  Step shortest = 0, longest = 0;
  for (auto& g : groups) {
    shortest = shortest == 0 ? g.shortest : std::min(shortest, g.shortest);
    longest = std::max(longest, g.longest);
  }
  shortest_ = static_cast<std::uint16_t>(shortest);
  delay_code_ = longest == shortest ? DelayCode::one : longest - shortest < 256 ? DelayCode::bytes : DelayCode::words;
  choose_weights(groups);
  receivers_ = Pages(n_ * receiver_bytes());
  receivers_at_ = receivers_.as<void>();
  weights_ = Pages(n_ * weight_bytes());
  delays_ = Pages(n_ * delay_bytes());
  if (labelled) labels_.assign(n_, -1);
}

void RowMaker::choose_weights(const std::vector<EdgeTraits>& groups) {
  const auto all = [&](auto what) { return std::all_of(groups.begin(), groups.end(), what); };
  if (all([](auto& g) { return g.one_weight; }))
    for (auto& g : groups)
      if (std::none_of(few_weights_.begin(), few_weights_.end(), [&](double w) { return same_bits(w, g.weight); }) &&
          few_weights_.size() <= 256)
        few_weights_.push_back(g.weight);
  if (few_weights_.size() == 1) weight_code_ = WeightCode::one;
  else if (!few_weights_.empty() && few_weights_.size() <= 256) weight_code_ = WeightCode::index;
  else weight_code_ = all([](auto& g) { return g.float_weights; }) ? WeightCode::floats : WeightCode::doubles;
}

std::size_t RowMaker::weight_bytes() const {
  constexpr std::size_t bytes[] = {0, sizeof(std::uint8_t), 0, sizeof(double)};
  return bytes[static_cast<std::size_t>(weight_code_)];
}

std::size_t RowMaker::delay_bytes() const { return static_cast<std::size_t>(delay_code_); }

// ---------------------------------------------------------------- putting down

namespace {

// Each value of a column to its place.
template <class To, class From, class F>
void scatter(Pages& pages, const std::vector<std::uint64_t>& at, std::span<const From> column, F f) {
  To* const to = pages.as<To>();
  if (column.size() == 1) {
    const To x = f(column[0]);
    for (const std::uint64_t p : at) to[p] = x;
  } else {
    for (std::size_t i = 0; i < at.size(); ++i) to[at[i]] = f(column[i]);
  }
}

}  // namespace

void RowMaker::take(const EdgeRow& row) {
  at_.resize(row.sources.size());
  const std::uint32_t first = counts_.first();
  for (std::size_t i = 0; i < at_.size(); ++i) at_[i] = next_[row.sources[i] - first]++;
  if (weight_code_ == WeightCode::floats) {
    put_pairs(row.receivers, row.weights);
  } else {
    scatter<Receiver>(receivers_, at_, row.receivers, [](Receiver r) { return r; });
    put_weights(row.weights);
  }
  put_delays(row.delays);
  for (std::size_t i = 0; i < at_.size() && !row.labels.empty(); ++i)
    labels_[at_[i]] = row.labels[row.labels.size() == 1 ? 0 : i];
}

void RowMaker::put_pairs(std::span<const Receiver> receivers, std::span<const double> weights) {
  Pair* const to = receivers_.as<Pair>();
  const std::size_t r = receivers.size() > 1, w = weights.size() > 1;  // steps along the columns
  for (std::size_t i = 0; i < at_.size(); ++i) to[at_[i]] = {receivers[r * i], static_cast<float>(weights[w * i])};
}

void RowMaker::put_weights(std::span<const double> weights) {
  switch (weight_code_) {
    case WeightCode::one:
    case WeightCode::floats:
      return;
    case WeightCode::index:
      return scatter<std::uint8_t>(weights_, at_, weights, [&](double w) {
        const auto same = [&](double x) { return same_bits(x, w); };
        return static_cast<std::uint8_t>(std::find_if(few_weights_.begin(), few_weights_.end(), same) -
                                         few_weights_.begin());
      });
    case WeightCode::doubles:
      return scatter<double>(weights_, at_, weights, [](double w) { return w; });
  }
}

void RowMaker::put_delays(std::span<const std::uint16_t> delays) {
  const std::uint16_t shortest = shortest_;
  if (delay_code_ == DelayCode::bytes)
    scatter<std::uint8_t>(delays_, at_, delays, [=](auto d) { return static_cast<std::uint8_t>(d - shortest); });
  else if (delay_code_ == DelayCode::words)
    scatter<std::uint16_t>(delays_, at_, delays, [=](auto d) { return static_cast<std::uint16_t>(d - shortest); });
}

// ---------------------------------------------------------------- packing

template <class W>
void RowMaker::Columns<W>::resize(std::size_t n, bool labelled) {
  receiver.resize(n), weight.resize(n), delay.resize(n);
  if (labelled) label.resize(n, -1);
}

// One row: all its connections in the order of creation, sorted into groups of one delay and effect.
template <class W>
struct RowMaker::Work {
  Columns<W> all, sorted;
  std::vector<std::uint32_t> key, order, start;

  void add_to(SynapseRows& rows) {
    const std::size_t n = all.receiver.size();
    if (n == 0) return;
    note_range();
    if (n_keys == 1) return group(rows, all, 0, n);
    if (n <= short_row) return groups(rows, all);
    sort();
    groups(rows, sorted);
  }

 private:
  // What the key of a connection of this row is made of: its delay, its effect, the window of its cell.
  std::uint16_t low_delay;
  std::uint32_t low_cell, n_effects, n_windows;
  std::size_t n_keys;

  void note_range() {
    const std::size_t n = all.receiver.size();
    std::uint16_t high_delay = low_delay = all.delay[0];
    std::uint32_t high_cell = low_cell = all.receiver[0].cell(), differ = 0;
    for (std::size_t i = 0; i < n; ++i) {
      low_delay = std::min(low_delay, all.delay[i]), high_delay = std::max(high_delay, all.delay[i]);
      low_cell = std::min(low_cell, all.receiver[i].cell()), high_cell = std::max(high_cell, all.receiver[i].cell());
      differ |= all.receiver[i].bits ^ all.receiver[0].bits;
    }
    n_effects = differ >> 30 ? 4 : 1;
    n_windows = (high_cell - low_cell) / (SegmentCells::reach + 1) + 1;
    n_keys = (high_delay - low_delay + std::size_t{1}) * n_effects;
    if (n < least_in_window * n_keys * n_windows) n_windows = 1;
    n_keys *= n_windows;
  }
  std::uint32_t key_of(const Columns<W>& c, std::size_t i) const {
    const std::uint32_t effect = n_effects > 1 ? static_cast<std::uint32_t>(c.receiver[i].effect()) : 0,
                        window = n_windows > 1 ? (c.receiver[i].cell() - low_cell) / (SegmentCells::reach + 1) : 0;
    return (static_cast<std::uint32_t>(c.delay[i] - low_delay) * n_effects + effect) * n_windows + window;
  }

  void sort() {  // stable
    const std::size_t n = all.receiver.size();
    key.resize(n), order.resize(n);
    for (std::size_t i = 0; i < n; ++i) key[i] = key_of(all, i);
    if (n_keys <= 4 * n) {
      start.assign(n_keys + 1, 0);
      for (const std::uint32_t k : key) ++start[k + 1];
      for (std::size_t k = 1; k < n_keys; ++k) start[k] += start[k - 1];
      for (std::size_t i = 0; i < n; ++i) order[start[key[i]]++] = static_cast<std::uint32_t>(i);
    } else {
      std::iota(order.begin(), order.end(), 0);
      std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return key[a] < key[b]; });
    }
    sorted.resize(n, !all.label.empty());
    gather(all.receiver, sorted.receiver);
    gather(all.weight, sorted.weight);
    gather(all.delay, sorted.delay);
    if (!all.label.empty()) gather(all.label, sorted.label);
  }

  template <class T>
  void gather(const std::vector<T>& from, std::vector<T>& to) const {
    for (std::size_t i = 0; i < order.size(); ++i) to[i] = from[order[i]];
  }

  void groups(SynapseRows& rows, const Columns<W>& c) const {
    for (std::size_t from = 0; from < c.receiver.size();) {
      const std::uint32_t k = key_of(c, from);
      std::size_t to = from + 1;
      while (to < c.receiver.size() && key_of(c, to) == k) ++to;
      group(rows, c, from, to);
      from = to;
    }
  }

  static void group(SynapseRows& rows, const Columns<W>& c, std::size_t from, std::size_t to) {
    const std::size_t n = to - from;
    std::span<const std::int64_t> labels;
    if (!c.label.empty()) labels = {c.label.data() + from, n};
    rows.add(c.delay[from], std::span(c.receiver.data() + from, n), std::span(c.weight.data() + from, n), labels);
  }
};

template <class W>
void RowMaker::load_old(const SynapseRows& old, std::uint32_t source, const RowEdits* edits, Columns<W>& to) const {
  SynapseRows::Position p = old.position_of(source);
  for (const Segment& s : old.segments_of(source)) {
    const SegmentData d = old.data(s);
    for (std::size_t i = 0; i < s.n; ++i, ++p) {
      if (edits && edits->removed(p)) continue;
      const auto delay = static_cast<std::uint16_t>(s.delay);
      to.receiver.emplace_back(static_cast<Effect>(s.effect), d.cells[i]);
      to.weight.push_back(static_cast<W>(d.weight_of(i)));
      to.delay.push_back(edits ? edits->delay(p, delay) : delay);
      if (labelled_) to.label.push_back(old.label(p));
    }
  }
}

template <class W>
void RowMaker::load_weights(std::uint64_t from, std::size_t n, W* to) const {
  switch (weight_code_) {
    case WeightCode::one:
      std::fill_n(to, n, static_cast<W>(few_weights_[0]));
      return;
    case WeightCode::index:
      for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<W>(few_weights_[weights_.as<std::uint8_t>()[from + i]]);
      return;
    case WeightCode::floats:
      for (std::size_t i = 0; i < n; ++i)
        to[i] = static_cast<W>(static_cast<const Pair*>(receivers_at_)[from + i].weight);
      return;
    case WeightCode::doubles:
      std::copy_n(weights_.as<double>() + from, n, to);
      return;
  }
}

template <class W>
void RowMaker::load_new(std::uint32_t source, Columns<W>& to) const {
  const std::size_t n = counts_[source], had = to.receiver.size();
  if (n == 0) return;
  const std::uint64_t from = next_[source - counts_.first()] - n;
  to.resize(had + n, labelled_);
  if (weight_code_ == WeightCode::floats)
    for (std::size_t i = 0; i < n; ++i)
      to.receiver[had + i] = static_cast<const Pair*>(receivers_at_)[from + i].receiver;
  else std::copy_n(static_cast<const Receiver*>(receivers_at_) + from, n, to.receiver.begin() + had);
  load_weights(from, n, to.weight.data() + had);
  const auto delay = to.delay.begin() + had;
  const auto whole = [&](auto d) { return static_cast<std::uint16_t>(shortest_ + d); };
  if (delay_code_ == DelayCode::one) std::fill_n(delay, n, shortest_);
  else if (delay_code_ == DelayCode::bytes)
    std::transform(delays_.as<std::uint8_t>() + from, delays_.as<std::uint8_t>() + from + n, delay, whole);
  else std::transform(delays_.as<std::uint16_t>() + from, delays_.as<std::uint16_t>() + from + n, delay, whole);
  if (labelled_) std::copy_n(labels_.begin() + static_cast<std::ptrdiff_t>(from), n, to.label.begin() + had);
}

void RowMaker::release_before(std::uint32_t source) {
  const std::uint64_t n = source < counts_.end() && source > counts_.first() ? next_[source - counts_.first() - 1] : 0;
  receivers_.release_front(n * receiver_bytes());
  weights_.release_front(n * weight_bytes());
  delays_.release_front(n * delay_bytes());
}

template <class W>
SynapseRows RowMaker::pack(SynapseRows&& old, const RowEdits* edits) {
  std::uint32_t first = counts_.first(), end = counts_.end();
  if (old.size() > 0) {
    first = n_ > 0 ? std::min(first, old.first_source()) : old.first_source();
    end = n_ > 0 ? std::max(end, old.end_source()) : old.end_source();
  }
  SynapseRows rows;
  // What a row becomes fits where it was put down if it needs no more than its floats, or one.
  const bool in_place = std::is_same_v<W, float> && old.size() == 0 && weight_code_ != WeightCode::index;
  rows.open(first, end - first, in_place ? std::move(receivers_) : Pages((old.size() + n_) * 2 * sizeof(W)), labelled_);
  Work<W> work;
  for (std::uint32_t source = first; source < end; ++source) {
    if (counts_[source] == 0 && !edits && !labelled_) {
      rows.copy_row(old, source);
    } else {
      work.all.resize(0, labelled_);
      load_old(old, source, edits, work.all);
      load_new(source, work.all);
      work.add_to(rows);
    }
    rows.close_row();
    old.release_before(source);
    release_before(source);
  }
  rows.close();
  return rows;
}

SynapseRows RowMaker::make(SynapseRows&& old, const RowEdits* edits) {
  const bool few_floats = std::all_of(few_weights_.begin(), few_weights_.end(), is_float);
  if (weight_code_ != WeightCode::doubles && few_floats && old.only_floats()) return pack<float>(std::move(old), edits);
  return pack<double>(std::move(old), edits);
}

}  // namespace nestling
