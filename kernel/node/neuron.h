// From a neuron model to its population. A model is a struct M with
//   name, doc                      static constexpr
//   Params, parameters()           doubles (and others) with their defaults; a table with one row for each
//   State, Input, Factors          structs of Real: state of a node; what arrives in a step (derives from Channels);
//                                  constants that follow from the parameters
//   variables(), receptors()       what can be recorded and set; where input goes
//   prepare(params, grid)          -> Factors
//   update(state, factors, input)  -> Mask of the nodes that spike, or Real: how many spikes each one emits
// and, where it applies,
//   equations, papers              (constants) lines of text for the help page; if there is a part Synapses, its
//                                  equations follow; then further_equations
//   check(params), or (params, changes)    rules between parameters: throws BadProperty
//   adjust(params, state, changes)  what a change of the dictionary does to the state beyond the variables
//   refusal                        the error for parameters that are refused, if not BadProperty
//   show(params, state, dict)      entries of the status dictionary that can only be read
//   read(params, changes)          entries that the table cannot read by itself
//   settle(params, grid)           parameters that follow from others when a simulation starts
//   noisy(params)                  whether it fires at random; then update has a fourth argument: noise(u), by default
//                                  the logarithm, of a random number u, uniform in (0, 1), or 0 while nobody asks for
//                                  noise
//   draws_more                     (a constant) one more argument follows: Draws, for further numbers
//   off_grid                       (a constant) spikes lie between the steps of the grid: update has an OffGrid&
//   (off_grid.h)
//                                  as fourth argument; t_spike tells the time of the last spike by State's `offset`,
//                                  if there is one
//   sends                          (a constant) what its spikes are, if not Signal::spike
//   Groups                         what there is one of for each element of a list: group.h; further arguments of
//   update
//   Memory                         what a node keeps that is no Real: a struct with fit(params, grid), called before a
//                                  run when anything was set; last argument of update: Memories<Memory>& (memories.h)
//   keeps_spikes                   false: no history of spikes, so no plastic synapses
// Everything else is made here, in neuron_settings.h and in neurons.h.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <span>
#include <type_traits>
#include <utility>

#include "kernel/node/neuron_settings.h"
#include "kernel/node/potential_recorder.h"
#include "kernel/node/update_arguments.h"

namespace nestling {

// Instead of the suggestion below: a receptor was given a weight of a sign that it does not take.
inline constexpr double refused_weight = -1;

// Solved numerically: a model whose State has `suggestion`, which runge_kutta.h makes no number where it fails.
template <class M>
inline constexpr bool solved = requires(typename M::State& s) {
  s.suggestion;
};

template <class M>
class NeuronPopulation final : public Neurons {
 public:
  NeuronPopulation(const NodeModel& model, const Settings<M>& defaults, Gid first, std::uint32_t n,
                   const Environment& env)
      : Neurons(model, info_of<M>(), Settings<M>::layout(defaults.params), first, n, defaults.archive, env),
        params_(params_of<M>(), defaults.params, n) {
    if constexpr (filters_potential<M>)
      for (auto& local : locals_) potentials_.add_thread(local.n);
    for (auto& local : locals_)
      for (std::size_t k = 0; k < local.state.size(); ++k)
        for (std::size_t i = 0; i < padded(local.n); ++i) local.state.at(k, i) = defaults.state[k];
    noise_.resize(locals_.size());
  }

  void status(std::uint32_t index, Dict& to, const Environment& env) const override {
    settings(index).show(to);
    if constexpr (with_history<M>)
      show_archive(archive_params_.at(index), local_of(index).archive, place_of(index), env.grid, to);
    if constexpr (precise<M>) show_precise_time(index, to);
  }

  Commit stage(std::uint32_t index, const Dict& changes, const Environment&) override {
    auto next = settings(index).with(changes);
    if (!layout_.sizes.empty()) require_resizable(index, group_sizes<M>(next.params));
    bool clear = with_history<M> && accept_history_entries(changes);
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
    if (v && !v->settable()) v = nullptr;
    if (v)
      for (auto i : indices) local_of(i).state.at(v->column, place_of(i)) = *values++ - base_of(*v, i);
    return v != nullptr;
  }

  void prepare(const Environment& env) override {
    first_stamp_ = env.now + 1;
    noise_.restart();
    if (!changed_ && env.grid == grid_) return;
    grid_ = env.grid;
    changed_ = true;  // also if a model refuses to start
    prepare_histories(grid_);
    params_.join();
    uniform_ = params_.uniform();
    noisy_ = false;
    if (uniform_) prepare_shared();
    else
      for (std::size_t thread = 0; thread < locals_.size(); ++thread) prepare_apart(thread);
    if constexpr (remembers<M>) fit_memories();
    changed_ = false;
  }

  void reset_state(const Environment&) override;  // below: to the state of the model's present defaults

  bool keeps_potentials() const override { return filters_potential<M>; }
  std::uint32_t watch_potential(std::size_t thread, std::uint32_t place, PotentialHistories& all) override {
    if constexpr (filters_potential<M>) return potentials_.watch(thread, place, all);
    else return Neurons::watch_potential(thread, place, all);
  }

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
  template <class... G>
  static std::tuple<std::vector<typename G::Factors>...> group_factors(std::tuple<G...>*);
  using GroupTuple = typename GroupsOf<M>::type;
  using Memory = typename MemoryOf<M>::type;
  using Views = GroupViews<M>;

  Settings<M> settings(std::uint32_t index) const {
    Settings<M> s{.params = params_.at(index), .archive = archive_params_.at(index)};
    auto& state = local_of(index).state;
    for_common_columns(*info_, layout_, s.layout(s.params),
                       [&](std::size_t from, std::size_t to) { s.state[to] = state.at(from, place_of(index)); });
    return s;
  }

  void apply(std::uint32_t index, const Settings<M>& next, bool clear_history) {
    make_room(group_sizes<M>(next.params));
    params_.set(index, next.params);
    archive_params_.set(index, next.archive);
    set_state(index, next);
    if (clear_history) clear_histories(index);
    changed_ = true;
  }

  void clear_histories(std::uint32_t index) {
    local_of(index).archive.clear(place_of(index));
    if constexpr (filters_potential<M>) potentials_.clear(thread_of(index), place_of(index));
  }

  void show_precise_time(std::uint32_t index, Dict& to) const {
    if constexpr (requires(State & s) { s.offset; }) {
      static const auto offset = Column(&State::offset).index;
      auto& t_spike = std::get<double>(to["t_spike"]);
      if (t_spike >= 0) t_spike -= local_of(index).state.at(offset, place_of(index));
    }
  }

  void set_state(std::uint32_t index, const Settings<M>& from) {
    auto& state = local_of(index).state;
    for (std::size_t k = info_->n_state; k < layout_.n_state; ++k) state.at(k, place_of(index)) = 0;
    for_common_columns(*info_, from.layout(from.params), layout_,
                       [&](std::size_t k, std::size_t to) { state.at(to, place_of(index)) = from.state[k]; });
  }

  std::size_t group_size(std::size_t group, std::uint32_t index) const override {
    if (params_.uniform()) return info_->groups[group].size(&params_.shared());
    auto params = params_.at(index);
    return info_->groups[group].size(&params);
  }

  double base_of(const Variable& v, std::uint32_t index) const override {
    if (!v.base_offset) return 0.0;
    auto params = params_.at(index);
    return v.base(&params);
  }

  typename M::Params settled(std::uint32_t index) {
    auto params = params_.at(index);
    if constexpr (requires { M::settle(params, grid_); }) {
      M::settle(params, grid_);
      if (uniform_) params_.set_all(params);
      else params_.set(index, params);
    }
    return params;
  }

  void prepare_shared() {
    auto params = settled(0);
    if constexpr (stochastic<M>) noisy_ = M::noisy(params);
    shared_ = M::prepare(params, grid_);
    for_groups<M>([&]<class G>(G*, std::size_t) {
      auto& factors = std::get<std::vector<typename G::Factors>>(shared_groups_);
      factors.clear();
      for (std::size_t k = 0; k < size_in<G>(params); ++k) factors.push_back(G::prepare(params, k, grid_));
    });
  }

  void prepare_apart(std::size_t thread) {
    auto& local = locals_[thread];
    local.factors = FactorColumns(layout_.n_factors, local.n, [&](std::uint32_t place) {
      auto params = settled(index_of(thread, place));
      if constexpr (stochastic<M>) noisy_ = noisy_ || M::noisy(params);
      return factors_of<M>(params, grid_, layout_);
    });
  }

  void fit_memories() {
    memories_.resize(locals_.size());
    for (std::size_t thread = 0; thread < locals_.size(); ++thread) {
      memories_[thread].resize(locals_[thread].n);
      for (std::uint32_t place = 0; place < locals_[thread].n; ++place)
        memories_[thread][place].fit(params_.at(index_of(thread, place)), grid_);
    }
  }

  // All steps of the piece for one block of nodes.
  template <bool apart>
  void advance(const Piece& piece, Local& local, std::uint32_t begin) {
    auto end = std::min<std::uint32_t>(begin + block, static_cast<std::uint32_t>(padded(local.n)));
    bool sampled = !taps[static_cast<std::size_t>(piece.thread)].empty();
    alignas(64) double counts[block], noise[block], seen[width<Input> * block];
    if constexpr (stochastic<M>) std::fill_n(noise, block, noisy_ ? 0.5 : 0.0);
    OffGrid off;
    for (Step stamp = piece.from + 1; stamp <= piece.to; ++stamp) {
      find_rows(piece, stamp, begin, local);
      if (sampled && input_is_sampled(piece, stamp))
        for (std::size_t k = 0; k < width<Input>; ++k) std::copy_n(local.rows[k], end - begin, seen + k * block);
      if constexpr (stochastic<M>)
        if (noisy_) noise_.draw(gids_from(piece.thread), piece, stamp, begin, std::min(end, local.n), noise);
      FrozenState keep(local, begin, end);
      std::uint64_t fired[block / 64] = {};
      if constexpr (precise<M>) {
        off.fresh = stamp == first_stamp_;
        take_letters(piece, stamp, begin, std::min(end, local.n), off);
      }
      step<apart>(local, draws_of(piece, stamp), off, begin, end - begin, noise, fired, counts);
      keep.restore(local);
      if constexpr (filters_potential<M>) record_potentials(piece, stamp, local, begin, std::min(end, local.n));
      if constexpr (solved<M>) require_solution(piece, stamp, begin, end);
      if constexpr (precise<M>) report_off_grid(piece, stamp, off);
      else report(piece, stamp, begin, fired, counting ? counts : nullptr);
      if (sampled) sample(piece, stamp, begin, end, seen, block);
    }
  }

  void record_potentials(const Piece& piece, Step stamp, Local& local, std::uint32_t begin, std::uint32_t end) {
    const auto thread = static_cast<std::size_t>(piece.thread);
    for (auto place = begin; place < end; ++place)
      potentials_.record(thread, place, local.state, uniform_ ? params_.shared() : params_.at(index_of(thread, place)),
                         stamp, piece.env.grid.h());
  }

  // Where the input of a block is; for channels that nothing is connected to, a place with zeros.
  void find_rows(const Piece& piece, Step stamp, std::uint32_t begin, Local& local) const {
    auto& first = cells[static_cast<std::size_t>(piece.thread)].first;
    double* row = piece.ring.row(stamp) + begin;
    local.rows.resize(layout_.n_channels);
    for (std::size_t k = 0; k < local.rows.size(); ++k)
      local.rows[k] = live(k) ? row + first[k] : local.nothing.first(0);
  }

  static constexpr bool counting = counts_spikes<M>;

  // The solver marks nodes whose solution it could not follow.
  void require_solution(const Piece& piece, Step stamp, std::uint32_t begin, std::uint32_t end) const {
    static const auto suggestion = Column(&State::suggestion).index;
    auto& local = locals_[static_cast<std::size_t>(piece.thread)];
    Mask right = Real(0.0) >= 0.0;
    for (auto place = begin; place < end; place += lane_count)
      right = right & (Real::load(local.state.first(place) + suggestion * Columns::pitch) >= 0.0);
    if (!some(!right)) return;
    for (auto place = begin; place < std::min(end, local.n); ++place)
      if (double x = local.state.at(suggestion, place); !(x >= 0))
        x == refused_weight ? refuse_weight(piece, stamp, place) : unstable(piece, stamp, place);
  }

  // One step. Bytes touched for a node: 8 a quantity of state and a channel of input, read and written.
  template <bool apart>
  void step(Local& local, Draws draws, OffGrid& off, std::uint32_t begin, std::uint32_t n, const double* noise,
            std::uint64_t* fired, double* counts) {
    std::conditional_t<solved<M>, const Factors&, const Factors> shared = shared_;
    auto groups = groups_of(local);
    std::array<double*, width<Input>> rows;
    std::copy_n(local.rows.begin(), rows.size(), rows.begin());
    for (std::uint32_t i = 0; i < n; i += lane_count) {
      double* __restrict state = local.state.first(begin + i);
      auto s = load_lanes<State>(state, Columns::pitch);
      auto in = take_lanes<Input>(rows.data(), i);
      place_groups(groups, state, begin, i);
      draws.place = off.place = begin + i;
      Mask mask;
      auto fire = [&](const Factors& f) {
        auto result = update_lanes<M>(s, f, in, {noise + i, draws, off}, groups);
        if constexpr (counting) {
          result.store(counts + i);
          mask = result > 0.0;
        } else {
          mask = result;
        }
      };
      if constexpr (solved<M>) {  // long code: once for both cases
        Factors own;
        if (!uniform_) own = local.factors.template lanes_of<Factors>(0, begin + i);
        fire(uniform_ ? shared : own);
      } else if constexpr (apart) {
        fire(local.factors.template lanes_of<Factors>(0, begin + i));
      } else {
        fire(shared);
      }
      store_lanes(s, state, Columns::pitch);
      fired[i / 64] |= static_cast<std::uint64_t>(bits(mask)) << (i % 64);
    }
  }

  Views groups_of(const Local& local) {
    Views groups;
    if constexpr (remembers<M>) {
      auto& memories = std::get<Memories<Memory>>(groups);
      memories.all = &memories_[static_cast<std::size_t>(&local - locals_.data())];
      memories.frozen = local.frozen;
    }
    for_groups<M>([&]<class G>(G*, std::size_t g) {
      auto& group = std::get<Group<G>>(groups);
      if (uniform_) {
        auto& factors = std::get<std::vector<typename G::Factors>>(shared_groups_);
        group.shared_ = factors.data();
        group.n_ = factors.size();
      } else {
        group.apart_ = &local.factors;
        group.first_factor_ = layout_.first_factor[g];
        group.n_ = layout_.sizes[g];
      }
      if constexpr (Group<G>::is_port) group.rows_ = local.rows.data() + width<Input>;
    });
    return groups;
  }

  void place_groups(Views& groups, double* state, std::uint32_t begin, std::uint32_t i) const {
    if constexpr (remembers<M>) std::get<Memories<Memory>>(groups).place = begin + i;
    for_groups<M>([&]<class G>(G*, std::size_t g) {
      auto& group = std::get<Group<G>>(groups);
      group.state_ = state + layout_.first_state[g] * Columns::pitch;
      group.node_ = begin + i;
      group.lane_ = i;
    });
  }

  Draws draws_of(const Piece& piece, Step stamp) const {
    auto [first_gid, threads] = gids_from(piece.thread);
    return {piece.env.seed, first_gid, threads, stamp, 0};
  }

  GidsOfThread gids_from(int thread) const {
    return {static_cast<std::uint64_t>(first() + index_of(static_cast<std::size_t>(thread), 0)), locals_.size()};
  }

  ParamStore<Params> params_;
  [[no_unique_address]] std::conditional_t<filters_potential<M>, PotentialRecorder<M>, NoPotentials> potentials_;
  std::vector<std::vector<Memory>> memories_;  // of each thread
  [[no_unique_address]] std::conditional_t<stochastic<M>, Noise<M>, NoNoise> noise_;
  Factors shared_{};
  decltype(group_factors(static_cast<GroupTuple*>(nullptr))) shared_groups_;
  TimeGrid grid_{.tics_per_ms = 0};
  Step first_stamp_ = 0;  // of this run
  bool changed_ = true, noisy_ = false;
  bool uniform_ = true;  // in this run: parameters may be set apart before the next
};

template <class M>
class NeuronModel final : public NodeModel {
 public:
  NeuronModel() : NodeModel(M::name, {.type_id = M::name, .element_type = "neuron", .precise = precise<M>}) {}
  NeuronModel(std::string name, const NeuronModel& from)
      : NodeModel(std::move(name), from.traits()), defaults_(from.defaults_), recordables_(from.recordables_) {}
  ModelPtr copy(std::string name) const override { return std::make_unique<NeuronModel>(std::move(name), *this); }

  const Settings<M>& defaults() const { return defaults_; }

  void status(Dict& to, const Environment& env) const override {
    defaults_.show(to);
    if constexpr (with_history<M>) show_archive(defaults_.archive, Archive(1), 0, env.grid, to);
  }
  Commit stage(const Dict& changes, const Environment&) override {
    auto next = defaults_.with(changes);
    if constexpr (with_history<M>) accept_history_entries(changes);
    return [this, next] {
      defaults_ = next;
      recordables_ = list_recordables();
    };
  }
  std::span<const std::string> recordables() const override { return recordables_; }
  std::unique_ptr<Population> make(const NodeModel& owner, Gid first, std::uint32_t n,
                                   const Environment& env) const override {
    return std::make_unique<NeuronPopulation<M>>(owner, defaults_, first, n, env);
  }
  std::size_t bytes_per_node() const override {
    auto layout = defaults_.layout(defaults_.params);
    return (layout.n_state + layout.n_channels) * sizeof(double) + sizeof(Step) + sizeof(double);
  }
  std::string help() const override { return neuron_help(info_of<M>(), &defaults_.params); }

 private:
  std::vector<std::string> list_recordables() const {
    return recordables_of(info_of<M>(), defaults_.layout(defaults_.params)).names;
  }

  Settings<M> defaults_;
  std::vector<std::string> recordables_ = list_recordables();
};

template <class M>
void NeuronPopulation<M>::reset_state(const Environment&) {
  auto& defaults = static_cast<const NeuronModel<M>&>(model()).defaults();
  for (std::uint32_t i = 0; i < size(); ++i) {
    auto now = settings(i);
    now.state = now.fresh_state(now.params);
    for_common_columns(*info_, defaults.layout(defaults.params), now.layout(now.params),
                       [&](std::size_t from, std::size_t to) { now.state[to] = defaults.state[from]; });
    for (auto& v : info_of<M>().variables)
      if (v.in_status()) now.state[v.column] += v.base(&defaults.params) - v.base(&now.params);
    set_state(i, now);
    clear_histories(i);
  }
  memories_.clear();
  changed_ = true;
}

template <class M>
ModelPtr neuron_model() {
  return std::make_unique<NeuronModel<M>>();
}

}  // namespace nestling
