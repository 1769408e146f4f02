#include "engine/io/result_writer.hpp"

#include "engine/io/result_file.hpp"
#include "tests/engine/io/small_result.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

using Numbers = std::vector<double>;
using Sizes = std::vector<std::uint64_t>;

Sizes arm_at(int arm) { return {static_cast<std::uint64_t>(arm / 3), static_cast<std::uint64_t>(arm % 3)}; }

/// A result of a spec with six arms, written once for all that a test asks.
class Written : public testing::Test {
 protected:
  Hdf5Reader result_of(ResultSpec const& spec) { return Hdf5Reader(make_result(folder_, spec)); }

  TemporaryFolder folder_;
};

/// What stands at the wrong place in an outcome; `first` is its first column.
std::string misplaced_outcomes(Hdf5Reader const& file, std::string const& name, int first, std::uint64_t labels,
                               std::uint64_t runs) {
  std::string wrong;
  for (int arm = 0; arm < 6; ++arm) {
    Sizes offset = arm_at(arm);
    offset.insert(offset.end(), {0, 0});
    Sizes count{1, 1, runs, labels};
    offset.resize(file.extent("/outcomes/" + name).size());
    count.resize(offset.size());
    Numbers const found = file.numbers("/outcomes/" + name, offset, count);
    for (std::uint64_t k = 0; k < runs * labels; ++k) {
      double const expected =
          small_outcome(arm, static_cast<std::int64_t>(k / labels), first + static_cast<int>(k % labels));
      if (!is_same(found[k], expected)) wrong += std::to_string(arm) + ":" + std::to_string(k) + " ";
    }
  }
  return wrong;
}

TEST_F(Written, Outcomes_of_every_arm_run_and_label_stand_in_their_place) {
  Hdf5Reader const file = result_of(small_spec());

  EXPECT_EQ(misplaced_outcomes(file, "total", 0, 1, 14), "");
  EXPECT_EQ(misplaced_outcomes(file, "damage", 1, 3, 14), "");
  EXPECT_EQ(misplaced_outcomes(file, "cost.year", 4, 2, 14), "");
}

/// What stands at the wrong place in a history of `entities`, the first of which is a series.
std::string misplaced_histories(Hdf5Reader const& file, std::string const& name, int series, int entities, int runs) {
  Numbers const found = file.numbers("/history/" + name);
  std::string wrong;
  std::size_t at = 0;
  for (int arm = 0; arm < 6; ++arm) {
    for (int run = 0; run < runs; ++run) {
      for (int month = 0; month <= 25; ++month) {
        for (int entity = 0; entity < entities; ++entity) {
          if (!is_same(found.at(at++), small_value(arm, run, month, series + entity)))
            wrong += std::to_string(at - 1) + " ";
        }
      }
    }
  }
  return found.size() == at ? wrong : "another size";
}

// 12 runs are one part and a half, three blocks.
TEST_F(Written, Histories_of_every_arm_run_month_and_entity_stand_in_their_place) {
  Hdf5Reader const file = result_of(small_spec());

  EXPECT_EQ(misplaced_histories(file, "level", 0, 6, 12), "");
  EXPECT_EQ(misplaced_histories(file, "rain", 6, 1, 12), "");
  EXPECT_EQ(misplaced_histories(file, "mood", 7, 1, 12), "");
}

// All 14 runs: the last block has two. Would catch: a short block whose runs are taken for others.
TEST_F(Written, Histories_of_all_runs_stand_in_their_place_though_the_last_block_is_short) {
  ResultSpec spec = small_spec();
  spec.recording.history_runs = 14;
  spec.recording.history_variables = {0, 2};
  spec.recording.exact_histories = true;
  Hdf5Reader const file = result_of(spec);

  EXPECT_EQ(misplaced_histories(file, "level", 0, 6, 14), "");
  EXPECT_EQ(misplaced_histories(file, "mood", 7, 1, 14), "");
  EXPECT_FALSE(file.exists("/history/rain"));
}

/// The events of a kind in one run as the file has them, by the offsets of the run: month, entity, from, to and what
/// drivers add.
std::vector<Numbers> events_of_run(Hdf5Reader const& file, std::string const& kind, int arm, std::uint64_t run,
                                   std::uint64_t drivers) {
  Sizes at = arm_at(arm);
  at.push_back(run);
  std::uint64_t const first =
      static_cast<std::uint64_t>(file.numbers("/events/" + kind + "_first_row", at, {1, 1, 1}).front());
  std::uint64_t const rows =
      static_cast<std::uint64_t>(file.numbers("/events/" + kind + "_rows", at, {1, 1, 1}).front());
  std::vector<Numbers> events(rows);
  for (std::string const column : {"month_index", "entity", "from", "to"}) {
    Numbers const values = file.numbers("/events/" + kind + "/" + column, {first}, {rows});
    for (std::size_t k = 0; k < rows; ++k) events[k].push_back(values[k]);
  }
  for (std::size_t k = 0; k < rows && drivers > 0; ++k) {
    Numbers const terms = file.numbers("/events/" + kind + "/contribution", {first + k, 0}, {1, drivers});
    events[k].insert(events[k].end(), terms.begin(), terms.end());
  }
  return events;
}

std::vector<Numbers> expected_events(int kind, int arm, int run) {
  std::vector<Numbers> rows;
  for (Event const& event : small_events(arm, run)) {
    if (event.kind != kind) continue;
    Numbers& row = rows.emplace_back(Numbers{event.month * 1.0, event.entity * 1.0, event.from, event.to});
    if (kind != 0) continue;
    for (float const term : small_contributions(arm, event)) row.push_back(term);
  }
  return rows;
}

// 10 runs are one part, one block, and half a block.
TEST_F(Written, Events_of_every_run_are_found_with_their_contributions) {
  Hdf5Reader const file = result_of(small_spec());

  for (int arm = 0; arm < 6; ++arm) {
    for (int run = 0; run < 10; ++run) {
      EXPECT_EQ(events_of_run(file, "flood", arm, run, 2), expected_events(0, arm, run))
          << "arm " << arm << " run " << run;
      EXPECT_EQ(events_of_run(file, "drought", arm, run, 0), expected_events(1, arm, run))
          << "arm " << arm << " run " << run;
    }
  }
}

TEST_F(Written, Events_are_sorted_by_arm_run_and_month) {
  Hdf5Reader const file = result_of(small_spec());

  Numbers const policy = file.numbers("/events/flood/policy_index");
  Numbers const scenario = file.numbers("/events/flood/scenario_index");
  Numbers const run = file.numbers("/events/flood/run_index");
  Numbers const month = file.numbers("/events/flood/month_index");
  std::vector<Numbers> keys;
  for (std::size_t k = 0; k < run.size(); ++k) keys.push_back({policy[k], scenario[k], run[k], month[k]});

  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
  EXPECT_EQ(keys.size(), 60U)
      << "each arm: ten runs with 0, 1, 2, 0, ... floods; ten in all, eleven where it begins with 1 or 2";
}

TEST_F(Written, Kinds_that_never_happen_have_tables_without_rows) {
  Hdf5Reader const file = result_of(small_spec());

  EXPECT_EQ(file.extent("/events/frost/month_index"), (Sizes{0}));
}

TEST_F(Written, Summaries_are_over_all_runs_of_their_arm) {
  Hdf5Reader const file = result_of(small_spec());

  for (int arm = 0; arm < 6; ++arm) {
    double sum = 0;
    for (int run = 0; run < 14; ++run) sum += small_value(arm, run, 13, 7);
    Sizes at = arm_at(arm);
    at.push_back(13);
    EXPECT_NEAR(file.numbers("/summary/mood_mean", at, {1, 1, 1}).front(), sum / 14, rounding_of_small_values)
        << "arm " << arm;
  }
}

TEST_F(Written, Without_histories_and_events_there_are_no_such_groups) {
  ResultSpec spec = small_spec();
  spec.recording = {};
  Hdf5Reader const file = result_of(spec);

  EXPECT_EQ(misplaced_outcomes(file, "damage", 1, 3, 14), "");
  EXPECT_FALSE(file.exists("/history"));
  EXPECT_FALSE(file.exists("/events"));
}

TEST_F(Written, One_run_over_no_month_at_all_is_a_result) {
  ResultSpec spec = small_spec();
  spec.samples = 1;
  spec.replications = 1;
  spec.months = 0;
  spec.recording.history_runs = 1;
  spec.recording.event_runs = 0;
  spec.parameters.clear();
  for (std::vector<double>& path : spec.levers.values) path.resize(2);
  Hdf5Reader const file = result_of(spec);

  EXPECT_EQ(misplaced_outcomes(file, "damage", 1, 3, 1), "");
  EXPECT_EQ(file.numbers("/history/mood", {1, 2, 0, 0}, {1, 1, 1, 1}), (Numbers{small_value(5, 0, 0, 7)}));
}

TEST_F(Written, Leaves_no_temporary_file_and_the_parts_where_they_are) {
  ResultSpec const spec = small_spec();
  make_result(folder_, spec);

  EXPECT_EQ(names_in(folder_.path()), (std::set<std::string>{"parts", "result.h5"}));
  EXPECT_EQ(names_in(folder_ / "parts").size(), 12U);
}

// Would catch: a result with holes where a part was lost.
TEST_F(Written, A_part_that_is_missing_is_an_error_and_no_result_appears) {
  ResultSpec const spec = small_spec();
  PartStore store(folder_ / "parts", spec, small_digest);
  compute(store, spec);
  std::filesystem::remove(store.path_of(10));

  std::optional<IoError> const error = error_of([&] { write_result(folder_ / "result.h5", spec, store); });

  EXPECT_TRUE(says(error, {"part-10.h5"}));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "result.h5"));
}

TEST_F(Written, A_part_that_is_damaged_is_an_error_and_an_older_result_stays_as_it_is) {
  ResultSpec const spec = small_spec();
  PartStore store(folder_ / "parts", spec, small_digest);
  compute(store, spec);
  std::filesystem::resize_file(store.path_of(11), 500);
  put(folder_ / "result.h5", "an older result");
  put(folder_ / "notes.txt", "mine");

  std::optional<IoError> const error = error_of([&] { write_result(folder_ / "result.h5", spec, store); });

  EXPECT_TRUE(says(error, {"part-11.h5"}));
  EXPECT_EQ(content_of(folder_ / "result.h5"), "an older result");
  EXPECT_EQ(content_of(folder_ / "notes.txt"), "mine");
}

TEST_F(Written, On_a_full_disk_there_is_an_error_and_an_older_result_stays_as_it_is) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "needs the device /dev/full";
  ResultSpec const spec = small_spec();
  PartStore store(folder_ / "parts", spec, small_digest);
  compute(store, spec);
  put(folder_ / "result.h5", "an older result");
  std::filesystem::create_symlink("/dev/full", folder_ / "result.h5.tmp");

  std::optional<IoError> const error = error_of([&] { write_result(folder_ / "result.h5", spec, store); });

  EXPECT_TRUE(says(error, {"result.h5", "No space left on device"})) << (error ? error->what() : "no error");
  ASSERT_TRUE(std::filesystem::is_regular_file(folder_ / "result.h5"))
      << "and not the device, whose content has no end";
  EXPECT_EQ(content_of(folder_ / "result.h5"), "an older result");
}

TEST_F(Written, In_a_folder_that_does_not_exist_is_an_error_that_names_it) {
  ResultSpec const spec = small_spec();
  PartStore store(folder_ / "parts", spec, small_digest);
  compute(store, spec);

  EXPECT_TRUE(
      says(error_of([&] { write_result(folder_ / "absent/result.h5", spec, store); }), {folder_ / "absent/result.h5"}));
}

}  // namespace
}  // namespace detente
