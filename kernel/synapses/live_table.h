// The connections of one model with state onto the nodes of one thread, as the store sees them.
#pragma once
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "kernel/connect/sent_weight.h"
#include "kernel/connect/synapse_table.h"
#include "kernel/node/history.h"
#include "kernel/node/population.h"
#include "kernel/synapses/edge_batch.h"
#include "kernel/synapses/post.h"

namespace nestling {

// What tables ask about the places where spikes arrive.
class Targets {
 public:
  virtual ~Targets() = default;
  virtual Gid target(Receiver receiver) const = 0;
  virtual SpikeHistories::Slot history(Receiver receiver) const = 0;    // keeps one from now on
  virtual std::uint32_t potentials(Receiver receiver) const = 0;        // the same for the potential
  virtual Receiver turned(Receiver receiver, double weight) const = 0;  // where the sign of the weight changes
};

// What a table needs to take the spikes of a slice.
struct Evaluation {
  Ring& ring;
  SpikeHistories& histories;
  PotentialHistories& potentials;
  const Targets& targets;
  const void* values;  // of the model
  double weight;       // of the model, where it is common
  double h;            // ms
  double eps;          // two times closer than this, in steps, are the same
  std::uint64_t seed;
  std::vector<SentWeight>* sent;           // for a weight recorder, or null
  std::uint32_t recorder;                  // its GID
  Step now;                                // the end of the slice
  std::span<const Modulation> modulation;  // spikes of the transmitter since the last update, by time
};

class LiveTable {
 public:
  using Position = SynapseTable::Position;
  using Synapse = SynapseTable::Synapse;
  using Visit = std::function<void(Position, const Synapse&)>;

  virtual ~LiveTable() = default;

  virtual void append(EdgeBatch&& batch) = 0;
  virtual bool has_pending() const = 0;
  virtual void build(const Targets& targets) = 0;
  virtual std::size_t size() const = 0;
  virtual std::size_t bytes() const = 0;

  // By ascending (step, source); a spike of multiplicity m is m spikes.
  virtual void deliver(std::span<const Spike> spikes, const Evaluation& to) = 0;
  // Brings models with a transmitter up to date.
  virtual void update(const Evaluation& to) = 0;
  // Lowers what is in the slot of each history to the earliest time (in steps) after which it is still needed.
  struct Needed {
    std::vector<double> spikes, potentials;
  };
  virtual void need(Needed& from) const = 0;

  // When synapses last looked at the trace of each history: at the last spike of their source, at a time (in steps).
  struct Look {
    Step spike = 0;
    double time = -std::numeric_limits<double>::infinity();
  };
  using Told = std::vector<Look>;
  virtual void told(Told& when) const = 0;

  // Connections that get a number with the first spike of their source. The numbers must not depend on the threads, so
  // all threads know who waits.
  struct Waiting {
    std::uint32_t source, target;  // GIDs
    Step delay;                    // positions alone may have another order in rows of another length
    int thread;
    Position position;
  };
  virtual void list_waiting(const Targets& /*targets*/, int /*thread*/, std::vector<Waiting>& /*to*/) const {}
  virtual void enrol(std::span<const Waiting> /*sorted*/, int /*thread*/, std::int64_t /*enrolled*/) {}
  virtual std::int64_t enrolled() const { return 0; }

  virtual bool has(Position p) const = 0;
  virtual bool is_removed(Position p) const = 0;
  virtual Synapse at(Position p) const = 0;
  virtual void for_each(std::uint32_t source, const Visit& visit) const = 0;
  virtual void for_each(const Visit& visit) const = 0;

  // Edits. Positions stay as they are until the next build.
  virtual void get(Position p, void* values) const = 0;  // the individual part; the weight among it
  virtual void set(Position p, const void* values, Receiver receiver) = 0;
  virtual void set_delay(Position p, std::uint16_t delay) = 0;
  virtual void set_label(Position p, std::int64_t label) = 0;
  virtual void turn_all(const Targets& targets, double weight) = 0;  // the common weight has another sign
  virtual void remove(Position p) = 0;
};

}  // namespace nestling
