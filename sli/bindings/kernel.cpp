#include "sli/bindings/kernel.h"

#include "sli/bindings/live_line.h"
#include "sli/bindings/sli_neuron.h"
#include "sli/bindings/tables.h"
#include "sli/help.h"
#include "sli/message.h"

namespace nestling::sli {

Kernel& kernel(Interp& i) { return i.attachment<Kernel>(); }

namespace {

std::vector<std::string> keys_of_model(const Kernel& k, std::string_view model) {
  std::vector<std::string> keys;
  try {
    const Dict status = model.empty() ? k.status() : k.defaults(model);
    for (const auto& entry : status) keys.push_back(entry.key);
  } catch (const Error&) {  // no model
  }
  return keys;
}

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
  for (const char* empty : {"moduledict", "elementstates", "topology"}) system[i.intern(empty)] = make_dict();
  system[i.intern("growthcurvedict")] = numbered(i, {"gaussian", "linear", "sigmoid"});
}

void add_kernel(Interp& i) {
  auto& k = kernel(i);
  k.log = [&i](Level level, std::string_view from, std::string_view text) {
    i.attachment<LiveLine>().hide();
    send_message(i, static_cast<int>(level), from, text);
  };
  k.screen = [&i](std::string_view text) {
    i.attachment<LiveLine>().hide();
    i.out() << text << std::flush;
  };
  k.progress = [&i](const RunProgress& p) { tell_progress(i, p); };
  k.interrupted = [&i] { return i.interrupted_meanwhile(); };
  k.long_work_begins = [&i] { i.long_work_begins(); };
  k.add_builtin_model([&i] { return make_sli_neuron(i); });
  i.attachment<HelpPages>().sources.push_back([&k](std::string_view model) { return k.help(model); });
  i.attachment<HelpPages>().keys = [&k](std::string_view model) { return keys_of_model(k, model); };
  for (auto* table :
       {&node_ops(), &column_ops(), &subnet_ops(), &connect_ops(), &simulate_ops(), &random_ops(), &absent_ops(),
        &communication_ops()})
    i.add(*table);
  define_random_dictionaries(i);
  refresh_model_dictionaries(i);
}

}  // namespace nestling::sli
