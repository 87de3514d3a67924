#include "kernel/connect/rule.h"

#include <fmt/format.h>

#include "kernel/base/error.h"
#include "kernel/base/suggest.h"
#include "kernel/connect/rules/list.h"

namespace nestling {

namespace {

struct Entry {
  std::string_view name;
  RulePtr (*make)(const Dict&, const RuleOptions&);
  std::string_view own = {};  // the entry that it needs, besides the options of all rules
};

constexpr Entry rules[] = {
    // scripts know them by their place: connruledict
    {"one_to_one", make_one_to_one},
    {"all_to_all", make_all_to_all},
    {"fixed_indegree", make_fixed_indegree, "indegree"},
    {"fixed_outdegree", make_fixed_outdegree, "outdegree"},
    {"pairwise_bernoulli", make_pairwise_bernoulli, "p"},
    {"symmetric_pairwise_bernoulli", make_symmetric_pairwise_bernoulli, "p"},
    {"fixed_total_number", make_fixed_total_number, "N"},
};

std::string name_in(const Dict& spec) {
  std::string name = "all_to_all";
  spec.read("rule", name);
  return name;
}

}  // namespace

void missing(const Dict& spec, std::string_view key) {
  throw Error(err::dict_error, fmt::format("The rule {} needs an entry /{}.", name_in(spec), key));
}

std::string complaint(const Dict& spec, const std::vector<std::string>& unread) {
  const std::string name = name_in(spec);
  const auto& key = unread.front();
  std::vector<std::string> known = {"autapses", "multapses", "make_symmetric"}, owners;
  for (auto& r : rules) {
    if (r.name == name && !r.own.empty()) known.insert(known.begin(), std::string(r.own));
    if (r.own == key) owners.emplace_back(r.name);
  }
  return fmt::format("unused entries for the rule {}: {}. It takes /{}{}.{}", name, fmt::join(unread, ", "),
                     fmt::join(known, ", /"),
                     owners.empty() ? "" : fmt::format("; /{} belongs to {}", key, fmt::join(owners, " and ")),
                     did_you_mean(key, known));
}

std::vector<std::string> rule_names() {
  std::vector<std::string> names;
  for (auto& r : rules) names.emplace_back(r.name);
  return names;
}

std::unique_ptr<Rule> make_rule(const Dict& spec) {
  const std::string name = name_in(spec);
  RuleOptions options;
  spec.read("autapses", options.autapses);
  spec.read("multapses", options.multapses);
  spec.read("make_symmetric", options.make_symmetric);
  for (auto& r : rules) {
    if (r.name != name) continue;
    auto rule = r.make(spec, options);
    if (options.make_symmetric && !rule->can_be_symmetric())
      throw Error(
          err::not_implemented,
          fmt::format("The rule {} cannot make_symmetric; one_to_one and symmetric_pairwise_bernoulli can.", name));
    return rule;
  }
  throw Error(err::bad_property, fmt::format("There is no connection rule {}.{} The rules are {}.", name,
                                             did_you_mean(name, rule_names()), fmt::join(rule_names(), ", ")));
}

}  // namespace nestling
