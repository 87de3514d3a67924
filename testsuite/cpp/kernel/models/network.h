// A small network for tests of models, in few words.
#pragma once
#include <string>
#include <vector>

#include "kernel/kernel.h"

namespace nestling {

struct Network {
  Kernel kernel;

  explicit Network(int n_threads = 1) { kernel.set_status({{"local_num_threads", n_threads}}); }

  // The GID of the first of n nodes.
  Gid create(const char* model, std::int64_t n = 1, const Dict& params = {}) {
    return kernel.create(model, n, params) - n + 1;
  }
  void connect(NodeList sources, NodeList targets, double weight = 1.0, double delay = 1.0) {
    kernel.connect(sources, targets, {{"rule", Literal{"all_to_all"}}}, {{"weight", weight}, {"delay", delay}});
  }
  void connect(Gid source, Gid target, double weight = 1.0, double delay = 1.0) {
    connect(NodeList(source, source), NodeList(target, target), weight, delay);
  }

  Dict events(Gid recorder) const { return *std::get<std::shared_ptr<Dict>>(kernel.status(recorder, "events")); }
  std::vector<double> column(Gid recorder, const char* key) const {
    return *std::get<DoubleVector>(events(recorder).at(key));
  }
  std::vector<double> times(Gid recorder) const { return column(recorder, "times"); }
  std::vector<std::int64_t> senders(Gid recorder) const { return *std::get<IntVector>(events(recorder).at("senders")); }
  std::int64_t n_events(Gid recorder) const { return std::get<std::int64_t>(kernel.status(recorder, "n_events")); }

  // "BadProperty: …" of what f throws.
  template <class F>
  static std::string refusal(F f) {
    try {
      f();
    } catch (const Error& e) { return std::string(e.kind.name) + ": " + e.what(); }
    return "accepted";
  }
};

}  // namespace nestling
