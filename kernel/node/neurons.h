// Populations of neurons: what they share, whatever the model. The model's own arithmetic is in neuron.h.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "kernel/node/archive.h"
#include "kernel/node/columns.h"
#include "kernel/node/factor_columns.h"
#include "kernel/node/group.h"
#include "kernel/node/model.h"
#include "kernel/node/off_grid.h"
#include "kernel/node/potentials.h"
#include "kernel/node/param_store.h"
#include "kernel/node/variable.h"
#include "kernel/run/environment.h"
#include "kernel/run/ring.h"

namespace nestling {

// Spikes of one thread in one piece of a slice: one list for each step, in it ascending GIDs.
using SpikeLists = std::vector<std::vector<Spike>>;

// The piece of a slice that is to be done: the steps that end at the stamps from+1 … to.
struct Piece {
  int thread;
  Step from, to;
  Ring& ring;
  SpikeLists& spikes;  // [stamp - from - 1]
  const Environment& env;
};

// What a model says about itself, as data. One object a built-in model, never copied.
struct NeuronInfo {
  std::string_view name, doc;
  const Table* params;
  std::vector<Variable> variables;
  std::vector<Receptor> receptors;
  std::vector<GroupInfo> groups;
  std::size_t n_state, n_channels, n_factors;  // without groups
  Signal sends = Signal::spike;
  bool keeps_spikes;

  Layout layout(std::vector<std::size_t> group_sizes) const;
  const GroupInfo* ports() const;  // the group of receptors, if there is one
};

// What the nodes of a layout have to record: by name, then what each element of a group has.
struct Recordables {
  struct Source {
    const Variable* variable;
    std::size_t column;
    std::size_t group, element;  // of an element of a group; else group is `none`
    static constexpr std::size_t none = ~std::size_t{0};
  };
  std::vector<std::string> names;
  std::vector<Source> sources;
};
Recordables recordables_of(const NeuronInfo& info, const Layout& layout);

// Copies the state of a node from one layout to the other, as far as the elements of groups exist in both. Calls
// f(column there, column here).
void for_common_columns(const NeuronInfo& info, const Layout& from, const Layout& to,
                        const std::function<void(std::size_t, std::size_t)>& f);

void show_receptors(const NeuronInfo& info, Dict& to);  // those that have names
std::string neuron_help(const NeuronInfo& info, const void* defaults);

// Reads the entries about the history of spikes: `clear`, which is returned, and the (still empty) synaptic_elements.
bool accept_history_entries(const Dict& changes);

class Neurons : public Population {
 public:
  Neurons(const NodeModel& model, const NeuronInfo& info, Layout layout, Gid first, std::uint32_t n,
          const ArchiveParams& archive, const Environment& env);
  ~Neurons() override;

  bool has_proxies() const override { return true; }
  Signal sends() const override { return info_->sends; }
  bool takes(Signal signal) const override;
  Port port(std::uint32_t index, Signal signal, std::int64_t receptor) const override;
  bool same_ports() const override { return !info_->ports(); }
  std::span<const std::string> recordables() const override { return recordables_.names; }
  bool has_recordable(std::uint32_t index, std::size_t recordable) const override;
  bool keeps_spikes() const { return info_->keeps_spikes; }  // as plastic synapses need
  bool frozen(std::uint32_t index) const override;
  void freeze(std::uint32_t index, bool on) override;
  std::size_t n_channels() const { return layout_.n_channels; }  // may grow when nodes get more receptors

  // Keeps the spikes of a node from now on, for plastic synapses.
  std::uint32_t watch(std::size_t thread, std::uint32_t place, SpikeHistories& all, const TimeGrid& grid);

  // The same for what synapses see of its potential; only some models have it.
  virtual bool keeps_potentials() const { return false; }
  virtual std::uint32_t watch_potential(std::size_t thread, std::uint32_t place, PotentialHistories& all);

  virtual void update(const Piece& piece) = 0;

  // One double entry of many nodes at once; false if the model has no such entry. A variable is part of the state.
  virtual bool read_number(std::string_view key, std::span<const std::uint32_t> indices, double* out) const = 0;
  virtual bool write_variable(std::string_view key, std::span<const std::uint32_t> indices, const double* values) = 0;

 protected:
  // Whether anything was ever connected to a channel: rows of the others need not be looked at.
  bool live(std::size_t channel) const { return live_.load(std::memory_order_relaxed) & live_bit(channel); }

  static constexpr std::uint32_t block = 256;  // nodes whose state stays in the first-level cache during a piece

  struct Local {  // the nodes of one thread
    std::uint32_t n = 0;
    Columns state;
    FactorColumns factors;      // if they differ between nodes
    std::vector<double*> rows;  // of input: scratch
    Columns nothing;            // zeros: instead of rows of channels that nothing is connected to
    Archive archive;
    std::vector<std::uint32_t> frozen;  // ascending
  };

  // State of the frozen nodes among `begin` … `end`, to be put back after a step.
  class FrozenState {
   public:
    FrozenState(const Local& local, std::uint32_t begin, std::uint32_t end);
    void restore(Local& local) const;

   private:
    std::vector<std::uint32_t> nodes_;
    std::vector<double> values_;
  };

  Local& local_of(std::uint32_t index) { return locals_[thread_of(index)]; }
  const Variable* find_variable(std::string_view name) const;  // that is in the status dictionary
  const Param* find_row(std::string_view name) const;          // of a double parameter
  const Local& local_of(std::uint32_t index) const { return locals_[thread_of(index)]; }
  std::size_t thread_of(std::uint32_t index) const {
    return static_cast<std::size_t>(first() + index) % locals_.size();
  }
  std::uint32_t place_of(std::uint32_t index) const;  // position on its thread
  std::uint32_t index_of(std::size_t thread, std::uint32_t place) const;

  // Room for groups of at least these sizes.
  void make_room(const std::vector<std::size_t>& group_sizes);
  // Throws if receptors of this node may not become as many as this.
  void require_resizable(std::uint32_t index, const std::vector<std::size_t>& group_sizes) const;

  // The letters of one step to nodes of a block, and what these nodes have sent in it.
  void take_letters(const Piece& piece, Step stamp, std::uint32_t begin, std::uint32_t end, OffGrid& off) const;
  void report_off_grid(const Piece& piece, Step stamp, const OffGrid& off);

  // After a step of one block: `fired` has a bit for each node of the block that spiked.
  void report(const Piece& piece, Step stamp, std::uint32_t begin, std::span<const std::uint64_t> fired,
              const double* counts);
  void sample(const Piece& piece, Step stamp, std::uint32_t begin, std::uint32_t end, const double* input,
              std::size_t pitch) const;
  bool input_is_sampled(const Piece& piece, Step stamp) const;
  virtual double base_of(const Variable& variable, std::uint32_t index) const = 0;
  [[noreturn]] void unstable(const Piece& piece, Step stamp, std::uint32_t place) const;  // NumericalInstability
  [[noreturn]] void refuse_weight(const Piece& piece, Step stamp, std::uint32_t place) const;
  virtual std::size_t group_size(std::size_t group, std::uint32_t index) const = 0;

  void note_spike(Archive&, std::uint32_t place, std::uint32_t index, const Spike& spike, double h);
  void prepare_histories(const TimeGrid& grid);  // time constants may have changed

  const NeuronInfo* info_;
  Layout layout_;
  ParamStore<ArchiveParams> archive_params_;
  std::vector<Local> locals_;

 private:
  static std::uint64_t live_bit(std::size_t channel) { return 1ull << std::min<std::size_t>(channel, 63); }
  Port numbered_port(std::uint32_t index, std::int64_t receptor) const;

  Recordables recordables_;
  mutable std::atomic<std::uint64_t> live_{0};      // a bit for each channel, the last one for all that follow
  mutable std::vector<std::uint8_t> is_connected_;  // nodes with connections to one of their ports
  void set_decay(std::size_t thread, std::uint32_t place, const TimeGrid& grid);
};

}  // namespace nestling
