// The rules, one file each: make_… reads the entries of a rule.
#pragma once
#include "kernel/base/value.h"
#include "kernel/connect/rule.h"

namespace nestling {

using RulePtr = std::unique_ptr<Rule>;
RulePtr make_one_to_one(const Dict&, const RuleOptions&);
RulePtr make_all_to_all(const Dict&, const RuleOptions&);
RulePtr make_fixed_indegree(const Dict&, const RuleOptions&);
RulePtr make_fixed_outdegree(const Dict&, const RuleOptions&);
RulePtr make_fixed_total_number(const Dict&, const RuleOptions&);
RulePtr make_pairwise_bernoulli(const Dict&, const RuleOptions&);
RulePtr make_symmetric_pairwise_bernoulli(const Dict&, const RuleOptions&);

[[noreturn]] void missing(const Dict& spec, std::string_view key);

// An entry that a rule needs: DictError when it is missing, TypeMismatch.
template <class T>
T required(const Dict& spec, std::string_view key) {
  T value;
  if (!spec.read(key, value)) missing(spec, key);
  return value;
}

}  // namespace nestling
