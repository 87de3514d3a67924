// What a recorder keeps in memory: one vector a quantity, all of equal length. The vectors leave as shared pointers;
// one that somebody still holds is copied once when recording goes on.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/base/value.h"
#include "kernel/models/recorder/settings.h"
#include "kernel/node/population.h"

namespace nestling {

// One line of a recorder's notes.
struct Record {
  Gid sender = 0, target = 0;
  std::int64_t port = 0, receptor = 0;
  Step stamp = 0;
  double offset = 0.0;  // ms before the stamp at which a precise spike lies
  double weight = 0.0;
  std::span<const double> values = {};  // a multimeter's
};

class RecordColumns {
 public:
  // Takes the columns that the settings and the recorded names ask for. Records that are already there are kept: a
  // column that is new is filled up with zeros (numbers of nodes) or NaN (quantities).
  void arrange(const RecorderSettings& settings, const std::vector<std::string>& names, const TimeGrid& grid);
  void add(std::span<const Record> records, const TimeGrid& grid);
  void clear();
  std::size_t size() const { return n_; }
  std::size_t bytes() const;

  Dict events() const;

 private:
  struct Quantity {
    std::string name;
    DoubleVector values;
  };
  void arrange_times(const RecorderSettings& settings, const TimeGrid& grid);

  IntVector senders_, targets_, ports_, receptors_, steps_;  // absent: not recorded
  DoubleVector times_, offsets_, weights_;
  std::vector<Quantity> quantities_;
  bool precise_ = false;
  std::size_t n_ = 0;
};

}  // namespace nestling
