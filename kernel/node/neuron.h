// From a neuron model to its population. A model is a struct M with
//   name, doc                      static constexpr
//   Params, parameters()           doubles (and others) with their defaults; a table with one row for each
//   State, Input, Factors          structs of Real: state of a node; what arrives in a step (derives from Channels);
//                                  constants that follow from the parameters
//   variables(), receptors()       what can be recorded and set; where input goes
//   prepare(params, grid)          -> Factors
//   update(state, factors, input)  -> Mask of the nodes that spike, or Real: how many spikes each one emits
// and, where it applies,
//   check(params)                  rules between parameters: throws BadProperty
//   noisy(params)                  whether it fires at random; then update has a fourth argument, the logarithm of a
//   uniform
//                                  random number, or 0 while nobody asks for noise
// Everything else is made here and in neurons.h.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <span>
#include <type_traits>
#include <utility>

#include "kernel/node/neurons.h"
#include "kernel/random/philox.h"

namespace nestling {

template <class Struct>
inline constexpr std::size_t width = std::is_empty_v<Struct> ? 0 : sizeof(Struct) / sizeof(Real);

template <class Struct>
Struct load_lanes(const double* first, std::size_t pitch) {
  Struct s;
  if constexpr (width < Struct >> 0) {
    auto* member = reinterpret_cast<Real*>(&s);
#pragma GCC unroll 32
    for (std::size_t k = 0; k < width<Struct>; ++k) member[k] = Real::load(first + k * pitch);
  }
  return s;
}

template <class Struct>
void store_lanes(const Struct& s, double* first, std::size_t pitch) {
  if constexpr (width < Struct >> 0) {
    auto* member = reinterpret_cast<const Real*>(&s);
#pragma GCC unroll 32
    for (std::size_t k = 0; k < width<Struct>; ++k) member[k].store(first + k * pitch);
  }
}

// The same with each member in a column of its own.
template <class Struct, std::size_t N>
Struct take_lanes(const std::array<double*, N>& columns, std::size_t i) {
  Struct s;
  if constexpr (N > 0) {
    auto* member = reinterpret_cast<Real*>(&s);
#pragma GCC unroll 32
    for (std::size_t k = 0; k < N; ++k) {
      member[k] = Real::load(columns[k] + i);
      Real(0.0).store(columns[k] + i);
    }
  }
  return s;
}

// The values of one node.
template <class Struct>
std::array<double, width<Struct>> one_lane(const Struct& s) {
  std::array<double, width<Struct>> values;
  if constexpr (width < Struct >> 0)
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = reinterpret_cast<const Real*>(&s)[k].v[0];
  return values;
}

template <class M>
inline constexpr bool stochastic = requires(const typename M::Params& p) {
  M::noisy(p);
};

// Solved numerically: a model whose State has `suggestion`, which runge_kutta.h makes no number where it fails.
template <class M>
inline constexpr bool solved = requires(typename M::State& s) {
  s.suggestion;
};

template <class M>
const Table& params_of() {
  static const Table table = M::parameters();
  return table;
}

template <class M>
const NeuronInfo& info_of() {
  static const NeuronInfo info = [] {
    NeuronInfo i{.name = M::name,
                 .doc = M::doc,
                 .params = &params_of<M>(),
                 .variables = M::variables(),
                 .receptors = M::receptors(),
                 .recordables = {},
                 .recorded = {},
                 .n_state = width<typename M::State>,
                 .n_channels = width<typename M::Input>,
                 .n_factors = width<typename M::Factors>};
    index_recordables(i);
    return i;
  }();
  return info;
}

// What a status dictionary of one node can change.
template <class M>
struct Settings {
  typename M::Params params;
  ArchiveParams archive;
  std::array<double, width<typename M::State>> state = one_lane(typename M::State{});

  // With the changes, all of them checked. Potentials that are not given stay where they are, whatever they are
  // relative to.
  Settings with(const Dict& changes) const {
    Settings next = *this;
    read_params(params_of<M>(), changes, &next.params);
    if constexpr (requires { M::check(next.params); }) M::check(next.params);
    read_params(archive_table(), changes, &next.archive);
    for (auto& v : info_of<M>().variables) {
      if (!v.in_status()) continue;
      double shown = state[v.column] + v.base(&params);
      bool given = changes.read(v.name, shown);
      if (given) v.check(shown);
      if (given || v.base(&next.params) != v.base(&params)) next.state[v.column] = shown - v.base(&next.params);
    }
    return next;
  }

  void show(Dict& to) const {
    show_params(params_of<M>(), &params, to);
    for (auto& v : info_of<M>().variables)
      if (v.in_status()) to[v.name] = state[v.column] + v.base(&params);
  }
};

template <class M>
class NeuronPopulation final : public Neurons {
 public:
  NeuronPopulation(const NodeModel& model, const Settings<M>& defaults, Gid first, std::uint32_t n,
                   const Environment& env)
      : Neurons(model, info_of<M>(), first, n, defaults.archive, env), params_(params_of<M>(), defaults.params, n) {
    for (auto& local : locals_)
      for (std::size_t k = 0; k < local.state.size(); ++k)
        for (std::size_t i = 0; i < padded(local.n); ++i) local.state.at(k, i) = defaults.state[k];
  }

  void status(std::uint32_t index, Dict& to, const Environment& env) const override {
    settings(index).show(to);
    show_archive(archive_params_.at(index), local_of(index).archive, place_of(index), env.grid, to);
  }

  Commit stage(std::uint32_t index, const Dict& changes, const Environment&) override {
    auto next = settings(index).with(changes);
    bool clear = accept_history_entries(changes);
    return [this, index, next, clear] { apply(index, next, clear); };
  }

  bool read_number(std::string_view key, std::span<const std::uint32_t> indices, double* out) const override {
    if (auto* v = find_variable(key)) {
      for (auto i : indices) *out++ = local_of(i).state.at(v->column, place_of(i)) + base_of(*v, i);
      return true;
    }
    auto* row = find_row(key);
    if (row)
      for (auto i : indices) *out++ = params_.number(*row, i);
    return row != nullptr;
  }

  bool write_variable(std::string_view key, std::span<const std::uint32_t> indices, const double* values) override {
    auto* v = find_variable(key);
    if (v)
      for (auto i : indices) local_of(i).state.at(v->column, place_of(i)) = *values++ - base_of(*v, i);
    return v != nullptr;
  }

  void prepare(const Environment& env) override {
    if (!changed_ && env.grid == grid_) return;
    grid_ = env.grid;
    changed_ = false;
    params_.join();
    auto all = params_.at(0);
    if constexpr (stochastic<M>) noisy_ = M::noisy(all);
    uniform_ = params_.uniform();
    if (uniform_) shared_ = M::prepare(all, grid_);
    if (!uniform_)
      for (std::size_t thread = 0; thread < locals_.size(); ++thread) prepare_apart(thread);
  }

  void reset_state(const Environment&) override;  // below: to the state of the model's present defaults

  void update(const Piece& piece) override {
    auto& local = locals_[static_cast<std::size_t>(piece.thread)];
    for (std::uint32_t begin = 0; begin < local.n; begin += block)
      uniform_ ? advance<false>(piece, local, begin) : advance<!solved<M>>(piece, local, begin);
  }

 private:
  using Params = typename M::Params;
  using State = typename M::State;
  using Input = typename M::Input;
  using Factors = typename M::Factors;

  Settings<M> settings(std::uint32_t index) const {
    Settings<M> s{params_.at(index), archive_params_.at(index)};
    for (std::size_t k = 0; k < s.state.size(); ++k) s.state[k] = local_of(index).state.at(k, place_of(index));
    return s;
  }

  void apply(std::uint32_t index, const Settings<M>& next, bool clear_history) {
    params_.set(index, next.params);
    archive_params_.set(index, next.archive);
    set_state(index, next);
    if (clear_history) local_of(index).archive.clear(place_of(index));
    changed_ = true;
  }

  void set_state(std::uint32_t index, const Settings<M>& from) {
    for (std::size_t k = 0; k < from.state.size(); ++k) local_of(index).state.at(k, place_of(index)) = from.state[k];
  }

  double base_of(const Variable& v, std::uint32_t index) const override {
    if (!v.base_offset) return 0.0;
    auto params = params_.at(index);
    return v.base(&params);
  }

  void prepare_apart(std::size_t thread) {
    auto& local = locals_[thread];
    local.factors = FactorColumns(width<Factors>, local.n, [&](std::uint32_t place) {
      auto params = params_.at(index_of(thread, place));
      if constexpr (stochastic<M>) noisy_ = noisy_ || M::noisy(params);
      return one_lane(M::prepare(params, grid_));
    });
  }

  static Factors factors_at(const FactorColumns& columns, std::size_t node) {
    Factors f;
    if constexpr (width < Factors >> 0) {
      auto* member = reinterpret_cast<Real*>(&f);
#pragma GCC unroll 32
      for (std::size_t k = 0; k < width<Factors>; ++k) member[k] = columns.lanes(k, node);
    }
    return f;
  }

  using Rows = std::array<double*, width<Input>>;

  // All steps of the piece for one block of nodes.
  template <bool apart>
  void advance(const Piece& piece, Local& local, std::uint32_t begin) {
    auto end = std::min<std::uint32_t>(begin + block, static_cast<std::uint32_t>(padded(local.n)));
    bool sampled = !taps[static_cast<std::size_t>(piece.thread)].empty();
    alignas(64) double counts[block], log_uniform[block] = {}, nothing[block] = {}, seen[width<Input> * block];
    for (Step stamp = piece.from + 1; stamp <= piece.to; ++stamp) {
      auto rows = rows_of(piece, stamp, begin, nothing);
      if (sampled && input_is_sampled(piece, stamp))
        for (std::size_t k = 0; k < rows.size(); ++k) std::copy_n(rows[k], end - begin, seen + k * block);
      if constexpr (stochastic<M>)
        if (noisy_) draw_uniform(piece, stamp, begin, std::min(end, local.n), log_uniform);
      FrozenState keep(local, begin, end);
      std::uint64_t fired[block / 64] = {};
      step<apart>(local, begin, end - begin, rows, log_uniform, fired, counts);
      keep.restore(local);
      if constexpr (solved<M>) require_solution(piece, stamp, begin, end);
      report(piece, stamp, begin, fired, counting ? counts : nullptr);
      if (sampled) sample(piece, stamp, begin, end, seen, block);
    }
  }

  // Where the input of a block is; for channels that nothing is connected to, a place with zeros.
  Rows rows_of(const Piece& piece, Step stamp, std::uint32_t begin, double* nothing) const {
    auto& at = cells[static_cast<std::size_t>(piece.thread)];
    double* row = piece.ring.row(stamp) + at.first_cell + begin;
    Rows rows;
    for (std::size_t k = 0; k < rows.size(); ++k) rows[k] = live(k) ? row + k * at.stride : nothing;
    return rows;
  }

  static constexpr bool counting = requires(State & s, const Factors& f, const Input& in) {
    { M::update(s, f, in) } -> std::same_as<Real>;
  };

  // The solver marks nodes whose solution it could not follow.
  void require_solution(const Piece& piece, Step stamp, std::uint32_t begin, std::uint32_t end) const {
    static const auto suggestion = Column(&State::suggestion).index;
    auto& local = locals_[static_cast<std::size_t>(piece.thread)];
    for (auto place = begin; place < std::min(end, local.n); ++place)
      if (std::isnan(local.state.at(suggestion, place))) unstable(piece, stamp, place);
  }

  // One step. Bytes touched for a node: 8 a quantity of state and a channel of input, read and written.
  template <bool apart>
  void step(Local& local, std::uint32_t begin, std::uint32_t n, const Rows rows, const double* log_uniform,
            std::uint64_t* fired, double* counts) {
    std::conditional_t<solved<M>, const Factors&, const Factors> shared = shared_;
    for (std::uint32_t i = 0; i < n; i += lane_count) {
      double* __restrict state = local.state.first(begin + i);
      auto s = load_lanes<State>(state, Columns::pitch);
      auto in = take_lanes<Input>(rows, i);
      Mask mask;
      auto fire = [&](const Factors& f) {
        if constexpr (stochastic<M>) {
          mask = M::update(s, f, in, Real::load(log_uniform + i));
        } else if constexpr (counting) {
          Real count = M::update(s, f, in);
          count.store(counts + i);
          mask = count > 0.0;
        } else {
          mask = M::update(s, f, in);
        }
      };
      if constexpr (solved<M>) {  // long code: once for both cases
        Factors own;
        if (!uniform_) own = factors_at(local.factors, begin + i);
        fire(uniform_ ? shared : own);
      } else if constexpr (apart) {
        fire(factors_at(local.factors, begin + i));
      } else {
        fire(shared);
      }
      store_lanes(s, state, Columns::pitch);
      fired[i / 64] |= static_cast<std::uint64_t>(bits(mask)) << (i % 64);
    }
  }

  void draw_uniform(const Piece& piece, Step stamp, std::uint32_t begin, std::uint32_t end, double* log_uniform) {
    for (auto place = begin; place < end; ++place) {
      auto gid = static_cast<std::uint64_t>(first() + index_of(static_cast<std::size_t>(piece.thread), place));
      Stream stream(stream_key(piece.env.seed, Purpose::escape, gid), static_cast<std::uint64_t>(stamp));
      log_uniform[place - begin] = std::log(stream.uniform_positive());
    }
  }

  ParamStore<Params> params_;
  Factors shared_{};
  TimeGrid grid_{.tics_per_ms = 0};
  bool changed_ = true, noisy_ = false;
  bool uniform_ = true;  // in this run: parameters may be set apart before the next
};

template <class M>
class NeuronModel final : public NodeModel {
 public:
  NeuronModel() : NodeModel(M::name, {.type_id = M::name, .element_type = "neuron"}) {}
  NeuronModel(std::string name, const NeuronModel& from)
      : NodeModel(std::move(name), from.traits()), defaults_(from.defaults_) {}
  ModelPtr copy(std::string name) const override { return std::make_unique<NeuronModel>(std::move(name), *this); }

  const Settings<M>& defaults() const { return defaults_; }

  void status(Dict& to, const Environment& env) const override {
    defaults_.show(to);
    show_archive(defaults_.archive, Archive(1), 0, env.grid, to);
  }
  Commit stage(const Dict& changes, const Environment&) override {
    auto next = defaults_.with(changes);
    accept_history_entries(changes);
    return [this, next] { defaults_ = next; };
  }
  std::span<const std::string> recordables() const override { return info_of<M>().recordables; }
  std::unique_ptr<Population> make(const NodeModel& owner, Gid first, std::uint32_t n,
                                   const Environment& env) const override {
    return std::make_unique<NeuronPopulation<M>>(owner, defaults_, first, n, env);
  }
  std::size_t bytes_per_node() const override {
    return (width<typename M::State> + width<typename M::Input>)*sizeof(double) + sizeof(Step) + sizeof(double);
  }
  std::string help() const override { return neuron_help(info_of<M>(), &defaults_.params); }

 private:
  Settings<M> defaults_;
};

template <class M>
void NeuronPopulation<M>::reset_state(const Environment&) {
  auto& defaults = static_cast<const NeuronModel<M>&>(model()).defaults();
  for (std::uint32_t i = 0; i < size(); ++i) {
    auto now = settings(i);
    now.state = defaults.state;
    for (auto& v : info_of<M>().variables)
      if (v.in_status()) now.state[v.column] += v.base(&defaults.params) - v.base(&now.params);
    set_state(i, now);
    local_of(i).archive.clear(place_of(i));
  }
}

template <class M>
ModelPtr neuron_model() {
  return std::make_unique<NeuronModel<M>>();
}

}  // namespace nestling
