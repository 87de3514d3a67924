#include "sli/plot.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace nestling::sli;

namespace {
Plot diagonal() { return {Plot::Style::lines, "x", "y", {{"", {0, 1}, {0, 1}}}}; }
}  // namespace

TEST_CASE("A histogram counts every number once, the greatest one too", "[plot]") {
  const Plot plot = histogram_of({0, 0, 0, 1, 0.5, std::nan(""), 2}, 4);
  CHECK(plot.curves[0].x == std::vector<double>{0, 0.5, 1, 1.5, 2});
  CHECK(plot.curves[0].y == std::vector<double>{3, 1, 1, 1});
  CHECK(histogram_of({7, 7}, 2).curves[0].y == std::vector<double>{0, 2});
  CHECK(histogram_of({}, 3).curves[0].y == std::vector<double>{0, 0, 0});
}

TEST_CASE("A line goes from corner to corner", "[plot]") {
  const std::string text = drawn_in_text(diagonal(), 16, 2);
  CHECK(text == "   y\n"  // as it looks right to the eye
                "1 ┤      ⢀⣀⡠⠤⠒⠒⠉\n"
                "0 ┤⣀⠤⠤⠒⠊⠉⠁\n"
                "  └─────────────\n"
                "   0     x     1\n");
}

TEST_CASE("Bars fill their columns in eighths", "[plot]") {
  const std::string text = drawn_in_text(histogram_of({0, 0, 0, 0, 1}, 2), 13, 1);
  CHECK(text.find("█████▂▂▂▂▂") != std::string::npos);
}

TEST_CASE("Nothing, and numbers without an end, are pictures too", "[plot]") {
  for (const Plot& plot : {Plot{}, Plot{Plot::Style::lines, "", "", {{"", {1e308, -1e308}, {std::nan(""), INFINITY}}}}, histogram_of({}, 2)}) {
    CHECK(drawn_in_text(plot, 0).find("└") != std::string::npos);
    CHECK(drawn_as_svg(plot).ends_with("</svg>\n"));
  }
}

TEST_CASE("A picture in a file has the points of the curve and its name", "[plot]") {
  Plot plot = diagonal();
  plot.curves[0].name = "a<b";
  const std::string svg = drawn_as_svg(plot);
  CHECK(svg.find("M70.00 355.00L625.00 25.00") != std::string::npos);
  CHECK(svg.find("a&lt;b") != std::string::npos);
}
