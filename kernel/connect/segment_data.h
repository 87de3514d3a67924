// The connections of one source that share a delay, as they lie in memory: cells, and weights beside them.
#pragma once
#include <cstddef>
#include <cstdint>

namespace nestling {

// How the weights of a segment are kept: as few bytes as give back exactly what was set.
enum class Weights : std::uint8_t { one_float, one_double, floats, doubles };

// How its cells are kept: a word of four bytes each; or, if they lie close enough together, the lowest as a word, and
// two bytes each for how far beyond it they are.
enum class CellForm : std::uint8_t { words, halves };

class SegmentCells {
 public:
  SegmentCells() = default;
  SegmentCells(const std::uint32_t* at, CellForm form) : at_(at), form_(form) {}

  static constexpr std::uint32_t reach = 0xffff;
  static std::size_t words(CellForm form, std::size_t n) { return form == CellForm::words ? n : 1 + (n + 1) / 2; }
  // For n cells, of which the highest is `span` above the lowest.
  static CellForm shortest(std::size_t n, std::uint32_t span) {
    return span <= reach && words(CellForm::halves, n) < n ? CellForm::halves : CellForm::words;
  }

  std::uint32_t operator[](std::size_t i) const { return form_ == CellForm::words ? at_[i] : lowest() + halves()[i]; }
  CellForm form() const { return form_; }
  bool fits(std::uint32_t cell) const { return form_ == CellForm::words || cell - lowest() <= reach; }
  const std::uint32_t* words() const { return at_; }
  std::uint32_t lowest() const { return *at_; }  // the rest is for halves
  const std::uint16_t* halves() const { return reinterpret_cast<const std::uint16_t*>(at_ + 1); }

 private:
  const std::uint32_t* at_ = nullptr;
  CellForm form_ = CellForm::words;
};

// Weights: `floats`, else `doubles`, else `weight` for all.
struct SegmentData {
  SegmentCells cells;
  const float* floats = nullptr;
  const double* doubles = nullptr;
  double weight = 0;

  double weight_of(std::size_t i) const {
    return floats ? static_cast<double>(floats[i]) : doubles ? doubles[i] : weight;
  }

  // Of n connections at this place; a weight that is one float is not kept there.
  static SegmentData at(const std::uint32_t* words, Weights kind, CellForm form, std::uint32_t n, float one_float) {
    const auto double_at = [](const std::uint32_t* at) { return reinterpret_cast<const double*>(at); };
    switch (kind) {
      case Weights::one_float:
        return {.cells = {words, form}, .weight = static_cast<double>(one_float)};
      case Weights::one_double:
        return {.cells = {words + 2, form}, .weight = *double_at(words)};
      case Weights::floats:
        return {.cells = {words, form}, .floats = reinterpret_cast<const float*>(words + SegmentCells::words(form, n))};
      case Weights::doubles:
        break;
    }
    return {.cells = {words + std::size_t{2} * n, form}, .doubles = double_at(words)};
  }
};

// Words of four bytes that a segment takes.
inline std::size_t segment_words(Weights kind, CellForm form, std::size_t n) {
  const std::size_t cells = SegmentCells::words(form, n);
  switch (kind) {
    case Weights::one_float:
      return cells;
    case Weights::one_double:
      return cells + 2;
    case Weights::floats:
      return cells + n;
    case Weights::doubles:
      break;
  }
  return cells + 2 * n;
}

}  // namespace nestling
