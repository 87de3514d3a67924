#include "sli/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nestling::sli {
namespace {

struct Range {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  void add(double x) {
    if (std::isfinite(x)) low = std::min(low, x), high = std::max(high, x);
  }
  // Something of a width in any case.
  Range widened() const {
    if (!(low <= high)) return {0, 1};
    if (low < high) return *this;
    const double half = low == 0 ? 0.5 : std::abs(low) / 2;
    return {low - half, high + half};
  }
  double place(double x) const { return (x / 2 - low / 2) / (high / 2 - low / 2); }  // 0 to 1, halves lest it overflows
};

struct Axes {
  Range x, y;
  explicit Axes(const Plot& plot) {
    for (const auto& c : plot.curves) {
      for (double v : c.x) x.add(v);
      for (double v : c.y) y.add(v);
    }
    if (plot.style == Plot::Style::bars) y.low = std::min(y.low, 0.0);
    x = x.widened(), y = y.widened();
  }
};

std::size_t points_of(const Curve& c) { return std::min(c.x.size(), c.y.size()); }

// Eight dots a character: two columns of four.
class Canvas {
 public:
  Canvas(std::size_t columns, std::size_t rows) : columns_(columns), rows_(rows), dots_(columns * rows, 0) {}
  double width() const { return static_cast<double>(2 * columns_ - 1); }
  double height() const { return static_cast<double>(4 * rows_ - 1); }

  void dot(double x, double y) {  // from the lower left corner
    if (!(x >= 0 && x <= width() && y >= 0 && y <= height())) return;
    const auto column = static_cast<std::size_t>(std::lround(x)),
               row = static_cast<std::size_t>(std::lround(height() - y));
    static constexpr unsigned char bits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    dots_[row / 4 * columns_ + column / 2] |= bits[row % 4][column % 2];
  }
  void line(double x0, double y0, double x1, double y1) {
    const double steps = std::max({std::abs(x1 - x0), std::abs(y1 - y0), 1.0});
    for (double k = 0; k <= steps; ++k) dot(x0 + (x1 - x0) * k / steps, y0 + (y1 - y0) * k / steps);
  }
  std::string row(std::size_t r) const {
    std::string text;
    for (std::size_t c = 0; c < columns_; ++c) {
      const unsigned char bits = dots_[r * columns_ + c];
      if (bits == 0) text += ' ';
      else
        text +=
            {'\xE2', static_cast<char>(0xA0 | bits >> 6), static_cast<char>(0x80 | (bits & 0x3F))};  // U+2800 + bits
    }
    return text.substr(0, text.find_last_not_of(' ') + 1);
  }

 private:
  std::size_t columns_, rows_;
  std::vector<unsigned char> dots_;
};

void draw(Canvas& canvas, const Plot& plot, const Axes& axes) {
  for (const auto& c : plot.curves)
    for (std::size_t k = 0; k < points_of(c); ++k) {
      const auto x = [&](std::size_t n) { return axes.x.place(c.x[n]) * canvas.width(); };
      const auto y = [&](std::size_t n) { return axes.y.place(c.y[n]) * canvas.height(); };
      if (!std::isfinite(c.x[k]) || !std::isfinite(c.y[k])) continue;
      if (plot.style == Plot::Style::lines && k > 0 && std::isfinite(c.y[k - 1]))
        canvas.line(x(k - 1), y(k - 1), x(k), y(k));
      else canvas.dot(x(k), y(k));
    }
}

// A bar fills its columns from below in eighths of a row.
std::vector<std::string> bars(const Plot& plot, const Axes& axes, std::size_t columns, std::size_t rows) {
  static constexpr const char* eighths[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::vector<std::string> lines(rows);
  const auto& heights = plot.curves.at(0).y;
  for (std::size_t c = 0; c < columns && !heights.empty(); ++c) {
    const double y = heights[c * heights.size() / columns];
    auto left = static_cast<long>(std::lround(axes.y.place(y) * 8 * static_cast<double>(rows)));
    if (y > 0 && left == 0) left = 1;
    for (std::size_t r = rows; r-- > 0; left -= 8) lines[r] += eighths[std::clamp(left, 0L, 8L)];
  }
  for (auto& line : lines) line.erase(line.find_last_not_of(' ') + 1);
  return lines;
}

std::string number(double x) { return fmt::format("{:.6g}", x); }

std::string right_aligned(const std::string& text, std::size_t width) {
  return std::string(width > text.size() ? width - text.size() : 0, ' ') + text;
}

std::vector<std::string> picture(const Plot& plot, const Axes& axes, std::size_t columns, std::size_t rows) {
  if (plot.style == Plot::Style::bars) return bars(plot, axes, columns, rows);
  Canvas canvas(columns, rows);
  draw(canvas, plot, axes);
  std::vector<std::string> lines;
  for (std::size_t r = 0; r < rows; ++r) lines.push_back(canvas.row(r));
  return lines;
}

std::string names_of(const Plot& plot) {
  std::string names;
  for (const auto& c : plot.curves)
    if (!c.name.empty()) names += (names.empty() ? "" : ", ") + c.name;
  return names;
}

std::string escaped(const std::string& text) {
  std::string result;
  for (char c : text) {
    if (c == '<') result += "&lt;";
    else if (c == '&') result += "&amp;";
    else result += c;
  }
  return result;
}

}  // namespace

std::size_t usual_bins(std::size_t n_numbers) {  // as many as Sturges says, and some more
  return static_cast<std::size_t>(std::clamp(2 * std::log2(static_cast<double>(n_numbers) + 1), 5.0, 60.0));
}

Plot histogram_of(const std::vector<double>& numbers, std::size_t n_bins) {
  Range range;
  for (double x : numbers) range.add(x);
  range = range.widened();
  Curve counts;
  const auto n = static_cast<double>(n_bins);
  for (std::size_t k = 0; k <= n_bins; ++k) {
    const double part = static_cast<double>(k) / n;
    counts.x.push_back(range.low * (1 - part) + range.high * part);
  }
  counts.y.resize(n_bins, 0);
  for (double x : numbers)
    if (std::isfinite(x)) ++counts.y[std::min(static_cast<std::size_t>(range.place(x) * n), n_bins - 1)];
  return {Plot::Style::bars, "", "number", {std::move(counts)}};
}

std::string drawn_in_text(const Plot& plot, std::size_t columns, std::size_t rows) {
  const Axes axes(plot);
  const std::string top = number(axes.y.high), bottom = number(axes.y.low);
  const std::size_t margin = std::max(top.size(), bottom.size());
  const std::size_t width = columns > margin + 12 ? columns - margin - 2 : 10;
  const auto lines = picture(plot, axes, width, rows);
  std::string text;
  const std::string names = names_of(plot);
  if (!plot.y_label.empty() || !names.empty())
    text += std::string(margin + 2, ' ') + plot.y_label +
            (names.empty() ? "" : (plot.y_label.empty() ? "" : ": ") + names) + "\n";
  for (std::size_t r = 0; r < rows; ++r)
    text += right_aligned(r == 0          ? top
                          : r + 1 == rows ? bottom
                                          : "",
                          margin) +
            (r == 0 || r + 1 == rows ? " ┤" : " │") + lines[r] + "\n";
  text += std::string(margin, ' ') + " └";
  for (std::size_t c = 0; c < width; ++c) text += "─";
  const std::string left = number(axes.x.low), right = number(axes.x.high);
  const std::size_t between = width > left.size() + right.size() ? width - left.size() - right.size() : 1;
  const std::size_t label = std::min(plot.x_label.size(), between > 2 ? between - 2 : 0);
  const std::size_t before = (between - label) / 2;
  return text + "\n" + std::string(margin + 2, ' ') + left + std::string(before, ' ') + plot.x_label.substr(0, label) +
         std::string(between - label - before, ' ') + right + "\n";
}

std::string drawn_as_svg(const Plot& plot) {
  constexpr double width = 640, height = 400, left = 70, right = 15, top = 25, bottom = 45;
  static constexpr const char* colours[] = {"#1f4e79", "#b3541e", "#3a7d44", "#7b3f8c", "#8c6d1f", "#444444"};
  const Axes axes(plot);
  const auto px = [&](double x) { return left + axes.x.place(x) * (width - left - right); };
  const auto py = [&](double y) { return height - bottom - axes.y.place(y) * (height - top - bottom); };
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "font-family=\"sans-serif\" "
      "font-size=\"12\">\n<rect width=\"{0}\" height=\"{1}\" fill=\"white\"/>\n",
      width, height);
  std::size_t n = 0;
  for (const auto& c : plot.curves) {
    const char* colour = colours[n++ % std::size(colours)];
    std::string path;
    bool pen_down = false;
    for (std::size_t k = 0; k < points_of(c); ++k) {
      const bool finite = std::isfinite(c.x[k]) && std::isfinite(c.y[k]);
      if (finite && plot.style == Plot::Style::bars)
        path += fmt::format("M{:.2f} {:.2f}V{:.2f}H{:.2f}V{:.2f}Z", px(c.x[k]), py(0), py(c.y[k]), px(c.x.at(k + 1)),
                            py(0));
      else if (finite && plot.style == Plot::Style::dots)
        path += fmt::format("M{:.2f} {:.2f}h0", px(c.x[k]), py(c.y[k]));
      else if (finite) path += fmt::format("{}{:.2f} {:.2f}", pen_down ? "L" : "M", px(c.x[k]), py(c.y[k]));
      pen_down = finite;
    }
    const char* style = plot.style == Plot::Style::bars ? "fill=\"{0}\" stroke=\"white\" stroke-width=\"0.5\""
                        : plot.style == Plot::Style::dots
                            ? "fill=\"none\" stroke=\"{0}\" stroke-width=\"2.5\" stroke-linecap=\"round\""
                            : "fill=\"none\" stroke=\"{0}\"";
    svg += "<path d=\"" + path + "\" " + fmt::format(fmt::runtime(style), colour) + "/>\n";
    if (!c.name.empty())
      svg += fmt::format("<text x=\"{}\" y=\"{}\" fill=\"{}\">{}</text>\n", left + 80 * static_cast<double>(n - 1), 15,
                         colour, escaped(c.name));
  }
  const auto text = [&](double x, double y, const char* anchor, const std::string& what) {
    svg += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor, escaped(what));
  };
  svg += fmt::format("<path d=\"M{0} {1}V{2}H{3}\" fill=\"none\" stroke=\"black\"/>\n", left, top, height - bottom,
                     width - right);
  text(left, height - bottom + 16, "start", number(axes.x.low));
  text(width - right, height - bottom + 16, "end", number(axes.x.high));
  text((left + width - right) / 2, height - 12, "middle", plot.x_label);
  text(left - 6, height - bottom, "end", number(axes.y.low));
  text(left - 6, top + 8, "end", number(axes.y.high));
  svg += fmt::format("<text transform=\"translate(16 {}) rotate(-90)\" text-anchor=\"middle\">{}</text>\n",
                     (top + height - bottom) / 2, escaped(plot.y_label));
  return svg + "</svg>\n";
}

}  // namespace nestling::sli
