#include "sli/bindings/kernel.h"

#include "sli/bindings/tables.h"

namespace nestling::sli {

Kernel& kernel(Interp& i) { return i.attachment<Kernel>(); }

namespace {

Token numbered(Interp& i, const std::vector<std::string>& names) {
  Token t = make_dict();
  Int number = 0;
  for (auto& name : names) t.as<DictBody>()[i.intern(name)] = Token::integer(number++);
  return t;
}

}  // namespace

void refresh_model_dictionaries(Interp& i) {
  auto& k = kernel(i);
  auto& system = i.systemdict();
  system[i.intern("modeldict")] = numbered(i, k.node_models());
  system[i.intern("synapsedict")] = numbered(i, k.synapse_models());
  system[i.intern("connruledict")] = numbered(i, k.connection_rules());
}

void add_kernel(Interp& i) {
  for (auto* table : {&node_ops(), &subnet_ops(), &connect_ops(), &simulate_ops(), &random_ops()}) i.add(*table);
  define_random_dictionaries(i);
  refresh_model_dictionaries(i);
}

}  // namespace nestling::sli
