// ns per random number: single draws, bulk words, Poisson input to the rows of a population.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <vector>

#include "kernel/random/philox.h"
#include "kernel/random/poisson.h"

using namespace nestling;

namespace {

volatile double sink;

double cpu_seconds() {  // of this process: less disturbed by others than the time of day
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

template <class F>
void measure(const char* what, double draws, F body) {
  double best = 1e300;
  for (int repetition = 0; repetition < 5; ++repetition) {
    const double start = cpu_seconds();
    body();
    best = std::min(best, (cpu_seconds() - start) * 1e9 / draws);
  }
  std::printf("{\"bench\": \"random/%s\", \"ns\": %.3f}\n", what, best);
}

template <class F>
void measure_stream(const char* what, F draw) {
  constexpr int n = 1 << 20;
  measure(what, n, [&] {
    Stream stream({1, 2}, 3);
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += static_cast<double>(draw(stream));
    sink = sum;
  });
}

void measure_rows(double lambda) {
  constexpr std::size_t targets = 5000, steps = 40;
  std::vector<std::uint32_t> ordinal(targets), cell(targets);
  std::iota(ordinal.begin(), ordinal.end(), 0);
  std::iota(cell.begin(), cell.end(), 8);
  std::vector<std::vector<double>> data(steps, std::vector<double>(targets + 8));
  std::vector<double*> rows;
  for (auto& row : data) rows.push_back(row.data());
  const double weight = 0.1;
  const PoissonTable table(lambda);
  const auto regular = PoissonTargets::find_regular(ordinal, cell);
  char name[40];
  std::snprintf(name, sizeof name, "poisson_rows lambda %g", lambda);
  measure(name, targets * steps * 10., [&] {
    for (int i = 0; i < 10; ++i) add_poisson(table, {5, 6}, {ordinal, cell, {&weight, 1}, regular}, i * steps, rows);
  });
  sink = data[3][17];
}

}  // namespace

int main() {
  measure_stream("bits32", [](Stream& s) { return s.bits32(); });
  measure_stream("below", [](Stream& s) { return s.below(77169); });
  measure_stream("uniform", [](Stream& s) { return s.uniform(); });
  measure_stream("normal", [](Stream& s) { return s.normal(); });
  const PoissonTable table(1.6);
  measure_stream("poisson", [&](Stream& s) { return table.draw(s); });
  measure("fill", 1 << 20, [] {
    std::vector<std::uint32_t> words(1024);
    Stream s({1, 2}, 3);
    for (int i = 0; i < 1024; ++i) s.fill(words.data(), words.size());
    sink = words[5];
  });
  for (double lambda : {0.01, 1.6, 20., 1000., 1e5}) measure_rows(lambda);
}
