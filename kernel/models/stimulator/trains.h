// What a generator remembers of each of its connections, so that each gets a train of its own: a state, and the random
// numbers that drive it. It lives on the thread of the target and is the same for any number of threads.
#pragma once
#include <unordered_map>
#include <utility>
#include <vector>

#include "kernel/connect/store.h"
#include "kernel/models/stimulator/generator.h"
#include "kernel/random/philox.h"

namespace nestling {

template <class State>
class Trains {
 public:
  enum class For { each_connection, all };  // who has a train

  // Trains that there are go on, also with other seeds; new ones begin with fresh(stream).
  template <class Fresh>
  void prepare(const Environment& env, Gid generator, For whom, Fresh fresh) {
    const StreamKey key = stream_key(env.seed, Purpose::train, static_cast<std::uint64_t>(generator));
    const bool same_seeds = key.k0 == key_.k0 && key.k1 == key_.k1;
    key_ = key, whom_ = whom;
    std::unordered_map<std::uint32_t, Train> before;
    for (auto& mine : trains_)
      for (auto& t : mine) before.try_emplace(t.ordinal, std::move(t));
    trains_.assign(static_cast<std::size_t>(env.n_threads), {});
    const auto add = [&](std::size_t thread, std::uint32_t ordinal) {
      Train t{ordinal, Stream(key_, ordinal), {}};
      auto old = before.find(ordinal);
      if (old != before.end() && same_seeds) t.stream = old->second.stream;
      t.state = old == before.end() ? fresh(t.stream) : old->second.state;
      trains_[thread].push_back(std::move(t));
    };
    for (std::size_t thread = 0; thread < trains_.size(); ++thread) {
      if (whom == For::all) {
        add(thread, common);
        continue;
      }
      for (auto& edge : env.connections->device_edges(static_cast<int>(thread), generator)) add(thread, edge.ordinal);
      if (thread == 0)
        for (auto& edge : env.connections->recorders_of(generator)) add(thread, edge.ordinal);
    }
  }

  // f(state, stream) for all that there are.
  template <class F>
  void change(F f) {
    for (auto& mine : trains_)
      for (auto& t : mine) f(t.state, t.stream);
  }

  // f(state, stream, send) for the trains of one thread; send(stamp, n spikes, offset) brings them to whom they are
  // for.
  template <class F>
  void each(const Emission& e, F f) {
    auto train = trains_[static_cast<std::size_t>(e.thread)].begin();
    if (whom_ == For::all)
      return f(train->state, train->stream,
               [&](Step stamp, std::int64_t n, double offset = 0.0) { send_to_all(e, stamp, n, offset); });
    const auto over = [&](const auto& edge) {
      f(train->state, train->stream,
        [&](Step stamp, std::int64_t n, double offset = 0.0) { send(e, edge, stamp, n, offset); });
      ++train;
    };
    for (auto& edge : e.edges) over(edge);
    for (auto& edge : e.recorders) over(edge);
  }

 private:
  static constexpr std::uint32_t common = ~0u;  // instead of the number of a connection

  struct Train {
    std::uint32_t ordinal;  // of the connection
    Stream stream;
    State state;
  };

  StreamKey key_{};
  For whom_ = For::each_connection;
  std::vector<std::vector<Train>> trains_;  // by thread: onto nodes, then those onto recorders
};

}  // namespace nestling
