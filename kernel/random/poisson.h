// Poisson numbers by inversion: one 32-bit word a number, which is looked up in a table, or, where a table would not
// pay, compared with the limits of the numbers; in the rare case that the word does not decide, 32 further bits, so
// that the probabilities are right to 2^-64.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/random/philox.h"

namespace nestling {

class PoissonTable {
 public:
  // What serves few draws is made faster and used slower; the numbers are the same. It belongs to one thread.
  explicit PoissonTable(double lambda = 0.0, std::size_t draws = ~std::size_t{0});
  double lambda() const { return lambda_; }
  bool exact() const { return exact_; }  // else lambda is 0 or too large
  std::int64_t largest() const { return limits().first + static_cast<std::int64_t>(limits().end.size()); }

  std::int64_t draw(Stream& stream) const;

  // One word of a given block, for bulk use: philox(key, low, high)[word].
  std::int64_t draw(StreamKey key, std::uint64_t low, std::uint64_t high, unsigned word) const;

 private:
  friend class PoissonRows;
  bool decided(std::uint32_t u, std::uint32_t& n) const {
    if (buckets_.empty()) return compared(u, n);
    const Bucket bucket = buckets_[u >> shift_];
    n = bucket.base + (u > bucket.threshold);
    return u != bucket.threshold && n < undecided;
  }
  bool compared(std::uint32_t u, std::uint32_t& n) const;
  // Whether a word leaves open on which side of a limit it is.
  static bool is_near(std::uint32_t u, std::uint32_t word_limit) { return u - word_limit + 1 <= 2; }
  void make_buckets(unsigned bits);
  void list_word_limits();
  void estimate_word_limits();
  std::int64_t invert(std::uint32_t u, StreamKey key, std::uint64_t low, std::uint64_t high, unsigned word) const;
  template <class MoreBits>
  std::int64_t search(std::uint32_t u, MoreBits more_bits) const;
  std::int64_t beyond_table(Stream& stream) const;

  static constexpr std::uint32_t undecided = 1u << 31;  // added to the base of buckets with several limits

  struct Bucket {
    std::uint32_t threshold, base;
  };
  struct Limits {
    std::int64_t first = 0;          // the smallest number that is drawn
    std::vector<std::uint64_t> end;  // first + i is drawn for end[i - 1] <= u < end[i]
  };
  const Limits& limits() const;

  double lambda_;
  bool exact_ = false;
  mutable Limits limits_;        // made when needed
  std::vector<Bucket> buckets_;  // by the upper bits of the word, if there is a table
  unsigned shift_ = 0;
  std::vector<std::uint32_t> word_limits_;  // else: upper halves of the limits that a word can reach, give or take 1
  std::uint32_t first_word_limit_ = 0;      // the number below the first of them
};

// The input that independent Poisson trains of one rate make: `row[cell] += weight * N` for many targets and
// consecutive steps. N of a target and step is word step % 4 of philox(device, ordinal of the target, step / 4),
// whoever asks and in whatever portions.
struct PoissonTargets {
  // 64 targets in a row whose cells lie side by side and whose ordinals are equally far apart: their lists, larger than
  // all else that a step of a big population touches here, need not be read.
  static constexpr std::size_t chunk = 64;
  struct Regular {
    std::uint32_t ordinal, stride, cell;
    bool holds;
  };
  static std::vector<Regular> find_regular(std::span<const std::uint32_t> ordinal, std::span<const std::uint32_t> cell);

  std::span<const std::uint32_t> ordinal, cell;
  std::span<const double> weight;    // one for all, or one each
  std::span<const Regular> regular;  // a chunk
};

// What is known of the last block, for a caller that goes on where it stopped inside a block, with the same targets:
// four steps cost one draw, however short the portions are. Numbers of one table are kept as bytes, where they fit;
// while tables change, the words are.
struct PoissonCarry {
  std::uint64_t block = ~std::uint64_t{0};
  std::vector<std::uint32_t> words;
  std::vector<std::uint8_t> numbers;
  bool steady = false;  // all calls have the same table
};
void add_poisson(const PoissonTable& table, StreamKey device, const PoissonTargets& targets, Step first,
                 std::span<double* const> rows, PoissonCarry* carry = nullptr);

}  // namespace nestling
