#include "kernel/models/recorder/columns.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace nestling;

namespace {

const TimeGrid grid;

DoubleVector doubles(const RecordColumns& c, const char* key) { return std::get<DoubleVector>(c.events().at(key)); }
IntVector ints(const RecordColumns& c, const char* key) { return std::get<IntVector>(c.events().at(key)); }

struct Fixture {
  RecorderSettings settings;
  RecordColumns columns;
  Fixture() { arrange(); }
  void arrange() { columns.arrange(settings, {}, grid); }
  void add(Step stamp, double offset = 0.0) {
    const Record record{.sender = 3, .stamp = stamp, .offset = offset, .weight = 2.5};
    columns.add({&record, 1}, grid);
  }
};

}  // namespace

TEST_CASE("events have the columns that are on, empty at first", "[recorder]") {
  Fixture f;
  const auto events = f.columns.events();
  CHECK(events.size() == 2);
  CHECK(ints(f.columns, "senders")->empty());
  CHECK(doubles(f.columns, "times")->empty());
}

TEST_CASE("vectors leave without a copy, and do not change under their holder", "[recorder]") {
  Fixture f;
  f.add(10);
  const auto first = doubles(f.columns, "times"), again = doubles(f.columns, "times");
  CHECK(first.get() == again.get());
  f.add(20);
  CHECK(*first == std::vector<double>{1.0});
  CHECK(*doubles(f.columns, "times") == std::vector<double>{1.0, 2.0});
  const auto* held_by_none = doubles(f.columns, "times").get();
  f.add(30);
  CHECK(doubles(f.columns, "times").get() == held_by_none);
}

TEST_CASE("times change their form with the settings", "[recorder]") {
  Fixture f;
  f.add(7);
  f.settings.time_in_steps = true;
  f.arrange();
  f.add(15);
  CHECK(*ints(f.columns, "times") == std::vector<std::int64_t>{7, 15});
  f.settings.time_in_steps = false;
  f.arrange();
  CHECK(*doubles(f.columns, "times") == std::vector<double>{grid.ms(7), grid.ms(15)});
}

TEST_CASE("precise times lie before their stamps", "[recorder]") {
  Fixture f;
  f.settings.precise_times = true;
  f.arrange();
  f.add(11, 0.06);
  CHECK(doubles(f.columns, "times")->front() == Approx(1.04));
  f.settings.time_in_steps = true;
  f.arrange();
  CHECK(*ints(f.columns, "times") == std::vector<std::int64_t>{11});
  CHECK(doubles(f.columns, "offsets")->front() == Approx(0.06));
}

TEST_CASE("a column that is switched on later has a filler for what was recorded before", "[recorder]") {
  Fixture f;
  f.add(1);
  f.settings.withweight = f.settings.withtargetgid = true;
  f.arrange();
  f.add(2);
  CHECK(std::isnan(doubles(f.columns, "weights")->at(0)));
  CHECK(doubles(f.columns, "weights")->at(1) == 2.5);
  CHECK(ints(f.columns, "targets")->size() == 2);
  f.settings.withweight = false;
  f.arrange();
  CHECK(f.columns.events().peek("weights") == nullptr);
}

TEST_CASE("clear empties all columns and leaves what was shown alone", "[recorder]") {
  Fixture f;
  f.add(1);
  const auto before = ints(f.columns, "senders");
  f.columns.clear();
  CHECK(before->size() == 1);
  CHECK(ints(f.columns, "senders")->empty());
}
