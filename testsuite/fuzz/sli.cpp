// Programs that libFuzzer makes up: none may crash, hang, or confuse the interpreter that goes on after it.
#include <algorithm>
#include <sstream>

#include "sli/interp.h"
#include "testsuite/fuzz/harmless.h"

using namespace nestling::sli;

namespace {

constexpr const char* start = "errordict /newerror false put clear cleardictstack userdict cleardict 100000 setguard";
constexpr int programs_each = 64;  // that an interpreter executes: to make one takes longer than most programs

std::vector<std::string> harmful_names() {
  auto names = Interp().bound_names();
  std::erase_if(names, [](const std::string& name) { return is_harmless(name) || name == "systemdict"; });
  return names;
}

std::unique_ptr<Interp> harmless_interpreter(std::ostream& sink) {
  static const auto left_out = harmful_names();
  auto i = std::make_unique<Interp>();
  i->set_output(sink, sink);
  i->set_deepest(1000);
  for (const auto& name : left_out) i->systemdict().erase(i->intern(name));
  return i;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static std::ostringstream sink;
  static std::unique_ptr<Interp> i;
  static int programs = 0;
  if (programs++ % programs_each == 0 || i->exit_code()) i = harmless_interpreter(sink);
  sink.str("");
  i->run(start);
  i->watch_for_long_work([] { i->quit(0); });  // it has caught the error that the guard raised
  i->run({reinterpret_cast<const char*>(data), size});
  i->watch_for_long_work(nullptr);
  i->run(start);  // also after what the program has done to the stacks and dictionaries
  return 0;
}
