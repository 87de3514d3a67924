// What synapses that read the potential of their target see of it (Clopath et al. 2010, Nat Neurosci 13:344).
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace nestling {

// The end of a step, in steps, and by how much synapses change there.
struct PotentialEvent {
  double time, amount;
};

// Of one neuron, as long as some synapse may still ask for it.
class PotentialHistory {
 public:
  void potentiate(double time, double amount) { up_.push_back({time, amount}); }
  void depress(double time, double amount) { down_.push_back({time, amount}); }
  void clear() { up_.clear(), down_.clear(); }
  std::span<const PotentialEvent> potentiation(double from, double to) const;  // from < time <= to
  double depression(double time) const;                                        // 0 if there is none just then
  void trim(double time);  // nobody will ask for what was before
  std::size_t size() const { return up_.size() + down_.size(); }

 private:
  std::vector<PotentialEvent> up_, down_;
};

// Those of all neurons of one thread that have synapses which read them.
class PotentialHistories {
 public:
  std::uint32_t add() { return histories_.emplace_back(), static_cast<std::uint32_t>(histories_.size() - 1); }
  PotentialHistory& operator[](std::uint32_t slot) { return histories_[slot]; }
  std::size_t size() const { return histories_.size(); }
  bool due() const;                                    // to ask the synapses what they still need
  void trim(const std::vector<double>& needed_from);  // for each slot, in steps

 private:
  std::vector<PotentialHistory> histories_;
  std::size_t limit_ = 65536;
};

// Filtered potentials of one neuron some time ago; 0 where the simulation had not begun.
class DelayedPotentials {
 public:
  struct Pair {
    double plus, minus;
  };
  // Takes those of now, returns those of `steps` ago.
  Pair exchange(Pair now, std::size_t steps);
  void clear() { past_.clear(), next_ = 0; }

 private:
  std::vector<Pair> past_;
  std::size_t next_ = 0;
};

}  // namespace nestling
