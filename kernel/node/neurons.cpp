#include "kernel/node/neurons.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cctype>
#include <cmath>

#include "kernel/base/error.h"
#include "kernel/node/history.h"

namespace nestling {

double Variable::base(const void* params) const {
  return base_offset ? *reinterpret_cast<const double*>(static_cast<const std::byte*>(params) + *base_offset) : 0.0;
}

bool Variable::read(const Dict& from, double& shown) const {
  auto* place = find_dictionary(from, dictionary);
  if (!place || !place->read(name, shown)) return false;
  if (!rule.holds(shown))
    bad_property(fmt::format("{} must be {}{}{}, is {}.", name, rule.text, unit.empty() ? "" : " ", unit, shown));
  return true;
}

void Variable::put(double value, Dict& to) const { dictionary_in(to, dictionary)[name] = value; }

Layout::Layout(std::span<const GroupInfo> groups, std::size_t n_state, std::size_t n_factors, std::size_t n_channels,
               std::vector<std::size_t> group_sizes)
    : sizes(std::move(group_sizes)), n_state(n_state), n_factors(n_factors), n_channels(n_channels) {
  for (std::size_t g = 0; g < sizes.size(); ++g) {
    first_state.push_back(this->n_state);
    first_factor.push_back(this->n_factors);
    this->n_state += sizes[g] * groups[g].n_state;
    this->n_factors += sizes[g] * groups[g].n_factors;
    if (groups[g].ports != PortCount::none) this->n_channels += sizes[g];
  }
}

Layout NeuronInfo::layout(std::vector<std::size_t> group_sizes) const {
  return {groups, n_state, n_factors, n_channels, std::move(group_sizes)};
}

const GroupInfo* NeuronInfo::ports() const {
  auto at = std::find_if(groups.begin(), groups.end(), [](auto& g) { return g.ports != PortCount::none; });
  return at == groups.end() ? nullptr : &*at;
}

namespace {

// By name, whatever the case of its letters; those of compartments (V_m.s) after all others, as they are declared.
bool is_listed_before(const std::pair<std::string, Recordables::Source>& a,
                      const std::pair<std::string, Recordables::Source>& b) {
  const bool part_a = a.first.find('.') != std::string::npos, part_b = b.first.find('.') != std::string::npos;
  if (part_a || part_b) return part_a < part_b;
  return std::lexicographical_compare(
      a.first.begin(), a.first.end(), b.first.begin(), b.first.end(),
      [](unsigned char x, unsigned char y) { return std::tolower(x) < std::tolower(y); });
}

}  // namespace

Recordables recordables_of(const NeuronInfo& info, const Layout& layout) {
  std::vector<std::pair<std::string, Recordables::Source>> all;
  for (auto& v : info.variables)
    if (v.recorded()) all.push_back({std::string(v.name), {&v, v.column, Recordables::Source::none, 0}});
  std::stable_sort(all.begin(), all.end(), is_listed_before);
  for (std::size_t g = 0; g < info.groups.size(); ++g)
    for (auto& v : info.groups[g].variables)
      for (std::size_t k = 0; v.numbered() && k < layout.sizes[g]; ++k)
        all.push_back({fmt::format(fmt::runtime(v.name), k + 1),
                       {&v, layout.first_state[g] + k * info.groups[g].n_state + v.column, g, k}});
  Recordables result;
  for (auto& [name, source] : all) {
    result.names.push_back(std::move(name));
    result.sources.push_back(source);
  }
  return result;
}

void for_common_columns(const NeuronInfo& info, const Layout& from, const Layout& to,
                        const std::function<void(std::size_t, std::size_t)>& f) {
  for (std::size_t k = 0; k < info.n_state; ++k) f(k, k);
  for (std::size_t g = 0; g < info.groups.size(); ++g)
    for (std::size_t k = 0; k < std::min(from.sizes[g], to.sizes[g]) * info.groups[g].n_state; ++k)
      f(from.first_state[g] + k, to.first_state[g] + k);
}

bool accept_history_entries(const Dict& changes) {
  bool clear = false;
  changes.read("clear", clear);
  auto* elements = changes.peek("synaptic_elements");
  auto* dict = elements ? std::get_if<std::shared_ptr<Dict>>(elements) : nullptr;
  if (dict && (*dict)->empty()) changes.find("synaptic_elements");
  return clear;
}

namespace {

std::string help_line(const Variable& v) {
  auto how = v.recorded() && v.settable() ? "recordable, settable" : v.settable() ? "settable" : "recordable";
  return fmt::format("  {:<20} {:<17} {} ({})\n", v.name, v.unit, v.doc, how);
}

}  // namespace

std::string neuron_help(const NeuronInfo& info, const void* defaults) {
  std::string text(info.doc);
  text += "\n\nParameters:\n" + help_rows(*info.params, defaults);
  const ArchiveParams archive;
  if (info.keeps_spikes) text += help_rows(archive_table(), &archive);
  text += "\nState:\n";
  for (auto& v : info.variables) text += help_line(v);
  for (auto& g : info.groups)
    for (auto& v : g.variables) text += help_line(v);
  text += "\nReceptors:\n";
  if (auto* ports = info.ports())
    text += fmt::format("  {:<20} spikes, one for each element of {}\n", "1 …", ports->list);
  for (auto& r : info.receptors)
    text += fmt::format("  {:<3} {:<16} {}\n", r.id, r.name,
                        r.port.ignored              ? "spikes, dropped"
                        : r.port.decodes ? "transitions of binary neurons: two spikes at once for 1, one for 0"
                        : fits(Signal::spike, r.signal) ? "spikes"
                                                        : "currents");
  return text;
}

Neurons::~Neurons() = default;

Neurons::Neurons(const NodeModel& model, const NeuronInfo& info, Layout layout, Gid first, std::uint32_t n,
                 const ArchiveParams& archive, const Environment& env)
    : Population(model, first, n),
      info_(&info),
      layout_(std::move(layout)),
      archive_params_(archive_table(), archive, n),
      recordables_(recordables_of(info, layout_)) {
  auto n_threads = static_cast<std::uint32_t>(env.n_threads);
  locals_.resize(n_threads);
  taps.resize(n_threads);
  if (info.ports()) is_connected_.resize(n);
  for (std::uint32_t i = 0; i < std::min(n, n_threads); ++i) {
    auto& local = local_of(i);
    local.n = (n - i + n_threads - 1) / n_threads;
    local.state = Columns(layout_.n_state, local.n);
    local.nothing = Columns(1, std::min(local.n, block));
    local.archive = Archive(local.n);
  }
}

void Neurons::make_room(const std::vector<std::size_t>& group_sizes) {
  auto sizes = layout_.sizes;
  for (std::size_t g = 0; g < sizes.size(); ++g) sizes[g] = std::max(sizes[g], group_sizes[g]);
  if (sizes == layout_.sizes) return;
  auto next = info_->layout(sizes);
  for (auto& local : locals_) {
    Columns state(next.n_state, local.n);
    for_common_columns(*info_, layout_, next, [&](std::size_t from, std::size_t to) {
      for (std::uint32_t i = 0; i < local.n; ++i) state.at(to, i) = local.state.at(from, i);
    });
    local.state = std::move(state);
  }
  layout_ = std::move(next);
  recordables_ = recordables_of(*info_, layout_);
}

void Neurons::require_resizable(std::uint32_t index, const std::vector<std::size_t>& group_sizes) const {
  for (std::size_t g = 0; g < info_->groups.size(); ++g) {
    auto& group = info_->groups[g];
    auto now = group_size(g, index), next = group_sizes[g];
    if (now == next || group.ports == PortCount::none || !is_connected_[index]) continue;
    if (group.ports == PortCount::can_grow && next > now) continue;
    bad_property(fmt::format("{} has {} elements, and its receptors have connections: it cannot get {}.", group.list,
                             now, next));
  }
}

// Threads take turns, starting with the one of the first GID.
std::uint32_t Neurons::place_of(std::uint32_t index) const {
  return index / static_cast<std::uint32_t>(locals_.size());
}

std::uint32_t Neurons::index_of(std::size_t thread, std::uint32_t place) const {
  auto n = locals_.size(), lead = static_cast<std::size_t>(first()) % n;
  return static_cast<std::uint32_t>(place * n + (thread + n - lead) % n);
}

namespace {

std::string_view signal_name(Signal s) {
  static constexpr std::string_view names[] = {
      "nothing",  "spikes", "currents", "recording requests", "transitions of binary neurons", "spikes",
      "currents"};
  return names[static_cast<int>(s)];
}

}  // namespace

Port Neurons::numbered_port(std::uint32_t index, std::int64_t receptor) const {
  auto* group = info_->ports();
  auto n = group_size(static_cast<std::size_t>(group - info_->groups.data()), index);
  if (receptor < 1 || receptor > static_cast<std::int64_t>(n))
    throw Error(err::incompatible_receptor,
                fmt::format("Node {} ({}) has {} for spikes, one for each element of {}; there is no {}.",
                            first() + index, model().name(),
                            n == 0   ? "no receptor"
                            : n == 1 ? "receptor 1 only"
                                     : fmt::format("receptors 1 to {}", n),
                            group->list, receptor));
  auto channel = static_cast<std::uint32_t>(info_->n_channels) + static_cast<std::uint32_t>(receptor - 1);
  std::atomic_ref(is_connected_[index]).store(1, std::memory_order_relaxed);
  return {channel, channel};
}

Port Neurons::port(std::uint32_t index, Signal signal, std::int64_t receptor) const {
  std::string known;
  auto use = [&](const Port& p) {
    if (p.ignored) return p;
    const std::uint64_t bits = live_bit(p.positive) | live_bit(p.negative);
    if ((live_.load(std::memory_order_relaxed) & bits) != bits) live_.fetch_or(bits, std::memory_order_relaxed);
    return p;
  };
  if (fits(signal, Signal::spike) && info_->ports()) return use(numbered_port(index, receptor));
  if (signal == Signal::record && !recordables_.names.empty()) {
    if (receptor == 0) return {};
    known = " 0";
  }
  for (auto& r : info_->receptors) {
    if (!fits(signal, r.signal)) continue;
    if (r.id == receptor) return use(r.port);
    known += fmt::format(" {}", r.id);
  }
  if (known.empty())
    throw Error(err::illegal_connection, fmt::format("{} does not take {}.", model().name(), signal_name(signal)));
  auto& all = info_->receptors;  // where each receptor has a name, it is for one signal only
  bool for_another_signal = receptor == 0 || std::any_of(all.begin(), all.end(), [&](auto& r) { return r.id == receptor; });
  if (for_another_signal && std::none_of(all.begin(), all.end(), [](auto& r) { return r.name.empty(); }))
    throw Error(err::incompatible_receptor, fmt::format("{} takes {} on receptor{}, not on {}.", model().name(),
                                                        signal_name(signal), known, receptor));
  throw Error(err::unknown_receptor, fmt::format("{} takes {} on receptor{}, not on {}.", model().name(),
                                                 signal_name(signal), known, receptor));
}

bool Neurons::takes(Signal signal) const {
  return (info_->ports() && fits(signal, Signal::spike)) ||
         std::any_of(info_->receptors.begin(), info_->receptors.end(), [&](auto& r) { return fits(signal, r.signal); });
}

bool Neurons::has_recordable(std::uint32_t index, std::size_t recordable) const {
  auto& s = recordables_.sources[recordable];
  return s.group == Recordables::Source::none || s.element < group_size(s.group, index);
}

const Variable* Neurons::find_variable(std::string_view name) const {
  for (auto& v : info_->variables)
    if (v.in_status() && v.name == name && v.dictionary.empty()) return &v;
  return nullptr;
}

const Param* Neurons::find_row(std::string_view name) const {
  for (auto& row : *info_->params)
    if (row.is_double() && row.name == name && row.dictionary.empty()) return &row;
  return nullptr;
}

bool Neurons::frozen(std::uint32_t index) const {
  auto& list = local_of(index).frozen;
  return std::binary_search(list.begin(), list.end(), place_of(index));
}

void Neurons::freeze(std::uint32_t index, bool on) {
  auto& list = local_of(index).frozen;
  auto at = std::lower_bound(list.begin(), list.end(), place_of(index));
  bool is = at != list.end() && *at == place_of(index);
  if (on && !is) list.insert(at, place_of(index));
  if (!on && is) list.erase(at);
}

Neurons::FrozenState::FrozenState(const Local& local, std::uint32_t begin, std::uint32_t end) {
  auto first = std::lower_bound(local.frozen.begin(), local.frozen.end(), begin);
  nodes_.assign(first, std::lower_bound(first, local.frozen.end(), end));
  for (auto node : nodes_)
    for (std::size_t k = 0; k < local.state.size(); ++k) values_.push_back(local.state.at(k, node));
}

void Neurons::FrozenState::restore(Local& local) const {
  auto value = values_.begin();
  for (auto node : nodes_)
    for (std::size_t k = 0; k < local.state.size(); ++k) local.state.at(k, node) = *value++;
}

void Neurons::report(const Piece& piece, Step stamp, std::uint32_t begin, std::span<const std::uint64_t> fired,
                     const double* counts) {
  auto thread = static_cast<std::size_t>(piece.thread);
  auto& local = locals_[thread];
  auto& out = piece.spikes[static_cast<std::size_t>(stamp - piece.from - 1)];
  for (std::size_t w = 0; w < fired.size(); ++w) {
    for (auto bits = fired[w]; bits != 0; bits &= bits - 1) {
      auto in_block = static_cast<std::uint32_t>(w * 64) + static_cast<std::uint32_t>(std::countr_zero(bits));
      auto place = begin + in_block;
      if (place >= local.n) return;  // padding
      if (!local.frozen.empty() && std::binary_search(local.frozen.begin(), local.frozen.end(), place)) continue;
      auto index = index_of(thread, place);
      auto times = counts ? static_cast<std::uint32_t>(counts[in_block]) : 1;
      out.push_back({static_cast<std::uint32_t>(first() + index), times, stamp});
      note_spike(local.archive, place, index, out.back(), piece.env.grid.h());
    }
  }
}

void Neurons::note_spike(Archive& archive, std::uint32_t place, std::uint32_t index, const Spike& spike, double h) {
  static const Param &tau = archive_table()[2], &beta = archive_table()[3];
  auto& calcium = archive.calcium[place];
  auto since = static_cast<double>(spike.step - std::max<Step>(archive.last_spike[place], 0)) * h;
  calcium = calcium * std::exp(-since / archive_params_.number(tau, index)) +
            spike.multiplicity * archive_params_.number(beta, index);
  archive.last_spike[place] = spike.step;
  if (archive.watched())
    archive.note(place, static_cast<double>(spike.step) - spike.offset / h, spike.multiplicity);
}

std::uint32_t Neurons::watch(std::size_t thread, std::uint32_t place, SpikeHistories& all,
                                    const TimeGrid& grid) {
  const auto slot = locals_[thread].archive.watch(place, all);
  set_decay(thread, place, grid);
  return slot;
}

std::uint32_t Neurons::watch_potential(std::size_t, std::uint32_t, PotentialHistories&) {
  throw Error(err::not_implemented, fmt::format("{} keeps nothing of its potential.", model().name()));
}

void Neurons::set_decay(std::size_t thread, std::uint32_t place, const TimeGrid& grid) {
  static const Param &minus = archive_table()[0], &triplet = archive_table()[1];
  const auto index = index_of(thread, place);
  const Archive& archive = locals_[thread].archive;
  archive.histories->set_decay(archive.slots[place], grid.h() / archive_params_.number(minus, index),
                               grid.h() / archive_params_.number(triplet, index));
}

void Neurons::prepare_histories(const TimeGrid& grid) {
  for (std::size_t thread = 0; thread < locals_.size(); ++thread)
    for (std::uint32_t place = 0; place < locals_[thread].n; ++place)
      if (locals_[thread].archive.history(place)) set_decay(thread, place, grid);
}

void show_receptors(const NeuronInfo& info, Dict& to) {
  for (auto& r : info.receptors)
    if (!r.name.empty()) dictionary_in(to, "receptor_types")[r.name] = r.id;
}

void Neurons::refuse_weight(const Piece& piece, Step stamp, std::uint32_t place) const {
  bad_property(fmt::format("A weight below 0 arrived at {} ({}) at {} ms; its receptors take weights of 0 and more.",
                           model().name(), first() + index_of(static_cast<std::size_t>(piece.thread), place),
                           piece.env.grid.ms(stamp)));
}

void Neurons::unstable(const Piece& piece, Step stamp, std::uint32_t place) const {
  auto thread = static_cast<std::size_t>(piece.thread);
  auto index = index_of(thread, place);
  std::string state;
  for (std::size_t r = 0; r < recordables_.names.size(); ++r)
    if (auto& [v, column, group, element] = recordables_.sources[r]; !v->input && has_recordable(index, r))
      state += fmt::format("{}{} = {}{}{}", state.empty() ? "" : ", ", recordables_.names[r],
                           locals_[thread].state.at(column, place) + base_of(*v, index), v->unit.empty() ? "" : " ",
                           v->unit);
  throw Error(err::numerical_instability,
              fmt::format("The equations of {} ({}) could not be solved in the step that ends at {} ms, where {}. "
                          "Are its parameters and its input of a sensible size?",
                          model().name(), first() + index, piece.env.grid.ms(stamp), state));
}

void Neurons::take_letters(const Piece& piece, Step stamp, std::uint32_t begin, std::uint32_t end, OffGrid& off) const {
  off.letters.clear();
  off.departures.clear();
  for (auto first : cells[static_cast<std::size_t>(piece.thread)].first)
    for (auto& l : piece.ring.letters(stamp, first + begin, first + end))
      off.letters.push_back({l.cell - first, {l.offset, l.amount}});
  std::stable_sort(off.letters.begin(), off.letters.end(), [](auto& a, auto& b) {
    return a.place != b.place ? a.place < b.place : a.arrival.offset > b.arrival.offset;
  });
}

void Neurons::report_off_grid(const Piece& piece, Step stamp, const OffGrid& off) {
  auto thread = static_cast<std::size_t>(piece.thread);
  auto& local = locals_[thread];
  auto& out = piece.spikes[static_cast<std::size_t>(stamp - piece.from - 1)];
  for (auto& d : off.departures) {
    if (d.place >= local.n || std::binary_search(local.frozen.begin(), local.frozen.end(), d.place)) continue;
    auto index = index_of(thread, d.place);
    out.push_back({static_cast<std::uint32_t>(first() + index), d.times, stamp, d.offset});
    note_spike(local.archive, d.place, index, out.back(), piece.env.grid.h());
  }
}

bool Neurons::input_is_sampled(const Piece& piece, Step stamp) const {
  for (auto* tap : taps[static_cast<std::size_t>(piece.thread)]) {
    bool due = std::binary_search(tap->due.begin(), tap->due.end(), stamp);
    if (due && std::any_of(tap->recordables.begin(), tap->recordables.end(),
                           [&](auto r) { return recordables_.sources[r].variable->input; }))
      return true;
  }
  return false;
}

void Neurons::sample(const Piece& piece, Step stamp, std::uint32_t begin, std::uint32_t end, const double* input,
                     std::size_t pitch) const {
  auto thread = static_cast<std::size_t>(piece.thread);
  for (auto* tap : taps[thread]) {
    auto due = std::lower_bound(tap->due.begin(), tap->due.end(), stamp);
    if (due == tap->due.end() || *due != stamp) continue;
    auto first_node = std::lower_bound(tap->nodes.begin(), tap->nodes.end(), begin);
    auto position = static_cast<std::size_t>(due - tap->due.begin()) * tap->nodes.size() +
                    static_cast<std::size_t>(first_node - tap->nodes.begin());
    auto* out = tap->values.data() + position * tap->recordables.size();
    for (auto node = first_node; node != tap->nodes.end() && *node < end; ++node)
      for (auto r : tap->recordables) {
        auto& [v, column, group, element] = recordables_.sources[r];
        auto value = v->input ? input[column * pitch + (*node - begin)] : locals_[thread].state.at(column, *node);
        *out++ = value + base_of(*v, index_of(thread, *node));
      }
  }
}

}  // namespace nestling
