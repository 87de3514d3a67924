// Programs that libFuzzer makes up: none may crash, hang, or confuse the interpreter that goes on after it.
#include <algorithm>
#include <sstream>

#include "sli/interp.h"
#include "testsuite/fuzz/harmless.h"

using namespace nestling::sli;

namespace {

constexpr const char* start = "errordict /newerror false put clear cleardictstack 100000 setguard";

std::vector<std::string> harmful_names() {
  auto names = Interp().bound_names();
  std::erase_if(names, [](const std::string& name) { return is_harmless(name) || name == "systemdict"; });
  return names;
}

std::unique_ptr<Interp> harmless_interpreter(std::ostream& sink) {
  static const auto left_out = harmful_names();
  auto i = std::make_unique<Interp>();
  i->set_output(sink, sink);
  i->set_deepest(10'000);
  for (const auto& name : left_out) i->systemdict().erase(i->intern(name));
  return i;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::ostringstream sink;
  const auto i = harmless_interpreter(sink);
  i->run(start);
  i->run({reinterpret_cast<const char*>(data), size});
  i->run(start);  // also after what the program has done to the stacks and dictionaries
  return 0;
}
