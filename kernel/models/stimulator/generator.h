// What all generators share: an activity window, a table of parameters, one synapse model for all their connections.
#pragma once
#include <optional>
#include <string>

#include "kernel/models/window.h"
#include "kernel/node/device.h"

namespace nestling {

// `Params` has a static table() of its members. If it has settle(changes, before, window, env), that checks and
// completes what was read.
template <class Params>
class Generator : public Stimulator {
 public:
  static constexpr auto element_type = "stimulator";

  void status(Dict& to, const Environment&) const override {
    show_params(Window::table(), &window_, to);
    show_params(Params::table(), &params_, to);
  }

  Commit stage(const Dict& changes, const Environment& env) override {
    Window window = window_;
    window.read(changes, env.grid);
    Params params = params_;
    read_params(Params::table(), changes, &params);
    if constexpr (requires { params.settle(changes, params_, window, env); })
      params.settle(changes, params_, window, env);
    return [this, window, params = std::move(params)]() mutable {
      window_ = window;
      params_ = std::move(params);
    };
  }

  std::string help() const override {
    static const Params params;
    static const Window window;
    return help_rows(Params::table(), &params) + help_rows(Window::table(), &window);
  }

  void connecting(const Population&, Gid, std::uint32_t synapse_model) override {
    if (synapse_model_.value_or(synapse_model) != synapse_model)
      throw Error(err::illegal_connection, "All connections of a " + model_name + " must use the same synapse model.");
    synapse_model_ = synapse_model;
    ++n_connections_;
  }
  void disconnected(Gid) override {
    if (--n_connections_ == 0) synapse_model_.reset();
  }

 protected:
  Window window_;
  Params params_;
  std::optional<std::uint32_t> synapse_model_;
  std::size_t n_connections_ = 0;
};

// So many spikes at once over one connection, `offset` ms before the end of the step.
inline void send(const Emission& e, const DeviceEdge& edge, Step stamp, std::int64_t n, double offset = 0.0) {
  e.ring.add(stamp + edge.delay, edge.cell, static_cast<double>(n) * (edge.counts ? 1.0 : edge.weight), offset);
}
inline void send(const Emission& e, const RecorderEdge& edge, Step stamp, std::int64_t n, double offset = 0.0) {
  e.recorded.push_back({edge, stamp, static_cast<std::uint32_t>(n), 1.0, offset});
}
inline void send_to_all(const Emission& e, Step stamp, std::int64_t n, double offset = 0.0) {
  for (auto& edge : e.edges) send(e, edge, stamp, n, offset);
  for (auto& edge : e.recorders) send(e, edge, stamp, n, offset);
}

// Shows the samplers of a device's population its one recordable: value(stamp) for each step that is due.
template <class F>
void show_samples(const Emission& e, std::uint32_t index, F value) {
  for (Tap* tap : e.taps)
    for (std::size_t node = 0; node < tap->nodes.size(); ++node) {
      if (tap->nodes[node] != index) continue;
      for (std::size_t due = 0; due < tap->due.size(); ++due)
        tap->values[due * tap->nodes.size() + node] = value(tap->due[due]);
    }
}

}  // namespace nestling
