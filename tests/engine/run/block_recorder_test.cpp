#include "engine/run/block_recorder.hpp"

#include "engine/core/missing.hpp"
#include "engine/core/summary.hpp"
#include "tests/engine/run/record_compare.hpp"

#include <gtest/gtest.h>

#include <array>

namespace detente {
namespace {

constexpr int known_lanes = 4;
constexpr int known_months = 30;  // two whole years and a half
constexpr int known_instants = known_months + 1;

using P = Pack<double, known_lanes>;

/// Variables of whole numbers: height by place, in bins 1 wide; rain, a flow; warmth, a state that nothing records
/// unless it is asked to.
ResultSpec spec_of_known_values() {
  ResultSpec spec;
  spec.catalogue = {
      .dimensions = {{.name = "place", .meaning = "", .labels = {"A", "B", "C"}},
                     {.name = "driver", .meaning = "", .labels = {"x", "y"}}},
      .variables =
          {{.name = "height", .unit = "m", .meaning = "", .dimensions = {"place"}, .lowest = 0, .highest = 1024},
           {.name = "rain",
            .unit = "mm",
            .meaning = "",
            .dimensions = {},
            .timing = Timing::flow,
            .lowest = -512,
            .highest = 512},
           {.name = "warmth", .unit = "K", .meaning = "", .dimensions = {}, .lowest = 0, .highest = 1024}},
      .outcomes = {{.name = "by_place", .unit = "1", .meaning = "", .dimensions = {"place"}},
                   {.name = "one", .unit = "1", .meaning = "", .dimensions = {}}},
      .events = {}};
  spec.arms.resize(1);
  spec.samples = 100;
  spec.replications = 1;
  spec.months = known_months;
  spec.recording = {.summary_variables = {0, 1}, .history_variables = {0, 1}, .history_runs = 100, .event_runs = 100};
  return spec;
}

double known(int variable, int entity, int month, std::int64_t run) {
  double const signs[] = {1, -1, 0.5};
  return signs[variable] * (10.0 * month + static_cast<double>(run) + 300.0 * entity);
}

/// A trajectory that stands at a month; lanes beyond the last run hold what must not be recorded.
struct KnownTrajectory {
  int month = 0;
  std::int64_t first_run = 0;
  int count = known_lanes;

  P value(int variable, int entity) const {
    P pack = P::Constant(1e9);
    for (int lane = 0; lane < count; ++lane) pack[lane] = known(variable, entity, month, first_run + lane);
    return pack;
  }
};

/// Runs 8..13 in a pack of four and one of two.
BlockId const known_block{.index = 3, .part = 1, .arm = 0, .first_run = 8, .runs = 6, .last_of_part = true};

std::int64_t run_at(std::size_t position) { return known_block.first_run + static_cast<std::int64_t>(position); }

BlockRecord recorded(ResultSpec const& spec) {
  BlockRecorder recorder(spec, known_block);
  for (int first = 0; first < known_block.runs; first += known_lanes) {
    int const count = std::min(known_lanes, known_block.runs - first);
    recorder.begin_pack(first, count);
    for (int month = 0; month <= known_months; ++month) {
      recorder.record_month(month, KnownTrajectory{month, known_block.first_run + first, count});
    }
  }
  return recorder.take();
}

TEST(BlockRecorder, Record_carries_the_id_of_its_block) {
  BlockRecord const record = recorded(spec_of_known_values());

  EXPECT_EQ(record.id.index, 3);
  EXPECT_EQ(record.id.part, 1);
  EXPECT_EQ(record.id.first_run, 8);
  EXPECT_EQ(record.id.runs, 6);
  EXPECT_TRUE(record.id.last_of_part);
}

// Would catch: a layout by run first, or a second pack that overwrites the first.
TEST(BlockRecorder, Outcomes_stand_by_column_then_run) {
  ResultSpec const spec = spec_of_known_values();
  BlockRecorder recorder(spec, known_block);

  recorder.begin_pack(0, 4);
  recorder.record_outcomes<known_lanes>({P(1, 2, 3, 4), P(11, 12, 13, 14), P(21, 22, 23, 24), P(31, 32, 33, 34)});
  recorder.begin_pack(4, 2);
  recorder.record_outcomes<known_lanes>({P(5, 6, -1, -1), P(15, 16, -1, -1), P(25, 26, -1, -1), P(35, 36, -1, -1)});

  EXPECT_EQ(recorder.take().outcomes, (std::vector<double>{1,  2,  3,  4,  5,  6,  11, 12, 13, 14, 15, 16,
                                                           21, 22, 23, 24, 25, 26, 31, 32, 33, 34, 35, 36}));
}

TEST(BlockRecorder, Outcomes_that_were_not_given_are_missing) {
  ResultSpec const spec = spec_of_known_values();
  BlockRecorder recorder(spec, known_block);

  recorder.begin_pack(0, 4);
  recorder.record_outcomes<known_lanes>({P(1, missing, 3, 4)});

  std::vector<double> const outcomes = recorder.take().outcomes;
  ASSERT_EQ(outcomes.size(), 24U);
  EXPECT_EQ(outcomes[0], 1);
  EXPECT_TRUE(std::isnan(outcomes[1]));
  EXPECT_TRUE(std::isnan(outcomes[4]));
  EXPECT_TRUE(std::isnan(outcomes[6]));
}

/// What the history of a series (variable, entity) must be: [run * instants + month].
std::vector<double> known_history(int variable, int entity, bool has_start) {
  std::vector<double> history;
  for (std::size_t run = 0; run < 6; ++run) {
    for (int month = 0; month <= known_months; ++month) {
      history.push_back(month == 0 && !has_start ? missing : known(variable, entity, month, run_at(run)));
    }
  }
  return history;
}

std::vector<double> joined(std::vector<std::vector<double>> const& lists) {
  std::vector<double> all;
  for (std::vector<double> const& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

std::vector<double> as_double(auto const& numbers) { return {numbers.begin(), numbers.end()}; }

// Would catch: series, runs and months in another order, or a value of lanes beyond the last run.
TEST(BlockRecorder, History_stands_by_series_then_run_then_month) {
  BlockRecord const record = recorded(spec_of_known_values());

  std::vector<double> const expected = joined(
      {known_history(0, 0, true), known_history(0, 1, true), known_history(0, 2, true), known_history(1, 0, false)});
  EXPECT_TRUE(same_numbers(as_double(record.history), expected));
}

TEST(BlockRecorder, Flow_is_missing_at_month_0_of_the_history) {
  ResultSpec spec = spec_of_known_values();
  spec.recording.history_variables = {1};

  BlockRecord const record = recorded(spec);

  ASSERT_EQ(record.history.size(), 6U * known_instants);
  EXPECT_TRUE(std::isnan(record.history[0]));
  EXPECT_EQ(record.history[1], known(1, 0, 1, 8));
  EXPECT_TRUE(std::isnan(record.history[known_instants]));
}

// Would catch: series in the order of the request, which the writer does not know.
TEST(BlockRecorder, Series_come_in_catalogue_order_however_they_were_asked_for) {
  ResultSpec spec = spec_of_known_values();
  spec.recording.history_variables = {2, 0};
  spec.recording.summary_variables = {1, 0};

  BlockRecord const record = recorded(spec);

  std::vector<double> const expected = joined(
      {known_history(0, 0, true), known_history(0, 1, true), known_history(0, 2, true), known_history(2, 0, true)});
  EXPECT_TRUE(same_numbers(as_double(record.history), expected));
  EXPECT_EQ(difference(record, record), "");
  EXPECT_EQ(record.summary.sum, recorded(spec_of_known_values()).summary.sum);
}

TEST(BlockRecorder, History_is_of_the_first_runs_only) {
  ResultSpec spec = spec_of_known_values();
  spec.recording.history_runs = 8;

  BlockRecord const record = recorded(spec);

  EXPECT_TRUE(record.history.empty());
  EXPECT_FALSE(record.summary.sum.empty());
}

TEST(BlockRecorder, Nothing_asked_for_is_nothing_recorded_but_outcomes) {
  ResultSpec spec = spec_of_known_values();
  spec.recording = {};

  BlockRecord const record = recorded(spec);

  EXPECT_EQ(record.outcomes.size(), 24U);
  EXPECT_TRUE(record.history.empty());
  EXPECT_TRUE(record.summary.sum.empty());
  EXPECT_TRUE(record.summary.year_end_bins.empty());
}

/// Sum over the block's runs of (value - centre)^power at a month.
double known_sum(int variable, int entity, int month, int power) {
  double const centre = variable == 1 ? 0 : 512;  // the middle of the declared range
  double sum = 0;
  for (std::size_t run = 0; run < 6; ++run)
    sum += std::pow(known(variable, entity, month, run_at(run)) - centre, power);
  return sum;
}

std::vector<double> known_sums(int power) {
  std::vector<double> sums;
  std::vector<std::pair<int, int>> const series{{0, 0}, {0, 1}, {0, 2}, {1, 0}};
  for (auto const& [variable, entity] : series) {
    for (int month = 0; month <= known_months; ++month) {
      bool const missing = variable == 1 && month == 0;
      sums.push_back(missing ? 0 : known_sum(variable, entity, month, power));
    }
  }
  return sums;
}

// All are whole numbers: sums are exact. Would catch: sums about 0, the last pack only, or lanes beyond the last run.
TEST(BlockRecorder, Summary_adds_up_all_runs_about_the_middle_of_the_range) {
  BlockRecord const record = recorded(spec_of_known_values());

  EXPECT_EQ(record.summary.sum, known_sums(1));
  EXPECT_EQ(record.summary.sum_of_squares, known_sums(2));
}

// Bins are 1 wide; month 30 ends no year. Would catch: year ends taken at months 11 and 23, or a third year.
TEST(BlockRecorder, Year_ends_are_binned_by_series_then_year_then_run) {
  BlockRecord const record = recorded(spec_of_known_values());

  std::vector<std::uint16_t> expected;
  std::vector<std::pair<int, int>> const series{{0, 0}, {0, 1}, {0, 2}, {1, 0}};
  for (auto const& [variable, entity] : series) {
    for (int const month : {12, 24}) {
      for (std::size_t run = 0; run < 6; ++run) {
        double const value = known(variable, entity, month, run_at(run));
        expected.push_back(static_cast<std::uint16_t>(variable == 1 ? value + 512 : value));
      }
    }
  }
  EXPECT_EQ(record.summary.year_end_bins, expected);
}

TEST(BlockRecorder, Single_precision_is_summed_in_double) {
  struct FloatTrajectory {
    Pack<float, 2> value(int, int) const { return {0.1F, 0.2F}; }
  };
  ResultSpec spec = spec_of_known_values();
  spec.recording = {};
  spec.recording.summary_variables = {1};
  BlockRecorder recorder(spec, {.first_run = 0, .runs = 2});

  recorder.begin_pack(0, 2);
  recorder.record_month(1, FloatTrajectory{});

  EXPECT_EQ(recorder.take().summary.sum[1], static_cast<double>(0.1F) + static_cast<double>(0.2F));
}

std::array<float, 2> const why{0.25F, 0.5F};

TEST(BlockRecorder, Event_has_run_month_kind_entity_and_levels) {
  ResultSpec const spec = spec_of_known_values();
  BlockRecorder recorder(spec, known_block);

  recorder.begin_pack(4, 2);
  recorder.begin_month(17);
  recorder.events()->record(2, 1, 5, 0.5, 1.5, {});

  std::vector<Event> const events = recorder.take().events;
  ASSERT_EQ(events.size(), 1U);
  EXPECT_TRUE(same_event(events[0], {.run = 13, .month = 17, .kind = 2, .entity = 5, .from = 0.5, .to = 1.5}));
  EXPECT_EQ(events[0].contributions, -1);
}

// Would catch: a sort that leaves the rows of contributions with other events.
TEST(BlockRecorder, Events_are_sorted_and_keep_their_contributions) {
  ResultSpec const spec = spec_of_known_values();
  BlockRecorder recorder(spec, known_block);
  std::array<float, 2> const others{7, 8};

  recorder.begin_pack(0, 4);
  recorder.begin_month(1);
  recorder.record(0, 3, 0, 0, 0, why);
  recorder.record(0, 0, 1, 0, 0, {});
  recorder.begin_month(2);
  recorder.record(1, 0, 0, 0, 0, others);
  recorder.record(0, 0, 2, 0, 0, {});
  recorder.record(0, 0, 1, 0, 0, {});

  BlockRecord const record = recorder.take();
  EXPECT_TRUE(same_events(record.events, {{.run = 8, .month = 1, .kind = 0, .entity = 1},
                                          {.run = 8, .month = 2, .kind = 0, .entity = 1},
                                          {.run = 8, .month = 2, .kind = 0, .entity = 2},
                                          {.run = 8, .month = 2, .kind = 1, .entity = 0, .contributions = 1},
                                          {.run = 11, .month = 1, .kind = 0, .entity = 0, .contributions = 0}}));
  EXPECT_EQ(record.contributions, (std::vector<float>{0.25F, 0.5F, 7, 8}));
}

TEST(BlockRecorder, Equal_events_stay_in_the_order_in_which_they_happened) {
  ResultSpec const spec = spec_of_known_values();
  BlockRecorder recorder(spec, known_block);

  recorder.begin_pack(0, 4);
  recorder.begin_month(1);
  recorder.record(0, 0, 0, 0, 1, {});
  recorder.record(0, 0, 0, 1, 2, {});
  recorder.record(0, 0, 0, 2, 3, {});

  std::vector<Event> const events = recorder.take().events;
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].to, 1);
  EXPECT_EQ(events[1].to, 2);
  EXPECT_EQ(events[2].to, 3);
}

// Would catch: the repeated run in the lanes beyond the last one, whose events would be counted twice.
TEST(BlockRecorder, Lanes_beyond_the_last_run_have_no_events) {
  ResultSpec const spec = spec_of_known_values();
  BlockRecorder recorder(spec, known_block);

  recorder.begin_pack(4, 2);
  recorder.begin_month(1);
  recorder.record(0, 2, 0, 0, 1, why);
  recorder.record(0, 3, 0, 0, 1, why);

  BlockRecord const record = recorder.take();
  EXPECT_TRUE(record.events.empty());
  EXPECT_TRUE(record.contributions.empty());
}

// Runs 8..13 with the events of the first 10: those of runs 8 and 9 only.
TEST(BlockRecorder, Events_are_of_the_first_runs_only) {
  ResultSpec spec = spec_of_known_values();
  spec.recording.event_runs = 10;
  BlockRecorder recorder(spec, known_block);

  recorder.begin_pack(0, 4);
  ASSERT_NE(recorder.events(), nullptr);
  for (int lane = 0; lane < known_lanes; ++lane) recorder.events()->record(0, lane, 0, 0, 1, why);

  BlockRecord const record = recorder.take();
  ASSERT_EQ(record.events.size(), 2U);
  EXPECT_EQ(record.events[0].run, 8);
  EXPECT_EQ(record.events[1].run, 9);
  EXPECT_EQ(record.contributions.size(), 4U);
}

// A model need not make events that nobody records.
TEST(BlockRecorder, Pack_of_which_no_run_has_events_has_no_sink) {
  ResultSpec spec = spec_of_known_values();
  spec.recording.event_runs = 12;
  BlockRecorder recorder(spec, known_block);

  recorder.begin_pack(0, 4);
  EXPECT_NE(recorder.events(), nullptr);
  recorder.begin_pack(4, 2);
  EXPECT_EQ(recorder.events(), nullptr);
}

TEST(BlockRecorder, Is_empty_once_its_record_is_taken) {
  ResultSpec const spec = spec_of_known_values();
  BlockRecorder recorder(spec, known_block);
  recorder.begin_pack(0, 4);
  recorder.record(0, 0, 0, 0, 1, why);

  recorder.take();

  BlockRecord const second = recorder.take();
  EXPECT_TRUE(second.outcomes.empty());
  EXPECT_TRUE(second.events.empty());
  EXPECT_TRUE(second.contributions.empty());
}

}  // namespace
}  // namespace detente
