#include "kernel/connect/synapse_rows.h"

#include <algorithm>

#include "kernel/base/exact.h"

namespace nestling {

namespace {

using Bytes = std::size_t;

// From this length on, equal weights side by side become a segment of their own.
constexpr std::size_t long_run = 16;

template <class W>
bool all_equal(std::span<const W> w) {
  return std::all_of(w.begin(), w.end(), [&](W x) { return same_bits(x, w[0]); });
}

template <class W>
bool all_floats(std::span<const W> w) {
  if constexpr (std::is_same_v<W, float>) return true;
  else return std::all_of(w.begin(), w.end(), is_float);
}

// The first run of at least long_run equal weights from `from` on, or an empty one at the end. Such a run covers
// a whole block of half its length, whose ends must be equal: the rest need not be looked at.
template <class W>
std::pair<std::size_t, std::size_t> find_run(std::span<const W> w, std::size_t from) {
  constexpr std::size_t block = long_run / 2;
  for (std::size_t i = from; i + block <= w.size(); i += block) {
    if (!same_bits(w[i], w[i + block - 1])) continue;
    std::size_t begin = i, end = i + 1;
    while (begin > from && same_bits(w[begin - 1], w[i])) --begin;
    while (end < w.size() && same_bits(w[end], w[i])) ++end;
    if (end - begin >= long_run) return {begin, end};
  }
  return {w.size(), w.size()};
}

}  // namespace

std::size_t SynapseRows::bytes() const {
  const auto of = [](const auto& v) { return v.capacity() * sizeof v[0]; };
  return of(row_) + of(position_) + of(segments_) + of(labels_) + n_words_ * sizeof(std::uint32_t);
}

// ---------------------------------------------------------------- looking

SynapseRows::Position SynapseRows::position_of(std::uint32_t source) const {
  if (source < first_source_ || n_rows() == 0) return 0;
  return position_[std::min(source - first_source_, n_rows())];
}

SynapseRows::Where SynapseRows::find(Position p) const {
  const auto after = std::upper_bound(position_.begin(), position_.end(), p);
  const auto r = static_cast<std::uint32_t>(after - position_.begin() - 1);
  p -= position_[r];
  const Segment* s = &segments_[row_[r]];
  for (; p >= s->n; ++s) p -= s->n;
  return {first_source_ + r, s, static_cast<std::uint32_t>(p)};
}

bool SynapseRows::only_floats() const {
  return std::all_of(segments_.begin(), segments_.end(), [](const Segment& s) {
    return static_cast<Weights>(s.weights) == Weights::one_float || static_cast<Weights>(s.weights) == Weights::floats;
  });
}

// ---------------------------------------------------------------- editing

// Room for a segment that holds its weights and cells in this way.
std::uint32_t* SynapseRows::place(Segment& s, Weights kind, CellForm form) {
  const std::uint64_t size = segment_words(kind, form, s.n);
  if (kind == Weights::doubles || kind == Weights::one_double) n_words_ += n_words_ % 2;
  if (const Bytes needed = (n_words_ + size) * sizeof(std::uint32_t); needed > words_.size())
    words_.resize(std::max(needed, words_.size() + words_.size() / 2));
  s.begin = n_words_;
  s.weights = static_cast<std::uint64_t>(kind);
  s.cells = static_cast<std::uint64_t>(form);
  n_words_ += size;
  return words_.as<std::uint32_t>() + s.begin;
}

// cell(i) for all of them; `lowest` counts only for halves.
template <class CellAt>
void SynapseRows::write_cells(const Segment& s, std::uint32_t lowest, CellAt cell) {
  const SegmentCells cells = data(s).cells;
  auto* const words = const_cast<std::uint32_t*>(cells.words());
  if (cells.form() == CellForm::words) {
    for (std::size_t i = 0; i < s.n; ++i) words[i] = cell(i);
  } else {
    words[0] = lowest;
    auto* const halves = const_cast<std::uint16_t*>(cells.halves());
    for (std::size_t i = 0; i < s.n; ++i) halves[i] = static_cast<std::uint16_t>(cell(i) - lowest);
  }
}

// The same connections, with individual weights: as floats, or as doubles.
void SynapseRows::spread(Segment& s, Weights kind, CellForm form) {
  moved_ = true;
  const Segment old = s;
  place(s, kind, form);
  const SegmentData from = data(old), to = data(s);
  write_cells(s, from.cells.lowest(), [&](std::size_t i) { return from.cells[i]; });
  for (std::size_t i = 0; i < s.n; ++i)
    if (to.floats) const_cast<float*>(to.floats)[i] = static_cast<float>(from.weight_of(i));
    else const_cast<double*>(to.doubles)[i] = from.weight_of(i);
}

void SynapseRows::set(Position p, double weight, std::uint32_t cell) {
  const Where where = find(p);
  Segment& s = segments_[static_cast<std::size_t>(where.segment - segments_.data())];
  const SegmentData now = data(s);
  const auto had = static_cast<Weights>(s.weights);
  const CellForm form = now.cells.fits(cell) ? now.cells.form() : CellForm::words;
  if (!same_bits(now.weight_of(where.i), weight) || form != now.cells.form()) {
    const bool doubles = !is_float(weight) || had == Weights::doubles || had == Weights::one_double;
    const Weights kind = doubles ? Weights::doubles : Weights::floats;
    if (kind != had || form != now.cells.form()) spread(s, kind, form);
  }
  const SegmentData d = data(s);
  if (form == CellForm::words) const_cast<std::uint32_t*>(d.cells.words())[where.i] = cell;
  else const_cast<std::uint16_t*>(d.cells.halves())[where.i] = static_cast<std::uint16_t>(cell - d.cells.lowest());
  if (d.floats) const_cast<float*>(d.floats)[where.i] = static_cast<float>(weight);
  if (d.doubles) const_cast<double*>(d.doubles)[where.i] = weight;
}

void SynapseRows::set_label(Position p, std::int64_t label) {
  if (labels_.empty()) labels_.assign(size(), -1);
  labels_[p] = label;
}

void SynapseRows::set_weights(double weight) {
  SynapseRows old;
  std::swap(old.words_, words_);
  n_words_ = 0, moved_ = false;
  for (Segment& s : segments_) {
    const SegmentCells cells = old.data(s).cells;
    std::uint32_t* const to = place(s, is_float(weight) ? Weights::one_float : Weights::one_double, cells.form());
    if (is_float(weight)) s.weight = static_cast<float>(weight);
    else *reinterpret_cast<double*>(to) = weight;
    write_cells(s, cells.lowest(), [&](std::size_t i) { return cells[i]; });
  }
}

// ---------------------------------------------------------------- making

void SynapseRows::open(std::uint32_t first_source, std::uint32_t n_rows, Pages room, bool labelled) {
  first_source_ = first_source;
  row_.reserve(n_rows + 1);
  position_.reserve(n_rows + 1);
  row_.push_back(0);
  position_.push_back(0);
  words_ = std::move(room);
  makes_labels_ = labelled;
}

template <class W>
void SynapseRows::add(Step delay, std::span<const Receiver> receivers, std::span<const W> weights,
                      std::span<const std::int64_t> labels) {
  for (std::size_t from = 0; from < receivers.size();) {
    const auto [begin, end] = find_run(weights, from);
    if (from < begin) add_segment(delay, receivers.subspan(from, begin - from), weights.subspan(from, begin - from));
    if (begin < end) add_segment(delay, receivers.subspan(begin, end - begin), weights.subspan(begin, end - begin));
    from = end;
  }
  filled_ += receivers.size();
  if (makes_labels_) labels_.insert(labels_.end(), labels.begin(), labels.end());
}

template <class W>
void SynapseRows::add_segment(Step delay, std::span<const Receiver> receivers, std::span<const W> weights) {
  Segment s{};
  s.delay = static_cast<std::uint64_t>(delay);
  s.effect = static_cast<std::uint64_t>(receivers[0].effect());
  s.n = static_cast<std::uint32_t>(receivers.size());
  std::uint32_t lowest = ~0u, highest = 0;
  for (const Receiver r : receivers) lowest = std::min(lowest, r.cell()), highest = std::max(highest, r.cell());
  const bool one = all_equal(weights), floats = all_floats(one ? weights.first(1) : weights);
  std::uint32_t* const at = place(s,
                                  one      ? floats ? Weights::one_float : Weights::one_double
                                  : floats ? Weights::floats
                                           : Weights::doubles,
                                  SegmentCells::shortest(s.n, highest - lowest));
  write_cells(s, lowest, [&](std::size_t i) { return receivers[i].cell(); });
  const SegmentData to = data(s);
  if (one && floats) s.weight = static_cast<float>(weights[0]);
  else if (one) *reinterpret_cast<double*>(at) = static_cast<double>(weights[0]);
  else if (floats) std::copy(weights.begin(), weights.end(), const_cast<float*>(to.floats));
  else std::copy(weights.begin(), weights.end(), const_cast<double*>(to.doubles));
  segments_.push_back(s);
}

template void SynapseRows::add(Step, std::span<const Receiver>, std::span<const float>, std::span<const std::int64_t>);
template void SynapseRows::add(Step, std::span<const Receiver>, std::span<const double>, std::span<const std::int64_t>);

void SynapseRows::copy_row(const SynapseRows& from, std::uint32_t source) {
  for (Segment s : from.segments_of(source)) {
    const std::uint32_t* const words = from.words_of(s);
    const auto kind = static_cast<Weights>(s.weights);
    const auto form = static_cast<CellForm>(s.cells);
    std::copy_n(words, segment_words(kind, form, s.n), place(s, kind, form));
    segments_.push_back(s);
    filled_ += s.n;
  }
}

void SynapseRows::close_row() {
  row_.push_back(static_cast<std::uint32_t>(segments_.size()));
  position_.push_back(filled_);
}

void SynapseRows::close() {
  words_.resize(n_words_ * sizeof(std::uint32_t));
  segments_.shrink_to_fit();
  labels_.shrink_to_fit();
}

void SynapseRows::release_before(std::uint32_t source) {
  const std::uint32_t r = source - first_source_;
  if (!moved_ && r < n_rows() && row_[r] < segments_.size())
    words_.release_front(segments_[row_[r]].begin * sizeof(std::uint32_t));
}

}  // namespace nestling
