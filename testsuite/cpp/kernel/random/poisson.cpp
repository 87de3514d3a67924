// Poisson numbers: exact probabilities, and the bulk version against the single draw.
#include "kernel/random/poisson.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

using namespace nestling;

namespace {

double mass(double lambda, std::int64_t k) { return std::exp(k * std::log(lambda) - lambda - std::lgamma(k + 1.)); }

// Chi-squared over bins that expect at least ten; the sum of all is one bin more.
void check_chi2(double lambda, int n) {
  const PoissonTable table(lambda);
  Stream stream({11, 12}, 13);
  std::map<std::int64_t, int> count;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const auto k = table.draw(stream);
    ++count[k];
    sum += static_cast<double>(k);
  }
  CHECK(std::abs(sum / n - lambda) < 4 * std::sqrt(lambda / n));
  double chi2 = 0, rest = n;
  int bins = 0, rest_count = n;
  const auto from = static_cast<std::int64_t>(std::max(0., lambda - 10 * std::sqrt(lambda)));
  for (std::int64_t k = from; k < lambda + 10 * std::sqrt(lambda) + 10; ++k) {
    const double expected = n * mass(lambda, k);
    if (expected < 10) continue;
    chi2 += (count[k] - expected) * (count[k] - expected) / expected;
    rest -= expected, rest_count -= count[k], ++bins;
  }
  if (rest > 10) chi2 += (rest_count - rest) * (rest_count - rest) / rest, ++bins;
  INFO("lambda " << lambda << ", " << bins << " bins");
  CHECK(chi2 < bins + 4 * std::sqrt(2. * bins) + 8);
}

}  // namespace

TEST_CASE("Poisson numbers follow their distribution from small to large means", "[random]") {
  for (double lambda : {1e-3, 0.1, 0.9, 1.6, 7., 40., 1000., 1e5}) check_chi2(lambda, 200000);
}

TEST_CASE("The limits of Poisson means", "[random]") {
  Stream s({1, 1}, 1);
  CHECK(PoissonTable(0.).draw(s) == 0);
  int sum = 0;
  const PoissonTable rare(1e-9);
  for (int i = 0; i < 100000; ++i) sum += static_cast<int>(rare.draw(s));
  CHECK(sum < 3);
  for (double lambda : {1e8, 1e12}) {
    const PoissonTable table(lambda);
    double mean = 0;
    for (int i = 0; i < 1000; ++i) mean += static_cast<double>(table.draw(s)) / 1000;
    CHECK(std::abs(mean - lambda) < 4 * std::sqrt(lambda / 1000));
  }
}

TEST_CASE("Poisson input to rows is the single draws, in any portions and any order of cells", "[random]") {
  for (double lambda : {1e-6, 0.01, 1.6, 300., 2e9}) {
    const PoissonTable table(lambda);
    const StreamKey device{3, 4};
    const std::size_t n = 100, steps = 11;
    std::vector<std::uint32_t> ordinal(n), cell(n);
    std::vector<double> weight(n);
    for (std::size_t i = 0; i < n; ++i) {
      ordinal[i] = static_cast<std::uint32_t>(3 * i + 1);
      cell[i] = static_cast<std::uint32_t>(i < 70    ? i + 5
                                           : i == 70 ? 7
                                                     : (i * 37) % 100);  // partly side by side, one twice
      weight[i] = 0.5 + static_cast<double>(i);
    }
    for (std::size_t w : {std::size_t{1}, n}) {
      std::vector<std::vector<double>> expected(steps, std::vector<double>(128, 1.)), rows = expected;
      for (std::size_t s = 0; s < steps; ++s)
        for (std::size_t i = 0; i < n; ++i)
          expected[s][cell[i]] +=
              weight[w == 1 ? 0 : i] * static_cast<double>(table.draw(device, ordinal[i], (s + 6) / 4, (s + 6) % 4));
      std::vector<double*> row;
      for (auto& r : rows) row.push_back(r.data());
      const auto regular = PoissonTargets::find_regular(ordinal, cell);
      CHECK((regular[0].holds && !regular[1].holds));
      const PoissonTargets targets{ordinal, cell, std::span(weight).first(w), regular};
      for (auto [begin, size] : {std::pair{0, 5}, {5, 1}, {6, 5}})
        add_poisson(table, device, targets, 6 + begin, std::span(row).subspan(begin, size));
      CHECK(rows == expected);

      for (bool steady : {false, true}) {
        for (auto& r : rows) std::fill(r.begin(), r.end(), 1.);
        PoissonCarry carry;
        carry.steady = steady;
        for (auto [begin, size] : {std::pair{0, 1}, {1, 2}, {3, 1}, {4, 5}, {9, 1}, {10, 1}})
          add_poisson(table, device, targets, 6 + begin, std::span(row).subspan(begin, size), &carry);
        CHECK(rows == expected);
      }
    }
  }
}

TEST_CASE("a table for few draws gives the same numbers", "[random]") {
  for (double lambda : {1e-6, 0.5, 7., 5000.}) {
    const PoissonTable full(lambda), small(lambda, 1);
    for (std::uint64_t i = 0; i < 2000; ++i) CHECK(small.draw({1, 2}, i, 3, i % 4) == full.draw({1, 2}, i, 3, i % 4));
  }
}

TEST_CASE("in bulk, comparing with limits gives the same numbers as a table", "[random]") {
  for (double lambda : {1e-6, 0.02, 0.8, 8., 40.}) {
    const std::size_t n = 5000;
    std::vector<std::uint32_t> cell(n);
    for (std::size_t i = 0; i < n; ++i) cell[i] = static_cast<std::uint32_t>(i);
    const std::vector<double> weight{1.0};
    std::vector<double> rows[2];
    for (std::size_t draws : {std::size_t{1}, ~std::size_t{0}}) {
      auto& row = rows[draws == 1];
      row.resize(n);
      double* const one[] = {row.data()};
      add_poisson(PoissonTable(lambda, draws), {5, 6}, {cell, cell, weight, {}}, 3, one);
    }
    CHECK(rows[0] == rows[1]);
  }
}
