#include "engine/io/event_table.hpp"

#include "tests/engine/io/files.hpp"
#include "tests/engine/io/raw_hdf5.hpp"
#include "tests/engine/io/small_spec.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace detente {
namespace {

using Numbers = std::vector<double>;
using Sizes = std::vector<std::uint64_t>;
using Texts = std::vector<std::string>;

/// A file with the coordinates that tables of events need.
class Table : public testing::Test {
 protected:
  Table() {
    writer_.text_coordinate("policy", spec_.policies, "");
    writer_.text_coordinate("scenario", spec_.scenarios, "");
    writer_.text_coordinate("driver", {"rain", "level"}, "");
    writer_.number_coordinate("event_run", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, "", "");
    writer_.group("/events");
  }

  /// Closes the file and opens it again.
  Hdf5Reader read() {
    writer_.close();
    return Hdf5Reader(path_);
  }

  /// Events of all arms and runs of a kind, in the order of the file.
  std::vector<std::pair<int, Event>> all_events(int kind) const {
    std::vector<std::pair<int, Event>> events;
    for (int arm = 0; arm < 6; ++arm) {
      for (int run = 0; run < 10; ++run) {
        for (Event const& event : small_events(arm, run)) {
          if (event.kind == kind) events.emplace_back(arm, event);
        }
      }
    }
    return events;
  }

  /// Writes the table of a kind that has all events of the small ensemble.
  void write_all(int kind) {
    std::vector<std::pair<int, Event>> const events = all_events(kind);
    EventTable table(writer_, spec_, kind, events.size());
    for (auto const& [arm, event] : events) table.add(arm, event, small_contributions(arm, event));
    table.finish();
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "events.h5";
  ResultSpec spec_ = small_spec();
  Hdf5Writer writer_{path_};
};

TEST_F(Table, Has_a_row_an_event_with_arm_run_month_entity_and_both_ends) {
  write_all(0);
  Hdf5Reader const file = read();

  std::vector<std::pair<int, Event>> const events = all_events(0);
  Numbers const policy = file.numbers("/events/flood/policy_index");
  Numbers const scenario = file.numbers("/events/flood/scenario_index");
  Numbers const run = file.numbers("/events/flood/run_index");
  Numbers const month = file.numbers("/events/flood/month_index");
  Numbers const entity = file.numbers("/events/flood/entity");
  Numbers const from = file.numbers("/events/flood/from");
  Numbers const to = file.numbers("/events/flood/to");
  ASSERT_EQ(policy.size(), events.size());
  for (std::size_t k = 0; k < events.size(); ++k) {
    auto const& [arm, event] = events[k];
    EXPECT_EQ((Numbers{policy[k], scenario[k], run[k], month[k], entity[k], from[k], to[k]}),
              (Numbers{std::floor(arm / 3.0), arm % 3 * 1.0, static_cast<double>(event.run), event.month * 1.0,
                       event.entity * 1.0, event.from, event.to}))
        << "row " << k;
  }
}

TEST_F(Table, Has_a_contribution_of_every_driver_to_every_event) {
  write_all(0);
  Hdf5Reader const file = read();

  Numbers expected;
  for (auto const& [arm, event] : all_events(0)) {
    for (float const term : small_contributions(arm, event)) expected.push_back(term);
  }
  EXPECT_EQ(file.numbers("/events/flood/contribution"), expected);
  EXPECT_EQ(file.dimensions("/events/flood/contribution"), (Texts{"event", "driver"}));
}

TEST_F(Table, Of_a_kind_without_contributions_has_no_such_column) {
  write_all(1);

  EXPECT_FALSE(read().exists("/events/drought/contribution"));
}

// Would catch: offsets that count the run itself, or start anew with each arm.
TEST_F(Table, First_row_and_rows_find_the_events_of_any_run) {
  write_all(0);
  Hdf5Reader const file = read();

  std::size_t found = 0;
  for (std::uint64_t arm = 0; arm < 6; ++arm) {
    for (std::uint64_t run = 0; run < 10; ++run) {
      double const first = file.numbers("/events/flood_first_row", {arm / 3, arm % 3, run}, {1, 1, 1}).front();
      double const rows = file.numbers("/events/flood_rows", {arm / 3, arm % 3, run}, {1, 1, 1}).front();
      EXPECT_EQ(first, static_cast<double>(found)) << "arm " << arm << " run " << run;
      EXPECT_EQ(rows, static_cast<double>((arm + run) % 3)) << "arm " << arm << " run " << run;
      found += static_cast<std::size_t>(rows);
    }
  }
  EXPECT_EQ(found, all_events(0).size());
  EXPECT_EQ(file.dimensions("/events/flood_rows"), (Texts{"policy", "scenario", "event_run"}));
}

TEST_F(Table, Of_a_kind_that_never_happens_has_no_rows_and_is_there) {
  EventTable(writer_, spec_, 2, 0).finish();
  Hdf5Reader const file = read();

  EXPECT_EQ(file.extent("/events/frost/month_index"), (Sizes{0}));
  EXPECT_EQ(file.extent("/events/frost/contribution"), (Sizes{0, 2}));
  EXPECT_EQ(file.numbers("/events/frost_rows"), Numbers(60, 0));
}

TEST_F(Table, Numbers_its_rows_and_says_what_its_columns_mean) {
  write_all(0);
  write_all(1);
  Hdf5Reader const file = read();

  Numbers expected(all_events(0).size());
  std::iota(expected.begin(), expected.end(), 0);
  EXPECT_EQ(file.numbers("/events/flood/event"), expected);
  EXPECT_EQ(file.text_attribute("/events/flood/event", "long_name"), "much rain");
  EXPECT_EQ(file.text_attribute("/events/flood/entity", "long_name"), "position in the coordinate place");
  EXPECT_EQ(file.text_attribute("/events/drought/entity", "long_name"), "0: the world");
  EXPECT_EQ(file.text_attribute("/events/flood/to", "long_name"), "after: levels");
  EXPECT_EQ(file.text_attribute("/events/flood/month_index", "units"), "months");
}

/// Whether readers that mask missing values would mask this number of a dataset.
bool is_masked(std::string const& path, std::string const& dataset, double number) {
  Hdf5Handle const file = raw_file(path);
  if (H5Aexists_by_name(file.id(), dataset.c_str(), "_FillValue", H5P_DEFAULT) <= 0) return false;
  double fill = 0;
  H5Aread(raw_attribute(file, dataset, "_FillValue").id(), H5T_NATIVE_DOUBLE, &fill);
  return is_same(fill, number);
}

// An event from rung 0, or a driver that adds nothing, is not a missing one. Would catch: a fill value of 0, which
// xarray and netCDF show as missing.
TEST_F(Table, Zeros_of_its_columns_are_numbers_and_not_missing) {
  write_all(0);
  writer_.close();

  EXPECT_FALSE(is_masked(path_, "/events/flood/from", 0));
  EXPECT_FALSE(is_masked(path_, "/events/flood/to", 0));
  EXPECT_FALSE(is_masked(path_, "/events/flood/contribution", 0));
  EXPECT_FALSE(is_masked(path_, "/events/flood/run_index", 0));
}

TEST_F(Table, With_fewer_rows_than_were_announced_is_a_mistake_of_the_program) {
  EventTable table(writer_, spec_, 1, 3);
  table.add(0, small_events(0, 0).front(), {});

  EXPECT_THROW(table.finish(), std::logic_error);
}

TEST_F(Table, With_more_rows_than_were_announced_throws) {
  EventTable table(writer_, spec_, 1, 1);
  Event const event = small_events(0, 0).front();

  EXPECT_ANY_THROW({
    table.add(0, event, {});
    table.add(0, event, {});
    table.finish();
  });
}

/// A column of `rows` numbers 0, 3, 6, ... of `width` each.
class Column : public testing::Test {
 protected:
  Hdf5Reader column_of(std::uint64_t rows, std::uint64_t width) {
    Hdf5Writer writer(folder_ / "a.h5");
    writer.number_coordinate("row", std::vector<std::int32_t>(rows), "", "");
    writer.number_coordinate("side", std::vector<std::int32_t>(width), "", "");
    TableColumn<std::int32_t> column(writer, "/c", "row", rows, "", "", width > 1 ? "side" : "", width);
    for (std::uint64_t row = 0; row < rows; ++row) {
      std::vector<std::int32_t> numbers;
      for (std::uint64_t k = 0; k < width; ++k) numbers.push_back(static_cast<std::int32_t>(3 * (row * width + k)));
      column.add(numbers);
    }
    column.finish();
    writer.close();
    return Hdf5Reader(folder_ / "a.h5");
  }

  Numbers expected(std::uint64_t count) const {
    Numbers numbers(count);
    for (std::size_t k = 0; k < count; ++k) numbers[k] = 3 * static_cast<double>(k);
    return numbers;
  }

  TemporaryFolder folder_;
};

// A chunk has 16,384 rows. Would catch: rows lost, or written twice, where chunks meet.
TEST_F(Column, Longer_than_a_chunk_is_whole) {
  for (std::uint64_t const rows : {16'383U, 16'384U, 16'385U, 40'000U}) {
    Hdf5Reader const file = column_of(rows, 1);
    EXPECT_EQ(file.numbers("/c"), expected(rows)) << rows;
    EXPECT_EQ(file.chunk("/c"), (Sizes{std::min<std::uint64_t>(rows, 16'384)}));
  }
}

TEST_F(Column, Of_several_numbers_a_row_longer_than_a_chunk_is_whole) {
  Hdf5Reader const file = column_of(20'000, 3);

  EXPECT_EQ(file.numbers("/c"), expected(60'000));
  EXPECT_EQ(file.extent("/c"), (Sizes{20'000, 3}));
}

TEST_F(Column, Of_one_row_is_whole) { EXPECT_EQ(column_of(1, 1).numbers("/c"), (Numbers{0})); }

}  // namespace
}  // namespace detente
