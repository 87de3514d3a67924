// Samples the state of nodes at regular times.
#pragma once
#include <memory>
#include <unordered_set>
#include <vector>

#include "kernel/models/recorder/recorder.h"

namespace nestling {

class Multimeter : public NotingRecorder {
 public:
  static constexpr auto name = "multimeter";
  static constexpr auto doc =
      "Samples state variables of nodes at regular times. Connect it to the nodes; their /recordables tell what "
      "record_from may name. Samples become visible one slice (min_delay) late.";

  explicit Multimeter(std::vector<std::string> record_from = {});
  Multimeter(const Multimeter& prototype);  // connected to nothing

  void status(Dict& to, const Environment& env) const override;
  Commit stage(const Dict& changes, const Environment& env) override;
  std::string help() const override;
  void connecting(const Population& target, Gid node, std::uint32_t synapse_model) override;
  void disconnected(Gid node) override { connected_.erase(node); }
  Signal sends() const override { return Signal::record; }
  void refuse_frozen() const override;

  void prepare(const Environment& env) override;
  void begin_slice() override;
  void plan(Step from, Step to) override;
  void collect(const Environment& env) override;
  void reset_state(const Environment&) override;

 private:
  struct Grid {  // sampling times in ms, as users see them
    double interval = 1.0, offset = 0.0;
    static const Table& table();
    void read(const Dict& changes, const TimeGrid& grid);
  };
  struct View {  // of the nodes of one population on one thread
    Population* population;
    int thread;
    Tap tap;
  };
  struct Seat {  // one connection
    RecorderEdge edge;
    View* view;
    std::uint32_t position, index;  // in the tap; in the population
  };
  struct Row {  // what all nodes showed at one time
    Step stamp;
    std::vector<double> values;  // names of the first seat, of the second, …
    std::vector<char> present;   // by seat: not frozen
  };
  View& view_of(Population& population, int thread);
  Record record_of(const Row& row, std::size_t seat) const;
  void note_each();
  void note_sums();

  Grid grid_;
  Step first_ = 1, interval_ = 1;  // in steps
  std::unordered_set<Gid> connected_;
  std::vector<std::unique_ptr<View>> views_;
  std::vector<Seat> seats_;  // in the order of connection
  std::vector<Row> pending_;
};

// A multimeter that records V_m unless told otherwise.
class Voltmeter final : public Multimeter {
 public:
  static constexpr auto name = "voltmeter";
  static constexpr auto doc = "A multimeter that records the membrane potential V_m unless told otherwise.";
  Voltmeter() : Multimeter({"V_m"}) {}
};

}  // namespace nestling
