#include "kernel/node/factor_columns.h"

#include <algorithm>

namespace nestling {

void FactorColumns::lay_out(std::span<const double> first, const std::vector<bool>& varies, std::uint32_t n_nodes) {
  common_ = Columns(first.size(), lane_padding);
  varying_ = Columns(static_cast<std::size_t>(std::count(varies.begin(), varies.end(), true)), n_nodes);
  for (std::size_t k = 0, column = 0; k < first.size(); ++k) {
    for (std::size_t lane = 0; lane < lane_padding; ++lane) common_.at(k, lane) = first[k];
    if (varies[k]) places_.push_back({varying_.first(0) + column++ * Columns::pitch, varying_.size() * Columns::pitch});
    else places_.push_back({common_.first(0) + k * Columns::pitch, 0});
  }
}

}  // namespace nestling
