// What `update` of a model takes: state, factors and input; then, in the order of the list below, what the model has
// asked for; then its groups, and its memories.
#pragma once
#include <tuple>
#include <type_traits>

#include "kernel/node/memories.h"
#include "kernel/node/neuron_settings.h"
#include "kernel/node/noise.h"

namespace nestling {

// Further random numbers for those nodes that need them.
template <class M>
inline constexpr bool draws_more = requires {
  M::draws_more;
};

// With spikes between the steps of the grid.
template <class M>
inline constexpr bool precise = requires {
  M::off_grid;
};

struct NoMemory {};
template <class M>
struct MemoryOf {
  using type = NoMemory;
};
template <class M>
requires requires { typename M::Memory; }
struct MemoryOf<M> {
  using type = typename M::Memory;
};
template <class M>
inline constexpr bool remembers = !std::is_same_v<typename MemoryOf<M>::type, NoMemory>;

// An argument, if it is wanted.
template <bool wanted, class F>
auto argument(F make) {
  if constexpr (wanted) return std::tuple<decltype(make())>(make());
  else return std::tuple<>();
}

struct Offered {
  const double* noise;
  const Draws& draws;
  OffGrid& off;

  template <class M>
  auto as_wanted() const {
    return std::tuple_cat(argument<stochastic<M>>([&] { return Real::load(noise); }),
                          argument<draws_more<M>>([&]() -> const Draws& { return draws; }),
                          argument<precise<M>>([&]() -> OffGrid& { return off; }));
  }
};

namespace update_arguments {
template <class... G>
std::tuple<Group<G>...> views(std::tuple<G...>*);
template <class M>
using MemoriesOf = std::conditional_t<remembers<M>, std::tuple<Memories<typename MemoryOf<M>::type>>, std::tuple<>>;
}  // namespace update_arguments

template <class M>
using GroupViews = decltype(std::tuple_cat(update_arguments::views(static_cast<typename GroupsOf<M>::type*>(nullptr)),
                                           update_arguments::MemoriesOf<M>{}));

// The mask of those that fire, or how often they do.
template <class M>
auto update_lanes(typename M::State& s, const typename M::Factors& f, const typename M::Input& in,
                  const Offered& offered, GroupViews<M>& groups) {
  auto views = std::apply([](auto&... group) { return std::tie(group...); }, groups);
  return std::apply([&](auto&&... more) { return M::update(s, f, in, more...); },
                    std::tuple_cat(offered.as_wanted<M>(), views));
}

template <class M>
inline constexpr bool counts_spikes =
    std::is_same_v<decltype(update_lanes<M>(std::declval<typename M::State&>(), std::declval<typename M::Factors&>(),
                                            std::declval<typename M::Input&>(), std::declval<const Offered&>(),
                                            std::declval<GroupViews<M>&>())),
                   Real>;

}  // namespace nestling
