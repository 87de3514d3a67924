// Time, the kernel as a whole, processes.
#include <unistd.h>

#include "sli/bindings/tables.h"
#include "sli/bindings/values.h"

namespace nestling::sli {

namespace {

Token kernel_entry(Interp& i, const char* key) { return to_token(i, kernel(i).status(0, key)); }

constexpr Err no_modules{"DynamicModuleManagementError"};

std::string host_name() {
  char name[256] = {};
  gethostname(name, sizeof name - 1);
  return name;
}

}  // namespace

const OpTable& simulate_ops() {
  static const OpTable table = {
      op("Simulate", "ms -> : advance the network by a time", [](Interp& i, Num ms) { kernel(i).simulate(ms); })
          .as("Simulate_d"),
      op("Prepare", "-> : make everything ready for Run", [](Interp& i) { kernel(i).prepare(); }),
      op("Run", "ms -> : advance the prepared network by a time", [](Interp& i, Num ms) { kernel(i).run(ms); })
          .as("Run_d"),
      op("Cleanup", "-> : finish after Run", [](Interp& i) { kernel(i).cleanup(); }),
      op("ResetKernel", "-> : as after the start: no nodes, no connections, default settings",
         [](Interp& i) {
           kernel(i).reset();
           refresh_model_dictionaries(i);
         }),
      op("ResetNetwork", "-> : all nodes back to the state of their model's defaults",
         [](Interp& i) { kernel(i).reset_network(); }),
      op("GetResolution", "-> ms: one simulation step", [](Interp& i) { return kernel_entry(i, "resolution"); }),
      op("NumProcesses", "-> n: number of processes", [](Interp& i) { return kernel_entry(i, "num_processes"); }),
      op("SetFakeNumProcesses", "n -> : let NumProcesses tell of so many, to try what a script does then",
         [](Interp& i, Int n) { kernel(i).set_num_processes(n); }),
      op("SetStdpEps", "ms -> : spikes closer than this are simultaneous for plastic synapses",
         [](Interp& i, const Token& ms) {
           if (!ms.is(Type::Double))
             fail(err::type_mismatch, "expected doubletype, provided ", type_name(ms.type()), ".");
           kernel(i).set_stdp_eps(ms.as_double());
         }),
      op("Install", "(name) -> : load a module; this program has none",
         [](const std::string& name) {
           fail(no_modules, "The module ", name,
                " cannot be loaded: this program takes no modules, all models are built in.");
         }),
      op("Rank", "-> n: number of this process", [] { return 0; }),
      op("SyncProcesses", "-> : wait for the other processes", [] {}),
      op("ProcessorName", "-> string: name of the computer", [] { return host_name(); }),
  };
  return table;
}

}  // namespace nestling::sli
