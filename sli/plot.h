// Pictures of numbers: in a terminal, of Unicode characters, and as SVG.
#pragma once
#include <string>
#include <vector>

namespace nestling::sli {

struct Curve {
  std::string name;
  std::vector<double> x, y;
};

struct Plot {
  enum class Style { dots, lines, bars };
  Style style = Style::dots;
  std::string x_label, y_label;
  std::vector<Curve> curves;  // of bars there is one; x: their left ends, and the right one of the last
};

// n_bins equal intervals from the least to the greatest finite number, as a plot of bars.
Plot histogram_of(const std::vector<double>& numbers, std::size_t n_bins);
std::size_t usual_bins(std::size_t n_numbers);

std::string drawn_in_text(const Plot& plot, std::size_t columns, std::size_t rows = 16);
std::string drawn_as_svg(const Plot& plot);

}  // namespace nestling::sli
