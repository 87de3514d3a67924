// The kernel's own status dictionary.
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <numeric>

#include "kernel/base/memory.h"
#include "kernel/impl.h"
#include "kernel/models/recorder/recorder.h"
#include "kernel/random/philox.h"
#include "kernel/run/status.h"

namespace nestling {

namespace {

constexpr std::int64_t largest_tics = std::numeric_limits<std::int64_t>::max() / 8;
constexpr int most_threads = 512;

Step largest_step(const TimeGrid& grid) { return largest_tics / grid.tics_per_step; }

[[noreturn]] void refuse(const std::string& text) { throw Error(err::kernel_exception, text); }

void show_time(const KernelImpl& k, Dict& d) {
  auto& grid = k.settings.grid;
  d["resolution"] = grid.h();
  d["tics_per_ms"] = grid.tics_per_ms;
  d["ms_per_tic"] = grid.ms_per_tic();
  d["tics_per_step"] = grid.tics_per_step;
  d["T_max"] = grid.ms(largest_step(grid));
  d["T_min"] = -grid.ms(largest_step(grid));
  for (auto* key : {"biological_time", "time"}) d[key] = grid.ms(k.simulation.now());
  d["to_do"] = k.to_do;
  d["min_delay"] = grid.ms(k.min_delay());
  d["max_delay"] = grid.ms(k.max_delay());
  d["wfr_comm_interval"] = k.settings.use_wfr ? std::max(k.settings.wfr_comm_interval, grid.h()) : grid.h();
}

void show_counts(const KernelImpl& k, Dict& d) {
  for (auto* key : {"local_num_threads", "total_num_virtual_procs"}) d[key] = k.settings.local_num_threads;
  d["num_processes"] = k.settings.num_processes;
  d["network_size"] = k.nodes.last() + 1;
  d["num_connections"] = k.connections.size();
  d["local_spike_counter"] = k.simulation.spike_count();
  d["spike_hash"] = k.simulation.spike_hash();
  d["max_num_syn_models"] = SynapseModels::most;
  d["buffer_size_secondary_events"] = 0;
  d["structural_plasticity_synapses"] = Dict{};
}

void show_timers(const KernelImpl& k, Dict& d) {
  d["time_construction_create"] = k.timers.create;
  d["time_construction_connect"] = k.timers.connect;
  d["time_communicate_prepare"] = k.timers.prepare;
  d["time_simulate"] = k.timers.simulate;
  Dict parts{{"create", k.timers.create},
             {"connect", k.timers.connect},
             {"build", k.timers.build},
             {"prepare", k.timers.prepare},
             {"simulate", k.timers.simulate}};
  for (std::size_t p = 0; p < n_parts; ++p) parts[part_names[p]] = k.simulation.seconds()[p];
  d["timers"] = std::move(parts);
}

std::size_t node_bytes(const KernelImpl& k) {
  std::size_t n = 0;
  for (auto& p : k.nodes.populations()) n += p->size() * p->model().bytes_per_node();
  return n;
}

std::size_t record_bytes(const KernelImpl& k) {
  std::size_t n = 0;
  for (auto& p : k.nodes.populations())
    if (auto* devices = dynamic_cast<Devices*>(p.get()))
      for (std::uint32_t i = 0; i < devices->size(); ++i)
        if (auto* recorder = dynamic_cast<NotingRecorder*>(&(*devices)[i])) n += recorder->record_bytes();
  return n;
}

// In bytes. `process` is all that the system has given to this process, the interpreter and Python included.
void show_memory(const KernelImpl& k, Dict& d) {
  const auto connections = k.connections.bytes(), n = k.connections.size();
  d["memory"] = Dict{{"nodes", node_bytes(k)},
                     {"connections", connections},
                     {"buffers", k.simulation.buffer_bytes()},
                     {"records", record_bytes(k)},
                     {"process", resident_memory()}};
  d["bytes_per_synapse"] = n ? static_cast<double>(connections) / static_cast<double>(n) : 0.0;
}

void show_seeds(const KernelImpl& k, Dict& d) {
  const KernelSettings& s = k.settings;
  d["grng_seed"] = s.grng_seed;
  Array seeds;
  for (auto seed : s.rng_seeds) seeds.push_back(seed);
  d["rng_seeds"] = std::move(seeds);
}

void show_root(const KernelImpl& k, Dict& d) {
  d["global_id"] = root;
  d["model"] = Literal{"subnet"};
  d["element_type"] = Literal{"structure"};
  d["number_of_children"] = k.subnets.child_count(root);
  d["customdict"] = k.custom.entries;
  d["local"] = true;
  d["thread"] = 0;
  d["thread_local_id"] = -1;
  d["vp"] = 0;
  d["node_uses_wfr"] = false;
  d["supports_precise_spikes"] = false;
}

// --- setting

std::string why_threads_are_fixed(const KernelImpl& k) {
  if (k.nodes.last() > 0) return "nodes exist";
  if (k.models.has_copies() || k.connections.models().has_copies()) return "models have been copied";
  if (k.connections.delays().set_by_user()) return "min_delay and max_delay have been set";
  if (k.simulated) return "the kernel has simulated";
  if (k.phase == Phase::prepared) return "Prepare has been called";
  if (!(k.settings.grid == TimeGrid{})) return "the resolution has been changed";
  if (k.defaults_changed) return "defaults of models have been changed";
  return "";
}

// Seeds that nobody chose count up from 1.
std::vector<std::int64_t> default_seeds(std::int64_t n) {
  std::vector<std::int64_t> seeds(static_cast<std::size_t>(n));
  std::iota(seeds.begin(), seeds.end(), 1);
  return seeds;
}

bool read_threads(const KernelImpl& k, const Dict& changes, KernelSettings& s) {
  bool given = changes.read("local_num_threads", s.local_num_threads);
  if (changes.read("total_num_virtual_procs", s.local_num_threads)) given = true;
  if (!given) return false;
  if (s.local_num_threads < 1 || s.local_num_threads > most_threads)
    bad_property(
        fmt::format("The number of threads must be between 1 and {}, is {}.", most_threads, s.local_num_threads));
  if (auto why = why_threads_are_fixed(k); !why.empty())
    refuse(fmt::format("The number of threads cannot be set any more: {}. Set it first, or after ResetKernel.", why));
  s.rng_seeds = default_seeds(s.local_num_threads);
  s.grng_seed = 0;
  return true;
}

void read_seeds(const Dict& changes, KernelSettings& s) {
  changes.read("grng_seed", s.grng_seed);
  auto* seeds = changes.peek("rng_seeds");
  if (!seeds) return;
  auto* array = std::get_if<Array>(seeds);
  if (!array)
    bad_property(
        fmt::format("rng_seeds must be an array with an integer for each thread; there are {}.", s.local_num_threads));
  if (static_cast<std::int64_t>(array->size()) != s.local_num_threads)
    throw Error(err::dimension_mismatch, fmt::format("rng_seeds must have an integer for each thread, {}; it has {}.",
                                                     s.local_num_threads, array->size()));
  changes.read("rng_seeds", s.rng_seeds);
}

// Generators that a user hands over; empty: none.
struct GivenGenerators {
  std::vector<GeneratorHandle> each;
  GeneratorHandle global;
};

GivenGenerators read_generators(const Dict& changes, const KernelSettings& s) {
  GivenGenerators given;
  if (auto* rngs = changes.find("rngs")) {
    auto* array = std::get_if<Array>(rngs);
    if (!array) bad_property("rngs must be an array of generators.");
    if (static_cast<std::int64_t>(array->size()) != s.local_num_threads)
      throw Error(err::dimension_mismatch, fmt::format("rngs must have a generator for each thread, {}; it has {}.",
                                                       s.local_num_threads, array->size()));
    for (auto& item : *array) given.each.push_back(generator_in(item));
    if (std::count(given.each.begin(), given.each.end(), nullptr)) bad_property("rngs must be an array of generators.");
  }
  if (auto* grng = changes.find("grng"))
    if (!(given.global = generator_in(*grng))) bad_property("grng must be a generator.");
  return given;
}

void read_resolution(const KernelImpl& k, const Dict& changes, TimeGrid& grid) {
  double tics_per_ms = grid.tics_per_ms, resolution = grid.h();
  bool new_tics = changes.read("tics_per_ms", tics_per_ms), new_resolution = changes.read("resolution", resolution);
  if (!new_tics && !new_resolution) return;
  if (!new_resolution) refuse("tics_per_ms can only be set together with resolution.");
  if (k.nodes.last() > 0) refuse("The resolution cannot be changed: nodes exist.");
  if (k.simulated) refuse("The resolution cannot be changed: the kernel has simulated.");
  if (k.phase == Phase::prepared) refuse("The resolution cannot be changed between Prepare and Cleanup.");
  if (k.connections.size() > 0) refuse("The resolution cannot be changed: connections exist.");
  if (!(tics_per_ms > 0) || !std::isfinite(tics_per_ms))
    refuse(fmt::format("tics_per_ms must be > 0, is {}.", tics_per_ms));
  double tics = resolution * tics_per_ms, whole = std::floor(tics + 0.5);
  if (!(whole >= 1) || !(whole < 1e15))
    refuse(fmt::format("The resolution must be at least one tic, {} ms, is {} ms.", 1 / tics_per_ms, resolution));
  if (std::abs(tics - whole) > 1e-9 * whole)
    refuse(fmt::format("The resolution, {} ms, must be a whole number of tics of {} ms.", resolution, 1 / tics_per_ms));
  grid = {tics_per_ms, static_cast<std::int64_t>(whole)};
}

DelayLimits read_delays(const KernelImpl& k, const Dict& changes, const TimeGrid& grid) {
  auto limits = k.connections.delays();
  double min = 0, max = 0;
  limits.regrid(grid);
  bool has_min = changes.read("min_delay", min), has_max = changes.read("max_delay", max);
  if (has_min != has_max) bad_property("min_delay and max_delay must be set together.");
  if (has_min && k.phase == Phase::prepared)
    bad_property("min_delay and max_delay cannot be set between Prepare and Cleanup.");
  if (has_min) limits.set_by_user(min, max, grid, k.connections.size() > 0);
  return limits;
}

// Returns whether the clock is to be set back.
bool read_time(const Dict& changes) {
  double time = 0;
  if (!changes.read("biological_time", time)) return false;
  if (time != 0) bad_property(fmt::format("biological_time can only be set to 0.0, is {}.", time));
  return true;
}

// A wrong place for files is a remark, not an error, and changes nothing.
void read_places(const KernelImpl& k, const Dict& changes, KernelSettings& s) {
  std::string path = s.data_path, prefix = s.data_prefix;
  changes.read("data_path", path);
  changes.read("data_prefix", prefix);
  std::error_code error;
  if (path != s.data_path && !std::filesystem::is_directory(path, error))
    k.warn("SetStatus", fmt::format("data_path stays as it is: there is no directory \"{}\".", path));
  else s.data_path = path;
  if (prefix.find('/') != std::string::npos)
    k.warn("SetStatus", fmt::format("data_prefix stays as it is: \"{}\" contains a slash.", prefix));
  else s.data_prefix = prefix;
}

// Nothing grows or vanishes here, so there is nothing to describe.
void read_plasticity(const Dict& changes) {
  auto* synapses = changes.find("structural_plasticity_synapses");
  if (!synapses) return;
  auto* dict = std::get_if<std::shared_ptr<Dict>>(synapses);
  if (!dict)
    throw Error(
        err::type_mismatch,
        fmt::format("/structural_plasticity_synapses: expected dictionarytype, provided {}.", type_name(*synapses)));
  if (!(*dict)->empty())
    throw Error(err::not_implemented, "There is no structural plasticity: structural_plasticity_synapses stays empty.");
}

void read_relaxation(const KernelImpl& k, const Dict& changes, KernelSettings& s) {
  if (changes.peek("use_wfr") && k.nodes.last() > 0) refuse("use_wfr can only be set before nodes exist.");
  if (changes.read("wfr_comm_interval", s.wfr_comm_interval)) {
    if (!s.use_wfr) refuse("wfr_comm_interval can only be set while use_wfr is true.");
    if (k.connections.size() > 0) refuse("wfr_comm_interval can only be set before connections exist.");
    if (!(s.wfr_comm_interval >= s.grid.h()))
      refuse(fmt::format("wfr_comm_interval must be at least the resolution, {} ms, is {} ms.", s.grid.h(),
                         s.wfr_comm_interval));
  }
  auto keep_if = [&](std::string_view key, auto& to, auto allowed, std::string_view rule) {
    auto value = to;
    if (!changes.read(key, value)) return;
    if (allowed(value)) to = value;
    else k.warn("SetStatus", fmt::format("{} stays as it is: it must be {}, is {}.", key, rule, value));
  };
  keep_if(
      "wfr_tol", s.wfr_tol, [](double x) { return x >= 0; }, ">= 0");
  keep_if(
      "wfr_max_iterations", s.wfr_max_iterations, [](std::int64_t n) { return n >= 1; }, ">= 1");
  keep_if(
      "wfr_interpolation_order", s.wfr_interpolation_order, [](std::int64_t n) { return n == 0 || n == 1 || n == 3; },
      "0, 1 or 3");
}

void show_settings(const KernelImpl& k, Dict& d) {
  show_params(KernelSettings::table(), &k.settings, d);
  d["data_path"] = k.settings.data_path;
  d["data_prefix"] = k.settings.data_prefix;
  d["wfr_tol"] = k.settings.wfr_tol;
  d["wfr_max_iterations"] = k.settings.wfr_max_iterations;
  d["wfr_interpolation_order"] = k.settings.wfr_interpolation_order;
}

// Whoever wants one entry pays for its section and those above it. Of two that show an entry the upper one counts.
constexpr void (*sections[])(const KernelImpl&, Dict&) = {show_time, show_counts, show_settings, show_seeds,
                                                          show_root, show_timers, show_memory};

}  // namespace

Dict kernel_status(const KernelImpl& k) {
  Dict d;
  d.reserve(80);
  for (auto section = std::rbegin(sections); section != std::rend(sections); ++section) (*section)(k, d);
  return d;
}

Value kernel_entry(const KernelImpl& k, std::string_view key) {
  for (auto section : sections) {
    Dict d;
    d.reserve(20);
    section(k, d);
    if (const Value* v = d.peek(key)) return *v;
  }
  return kernel_status(k).at(key);
}

Commit stage_kernel(KernelImpl& k, const Dict& changes) {
  auto next = k.settings;
  read_places(k, changes, next);
  bool threads = read_threads(k, changes, next);
  read_seeds(changes, next);
  auto generators = read_generators(changes, next);
  read_resolution(k, changes, next.grid);
  bool rewind = read_time(changes), seeds = changes.peek("rng_seeds"), global_seed = changes.peek("grng_seed");
  auto limits = read_delays(k, changes, next.grid);
  read_params(KernelSettings::table(), changes, &next);
  read_relaxation(k, changes, next);
  read_plasticity(changes);
  auto custom = k.custom;
  custom.read(changes);
  return [=, &k] {
    if (!(next.grid == k.settings.grid)) k.connections.models().regrid(next.grid);
    k.settings = next;
    k.custom = custom;
    if (threads) k.rebuild(static_cast<int>(next.local_num_threads));
    if (seeds) k.generators.seed_each(next.rng_seeds);
    if (global_seed) k.generators.seed_global(next.grng_seed);
    if (!generators.each.empty()) k.generators.replace_each(generators.each);
    if (generators.global) k.generators.replace_global(generators.global);
    k.connections.delays() = limits;
    if (rewind) k.simulation.rewind();
    k.apply_settings();
  };
}

}  // namespace nestling
