// What holds for every neuron model that there is, also for those that come: threads and neighbours do not show, and
// the step of the kernel shows no more than the model says. A model that is not in a list below integrates exactly.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "testsuite/cpp/kernel/network.h"

using namespace nestling;
using namespace nestling::test;

namespace {

// Solved numerically: the error in V_m, in mV, that the tolerance of the model leaves.
const std::map<std::string, double> solved{{"aeif_cond_alpha", 1e-5},
                                           {"aeif_cond_alpha_RK5", 1e-6},
                                           {"aeif_cond_alpha_multisynapse", 1e-5},
                                           {"aeif_cond_beta_multisynapse", 1e-5},
                                           {"aeif_cond_exp", 1e-5},
                                           {"aeif_psc_alpha", 1e-5},
                                           {"aeif_psc_exp", 1e-5},
                                           {"gif_cond_exp", 1e-3},
                                           {"gif_cond_exp_multisynapse", 1e-3},
                                           {"glif_cond", 1e-3},
                                           {"hh_cond_beta_gap_traub", 2e-2},
                                           {"hh_cond_exp_traub", 2e-2},
                                           {"hh_psc_alpha", 2e-2},
                                           {"hh_psc_alpha_clopath", 2e-2},
                                           {"hh_psc_alpha_gap", 1e-4},
                                           {"ht_neuron", 2e-2},
                                           {"iaf_chxk_2008", 1e-3},
                                           {"iaf_cond_alpha", 1e-4},
                                           {"iaf_cond_alpha_mc", 1e-3},
                                           {"iaf_cond_beta", 1e-4},
                                           {"iaf_cond_exp", 1e-4},
                                           {"iaf_cond_exp_sfa_rr", 1e-4}};
// Input takes effect at a moment that depends on the step, or the equations are solved in steps of the kernel: halving
// it halves the error.
const std::set<std::string> first_order{"aeif_psc_delta", "aeif_psc_delta_clopath", "gif_pop_psc_exp", "gif_psc_exp",
                                        "izhikevich"};

// They fire by themselves unless a current (pA) holds them.
const std::map<std::string, double> restless{{"hh_cond_exp_traub", -100}};

bool has(const Dict& d, std::string_view key) { return d.peek(key) != nullptr; }

std::vector<std::string> recordables(const Dict& defaults) {
  std::vector<std::string> names;
  auto* list = defaults.peek("recordables");
  if (list)
    for (auto& entry : std::get<Array>(*list)) names.push_back(std::get<Literal>(entry).name);
  return names;
}

// Those that take and send spikes: binary neurons, which show S, take transitions and are tested with their detectors.
std::vector<std::string> neurons() {
  Kernel k;
  std::vector<std::string> names;
  for (auto& name : k.node_models()) {
    const Dict defaults = k.defaults(name);
    const auto shown = recordables(defaults);
    if (std::get<Literal>(defaults.at("element_type")).name == "neuron" &&
        std::find(shown.begin(), shown.end(), "S") == shown.end())
      names.push_back(name);
  }
  return names;
}

// Connects to the first receptor that takes it; false if none does.
bool connect_somewhere(Kernel& k, Gid from, Gid to, double weight, double delay = 1.0) {
  for (std::int64_t receptor = 0; receptor < 10; ++receptor) try {
      connect(k, one(from), one(to), {{"weight", weight}, {"delay", delay}, {"receptor_type", receptor}});
      return true;
    } catch (const Error&) {}
  return false;
}

struct Drive {
  double current, weight;
};

struct Setup {
  std::string model;
  Drive drive;
  double h = 0.1;
  int threads = 1;
  std::int64_t nodes = 1;
  bool silent = false;  // no random firing
};

// Nodes with different input, each of which also excites the next; with a detector and a multimeter behind them.
struct Experiment {
  Kernel k;
  Gid detector, meter;
  std::vector<std::string> recorded;

  explicit Experiment(const Setup& s) {
    k.set_status({{"local_num_threads", s.threads}});
    k.set_status({{"resolution", s.h}});
    const auto n = k.create(s.model, s.nodes);
    const auto defaults = k.defaults(s.model);
    for (auto* rate : {"lambda_0", "c_2", "rho_0"})
      for (Gid g = 1; s.silent && has(defaults, rate) && g <= n; ++g) k.set_status(g, {{rate, 0.0}});
    const auto current = k.create("dc_generator", 1, {{"amplitude", s.drive.current}, {"start", 1.0}});
    const auto input = k.create("spike_generator", 1, {{"spike_times", std::vector<double>{3.0, 5.0, 6.0, 9.0}}});
    for (Gid g = 1; g <= n; ++g) {
      const double share = 1 - 0.05 * static_cast<double>(g - 1);
      connect_somewhere(k, current, g, share);
      connect_somewhere(k, input, g, s.drive.weight * share);
      if (g < n) connect_somewhere(k, g, g + 1, s.drive.weight * share, 1.5);
    }
    detector = k.create("spike_detector", 1);
    connect(k, NodeList(1, n), one(detector));
    recorded = recordables(defaults);
    meter = k.create("multimeter", 1);
    if (recorded.empty()) return;
    Array names;
    for (auto& name : recorded) names.push_back(Literal{name});
    k.set_status(meter, {{"record_from", names}});
    connect(k, one(meter), NodeList(1, n));
  }

  // Everything there is to see, in an order that does not depend on threads.
  std::vector<std::vector<double>> seen() const {
    std::vector<std::vector<double>> rows;
    auto add = [&](Gid recorder, std::vector<std::vector<double>> columns) {
      auto senders = events<std::int64_t>(k, recorder, "senders");
      columns.insert(columns.begin(), times(k, recorder));
      for (std::size_t i = 0; i < senders.size(); ++i) {
        rows.push_back({static_cast<double>(recorder), static_cast<double>(senders[i])});
        for (auto& column : columns) rows.back().push_back(column[i]);
      }
    };
    add(detector, {});
    std::vector<std::vector<double>> columns;
    for (auto& name : recorded) columns.push_back(events<double>(k, meter, name));
    if (!recorded.empty()) add(meter, columns);
    std::sort(rows.begin(), rows.end());
    return rows;
  }
  std::size_t n_spikes() const { return times(k, detector).size(); }
};

// The weakest of a few drives that makes it fire.
std::optional<Drive> exciting(const std::string& model) {
  for (double strength : {1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0, 10000.0}) {
    Experiment e({.model = model, .drive = {strength, std::max(strength / 30, 1.0)}});
    e.k.simulate(30.0);
    if (e.n_spikes() > 0) return Drive{strength, std::max(strength / 30, 1.0)};
  }
  return {};
}

// V_m at 2, 3, … ms, far below the threshold.
std::vector<double> potentials(const std::string& model, Drive drive, double h) {
  Experiment e({.model = model, .drive = {drive.current / 20, drive.weight / 20}, .h = h, .silent = true});
  if (auto at = restless.find(model); at != restless.end()) e.k.set_status(1, {{"I_e", at->second}});
  e.k.simulate(20.0);
  CHECK(e.n_spikes() == 0);
  return events<double>(e.k, e.meter,
                        has(*std::get<std::shared_ptr<Dict>>(e.k.status(e.meter, "events")), "V_m") ? "V_m" : "V_m.s");
}

double difference(const std::vector<double>& a, const std::vector<double>& b) {
  double largest = 0;
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

bool shows_potential(const std::string& model) {
  Kernel k;
  auto names = recordables(k.defaults(model));
  return std::any_of(names.begin(), names.end(), [](auto& n) { return n == "V_m" || n == "V_m.s"; });
}

}  // namespace

TEST_CASE("no model shows the number of threads", "[neuron]") {
  for (auto& model : neurons()) {
    INFO(model);
    auto drive = exciting(model);
    REQUIRE(drive);
    auto run = [&](int threads) {
      Experiment e({.model = model, .drive = *drive, .threads = threads, .nodes = 11});
      e.k.simulate(30.0);
      return e.seen();
    };
    const auto alone = run(1);
    for (int threads : {2, 3}) CHECK((run(threads) == alone));
  }
}

TEST_CASE("the step of the kernel shows no more than a model says", "[neuron]") {
  for (auto& model : neurons()) {
    if (!shows_potential(model)) continue;
    INFO(model);
    auto drive = exciting(model);
    REQUIRE(drive);
    const auto coarse = potentials(model, *drive, 0.2), fine = potentials(model, *drive, 0.1),
               finest = potentials(model, *drive, 0.05);
    CHECK(difference(finest, potentials(model, {1.2 * drive->current, 1.2 * drive->weight}, 0.05)) > 1e-3);
    auto margin = solved.find(model);
    if (first_order.count(model)) CHECK(difference(fine, finest) < 0.7 * difference(coarse, fine));
    else if (margin != solved.end()) CHECK(difference(coarse, finest) < margin->second);
    else CHECK(difference(coarse, finest) < 1e-10);
  }
}

TEST_CASE("a model that is solved names the node whose equations are too stiff", "[neuron]") {
  std::set<std::string> models{"aeif_psc_delta", "aeif_psc_delta_clopath"};
  for (auto& [model, margin] : solved) models.insert(model);
  for (auto& model : models) {
    INFO(model);
    Experiment e({.model = model, .drive = {100, 1}, .nodes = 3});
    const auto defaults = e.k.defaults(model);
    const char* stiff = has(defaults, "C_m") ? "C_m" : "tau_m";
    if (!has(defaults, stiff)) continue;
    e.k.set_status(2, {{stiff, 1e-9}});
    std::string message;
    try {
      e.k.simulate(10.0);
    } catch (const Error& error) { message = std::string(error.kind.name) + ": " + error.what(); }
    CHECK(message.find("NumericalInstability: The equations of " + model + " (2) could not be solved") == 0);
    CHECK(message.find("ms, where ") != message.npos);
  }
}

TEST_CASE("the help of a neuron has its equations, the papers, and a unit or a meaning for each entry", "[neuron]") {
  Kernel k;
  for (auto& name : k.node_models()) {
    const Dict defaults = k.defaults(name);
    if (std::get<Literal>(defaults.at("element_type")).name != "neuron" || name.starts_with("parrot")) continue;
    INFO(name);
    const std::string page = k.help(name);
    const auto equations = page.find("\n\nEquations:\n  "), papers = page.find("\n\nPapers:\n  ");
    CHECK(equations < papers);
    CHECK(papers < page.find("\n\nParameters:\n"));
    for (auto* entry : {"V_m", "tau_m", "C_m", "I_e", "t_ref"})
      if (has(defaults, entry)) CHECK(page.find(std::string("\n  ") + entry + " ") != page.npos);
  }
}
