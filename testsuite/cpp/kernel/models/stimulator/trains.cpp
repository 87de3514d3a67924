// Generators of spike trains: their statistics are those of the papers, their trains are independent, and threads make
// no difference. Seeds are fixed; tolerances are five standard errors or more.
#include "testsuite/cpp/kernel/models/trains.h"

#include <catch2/catch.hpp>

using namespace nestling;

namespace {

std::vector<double> list(std::initializer_list<double> x) { return x; }

}  // namespace

TEST_CASE("trains do not depend on threads", "[device]") {
  const std::pair<const char*, Dict> generators[] = {
      {"poisson_generator", {{"rate", 500.0}}},
      {"poisson_generator_ps", {{"rate", 500.0}, {"dead_time", 0.7}}},
      {"gamma_sup_generator", {{"rate", 100.0}, {"gamma_shape", 3}, {"n_proc", 5}}},
      {"ppd_sup_generator", {{"rate", 100.0}, {"dead_time", 2.0}, {"n_proc", 5}}},
      {"mip_generator", {{"rate", 500.0}, {"p_copy", 0.6}}},
      {"sinusoidal_gamma_generator", {{"rate", 300.0}, {"amplitude", 200.0}, {"frequency", 20.0}, {"order", 2.5}}},
      {"pulsepacket_generator", {{"pulse_times", list({7.0, 30.0})}, {"activity", 20}, {"sdev", 3.0}}},
      {"spike_dilutor", {{"p_copy", 0.6}}},
  };
  for (auto& [model, params] : generators) {
    INFO(model);
    const auto one = driven(1, model, params, 80.0);
    CHECK(one.size() > 10);
    CHECK(one == driven(2, model, params, 80.0));
    CHECK(one == driven(3, model, params, 80.0));
  }
}

TEST_CASE("a component of a gamma_sup_generator is a gamma process", "[device]") {
  Recorded net("gamma_sup_generator", {{"rate", 50.0}, {"gamma_shape", 4}}, 40);
  net.kernel.simulate(4000.0);
  const auto isi = net.intervals();
  CHECK(mean(isi) == Approx(20.0).epsilon(5 * 0.5 / std::sqrt(isi.size())));
  CHECK(cv(isi) == Approx(0.5).margin(0.02));
  CHECK(std::abs(net.mean_correlation(10.0, 4000.0)) < 0.05);
}

TEST_CASE("superposed gamma processes have the sum of the rates and remain more regular than Poisson", "[device]") {
  const double T = 2000;
  for (auto [shape, fano] : {std::pair(1, 1.0), std::pair(5, 0.2)}) {
    Recorded net("gamma_sup_generator", {{"rate", 20.0}, {"gamma_shape", shape}, {"n_proc", 20}}, 200);
    net.kernel.simulate(T);
    std::vector<double> n;
    for (std::int64_t i = 0; i < net.n; ++i) n.push_back(static_cast<double>(net.n_events(net.detectors + i)));
    CHECK(mean(n) == Approx(400 * T / 1000).epsilon(0.01));
    CHECK(variance(n) / mean(n) == Approx(fano).epsilon(0.5));
  }
}

TEST_CASE("a component of a ppd_sup_generator is dead for a while", "[device]") {
  Recorded net("ppd_sup_generator", {{"rate", 100.0}, {"dead_time", 5.0}}, 40);
  net.kernel.simulate(2000.0);
  const auto isi = net.intervals();
  CHECK(*std::min_element(isi.begin(), isi.end()) == Approx(5.1));
  CHECK(mean(isi) == Approx(10.0).epsilon(5 * 0.5 / std::sqrt(isi.size())));
  CHECK(cv(isi) == Approx(0.5).margin(0.02));  // 1 - rate * dead_time
  CHECK(std::abs(net.mean_correlation(10.0, 2000.0)) < 0.05);
}

TEST_CASE("the hazard of a ppd_sup_generator follows a sine", "[device]") {
  const double T = 100, rate = 100, n = 500;
  Recorded net("ppd_sup_generator", {{"rate", rate}, {"n_proc", 500}, {"frequency", 10.0}, {"relative_amplitude", 0.8}},
               4);
  net.kernel.simulate(T);
  double up = 0, down = 0;
  for (std::int64_t i = 0; i < net.n; ++i)
    for (double t : net.train(i)) ++(t <= T / 2 ? up : down);
  const double half = 4 * n * rate * T / 2 / 1000, swing = 0.8 * 2 / M_PI * half;
  CHECK(std::abs(up - half - swing) < 5 * std::sqrt(up));
  CHECK(std::abs(down - half + swing) < 5 * std::sqrt(down));
}

TEST_CASE("poisson_generator_ps is a renewal process in equilibrium, between the steps", "[device]") {
  Recorded net("poisson_generator_ps", {{"rate", 100.0}, {"dead_time", 5.0}}, 100);
  net.kernel.simulate(2000.0);
  const auto isi = net.intervals();
  CHECK(*std::min_element(isi.begin(), isi.end()) > 5.0 - 1e-9);
  CHECK(mean(isi) == Approx(10.0).epsilon(5 * 0.5 / std::sqrt(isi.size())));
  CHECK(cv(isi) == Approx(0.5).margin(0.02));
  std::vector<double> first, phase;
  for (std::int64_t i = 0; i < net.n; ++i) {
    first.push_back(net.train(i).front());
    for (double t : net.train(i)) phase.push_back(t / 0.1 - std::floor(t / 0.1));
  }
  CHECK(mean(first) == Approx(10.0 / 2 * (1 + 0.25)).epsilon(0.4));  // of the recurrence time: mean (1 + CV^2) / 2
  CHECK(mean(phase) == Approx(0.5).margin(0.02));
  CHECK(variance(phase) == Approx(1. / 12).margin(0.005));
}

TEST_CASE("poisson_generator_ps keeps to its window and starts again when it moves", "[device]") {
  Recorded net("poisson_generator_ps", {{"rate", 5000.0}, {"start", 3.0}, {"stop", 5.0}}, 2);
  net.kernel.simulate(10.0);
  auto t = net.train(0);
  CHECK(t.front() > 3.0);
  CHECK(t.back() <= 5.0);
  net.kernel.set_status(net.generator, {{"start", 12.0}, {"stop", 14.0}});
  net.kernel.simulate(10.0);
  t = net.train(0);
  CHECK(std::none_of(t.begin(), t.end(), [](double x) { return x > 5.0 && x <= 12.0; }));
  CHECK(std::count_if(t.begin(), t.end(), [](double x) { return x > 12.0; }) > 2);
  CHECK(t.back() <= 14.0);
}

TEST_CASE("intervals of a sinusoidal_gamma_generator at constant rate", "[device]") {
  for (double order : {1.0, 3.0, 6.5}) {
    Recorded net("sinusoidal_gamma_generator", {{"rate", 50.0}, {"order", order}}, 40);
    net.kernel.simulate(4000.0);
    const auto isi = net.intervals();
    CHECK(mean(isi) == Approx(20.0).epsilon(0.03));
    CHECK(cv(isi) == Approx(1 / std::sqrt(order)).epsilon(0.05));
    CHECK(std::abs(net.mean_correlation(10.0, 4000.0)) < 0.05);
  }
}

TEST_CASE("the rate of a sinusoidal_gamma_generator follows the sine", "[device]") {
  const double T = 100;
  Recorded net("sinusoidal_gamma_generator",
               {{"rate", 400.0}, {"amplitude", 300.0}, {"frequency", 10.0}, {"order", 2.0}}, 500);
  net.kernel.simulate(T);
  double up = 0, down = 0;
  for (std::int64_t i = 0; i < net.n; ++i)
    for (double t : net.train(i)) ++(t <= T / 2 ? up : down);
  const double half = 500 * 400 * T / 2 / 1000, swing = 500 * 300 * T / M_PI / 1000;
  CHECK(up == Approx(half + swing).epsilon(0.03));
  CHECK(down == Approx(half - swing).epsilon(0.06));
}

// What a change of parameters leaves of the running interval: the hazard of the new ones, at the age that it has.
TEST_CASE("a sinusoidal_gamma_generator goes on with another order and after silence", "[device]") {
  Recorded net("sinusoidal_gamma_generator", {{"rate", 20.0}, {"order", 8.0}}, 2000);
  net.kernel.simulate(50.0);
  net.kernel.set_status(net.generator, {{"order", 1.0}, {"rate", 100.0}});
  net.kernel.simulate(20.0);  // a Poisson process from now on
  double n = 0;
  for (std::int64_t i = 0; i < net.n; ++i)
    for (double t : net.train(i)) n += t > 50.0;
  CHECK(n == Approx(2000 * 2.0).epsilon(0.08));

  Recorded late("sinusoidal_gamma_generator", {{"rate", 100.0}, {"start", 100.0}, {"stop", 120.0}}, 500);
  late.kernel.simulate(200.0);
  CHECK(late.rate(20.0) == Approx(100.0).epsilon(0.15));
  CHECK(late.train(0).front() > 100.1);
}

TEST_CASE("copies of a mother process are correlated by p_copy", "[device]") {
  const double T = 10000;
  Recorded net("mip_generator", {{"rate", 200.0}, {"p_copy", 0.4}}, 5);
  net.kernel.simulate(T);
  CHECK(net.rate(T) == Approx(80.0).epsilon(0.1));
  CHECK(net.mean_correlation(1.0, T) == Approx(0.4).margin(0.04));
}

TEST_CASE("the mother process follows mother_seed alone", "[device]") {
  const auto trains = [](std::int64_t kernel_seed) {
    Network net;
    net.kernel.set_status({{"grng_seed", kernel_seed}, {"rng_seeds", Array{kernel_seed + 1}}});
    const Gid mip = net.create("mip_generator", 4, {{"rate", 500.0}}), sd = net.create("spike_detector", 4);
    for (int i : {0, 1, 2}) net.kernel.set_status(mip + i, {{"mother_seed", i == 2 ? 8 : 7}});
    for (int i = 0; i < 4; ++i) net.connect(mip + i, sd + i);
    net.kernel.simulate(100.0);
    return std::array{net.times(sd), net.times(sd + 1), net.times(sd + 2), net.times(sd + 3)};
  };
  const auto a = trains(10), b = trains(20);
  CHECK(a[0] == a[1]);
  CHECK(a[0] != a[2]);
  CHECK(a[0] != a[3]);
  CHECK(a == b);
}

TEST_CASE("setting mother_seed starts the mother process again", "[device]") {
  Recorded net("mip_generator", {{"rate", 500.0}, {"mother_seed", 3}}, 1);
  net.kernel.simulate(50.1);
  net.kernel.set_status(net.generator, {{"mother_seed", 3}});
  net.kernel.simulate(50.1);
  const auto t = net.train(0);
  const auto half = std::partition_point(t.begin(), t.end(), [](double x) { return x <= 50.1; });
  REQUIRE(half - t.begin() > 10);
  for (auto i = t.begin(); i != half; ++i)
    CHECK(std::any_of(half, t.end(), [&](double x) { return std::abs(x - *i - 50.0) < 1e-6; }));
}

TEST_CASE("a spike_dilutor passes spikes on independently, in the step in which they arrive", "[device]") {
  Network net;
  std::vector<double> times;
  for (int i = 1; i <= 2000; ++i) times.push_back(i);
  const Gid source = net.create("spike_generator", 1, {{"spike_times", times}});
  const Gid dilutor = net.create("spike_dilutor", 1, {{"p_copy", 0.3}}), sd = net.create("spike_detector", 3);
  net.connect(source, dilutor, -7.0, 1.5);
  net.connect({dilutor, dilutor}, {sd, sd + 2});
  net.kernel.simulate(2010.0);
  std::vector<std::vector<double>> passed(3, std::vector<double>(2001));
  for (int i = 0; i < 3; ++i)
    for (double t : net.times(sd + i)) {
      CHECK(t - std::floor(t) == Approx(0.5));
      ++passed[i][static_cast<std::size_t>(t - 1)];
    }
  for (auto& p : passed) CHECK(mean(p) == Approx(0.3).margin(5 * std::sqrt(0.21 / 2000)));
  for (int i = 0; i < 3; ++i) CHECK(std::abs(covariance(passed[i], passed[(i + 1) % 3])) < 5 * 0.21 / std::sqrt(2000));
}

TEST_CASE("pulse packets have their number of spikes and their width, also across runs", "[device]") {
  Recorded net("pulsepacket_generator", {{"pulse_times", list({80.0, 30.0})}, {"activity", 1000}, {"sdev", 2.0}}, 2);
  net.kernel.simulate(29.0);
  net.kernel.simulate(2.3);
  net.kernel.simulate(80.0);
  const auto t = net.train(0);
  CHECK(t == net.train(1));
  std::vector<double> first, second;
  for (double x : t) (x < 55 ? first : second).push_back(x);
  for (auto& [packet, centre] : {std::pair(first, 30.0), std::pair(second, 80.0)}) {
    CHECK(packet.size() == 1000);
    CHECK(mean(packet) == Approx(centre + 0.15).margin(5 * 2.0 / std::sqrt(1000)));  // half a step up, and one on
    CHECK(std::sqrt(variance(packet)) == Approx(2.0).epsilon(5 / std::sqrt(2000)));
  }
  std::vector<double> a, b;
  for (double x : first) a.push_back(x + 50);
  CHECK(a != second);
}

TEST_CASE("a new list of pulses replaces what was to come", "[device]") {
  Recorded net("pulsepacket_generator", {{"pulse_times", list({10.0})}, {"activity", 3}}, 1);
  net.kernel.simulate(5.0);
  net.kernel.set_status(net.generator, {{"pulse_times", list({7.0})}});
  net.kernel.simulate(20.0);
  CHECK(net.train(0) == std::vector<double>(3, TimeGrid().ms(71)));
}

TEST_CASE("generators refuse what makes no sense", "[device]") {
  Network net;
  const auto refused = [&](const char* model, const Dict& params) {
    return net.refusal([&] { net.create(model, 1, params); }).substr(0, 11) == "BadProperty";
  };
  CHECK(refused("gamma_sup_generator", {{"gamma_shape", 0}}));
  CHECK(refused("gamma_sup_generator", {{"n_proc", -1}}));
  CHECK(refused("ppd_sup_generator", {{"rate", 1000.0}, {"dead_time", 1.0}}));
  CHECK(refused("ppd_sup_generator", {{"relative_amplitude", 1.5}}));
  CHECK(refused("poisson_generator_ps", {{"rate", 1000.0}, {"dead_time", 1.1}}));
  CHECK(!refused("poisson_generator_ps", {{"rate", 1000.0}, {"dead_time", 1.0}}));
  CHECK(refused("sinusoidal_gamma_generator", {{"rate", 10.0}, {"amplitude", 11.0}}));
  CHECK(refused("sinusoidal_gamma_generator", {{"order", 0.5}}));
  CHECK(refused("mip_generator", {{"p_copy", 1.1}}));
  CHECK(refused("spike_dilutor", {{"p_copy", -0.1}}));
  CHECK(refused("pulsepacket_generator", {{"activity", -1}}));
  CHECK(refused("pulsepacket_generator", {{"sdev", -1.0}}));
}

TEST_CASE("parameters can be set between two calls of Run", "[device]") {
  const std::pair<const char*, Dict> changes[] = {
      {"mip_generator", {{"mother_seed", 5}, {"rate", 300.0}}},
      {"gamma_sup_generator", {{"gamma_shape", 7}, {"n_proc", 20}}},
      {"ppd_sup_generator", {{"dead_time", 3.0}, {"n_proc", 20}}},
      {"poisson_generator_ps", {{"rate", 30.0}, {"dead_time", 3.0}}},
      {"sinusoidal_gamma_generator", {{"order", 3.0}, {"rate", 30.0}}},
      {"pulsepacket_generator", {{"pulse_times", list({100.0})}, {"activity", 9}}},
      {"spike_dilutor", {{"p_copy", 0.5}}},
  };
  for (auto& [model, change] : changes) {
    INFO(model);
    Recorded net(model, {}, 3);
    const std::string name = model;
    if (name != "pulsepacket_generator" && name != "spike_dilutor") net.kernel.set_status(net.generator, {{"rate", 50.0}});
    net.kernel.prepare();
    net.kernel.run(40.0);
    net.kernel.set_status(net.generator, change);
    net.kernel.run(40.0);
    net.kernel.cleanup();
    net.kernel.simulate(40.0);
    CHECK((net.n_events(net.detectors) > 0) == (name != "spike_dilutor"));
  }
}
