// Programs that libFuzzer makes up: none may crash, hang, or confuse the interpreter that goes on after it.
#include <sys/resource.h>

#include <sstream>

#include "sli/interp.h"
#include "testsuite/fuzz/harmless.h"

using namespace nestling::sli;

namespace {

constexpr const char* start = "errordict /newerror false put clear cleardictstack 100000 setguard";

// Memory that a program asks for in vain is an error of the program.
void limit_memory() {
  constexpr rlim_t most = rlim_t{3} << 30;
  const rlimit limits{most, most};
  ::setrlimit(RLIMIT_AS, &limits);
}

std::unique_ptr<Interp> harmless_interpreter(std::ostream& sink) {
  auto i = std::make_unique<Interp>();
  i->set_output(sink, sink);
  i->set_deepest(10'000);
  for (const auto& name : i->bound_names())
    if (!is_harmless(name) && name != "systemdict") i->systemdict().erase(i->intern(name));
  return i;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  limit_memory();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::ostringstream sink;
  const auto i = harmless_interpreter(sink);
  i->run(start);
  i->run({reinterpret_cast<const char*>(data), size});
  i->run(start);  // also after what the program has done to the stacks and dictionaries
  return 0;
}
