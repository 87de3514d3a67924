#include "kernel/run/simulation.h"

#include <algorithm>

namespace nestling {

Simulation::Simulation(Environment& env, NodeTable& nodes, ConnectionStore& connections)
    : env_(env), nodes_(nodes), connections_(connections) {
  clear(1);
}

void Simulation::clear(int n_threads) {
  threads_ = std::vector<Thread>(static_cast<std::size_t>(n_threads));
  n_cells_.assign(static_cast<std::size_t>(n_threads), 0);
  neurons_.clear();
  stimulators_.clear();
  recorders_.clear();
  spikes_.clear();
  slice_ = position_ = left_ = 0;
  spike_count_ = 0;
}

void Simulation::add_cells(Population& population, std::uint32_t n_channels) {
  if (n_channels == 0) return;
  for (std::size_t t = 0; t < threads_.size(); ++t) {
    auto n = nodes_.count_on(population, static_cast<int>(t));
    auto stride = static_cast<std::uint32_t>(padded(n));
    if (stride % 512 == 0) stride += lane_padding;  // see Columns
    population.cells.push_back({static_cast<std::uint32_t>(n_cells_[t]), stride, n});
    n_cells_[t] += static_cast<std::size_t>(stride) * n_channels;
  }
}

void Simulation::collect_nodes() {
  neurons_.clear();
  stimulators_.clear();
  stimulator_population_.clear();
  recorders_.clear();
  for (auto& p : nodes_.populations()) {
    if (auto* neurons = dynamic_cast<Neurons*>(p.get())) neurons_.push_back(neurons);
    auto* devices = dynamic_cast<Devices*>(p.get());
    for (std::uint32_t i = 0; devices && i < devices->size(); ++i) {
      if (auto* s = dynamic_cast<Stimulator*>(&(*devices)[i])) {
        stimulators_.push_back(s);
        stimulator_population_.push_back(devices);
      }
      if (auto* r = dynamic_cast<Recorder*>(&(*devices)[i])) recorders_.push_back(r);
    }
  }
}

void Simulation::prepare(Team& team, Step min_delay, Step max_delay) {
  team_ = &team;
  env_.min_delay = min_delay;
  env_.now = now();
  for (std::size_t t = 0; t < threads_.size(); ++t) threads_[t].ring.resize(n_cells_[t], max_delay);
  collect_nodes();
  for (auto& p : nodes_.populations())
    for (auto& list : p->taps) list.clear();
  for (auto& p : nodes_.populations()) p->prepare(env_);
}

Step Simulation::run(Step n, const std::function<bool()>& observe) {
  left_ = n;
  spike_count_ = 0;
  if (left_ == 0) return 0;
  stop_ = false;
  failed_ = false;
  begin_piece();
  team_->run([&](int thread) {
    FlushDenormals guard;
    work(thread, observe);
  });
  env_.now = now();
  for (auto& t : threads_)
    if (t.error) std::rethrow_exception(std::exchange(t.error, nullptr));
  return left_;
}

// Between the two barriers thread 0 works alone; what it leaves there the others read afterwards.
void Simulation::work(int thread, const std::function<bool()>& observe) {
  auto& mine = threads_[static_cast<std::size_t>(thread)];
  while (!stop_) {
    guarded(mine, [&] { update(thread); });
    team_->barrier().wait();
    if (thread == 0) {
      guarded(mine, [&] { end_piece(observe); });
      if (failed_) stop_ = true;
    }
    team_->barrier().wait();
    if (deliver_now_) guarded(mine, [&] { connections_.deliver(thread, spikes_, mine.ring); });
  }
}

template <class F>
void Simulation::guarded(Thread& mine, F f) {
  try {
    if (!failed_) f();
  } catch (...) {
    mine.error = std::current_exception();
    failed_ = true;
  }
}

void Simulation::begin_piece() {
  piece_end_ = std::min(env_.min_delay, position_ + left_);
  if (position_ == 0)
    for (auto* r : recorders_) r->begin_slice();
  for (auto* r : recorders_) r->plan(slice_ + position_, slice_ + piece_end_);
}

void Simulation::update(int thread) {
  auto& mine = threads_[static_cast<std::size_t>(thread)];
  mine.spikes.resize(static_cast<std::size_t>(piece_end_ - position_));
  for (auto& list : mine.spikes) list.clear();
  Piece piece{thread, slice_ + position_, slice_ + piece_end_, mine.ring, mine.spikes, env_};
  for (auto* neurons : neurons_) neurons->update(piece);
  emit(mine, thread);  // no delay is shorter than a slice: what is emitted arrives later than any row used above
}

void Simulation::emit(Thread& mine, int thread) {
  for (std::size_t i = 0; i < stimulators_.size(); ++i) {
    auto& device = *stimulators_[i];
    if (device.frozen) continue;
    auto& all_taps = stimulator_population_[i]->taps;
    std::span<Tap* const> taps;
    std::span<const RecorderEdge> recorders;
    if (thread == 0) {
      recorders = connections_.recorders_of(device.gid);
      if (!all_taps.empty()) taps = all_taps[0];
    }
    device.emit({thread, slice_ + position_, slice_ + piece_end_, mine.ring,
                 connections_.device_edges(thread, device.gid), recorders, mine.recorded, taps, env_});
  }
}

void Simulation::end_piece(const std::function<bool()>& observe) {
  if (position_ == 0) spikes_.clear();  // all threads have delivered them
  auto first_new = spikes_.size();
  gather();
  show_to_recorders(first_new);
  for (auto* r : recorders_) r->collect(env_);
  left_ -= piece_end_ - position_;
  position_ = piece_end_;
  deliver_now_ = position_ == env_.min_delay;
  stop_ = left_ == 0;
  if (deliver_now_) {
    end_slice();
    if (observe && !observe()) stop_ = true;
  }
  env_.now = now();
  if (!stop_) begin_piece();
}

// By step and source, whatever the threads.
void Simulation::gather() {
  auto by_source = [](const Spike& a, const Spike& b) { return a.source < b.source; };
  for (std::size_t lag = 0; lag < threads_[0].spikes.size(); ++lag) {
    auto first = static_cast<std::ptrdiff_t>(spikes_.size());
    for (auto& t : threads_) {
      auto middle = static_cast<std::ptrdiff_t>(spikes_.size());
      spikes_.insert(spikes_.end(), t.spikes[lag].begin(), t.spikes[lag].end());
      std::inplace_merge(spikes_.begin() + first, spikes_.begin() + middle, spikes_.end(), by_source);
    }
  }
}

void Simulation::show_to_recorders(std::size_t first_new) {
  std::vector<std::pair<const Spike*, std::span<const RecorderEdge>>> seen;
  for (auto& spike : std::span(spikes_).subspan(first_new)) {
    spike_count_ += spike.multiplicity;
    auto edges = connections_.recorders_of(spike.source);
    if (!edges.empty()) seen.emplace_back(&spike, edges);
  }
  std::stable_sort(seen.begin(), seen.end(), [](auto& a, auto& b) { return a.first->source < b.first->source; });
  for (auto& [spike, edges] : seen)
    for (auto& edge : edges) record({edge, spike->step, spike->multiplicity});
}

void Simulation::record(const RecordedSpike& spike) {
  auto at = std::lower_bound(recorders_.begin(), recorders_.end(), Gid{spike.edge.target},
                             [](auto* r, Gid gid) { return r->gid < gid; });
  if (at != recorders_.end() && (*at)->gid == spike.edge.target && !(*at)->frozen) (*at)->record(spike);
}

void Simulation::end_slice() {
  for (auto& t : threads_) {
    std::stable_sort(t.recorded.begin(), t.recorded.end(),
                     [](auto& a, auto& b) { return a.edge.source < b.edge.source; });
    for (auto& spike : t.recorded) record(spike);
    t.recorded.clear();
  }
  slice_ += env_.min_delay;
  position_ = 0;
}

void Simulation::finish() {
  for (auto* r : recorders_) r->finish(env_);
  for (auto* s : stimulators_) s->finish(env_);
}

void Simulation::drop_spikes() {
  for (auto& t : threads_) {
    t.ring.clear();
    t.recorded.clear();
  }
  spikes_.clear();
}

void Simulation::rewind() {
  drop_spikes();
  slice_ = position_ = 0;
  env_.now = 0;
}

}  // namespace nestling
