// Two interpreters, each with a kernel, live in one process and do not know of each other.
#include <catch2/catch.hpp>
#include <sstream>

#include "sli/bindings/kernel.h"
#include "sli/errors.h"

using namespace nestling;
using namespace nestling::sli;

namespace {

struct Session {
  Session() {
    i.set_output(out, out);
    add_kernel(i);
  }
  std::string operator()(std::string_view code) {
    out.str("");
    const bool ended = i.run(code);
    INFO(i.last_error().message);
    REQUIRE(ended);
    return out.str();
  }
  Interp i;
  std::ostringstream out;
};

}  // namespace

TEST_CASE("two interpreters have their own names, nodes and time", "[bindings]") {
  Session a, b;
  a("/x 1 def /iaf_psc_alpha 3 Create ;");
  b("/x 2 def /iaf_psc_exp 2 Create ; 5.0 Simulate");
  CHECK(a("x =") == "1\n");
  CHECK(b("x =") == "2\n");
  CHECK(a("0 /network_size get = 3 /model get = 0 /biological_time get =") == "4\niaf_psc_alpha\n0\n");
  CHECK(b("0 /network_size get = 2 /model get = 0 /biological_time get =") == "3\niaf_psc_exp\n5\n");
}

TEST_CASE("interleaved simulations give what each gives alone", "[bindings]") {
  const char* network =
      "/n /iaf_psc_alpha << /I_e 376.0 >> Create def /d /spike_detector Create def n d Connect ";
  Session alone;
  const std::string expected = alone(std::string(network) + "200.0 Simulate d /events get /times get ==");
  CHECK(expected.size() > 30);
  Session a, b;
  a(network);
  b(std::string(network) + "0 /resolution get pop");
  for (int k = 0; k < 20; ++k) a("10.0 Simulate"), b("10.0 Simulate");
  CHECK(a("d /events get /times get ==") == expected);
  CHECK(b("d /events get /times get ==") == expected);
}
