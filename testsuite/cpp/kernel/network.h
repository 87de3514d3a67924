// Shorthands for tests that run networks.
#pragma once
#include <string_view>
#include <vector>

#include "kernel/kernel.h"

namespace nestling::test {

inline Dict dict(std::initializer_list<std::pair<std::string_view, Value>> entries) { return Dict(entries); }

inline double number(const Kernel& k, Gid node, std::string_view key) { return std::get<double>(k.status(node, key)); }

// An entry of a recorder's events.
template <class T>
std::vector<T> events(const Kernel& k, Gid recorder, std::string_view key) {
  auto all = std::get<std::shared_ptr<Dict>>(k.status(recorder, "events"));
  return *std::get<std::shared_ptr<std::vector<T>>>(all->at(key));
}
inline std::vector<double> times(const Kernel& k, Gid recorder) { return events<double>(k, recorder, "times"); }
inline std::vector<std::int64_t> senders(const Kernel& k, Gid recorder) { return events<std::int64_t>(k, recorder, "senders"); }

inline void connect(Kernel& k, NodeList from, NodeList to, const Dict& syn = {}, const Dict& rule = {{"rule", "all_to_all"}}) {
  k.connect(from, to, rule, syn);
}
inline NodeList one(Gid gid) { return NodeList(gid, gid); }

}  // namespace nestling::test
