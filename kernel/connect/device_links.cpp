#include "kernel/connect/device_links.h"

#include <algorithm>
#include <numeric>

#include "kernel/node/device.h"
#include "kernel/node/model.h"

namespace nestling {

void tell_of_end(const NodeTable& nodes, const Link& link) {
  const Place from = nodes.find(link.source);
  if (auto* devices = dynamic_cast<Devices*>(from.population)) devices->disconnected(from.index, link.target);
}

void DeviceLinks::clear() {
  links_.clear();
  count_.clear(), samplers_.clear();
  by_source_.clear();
  driven_.clear();
  recorders_ = {}, sampled_ = {};
  dirty_ = pending_ = false;
}

void DeviceLinks::append(Link link) {
  link.ordinal = count_[link.source]++;
  if (link.kind == LinkKind::samples) link.sampler = ++samplers_[link.target];
  link.everywhere = nodes_.find(link.target).population->model().traits().element_type == "other";
  links_.push_back(link);
  dirty_ = pending_ = true;
}

std::size_t DeviceLinks::copies(const Link& link) const {
  return link.removed ? 0 : link.everywhere ? static_cast<std::size_t>(nodes_.n_threads()) : 1;
}

std::size_t DeviceLinks::size() const {
  return std::accumulate(links_.begin(), links_.end(), std::size_t{0},
                         [&](std::size_t n, const Link& l) { return n + copies(l); });
}

std::size_t DeviceLinks::size(SynapseModelId model) const {
  return std::accumulate(links_.begin(), links_.end(), std::size_t{0},
                         [&](std::size_t n, const Link& l) { return n + (l.model == model ? copies(l) : 0); });
}

bool DeviceLinks::is_on(const Link& link, int thread) const { return link.everywhere || thread_of(link) == thread; }

int DeviceLinks::thread_of(const Link& link) const {
  if (link.kind != LinkKind::records) return nodes_.thread_of(link.target);
  return nodes_.find(link.source).population->has_proxies() ? nodes_.thread_of(link.source) : 0;
}

// ---------------------------------------------------------------- what is derived

template <class Edge>
void DeviceLinks::Grouped<Edge>::add(std::uint32_t gid, Edge edge) {
  if (begin.size() <= gid) begin.resize(gid + 1, static_cast<std::uint32_t>(edges.size()));
  edges.push_back(edge);
}

template <class Edge>
void DeviceLinks::Grouped<Edge>::finish(Gid last) {
  begin.resize(static_cast<std::size_t>(last) + 2, static_cast<std::uint32_t>(edges.size()));
}

template <class Edge>
std::span<const Edge> DeviceLinks::Grouped<Edge>::of(Gid gid) const {
  const auto g = static_cast<std::size_t>(gid);
  if (g + 1 >= begin.size()) return {};
  return {edges.data() + begin[g], begin[g + 1] - begin[g]};
}

DeviceEdge DeviceLinks::device_edge(const Link& link) const {
  const Population& from = *nodes_.find(link.source).population;
  const auto [target, index] = nodes_.find(link.target);
  const Population& to = *target;
  const Cells& cells = to.cells[static_cast<std::size_t>(nodes_.thread_of(link.target))];
  const Port port = to.port(index, from.sends(), link.receptor);
  const auto cell = [&](std::uint32_t channel) { return cells.at(channel, nodes_.local_index(to, link.target)); };
  const bool positive = link.weight >= 0;
  return {link.target,
          cell(positive ? port.positive : port.negative),
          link.delay + (port.late ? 1u : 0u),
          link.ordinal,
          link.weight,
          cell(positive ? port.negative : port.positive),
          port.counts,
          port.decodes};
}

void DeviceLinks::number_ports() {
  by_source_.resize(links_.size());
  for (std::uint32_t i = 0; i < links_.size(); ++i) by_source_[i] = {i, 0};
  std::stable_sort(by_source_.begin(), by_source_.end(),
                   [&](Ported a, Ported b) { return links_[a.link].source < links_[b.link].source; });
  std::unordered_map<SynapseModelId, std::uint32_t> count;
  std::uint32_t source = 0;
  for (auto& p : by_source_) {
    const Link& link = links_[p.link];
    if (link.source != source) count.clear(), source = link.source;
    p.port = count[link.model]++;
  }
}

void DeviceLinks::build(int n_threads) {
  if (!dirty_ && driven_.size() == static_cast<std::size_t>(n_threads)) return;
  std::erase_if(links_, [](auto& l) { return l.removed; });
  number_ports();
  driven_.assign(static_cast<std::size_t>(n_threads), {});
  recorders_ = {}, sampled_ = {};
  for (auto& p : by_source_) {
    const Link& link = links_[p.link];
    if (link.kind == LinkKind::drives) {
      const auto to = nodes_.find(link.target);
      const Signal signal = nodes_.find(link.source).population->sends();
      if (!to.population->port(to.index, signal, link.receptor).ignored)
        driven_[static_cast<std::size_t>(nodes_.thread_of(link.target))].add(link.source, device_edge(link));
    } else {
      const RecorderEdge edge{link.source, link.target, link.delay, static_cast<std::int32_t>(link.receptor),
                              link.weight, link.ordinal};
      (link.kind == LinkKind::records ? recorders_ : sampled_).add(link.source, edge);
    }
  }
  for (auto& d : driven_) d.finish(nodes_.last());
  recorders_.finish(nodes_.last());
  sampled_.finish(nodes_.last());
  dirty_ = pending_ = false;
}

std::span<const DeviceEdge> DeviceLinks::driven(int thread, Gid device) const {
  const auto t = static_cast<std::size_t>(thread);
  return t < driven_.size() ? driven_[t].of(device) : std::span<const DeviceEdge>();
}
std::span<const RecorderEdge> DeviceLinks::recorders_of(Gid source) const { return recorders_.of(source); }
std::span<const RecorderEdge> DeviceLinks::sampled_by(Gid sampler) const { return sampled_.of(sampler); }

std::span<const DeviceLinks::Ported> DeviceLinks::of(Gid source) const {
  const auto [from, to] =
      std::equal_range(by_source_.begin(), by_source_.end(), source, [&](const auto& a, const auto& b) {
        const auto gid = [&](const auto& x) -> Gid {
          if constexpr (std::is_same_v<std::decay_t<decltype(x)>, Ported>) return links_[x.link].source;
          else return x;
        };
        return gid(a) < gid(b);
      });
  return {from, to};
}

bool DeviceLinks::find(Gid source, SynapseModelId model, std::int64_t port, std::uint32_t& link) const {
  for (auto& p : of(source))
    if (links_[p.link].model == model && p.port == port && !links_[p.link].removed) return link = p.link, true;
  return false;
}

}  // namespace nestling
