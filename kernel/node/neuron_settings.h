// What a neuron model declares, as data; and the settings of one node: what a status dictionary shows and can change,
// with all checks, apart from where they are stored.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "kernel/node/group.h"
#include "kernel/node/lanes_of.h"
#include "kernel/node/neurons.h"

namespace nestling {

template <class M>
struct GroupsOf {
  using type = std::tuple<>;
};
template <class M>
requires requires { typename M::Groups; }
struct GroupsOf<M> {
  using type = typename M::Groups;
};

// Calls f with a G* (null) for each group G, and its number.
template <class M, class F>
void for_groups(F f) {
  [&]<class... G>(std::tuple<G...>*) {
    std::size_t number = 0;
    (f(static_cast<G*>(nullptr), number++), ...);
  }(static_cast<typename GroupsOf<M>::type*>(nullptr));
}

template <class M>
inline constexpr bool has_groups = std::tuple_size_v<typename GroupsOf<M>::type> > 0;

template <class M>
const Table& params_of() {
  static const Table table = M::parameters();
  return table;
}

template <class M>
constexpr bool has_history() {
  if constexpr (requires { M::keeps_spikes; }) return M::keeps_spikes;
  else return true;
}
template <class M>
inline constexpr bool with_history = has_history<M>();

template <class G, class Params>
std::size_t size_in(const Params& params) {
  return (params.*G::size).size();
}

template <class M, class G>
GroupInfo group_info() {
  GroupInfo info{.list = "",
                 .size = [](const void* p) { return size_in<G>(*static_cast<const typename M::Params*>(p)); },
                 .n_state = width<typename G::State>,
                 .n_factors = width<typename G::Factors>,
                 .ports = PortCount::none,
                 .variables = G::variables()};
  for (auto& row : params_of<M>())
    if (row.is_at(Param::offset_of(G::size))) info.list = row.name;
  if constexpr (requires { G::ports; }) info.ports = G::ports;
  return info;
}

// Lists that users set show as arrays.
Array array_of(const std::vector<double>& numbers);
void show_parameters(const Table& table, const void* params, Dict& to);

// The head of a help page: what it is, its equations, the papers.
std::string description(std::string_view doc, std::string_view equations, std::string_view papers);

template <class M>
std::string description_of() {
  std::string equations;
  std::string_view papers;
  if constexpr (requires { M::equations; }) equations = M::equations;
  if constexpr (requires { M::Synapses::equations; })
    ((equations += '\n') += M::Synapses::equations) += std::string("\n") + M::Synapses::Input::equations;
  if constexpr (requires { M::further_equations; }) (equations += '\n') += M::further_equations;
  if constexpr (requires { M::papers; }) papers = M::papers;
  return description(M::doc, equations, papers);
}

template <class M>
const NeuronInfo& info_of() {
  static const std::string doc = description_of<M>();
  static const NeuronInfo info = [] {
    NeuronInfo i{.name = M::name,
                 .doc = doc,
                 .params = &params_of<M>(),
                 .variables = M::variables(),
                 .receptors = M::receptors(),
                 .groups = {},
                 .n_state = width<typename M::State>,
                 .n_channels = width<typename M::Input>,
                 .n_factors = width<typename M::Factors>,
                 .keeps_spikes = with_history<M>};
    for_groups<M>([&]<class G>(G*, std::size_t) { i.groups.push_back(group_info<M, G>()); });
    if constexpr (requires { M::sends; }) i.sends = M::sends;
    return i;
  }();
  return info;
}

template <class M>
std::vector<std::size_t> group_sizes(const typename M::Params& params) {
  std::vector<std::size_t> sizes;
  for (auto& g : info_of<M>().groups) sizes.push_back(g.size(&params));
  return sizes;
}

// The constants of one node in the order of a layout; zeros for elements of groups that it does not have.
template <class M>
std::vector<double> factors_of(const typename M::Params& params, const TimeGrid& grid, const Layout& layout) {
  std::vector<double> all(layout.n_factors);
  auto put = [&](std::size_t at, const auto& values) {
    std::copy(values.begin(), values.end(), all.begin() + static_cast<std::ptrdiff_t>(at));
  };
  put(0, one_lane(M::prepare(params, grid)));
  for_groups<M>([&]<class G>(G*, std::size_t g) {
    for (std::size_t k = 0; k < size_in<G>(params); ++k)
      put(layout.first_factor[g] + k * width<typename G::Factors>, one_lane(G::prepare(params, k, grid)));
  });
  return all;
}

// What a status dictionary of one node can change.
template <class M>
struct Settings {
  typename M::Params params;
  ArchiveParams archive;
  std::vector<double> state = fresh_state(params);

  static Layout layout(const typename M::Params& p) { return info_of<M>().layout(group_sizes<M>(p)); }

  template <class G>
  static typename G::State fresh_element(const typename M::Params& p, std::size_t k) {
    if constexpr (requires { G::fresh(p, k); }) return G::fresh(p, k);
    else return {};
  }

  static std::vector<double> fresh_state(const typename M::Params& p) {
    auto at = layout(p);
    std::vector<double> all(at.n_state);
    auto put = [&](std::size_t first, const auto& values) {
      std::copy(values.begin(), values.end(), all.begin() + static_cast<std::ptrdiff_t>(first));
    };
    put(0, one_lane(typename M::State{}));
    for_groups<M>([&]<class G>(G*, std::size_t g) {
      for (std::size_t k = 0; k < at.sizes[g]; ++k)
        put(at.first_state[g] + k * width<typename G::State>, one_lane(fresh_element<G>(p, k)));
    });
    return all;
  }

  // With the changes, all of them checked. Potentials that are not given stay where they are, whatever they are
  // relative to.
  Settings with(const Dict& changes) const {
    Settings next = *this;
    next.read_params_of_model(changes);
    if constexpr (with_history<M>) read_params(archive_table(), changes, &next.archive);
    if constexpr (has_groups<M>) next.fit_state(params);
    for (auto& v : info_of<M>().variables) {
      if (!v.settable()) continue;
      double shown = state[v.column] + v.base(&params);
      bool given = v.read(changes, shown);
      if (given || v.base(&next.params) != v.base(&params)) next.state[v.column] = shown - v.base(&next.params);
    }
    if constexpr (has_groups<M>) next.read_lists(changes);
    if constexpr (requires(typename M::State & s) { M::adjust(next.params, s, changes); }) {
      auto s = all_lanes<typename M::State>(next.state.data());
      M::adjust(next.params, s, changes);
      auto values = one_lane(s);
      std::copy(values.begin(), values.end(), next.state.begin());
    }
    return next;
  }

  void show(Dict& to) const {
    show_parameters(params_of<M>(), &params, to);
    for (auto& v : info_of<M>().variables)
      if (v.in_status()) v.put(state[v.column] + v.base(&params), to);
    show_receptors(info_of<M>(), to);
    if constexpr (has_groups<M>) show_lists(to);
    if constexpr (requires(const typename M::State& s) { M::show(params, s, to); })
      M::show(params, all_lanes<typename M::State>(state.data()), to);
  }

 private:
  void read_params_of_model(const Dict& changes) {
    try {
      read_params(params_of<M>(), changes, &params);
      if constexpr (requires { M::read(params, changes); }) M::read(params, changes);
      if constexpr (requires { M::check(params); }) M::check(params);
      if constexpr (requires { M::check(params, changes); }) M::check(params, changes);
    } catch (const Error& e) {
      if constexpr (requires { M::refusal; })
        if (e.kind == err::bad_property) throw Error(M::refusal, e.what());
      throw;
    }
  }

  void read_lists(const Dict& changes) {
    for_lists([&](const Variable& v, auto element, std::size_t n) {
      std::vector<double> values;
      if (!v.settable() || !changes.read(v.name, values)) return;
      require_size(v.name, values.size(), n);
      for (std::size_t k = 0; k < n; ++k) element(k) = values[k];
    });
  }

  void show_lists(Dict& to) const {
    for_lists([&](const Variable& v, auto element, std::size_t n) {
      std::vector<double> values(n);
      for (std::size_t k = 0; k < n; ++k) values[k] = element(k);
      if (v.settable()) to[v.name] = array_of(values);
      else to[v.name] = values;
    });
  }

  // Elements of groups come and go with the lists that they belong to.
  void fit_state(const typename M::Params& before) {
    auto old = std::move(state);
    state = fresh_state(params);
    auto fresh = state;
    auto then = layout(before), now = layout(params);
    for_common_columns(info_of<M>(), then, now, [&](std::size_t from, std::size_t to) { state[to] = old[from]; });
    for_groups<M>([&]<class G>(G*, std::size_t g) {
      if constexpr (requires { G::fresh(params, g); })
        if (then.sizes[g] != now.sizes[g])
          std::copy_n(fresh.begin() + static_cast<std::ptrdiff_t>(now.first_state[g]),
                      now.sizes[g] * width<typename G::State>,
                      state.begin() + static_cast<std::ptrdiff_t>(now.first_state[g]));
    });
  }

  // Calls f(variable, element, n) for what is a list in the status dictionary; element(k) is a reference into the
  // state.
  template <class F>
  void for_lists(F f) const {
    auto at = layout(params);
    for (std::size_t g = 0; g < at.sizes.size(); ++g) {
      auto& group = info_of<M>().groups[g];
      for (auto& v : group.variables)
        if (!v.numbered())
          f(
              v,
              [&](std::size_t k) -> double& {
                return const_cast<double&>(state[at.first_state[g] + k * group.n_state + v.column]);
              },
              at.sizes[g]);
    }
  }
};

}  // namespace nestling
