// exp(A h): the exact step of a linear system x' = A x.
#pragma once
#include <array>
#include <cmath>
#include <cstddef>

namespace nestling {

template <std::size_t n>
using Matrix = std::array<std::array<double, n>, n>;

template <std::size_t n>
Matrix<n> operator*(const Matrix<n>& a, const Matrix<n>& b) {
  Matrix<n> c{};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t j = 0; j < n; ++j) c[i][j] += a[i][k] * b[k][j];
  return c;
}

// Taylor series of a matrix that is scaled down until it converges fast, then squared.
template <std::size_t n>
Matrix<n> exponential(Matrix<n> A, double h) {
  double norm = 0;
  for (auto& row : A) {
    double sum = 0;
    for (double& x : row) sum += std::abs(x *= h);
    norm = std::max(norm, sum);
  }
  int halvings = norm > 0.5 ? static_cast<int>(std::ceil(std::log2(norm / 0.5))) : 0;
  for (auto& row : A)
    for (double& x : row) x = std::ldexp(x, -halvings);
  Matrix<n> sum{}, term{};
  for (std::size_t i = 0; i < n; ++i) sum[i][i] = term[i][i] = 1;
  for (int k = 1; k < 20; ++k) {
    term = term * A;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) sum[i][j] += term[i][j] /= k;
  }
  for (int k = 0; k < halvings; ++k) sum = sum * sum;
  return sum;
}

}  // namespace nestling
