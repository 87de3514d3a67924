// What the tables of one thread ask the store about their targets.
#pragma once
#include "kernel/connect/store.h"
#include "kernel/node/neurons.h"

namespace nestling {

class ConnectionStore::CellTargets final : public Targets {
 public:
  CellTargets(ConnectionStore& store, int thread) : store_(store), thread_(thread) {}
  Gid target(Receiver receiver) const override;
  SpikeHistories::Slot history(Receiver receiver) const override;
  std::uint32_t potentials(Receiver receiver) const override;
  Receiver turned(Receiver receiver, double weight) const override;

 private:
  Neurons& neurons(Gid target) const;  // the population; that it is one was checked when it was connected

  ConnectionStore& store_;
  int thread_;
  mutable Population* last_ = nullptr;
};

}  // namespace nestling
