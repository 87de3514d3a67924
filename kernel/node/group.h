// Quantities that a node has one of for each element of a list among its parameters: receptors with a time constant
// each, adaptation with several time scales. In a model, a group is a struct G with
//   State, Factors               structs of Real, as in the model itself; factors of zero must mean "no such element"
//   size                         the list of the parameters that has an element for each: static constexpr auto =
//   &Params::… prepare(params, i, grid)     -> Factors of element i variables()                  a name with {} is a
//   recordable of each element ("I_syn_{}": I_syn_1, …), another name a
//                                list in the status dictionary
// and, where they do not start at the initialisers of State,
//   fresh(params, i)             -> State of all elements of a new node, or once there are more or fewer of them
// and, where the elements are spike receptors, numbered from 1,
//   ports                        when their number may change: PortCount::fixed_by_connections or PortCount::can_grow
// The model lists them in `using Groups = std::tuple<…>`; update gets, after the input, a Group<G>& for each.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "kernel/node/columns.h"
#include "kernel/node/factor_columns.h"
#include "kernel/node/lanes_of.h"
#include "kernel/node/variable.h"

namespace nestling {

// Receptors of a node that something is connected to: none may come or go, or none may go.
enum class PortCount : std::uint8_t { none, fixed_by_connections, can_grow };

// A group as data.
struct GroupInfo {
  std::string_view list;  // its parameter
  std::size_t (*size)(const void* params);
  std::size_t n_state, n_factors;  // of an element
  PortCount ports;
  std::vector<Variable> variables;
};

// How the quantities of a node lie one after the other: those of the model, then group after group, element after
// element.
struct Layout {
  std::vector<std::size_t> sizes;  // of each group
  std::size_t n_state, n_factors, n_channels;

  Layout(std::span<const GroupInfo> groups, std::size_t n_state, std::size_t n_factors, std::size_t n_channels,
         std::vector<std::size_t> sizes);
  std::vector<std::size_t> first_state, first_factor;  // of each group
};

// The elements of one group, for as many nodes as a vector register has lanes.
template <class G>
class Group {
 public:
  using State = typename G::State;
  using Factors = typename G::Factors;
  static constexpr bool is_port = requires { G::ports; };

  std::size_t size() const { return n_; }
  State load(std::size_t k) const { return load_lanes<State>(at(k), Columns::pitch); }
  void store(std::size_t k, const State& s) { store_lanes(s, at(k), Columns::pitch); }
  Factors factors(std::size_t k) const {
    return shared_ ? shared_[k] : apart_->template lanes_of<Factors>(first_factor_ + k * width<Factors>, node_);
  }
  // What arrived in this step; must be asked for exactly once.
  Real arrived(std::size_t k) {
    Real x = Real::load(rows_[k] + lane_);
    Real(0.0).store(rows_[k] + lane_);
    return x;
  }
  // f(state, factors), or f(state, factors, arrived) for receptors.
  template <class F>
  void each(F f) {
    for (std::size_t k = 0; k < n_; ++k) {
      State s = load(k);
      if constexpr (is_port) f(s, factors(k), arrived(k));
      else f(s, factors(k));
      store(k, s);
    }
  }

 private:
  double* at(std::size_t k) const { return state_ + k * width<State> * Columns::pitch; }

 public:  // set up by the population
  std::size_t n_ = 0;
  double* state_ = nullptr;
  const Factors* shared_ = nullptr;  // the same for all nodes, or else
  const FactorColumns* apart_ = nullptr;
  std::size_t first_factor_ = 0, node_ = 0;
  double* const* rows_ = nullptr;
  std::size_t lane_ = 0;
};

}  // namespace nestling
