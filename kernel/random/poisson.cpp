#include "kernel/random/poisson.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>

#include "kernel/random/philox_lanes.h"

namespace nestling {

namespace {

constexpr double largest_table = 1e9;  // beyond, the normal distribution differs by less than 1e-5 of its deviation
constexpr double largest_number = 9.2e18;
constexpr double largest_estimated = 100;  // beyond, the sum of all numbers from 0 on takes longer than the table

// Probabilities relative to that of the mode, as far as they matter in 64 bits.
struct Masses {
  std::int64_t first;
  std::vector<long double> p;
};

// 1 / k: division takes too long where a table serves a single step.
constexpr auto reciprocals = [] {
  std::array<long double, 64> r{};
  for (std::size_t k = 1; k < r.size(); ++k) r[k] = 1 / static_cast<long double>(k);
  return r;
}();

Masses poisson_masses(double lambda) {
  constexpr long double least = 1e-26L;
  const auto mode = static_cast<std::int64_t>(lambda);
  const long double l = lambda, inverse = 1 / l;
  std::vector<long double> p;
  p.reserve(40 + static_cast<std::size_t>(24 * std::sqrt(lambda)));
  long double x = 1;
  for (std::int64_t k = mode; k > 0 && x > least; --k) p.push_back(x *= static_cast<long double>(k) * inverse);
  const auto below = static_cast<std::int64_t>(p.size());
  std::reverse(p.begin(), p.end());
  p.push_back(x = 1);
  for (auto k = static_cast<std::size_t>(mode) + 1; x > least; ++k)
    p.push_back(x *= k < reciprocals.size() ? l * reciprocals[k] : l / static_cast<long double>(k));
  return {mode - below, std::move(p)};
}

// Sums from the smaller end of either side keep the digits of the tails.
std::vector<std::uint64_t> cumulated(const std::vector<long double>& p) {
  const long double total = std::accumulate(p.begin(), p.end(), 0.0L), scale = 0x1p64L / total;
  std::vector<std::uint64_t> limits(p.size() - 1);
  const auto rounded = [&](long double sum) { return static_cast<std::uint64_t>(sum * scale + 0.5L); };
  std::size_t i = 0;
  long double below = p[0], above = 0;
  for (; i < limits.size() && below < total / 2; below += p[++i]) limits[i] = rounded(below);
  for (std::size_t k = limits.size(); k-- > i;) limits[k] = 0 - rounded(above += p[k + 1]);
  while (limits.size() > i && limits.back() == 0) limits.pop_back();  // beyond all words
  return limits;
}

// Enough buckets that few hold more than one limit, but not many more than draws.
unsigned bucket_bits(double lambda, std::size_t draws) {
  unsigned bits = 10;
  while (bits < 16 && (1u << bits) < 32 * std::sqrt(lambda)) ++bits;
  constexpr unsigned fewest = 4;
  return std::min(bits, std::max(fewest, static_cast<unsigned>(std::bit_width(draws))));
}

}  // namespace

PoissonTable::PoissonTable(double lambda, std::size_t draws) : lambda_(lambda) {
  if (!(lambda > 0) || lambda > largest_table) return;
  exact_ = true;
  constexpr double bucket = 100;  // takes as long to make as so many comparisons
  const unsigned bits = bucket_bits(lambda, draws);
  const double comparisons = static_cast<double>(draws) * (4 + 12 * std::sqrt(lambda));
  if (comparisons > bucket * (1u << bits)) make_buckets(bits);
  else if (lambda < largest_estimated) estimate_word_limits();
  else list_word_limits();
}

const PoissonTable::Limits& PoissonTable::limits() const {
  if (limits_.end.empty()) {
    auto [first, masses] = poisson_masses(lambda_);
    limits_ = {first, cumulated(masses)};
  }
  return limits_;
}

// Up to the first that only the last word reaches.
void PoissonTable::list_word_limits() {
  first_word_limit_ = static_cast<std::uint32_t>(limits().first);
  word_limits_.reserve(limits().end.size());
  for (const std::uint64_t limit : limits().end) {
    word_limits_.push_back(static_cast<std::uint32_t>(limit >> 32));
    if (word_limits_.back() == ~0u) break;
  }
}

// The same from sums of doubles, whose errors are small beside one word. Of those that are 0, the last is enough.
void PoissonTable::estimate_word_limits() {
  constexpr double last_word = 0x1p32 - 1;
  double p = 0x1p32 * std::exp(-lambda_), sum = p;
  std::size_t k = 1;
  for (; sum + p * lambda_ < 1; sum += p) p *= lambda_ / static_cast<double>(k++);
  first_word_limit_ = static_cast<std::uint32_t>(k - 1);
  for (; sum < last_word; sum += p) {
    word_limits_.push_back(static_cast<std::uint32_t>(sum));
    p *= k < reciprocals.size() ? lambda_ * static_cast<double>(reciprocals[k]) : lambda_ / static_cast<double>(k);
    ++k;
  }
  word_limits_.push_back(~0u);
}

void PoissonTable::make_buckets(unsigned bits) {
  shift_ = 32 - bits;
  buckets_.resize(std::size_t{1} << bits);
  const auto& [first, end_of] = limits();
  auto next = end_of.begin();
  for (std::size_t b = 0; b < buckets_.size(); ++b) {
    const std::uint64_t last =
        ((b + 1) << (shift_ + 32)) - 1;  // of the words of the bucket; wraps to the largest for the last
    const auto end = std::upper_bound(next, end_of.end(), last);
    buckets_[b] = {end == next ? ~0u : static_cast<std::uint32_t>(*next >> 32),
                   static_cast<std::uint32_t>(first + (next - end_of.begin())) + (end - next > 1 ? undecided : 0)};
    next = end;
  }
}

bool PoissonTable::compared(std::uint32_t u, std::uint32_t& n) const {
  n = first_word_limit_;
  for (const std::uint32_t limit : word_limits_) {
    if (is_near(u, limit)) return false;
    n += u > limit;
  }
  return true;
}

template <class MoreBits>
std::int64_t PoissonTable::search(std::uint32_t u, MoreBits more_bits) const {
  const std::uint64_t least = std::uint64_t{u} << 32;
  const auto& [first, end_of] = limits();
  auto limit = std::upper_bound(end_of.begin(), end_of.end(), least);
  if (limit != end_of.end() && *limit - least <= ~0u)
    limit = std::upper_bound(limit, end_of.end(), least | more_bits());
  return first + (limit - end_of.begin());
}

std::int64_t PoissonTable::beyond_table(Stream& stream) const {
  if (!(lambda_ > 0)) return 0;
  return static_cast<std::int64_t>(
      std::min(largest_number, std::round(lambda_ + std::sqrt(lambda_) * stream.normal())));
}

std::int64_t PoissonTable::draw(Stream& stream) const {
  if (!exact_) return beyond_table(stream);
  const std::uint32_t u = stream.bits32();
  if (std::uint32_t n; decided(u, n)) return n;
  return search(u, [&] { return stream.bits32(); });
}

std::int64_t PoissonTable::draw(StreamKey key, std::uint64_t low, std::uint64_t high, unsigned word) const {
  if (!exact_) {
    Stream stream(stream_key(std::uint64_t{key.k0} << 32 | key.k1, Purpose::poisson, low), 4 * high + word);
    return beyond_table(stream);
  }
  return invert(philox(key, low, high)[word], key, low, high, word);
}

std::int64_t PoissonTable::invert(std::uint32_t u, StreamKey key, std::uint64_t low, std::uint64_t high,
                                  unsigned word) const {
  constexpr std::uint64_t further_bits = std::uint64_t{1} << 63;
  if (std::uint32_t n; decided(u, n)) return n;
  return search(u, [&] { return philox(key, low, high | further_bits)[word]; });
}

std::vector<PoissonTargets::Regular> PoissonTargets::find_regular(std::span<const std::uint32_t> ordinal,
                                                                  std::span<const std::uint32_t> cell) {
  std::vector<Regular> found;
  for (std::size_t start = 0; start < cell.size(); start += chunk) {
    const std::size_t n = std::min(chunk, cell.size() - start);
    const auto *o = ordinal.data() + start, *c = cell.data() + start;
    const std::uint32_t stride = n > 1 ? o[1] - o[0] : 0;
    std::uint32_t gaps = 0;
    for (std::uint32_t i = 0; i < n; ++i) gaps |= (c[i] - c[0] - i) | (o[i] - o[0] - i * stride);
    found.push_back({o[0], stride, c[0], gaps == 0});
  }
  return found;
}

// The bulk version: up to 64 targets and the four steps of a block at a time. Loops of a length that is known and small
// would be unrolled into scalars by the compiler; these stay vectors.
class PoissonRows {
 public:
  static constexpr std::size_t chunk = PoissonTargets::chunk;

  PoissonRows(const PoissonTable& table, StreamKey device, const PoissonTargets& targets, PoissonCarry* carry)
      : table_(table), device_(device), targets_(targets), carry_(carry) {
    if (!carry) return;
    constexpr std::int64_t largest_byte = 255;
    const std::size_t room = 4 * (targets.cell.size() + chunk);
    keeps_numbers_ = carry->steady && table.largest() <= largest_byte;
    if (keeps_numbers_) carry->numbers.resize(room);
    else carry->words.resize(room);
  }

  // Adds the steps of one block that lie within the rows for the targets from `start`.
  void add(std::size_t start, std::uint64_t block, Step first, std::span<double* const> rows) {
    const Chunk c = chunk_at(start);
    const Step zero = static_cast<Step>(4 * block) - first, n_rows = static_cast<Step>(rows.size());
    const auto begin = static_cast<unsigned>(std::max<Step>(0, -zero)),
               end = static_cast<unsigned>(std::min<Step>(4, n_rows - zero));
    draw(c, block, begin, end);
    for (unsigned w = begin; w < end; ++w) add_step(c, number_ + w * chunk, rows[static_cast<std::size_t>(zero + w)]);
  }

 private:
  static constexpr std::size_t lanes = PhiloxLanes::lanes;

  struct Chunk {
    std::size_t start, n;
    const PoissonTargets::Regular* regular;  // or null
  };
  Chunk chunk_at(std::size_t start) const {
    const auto* regular = targets_.regular.empty() ? nullptr : &targets_.regular[start / chunk];
    return {start, std::min(chunk, targets_.cell.size() - start), regular && regular->holds ? regular : nullptr};
  }
  std::uint32_t ordinal(const Chunk& c, std::size_t i) const {
    return c.regular ? c.regular->ordinal + static_cast<std::uint32_t>(i) * c.regular->stride
                     : targets_.ordinal[c.start + i];
  }

  void add_step(const Chunk& c, const std::uint32_t* number, double* row) const {
    const bool equal = targets_.weight.size() == 1;
    const double* weight = targets_.weight.data() + (equal ? 0 : c.start);
    if (!c.regular) add_scattered(number, weight, equal, targets_.cell.data() + c.start, c.n, row);
    else if (equal) add_equal(number, *weight, c.n, row + c.regular->cell);
    else add_weighted(number, weight, c.n, row + c.regular->cell);
  }

  // Numbers for the words begin … end - 1 of the block.
  void draw(const Chunk& c, std::uint64_t block, unsigned begin, unsigned end) {
    if (keeps_numbers_) return draw_numbers(c, block, begin, end);
    std::uint32_t* const kept = carry_ ? carry_->words.data() + 4 * c.start : nullptr;
    if (kept && carry_->block == block) {
      std::copy_n(kept + begin * chunk, (end - begin) * chunk, word_ + begin * chunk);
    } else {
      draw_words(c, block);
      if (kept && end < 4) std::copy_n(word_ + end * chunk, (4 - end) * chunk, kept + end * chunk);
    }
    invert(c, block, begin, end);
  }

  void draw_numbers(const Chunk& c, std::uint64_t block, unsigned begin, unsigned end) {
    std::uint8_t* const kept = carry_->numbers.data() + 4 * c.start;
    if (carry_->block == block) {
      for (std::size_t i = begin * chunk; i < end * chunk; ++i) number_[i] = kept[i];
    } else {
      draw_words(c, block);
      invert(c, block, begin, 4);
      for (std::size_t i = end * chunk; i < 4 * chunk; ++i) kept[i] = static_cast<std::uint8_t>(number_[i]);
    }
  }

  void invert(const Chunk& c, std::uint64_t block, unsigned begin, unsigned end) {
    for (unsigned w = begin; w < end; ++w)
      if (invert(word_ + w * chunk, number_ + w * chunk, up_to_lanes(c.n))) decide(c, block, w);
  }

  static std::size_t up_to_lanes(std::size_t n) { return (n + lanes - 1) / lanes * lanes; }

  void draw_words(const Chunk& c, std::uint64_t block) {
    std::uint64_t low[chunk] = {};
    for (std::size_t i = 0; i < c.n; ++i) low[i] = ordinal(c, i);
    PhiloxLanes philox;
    for (std::size_t i = 0; i < c.n; i += lanes) {
      philox.draw(device_, low + i, block);
      for (std::size_t w = 0; w < 4; ++w) std::memcpy(word_ + w * chunk + i, philox.words[w], sizeof philox.words[w]);
    }
  }

  // True if some number is still open.
  std::uint32_t invert(const std::uint32_t* word, std::uint32_t* number, std::size_t n) const {
    if (table_.buckets_.empty()) return compare(word, number, n);
    alignas(64) std::uint32_t limit[chunk];
    look_up(word, limit, number, n);
    std::uint32_t open = 0;
    for (std::size_t i = 0; i < n; ++i) {
      number[i] += word[i] > limit[i] ? 1u : 0u;
      open |= number[i] | (word[i] == limit[i] ? PoissonTable::undecided : 0u);
    }
    return open & PoissonTable::undecided;
  }

  std::uint32_t compare(const std::uint32_t* word, std::uint32_t* number, std::size_t n) const {
    using Vector = std::uint32_t __attribute__((vector_size(4 * lanes)));
    Vector undecided = {};
    for (std::size_t i = 0; i < n; i += lanes) {
      Vector u, sum = Vector{} + table_.first_word_limit_;
      std::memcpy(&u, word + i, sizeof u);
      for (const std::uint32_t limit : table_.word_limits_) {
        sum -= reinterpret_cast<Vector>(u > limit);
        undecided |= reinterpret_cast<Vector>(u - limit + 1 <= 2);  // is_near
      }
      std::memcpy(number + i, &sum, sizeof sum);
    }
    std::uint32_t open = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) open |= undecided[lane];
    return open;
  }

  // Threshold and base for each word. g++ 12 takes gather instructions apart unless told to use them.
  void look_up(const std::uint32_t* word, std::uint32_t* limit, std::uint32_t* base, std::size_t n) const {
    const auto* table = table_.buckets_.data();
    const unsigned shift = table_.shift_;
#ifdef __AVX512F__
    const __m512i even = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
    const __m512i odd = _mm512_or_si512(even, _mm512_set1_epi32(1));
    const auto eight = [&](const std::uint32_t* from) {
      const __m256i index = _mm256_srl_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)),
                                             _mm_cvtsi32_si128(static_cast<int>(shift)));
      return _mm512_mask_i32gather_epi64(_mm512_setzero_si512(), 0xff, index, table, sizeof *table);
    };
    for (std::size_t i = 0; i < n; i += lanes) {
      const __m512i low = eight(word + i), high = eight(word + i + lanes / 2);
      _mm512_storeu_si512(limit + i, _mm512_permutex2var_epi32(low, even, high));
      _mm512_storeu_si512(base + i, _mm512_permutex2var_epi32(low, odd, high));
    }
#else
    for (std::size_t i = 0; i < n; ++i)
      limit[i] = table[word[i] >> shift].threshold, base[i] = table[word[i] >> shift].base;
#endif
  }

  void decide(const Chunk& c, std::uint64_t block, unsigned w) {
    for (std::size_t i = 0; i < c.n; ++i)
      if (std::uint32_t u = word_[w * chunk + i], number; !table_.decided(u, number))
        number_[w * chunk + i] = static_cast<std::uint32_t>(table_.invert(u, device_, ordinal(c, i), block, w));
  }

  static void add_equal(const std::uint32_t* number, double weight, std::size_t n, double* row) {
    for (std::size_t i = 0; i < n; ++i) row[i] += weight * static_cast<std::int32_t>(number[i]);
  }

  static void add_weighted(const std::uint32_t* number, const double* __restrict weight, std::size_t n,
                           double* __restrict row) {
    for (std::size_t i = 0; i < n; ++i) row[i] += weight[i] * static_cast<std::int32_t>(number[i]);
  }

  static void add_scattered(const std::uint32_t* number, const double* weight, bool equal, const std::uint32_t* cell,
                            std::size_t n, double* row) {
    for (std::size_t i = 0; i < n; ++i) row[cell[i]] += weight[equal ? 0 : i] * static_cast<std::int32_t>(number[i]);
  }

  const PoissonTable& table_;
  StreamKey device_;
  const PoissonTargets& targets_;
  PoissonCarry* carry_;
  bool keeps_numbers_ = false;
  alignas(64) std::uint32_t word_[4 * chunk], number_[4 * chunk];
};

namespace {

void add_one_by_one(const PoissonTable& table, StreamKey device, const PoissonTargets& targets, Step first,
                    std::span<double* const> rows) {
  for (std::size_t s = 0; s < rows.size(); ++s) {
    const auto step = static_cast<std::uint64_t>(first) + s;
    for (std::size_t i = 0; i < targets.cell.size(); ++i)
      rows[s][targets.cell[i]] += targets.weight[targets.weight.size() == 1 ? 0 : i] *
                                  static_cast<double>(table.draw(device, targets.ordinal[i], step / 4, step % 4));
  }
}

}  // namespace

void add_poisson(const PoissonTable& table, StreamKey device, const PoissonTargets& targets, Step first,
                 std::span<double* const> rows, PoissonCarry* carry) {
  if (!(table.lambda() > 0) || rows.empty()) return;
  if (!table.exact()) return add_one_by_one(table, device, targets, first, rows);
  PoissonRows bulk(table, device, targets, carry);
  const auto begin = static_cast<std::uint64_t>(first) / 4,
             end = (static_cast<std::uint64_t>(first) + rows.size() + 3) / 4;
  for (std::size_t start = 0; start < targets.cell.size(); start += PoissonRows::chunk)
    for (std::uint64_t block = begin; block < end; ++block) bulk.add(start, block, first, rows);
  if (carry && (static_cast<std::uint64_t>(first) + rows.size()) % 4 != 0) carry->block = end - 1;
}

}  // namespace nestling
