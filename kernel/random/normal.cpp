// Normal deviates by the ziggurat of Marsaglia & Tsang (2000, J Stat Softw 5:8) with 256 layers of equal area; the
// layer, the sign and the 53 bits of the position come from disjoint bits of one 64-bit word.
#include <array>
#include <cmath>

#include "kernel/random/philox.h"

namespace nestling {

namespace {

constexpr int layers = 256;
constexpr double tail = 3.6541528853610088;   // where the lowest layer ends and the tail begins
constexpr double area = 0.00492867323399141;  // of every layer, the lowest one with its tail

double density(double x) { return std::exp(-0.5 * x * x); }  // not normalised

struct Ziggurat {
  std::array<double, layers + 1> edge, height;  // edge[i] > edge[i + 1]; the lowest layer is 0

  Ziggurat() {
    edge[0] = area / density(tail);
    edge[1] = tail;
    for (int i = 1; i < layers - 1; ++i) edge[i + 1] = std::sqrt(-2.0 * std::log(area / edge[i] + density(edge[i])));
    edge[layers] = 0.0;
    for (int i = 0; i <= layers; ++i) height[i] = density(edge[i]);
  }
};

const Ziggurat ziggurat;

double beyond_tail(Stream& stream) {
  for (;;) {
    const double x = -std::log(stream.uniform_positive()) / tail, y = -std::log(stream.uniform_positive());
    if (2.0 * y >= x * x) return tail + x;
  }
}

}  // namespace

double Stream::normal() {
  for (;;) {
    const std::uint64_t bits = bits64();
    const int i = bits & (layers - 1);
    const double sign = bits & layers ? -1.0 : 1.0;
    const double x = static_cast<double>(bits >> 11) * 0x1p-53 * ziggurat.edge[i];
    if (x < ziggurat.edge[i + 1]) return sign * x;
    if (i == 0) return sign * beyond_tail(*this);
    const double y = ziggurat.height[i] + uniform() * (ziggurat.height[i + 1] - ziggurat.height[i]);
    if (y < density(x)) return sign * x;
  }
}

}  // namespace nestling
