#include "kernel/models/spike_detector.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "testsuite/cpp/kernel/models/network.h"

using namespace nestling;

namespace {

using Times = std::vector<double>;
using Gids = std::vector<std::int64_t>;

struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("nestling-detector-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directory(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string content(const std::string& file) const {
    std::stringstream text;
    text << std::ifstream(path / file).rdbuf();
    return text.str();
  }
};

// A generator, one parrot behind it, a detector for the parrot.
struct Chain : Network {
  Gid generator, parrot, detector;
  Chain(const Times& times, const Dict& entries = {}, int n_threads = 1) : Network(n_threads) {
    generator = create("spike_generator", 1, {{"spike_times", times}});
    parrot = create("parrot_neuron");
    detector = create("spike_detector", 1, entries);
    connect(generator, parrot);
    connect(parrot, detector, 3.5);
  }
};

}  // namespace

TEST_CASE("spikes are recorded slice by slice, by ascending sender, for any number of threads", "[recorder]") {
  for (int n_threads : {1, 2, 3}) {
    Network net(n_threads);
    const Gid generator = net.create("spike_generator", 1, {{"spike_times", Times{1.0, 1.5, 2.0}}});
    const Gid parrots = net.create("parrot_neuron", 3), detector = net.create("spike_detector");
    net.connect({generator, generator}, {parrots, parrots + 2});
    net.connect(NodeList(Gids{parrots + 2, parrots, parrots + 1}), {detector, detector});
    net.kernel.simulate(5.0);
    CHECK(net.times(detector) == Times{2, 2, 2, 2.5, 3, 2.5, 3, 2.5, 3});
    CHECK(net.senders(detector) == Gids{2, 3, 4, 2, 2, 3, 3, 4, 4});
  }
}

TEST_CASE("spikes of neurons are there at once, those of devices when their slice is complete", "[recorder]") {
  Chain net({1.0, 2.0, 2.4});
  const Gid direct = net.create("spike_detector");
  net.connect(net.generator, direct);
  net.kernel.simulate(2.5);
  CHECK(net.times(net.detector) == Times{2.0});
  CHECK(net.times(direct) == Times{1.0, 2.0});
  net.kernel.simulate(0.5);
  CHECK(net.times(net.detector) == Times{2.0, 3.0});
  CHECK(net.times(direct) == Times{1.0, 2.0, 2.4});
}

TEST_CASE("what waits for the end of a slice survives new connections", "[recorder]") {
  Chain net({0.2});
  const Gid direct = net.create("spike_detector", 5);
  net.connect(net.generator, direct);
  net.kernel.simulate(0.5);
  net.connect({net.generator, net.generator}, {direct + 1, direct + 4});
  net.kernel.simulate(0.5);
  CHECK(net.times(direct) == Times{0.2});
  CHECK(net.n_events(direct + 1) == 0);
}

TEST_CASE("a detector records what it is asked for, within its window", "[recorder]") {
  Chain net({1., 2., 3., 4., 5.},
            {{"start", 3.0}, {"stop", 5.0}, {"withweight", true}, {"withtargetgid", true}, {"withgid", false}});
  net.kernel.simulate(8.0);
  CHECK(net.times(net.detector) == Times{4, 5});
  CHECK(net.column(net.detector, "weights") == Times{3.5, 3.5});
  CHECK(net.events(net.detector).peek("senders") == nullptr);
}

TEST_CASE("without memory a detector counts; n_events = 0 forgets; ResetNetwork, too", "[recorder]") {
  Chain net({1., 2., 3.}, {{"record_to", Array{}}});
  net.kernel.simulate(3.0);
  CHECK(net.n_events(net.detector) == 2);
  CHECK(net.times(net.detector).empty());
  net.kernel.set_status(net.detector, {{"n_events", 0}, {"to_memory", true}});
  CHECK(net.n_events(net.detector) == 0);
  CHECK(net.refusal([&] { net.kernel.set_status(net.detector, {{"n_events", 3}}); }).substr(0, 11) == "BadProperty");
  net.kernel.simulate(1.0);
  CHECK(net.times(net.detector) == Times{4});
  net.kernel.reset_network();
  CHECK(net.times(net.detector).empty());
}

TEST_CASE("files are named by label, GID and virtual process; a change of name opens another", "[recorder]") {
  Folder folder;
  Chain net({1., 3.}, {{"to_file", true}}, 2);
  net.kernel.set_status({{"data_path", folder.path.string()}, {"data_prefix", "pre_"}});
  net.kernel.simulate(3.0);
  CHECK(folder.content("pre_spike_detector-3-0.gdf") == "2\t2.000\t\n");
  CHECK(folder.content("pre_spike_detector-3-1.gdf").empty());
  net.kernel.set_status(net.detector, {{"label", "x"}, {"file_extension", "txt"}});
  net.kernel.simulate(2.0);
  CHECK(folder.content("pre_x-3-0.txt") == "2\t4.000\t\n");
  const auto names = std::get<Array>(net.kernel.status(net.detector, "filenames"));
  CHECK(std::get<std::string>(names.at(1)) == (folder.path / "pre_x-3-1.txt").string());
  net.kernel.set_status(net.detector, {{"to_file", false}});
  CHECK(net.kernel.status(net.detector).peek("filenames") == nullptr);
}

TEST_CASE("an existing file stops Simulate before anything happens", "[recorder]") {
  Folder folder;
  std::ofstream(folder.path / "spike_detector-3-0.gdf") << "precious";
  Chain net({1.0}, {{"to_file", true}});
  net.kernel.set_status({{"data_path", folder.path.string()}});
  CHECK(net.refusal([&] { net.kernel.simulate(3.0); }).find("IOError: File '") == 0);
  CHECK(folder.content("spike_detector-3-0.gdf") == "precious");
  net.kernel.set_status({{"overwrite_files", true}});
  net.kernel.simulate(3.0);
  CHECK(folder.content("spike_detector-3-0.gdf") == "2\t2.000\t\n");
  CHECK(net.times(net.detector) == Times{2});
}

TEST_CASE("a full disk loses nothing that is in memory", "[recorder]") {
  Folder folder;
  std::filesystem::create_symlink("/dev/full", folder.path / "spike_detector-3-0.gdf");
  Chain net({1.0, 2.0}, {{"to_file", true}});
  net.kernel.set_status({{"data_path", folder.path.string()}, {"overwrite_files", true}});
  CHECK(net.refusal([&] { net.kernel.simulate(5.0); }).find("No space left on device") != std::string::npos);
  CHECK(net.times(net.detector) == Times{2, 3});
  net.kernel.set_status(net.detector, {{"to_file", false}});
  net.kernel.simulate(1.0);
  CHECK(std::get<double>(net.kernel.status().at("biological_time")) == 6.0);
}

TEST_CASE("lines for the screen go to the kernel's screen", "[recorder]") {
  Chain net({1.0, 1.5}, {{"to_screen", true}});
  std::string text;
  net.kernel.screen = [&](std::string_view line) { text += line; };
  net.kernel.simulate(4.0);
  CHECK(text == "2\t2\t\n2\t2.5\t\n");
}

TEST_CASE("a detector takes spikes at receptor 0 only", "[recorder]") {
  Network net;
  const Gid detector = net.create("spike_detector"), dc = net.create("dc_generator"),
            neuron = net.create("iaf_psc_alpha");
  CHECK(net.refusal([&] { net.connect(dc, detector); }).substr(0, 17) == "IllegalConnection");
  CHECK(net.refusal([&] {
             net.kernel.connect({neuron, neuron}, {detector, detector}, {{"rule", Literal{"all_to_all"}}},
                                {{"receptor_type", 1}});
           })
            .substr(0, 19) == "UnknownReceptorType");
}
