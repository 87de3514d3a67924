#include "kernel/run/simulation.h"

#include <algorithm>
#include <tuple>

#include "kernel/base/sort_keys.h"

namespace nestling {

Simulation::Simulation(Environment& env, NodeTable& nodes, ConnectionStore& connections)
    : env_(env), nodes_(nodes), connections_(connections) {
  connections_.settle = [this] { settle(); };
  clear(1);
}

void Simulation::clear(int n_threads) {
  threads_ = std::vector<Thread>(static_cast<std::size_t>(n_threads));
  n_cells_.assign(static_cast<std::size_t>(n_threads), 0);
  neurons_.clear();
  stimulators_.clear();
  recorders_.clear();
  relays_.clear();
  progress_ = {};
  settled_ = true;
  spike_count_ = 0;
  spike_hash_ = {};
  timer_ = {};
}

void Simulation::add_cells(std::span<Neurons* const> populations) {
  std::size_t most = 0;
  for (auto* p : populations) {
    p->cells.resize(threads_.size());
    most = std::max(most, p->n_channels());
  }
  for (std::size_t t = 0; t < threads_.size(); ++t)
    for (std::size_t channel = 0; channel < most; ++channel) {
      const std::size_t before = n_cells_[t];
      for (auto* p : populations) {
        auto& first = p->cells[t].first;
        if (first.size() != channel || channel >= p->n_channels()) continue;
        first.push_back(static_cast<std::uint32_t>(n_cells_[t]));
        n_cells_[t] += padded(nodes_.count_on(*p, static_cast<int>(t)));
      }
      // Else the channels of a node compete for the same places in a cache.
      if (n_cells_[t] > before && (n_cells_[t] - before) % 512 == 0) n_cells_[t] += lane_padding;
    }
}

void Simulation::collect_nodes() {
  neurons_.clear();
  stimulators_.clear();
  stimulator_population_.clear();
  recorders_.clear();
  relays_.clear();
  for (auto& p : nodes_.populations()) {
    if (auto* neurons = dynamic_cast<Neurons*>(p.get())) neurons_.push_back(neurons);
    auto* devices = dynamic_cast<Devices*>(p.get());
    for (std::uint32_t i = 0; devices && i < devices->size(); ++i) {
      if (auto* s = dynamic_cast<Stimulator*>(&(*devices)[i])) {
        stimulators_.push_back(s);
        stimulator_population_.push_back(devices);
        if (s->relays()) relays_.push_back(s);
      }
      if (auto* r = dynamic_cast<Recorder*>(&(*devices)[i])) recorders_.push_back(r);
    }
  }
}

void Simulation::prepare(Team& team, Step min_delay, Step max_delay) {
  team_ = &team;
  env_.min_delay = min_delay;
  env_.now = now();
  for (std::size_t t = 0; t < threads_.size(); ++t) {
    threads_[t].ring.resize(n_cells_[t], max_delay + 1);  // currents act one step after they arrive
    threads_[t].calendar.resize(max_delay);
  }
  collect_nodes();
  keep_letters();
  for (auto& p : nodes_.populations())
    for (auto& list : p->taps) list.clear();
  for (auto& p : nodes_.populations()) p->prepare(env_);
  // Samples must be taken out before they are overwritten; relays must know before they send.
  meet_again_ = !relays_.empty() || std::any_of(nodes_.populations().begin(), nodes_.populations().end(), [](auto& p) {
    return std::any_of(p->taps.begin(), p->taps.end(), [](auto& list) { return !list.empty(); });
  });
}

// Cells of nodes that care when within a step something arrives; a channel ends where the next begins.
void Simulation::keep_letters() {
  for (std::size_t t = 0; t < threads_.size(); ++t) {
    std::vector<Ring::CellRange> ranges;
    for (auto* p : neurons_) {
      const auto n = nodes_.count_on(*p, static_cast<int>(t));
      if (n == 0 || !p->model().traits().precise) continue;  // without nodes it has the first cell of another
      for (auto first : p->cells[t].first) ranges.push_back({first, first + n});
    }
    std::sort(ranges.begin(), ranges.end(), [](auto& a, auto& b) { return a.first < b.first; });
    threads_[t].ring.keep_letters_for(std::move(ranges));
  }
}

Step Simulation::run(Step n, const std::function<bool()>& observe) {
  progress_.left = n;
  progress_.round = 0;
  spike_count_ = 0;
  if (n == 0) return 0;
  for (unsigned round : {0, 1}) show_sent(round);
  settled_ = false;
  for (auto& notice : notices_) notice.failed = notice.stop = false;
  progress_.plan(env_.min_delay);
  announce(progress_);
  team_->run([&](int thread) {
    FlushDenormals guard;
    work(thread, observe);
  });
  env_.now = now();
  connections_.finish_run();
  for (auto& t : threads_)
    if (t.error) std::rethrow_exception(std::exchange(t.error, nullptr));
  return progress_.left;
}

void Simulation::work(int thread, const std::function<bool()>& observe) {
  auto& mine = threads_[static_cast<std::size_t>(thread)];
  for (Progress at = progress_;;) {
    Notice &notice = notices_[at.round % 3], &next = notices_[(at.round + 1) % 3];
    if (thread == 0) timer_.start_round(at.round);
    guarded(mine, notice, [&] { update(mine, thread, at); });
    if (thread == 0 && at.end == env_.min_delay && observe && !observe()) notice.stop = true;
    team_->barrier().wait();
    if (notice.failed) return;
    lap(thread, Part::communicate);
    if (thread == 0) notices_[(at.round + 2) % 3].stop = false;
    guarded(mine, next, [&] { exchange(mine, thread, at); });
    at.advance(env_.min_delay);
    if (thread == 0) progress_ = at;
    if (at.left == 0 || notice.stop) return;
    at.plan(env_.min_delay);
    if (thread == 0) guarded(mine, next, [&] { announce(at); });
    lap(thread, Part::record);
    if (meet_again_) team_->barrier().wait();
    lap(thread, Part::communicate);
  }
}

void Simulation::Progress::advance(Step min_delay) {
  left -= end - position;
  position = end;
  if (position == min_delay) slice += min_delay, position = 0;
  ++round;
}

template <class F>
void Simulation::guarded(Thread& mine, Notice& notice, F f) {
  try {
    if (!mine.error) f();
  } catch (...) { mine.error = std::current_exception(); }
  if (mine.error) notice.failed = true;
}

void Simulation::announce(const Progress& at) {
  if (at.position == 0)
    for (auto* r : recorders_) r->begin_slice();
  for (auto* r : recorders_) r->plan(at.from(), at.to());
}

void Simulation::update(Thread& mine, int thread, const Progress& at) {
  auto& spikes = mine.spikes[at.round % 2];
  spikes.resize(static_cast<std::size_t>(at.end - at.position));
  for (auto& list : spikes) list.clear();
  for (Step step = at.from() + 1; step <= at.to(); ++step) mine.calendar.deliver(step, mine.ring);
  lap(thread, Part::deliver);
  Piece piece{thread, at.from(), at.to(), mine.ring, spikes, env_};
  for (auto* neurons : neurons_) neurons->update(piece);
  for (Step step = at.from() + 1; step <= at.to(); ++step) mine.ring.release(step);
  lap(thread, Part::update);
  emit(mine, thread, at);  // no delay is shorter than a slice: what is emitted arrives later than any row used above
  lap(thread, Part::emit);
}

void Simulation::emit(Thread& mine, int thread, const Progress& at) {
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
    device.emit({thread, at.from(), at.to(), mine.ring, connections_.device_edges(thread, device.gid), recorders,
                 mine.recorded, taps, env_});
  }
}

void Simulation::exchange(Thread& mine, int thread, const Progress& at) {
  const auto before = mine.all.size();
  gather(mine, at.round);
  lap(thread, Part::communicate);
  const bool complete = at.end == env_.min_delay;
  if (thread == 0) {
    show_to_recorders(std::span(mine.all).subspan(before));
    if (complete) show_recorded();
    for (auto* r : recorders_) r->collect(env_);
    show_sent(at.round + 1);
  }
  lap(thread, Part::record);
  if (!complete) return;
  connections_.schedule(thread, mine.all, mine.calendar);
  connections_.evaluate(thread, mine.all, at.to(), mine.ring, mine.sent[at.round % 2]);
  mine.all.clear();
  lap(thread, Part::deliver);
}

// By step and source, whatever the threads.
void Simulation::gather(Thread& mine, unsigned round) {
  auto by_source = [](const Spike& a, const Spike& b) { return a.source < b.source; };
  for (std::size_t lag = 0; lag < mine.spikes[round % 2].size(); ++lag) {
    auto first = static_cast<std::ptrdiff_t>(mine.all.size());
    for (auto& t : threads_) {
      auto middle = static_cast<std::ptrdiff_t>(mine.all.size());
      auto& list = t.spikes[round % 2][lag];
      mine.all.insert(mine.all.end(), list.begin(), list.end());
      std::inplace_merge(mine.all.begin() + first, mine.all.begin() + middle, mine.all.end(), by_source);
    }
  }
}

void Simulation::show_to_recorders(std::span<const Spike> spikes) {
  seen_.clear();
  to_record_.clear();
  for (std::size_t i = 0; i < spikes.size(); ++i) {
    auto& spike = spikes[i];
    spike_count_ += spike.multiplicity;
    spike_hash_.add(spike.source, spike.step, spike.multiplicity);
    if (!connections_.recorders_of(spike.source).empty()) seen_.push_back(std::uint64_t{spike.source} << 32 | i);
  }
  sort_by_upper_half(seen_, seen_scratch_);
  for (auto key : seen_) {
    auto& spike = spikes[key & 0xffffffffu];
    for (auto& edge : connections_.recorders_of(spike.source))
      to_record_.push_back({edge, spike.step, spike.multiplicity, 1.0, spike.offset});
  }
  record(to_record_);
}

// Among devices by ascending GIDs; null if it is not there, or frozen.
template <class D>
D* find_awake(const std::vector<D*>& devices, Gid gid) {
  auto at = std::lower_bound(devices.begin(), devices.end(), gid, [](auto* d, Gid g) { return d->gid < g; });
  return at != devices.end() && (*at)->gid == gid && !(*at)->frozen ? *at : nullptr;
}

// In portions for the same device.
void Simulation::record(std::span<const RecordedSpike> spikes) {
  while (!spikes.empty()) {
    const Gid target = spikes.front().edge.target;
    const auto other = std::find_if(spikes.begin(), spikes.end(), [&](auto& s) { return s.edge.target != target; });
    const auto portion = spikes.first(static_cast<std::size_t>(other - spikes.begin()));
    if (auto* recorder = find_awake(recorders_, target)) recorder->record_all(portion);
    else if (auto* relay = find_awake(relays_, target))
      for (auto& spike : portion) relay->take(spike);
    spikes = spikes.subspan(portion.size());
  }
}

void Simulation::show_recorded() {
  for (auto& t : threads_) {
    std::stable_sort(t.recorded.begin(), t.recorded.end(),
                     [](auto& a, auto& b) { return a.edge.source < b.edge.source; });
    record(t.recorded);
    t.recorded.clear();
  }
}

// Weights that were sent at the end of a slice are seen one round later.
void Simulation::show_sent(unsigned round) {
  std::vector<std::pair<SentWeight, int>> all;
  for (int t = 0; t < static_cast<int>(threads_.size()); ++t) {
    auto& sent = threads_[static_cast<std::size_t>(t)].sent[round % 2];
    for (auto& s : sent) all.emplace_back(s, t);
    sent.clear();
  }
  auto order = [](auto& x) { return std::tie(x.first.step, x.first.source, x.first.target); };
  std::stable_sort(all.begin(), all.end(), [&](auto& a, auto& b) { return order(a) < order(b); });
  for (auto& [s, thread] : all) {
    if (auto* recorder = find_awake(recorders_, s.recorder))
      recorder->record_weight(s, connections_.receptor_of(thread, s));
  }
}

// All of them, even if one fails: then its error comes last.
void Simulation::finish() {
  std::exception_ptr error;
  const auto finish = [&](Device& device) {
    try {
      device.finish(env_);
    } catch (...) {
      if (!error) error = std::current_exception();
    }
  };
  for (auto* r : recorders_) finish(*r);
  for (auto* s : stimulators_) finish(*s);
  if (error) std::rethrow_exception(error);
}

std::size_t Simulation::buffer_bytes() const {
  std::size_t n = 0;
  for (auto& t : threads_) {
    n += t.ring.bytes() + t.calendar.bytes() + t.all.capacity() * sizeof(Spike);
    for (auto& lists : t.spikes)
      for (auto& list : lists) n += list.capacity() * sizeof(Spike);
  }
  return n;
}

// What waits in the calendars goes to the rows, with the weights that it has now.
void Simulation::settle() {
  if (settled_) return;
  for (auto& t : threads_) t.calendar.settle(now(), t.ring);
  settled_ = true;
}

void Simulation::drop_spikes() {
  for (auto& t : threads_) {
    t.ring.clear();
    t.calendar.clear();
    t.recorded.clear();
    t.all.clear();
    for (auto& sent : t.sent) sent.clear();
  }
  settled_ = true;
}

void Simulation::rewind() {
  drop_spikes();
  progress_ = {};
  env_.now = 0;
}

}  // namespace nestling
