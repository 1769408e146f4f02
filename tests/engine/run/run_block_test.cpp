#include "engine/run/run_block.hpp"

#include "tests/engine/run/record_compare.hpp"
#include "tests/engine/run/toy_model.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <sstream>

namespace detente {
namespace {

constexpr std::size_t toy_instants = toy_months + 1;

TEST(LaneKeys, Run_is_sample_times_replications_plus_replication) {
  ResultSpec const spec = toy_spec(100, 3, toy_months);

  LaneKeys<4> const keys = lane_keys<4>(spec, 7, 100);

  EXPECT_EQ(keys.sample, (std::array<std::uint32_t, 4>{2, 2, 3, 3}));
  EXPECT_EQ(keys.replication, (std::array<std::uint32_t, 4>{1, 2, 0, 1}));
}

TEST(LaneKeys, Lanes_beyond_the_last_run_repeat_it) {
  ResultSpec const spec = toy_spec(100, 3, toy_months);

  LaneKeys<4> const keys = lane_keys<4>(spec, 8, 10);

  EXPECT_EQ(keys.sample, (std::array<std::uint32_t, 4>{2, 3, 3, 3}));
  EXPECT_EQ(keys.replication, (std::array<std::uint32_t, 4>{2, 0, 0, 0}));
}

/// One run of the toy model, stepped in one lane without the engine's loop and recorder.
struct ScalarRun {
  std::vector<double> outcomes;
  std::vector<double> histories;  // levels of A, levels of B, rain; months 0.. each
  std::vector<double> events;     // month, kind, entity, from, to of each, as they happened
};

struct EventList final : EventSink {
  void record(int kind, int /*lane*/, int entity, double from, double to, std::span<float const>) override {
    numbers.insert(numbers.end(),
                   {static_cast<double>(month), static_cast<double>(kind), static_cast<double>(entity), from, to});
  }
  int month = 0;
  std::vector<double> numbers;
};

ScalarRun scalar_run(ResultSpec const& spec, int arm, std::int64_t run) {
  ToyModel<double, 1> const model;
  Draws<double, 1> draws(spec.seed, model.slots());
  draws.assign(
      {{static_cast<std::uint32_t>(run / spec.replications)}, {static_cast<std::uint32_t>(run % spec.replications)}});
  auto trajectory = model.trajectory(arm);
  EventList events;
  std::array<std::vector<double>, 3> series;
  draws.begin_month(0);
  trajectory.start(draws);
  for (int month = 0;; ++month) {
    series[0].push_back(trajectory.value(0, 0)[0]);
    series[1].push_back(trajectory.value(0, 1)[0]);
    series[2].push_back(trajectory.value(1, 0)[0]);
    if (month == spec.months) break;
    draws.begin_month(month);
    events.month = month + 1;
    trajectory.step(month, draws, &events);
  }
  std::vector<Pack<double, 1>> columns;
  trajectory.outcomes(columns);
  ScalarRun result{{columns[0][0], columns[1][0], columns[2][0]}, {}, events.numbers};
  for (std::vector<double> const& values : series)
    result.histories.insert(result.histories.end(), values.begin(), values.end());
  return result;
}

/// The same of one run of a record. The toy's second place floods first, so events are put back into that order.
ScalarRun run_of(BlockRecord const& record, std::int64_t run) {
  std::size_t const runs = static_cast<std::size_t>(record.id.runs);
  std::size_t const position = static_cast<std::size_t>(run - record.id.first_run);
  ScalarRun result;
  for (std::size_t column = 0; column < 3; ++column)
    result.outcomes.push_back(record.outcomes[column * runs + position]);
  for (std::size_t series = 0; series < 3; ++series) {
    auto const from = record.history.begin() + static_cast<std::ptrdiff_t>((series * runs + position) * toy_instants);
    result.histories.insert(result.histories.end(), from, from + static_cast<std::ptrdiff_t>(toy_instants));
  }
  std::vector<Event> events = record.events;
  std::stable_sort(events.begin(), events.end(), [](Event const& a, Event const& b) {
    return std::make_tuple(a.run, a.month, -a.entity) < std::make_tuple(b.run, b.month, -b.entity);
  });
  for (Event const& event : events) {
    if (event.run != run) continue;
    result.events.insert(result.events.end(), {static_cast<double>(event.month), static_cast<double>(event.kind),
                                               static_cast<double>(event.entity), event.from, event.to});
  }
  return result;
}

/// Runs of a block that differ from their scalar computation; "" if none does.
template <class M>
std::string runs_that_differ(ResultSpec const& spec, BlockId const& id) {
  BlockRecord const record = run_block(M(), spec, id);
  std::ostringstream differing;
  for (std::int64_t run = id.first_run; run < id.first_run + id.runs; ++run) {
    ScalarRun const expected = scalar_run(spec, id.arm, run);
    ScalarRun const actual = run_of(record, run);
    bool const same = same_numbers(actual.outcomes, expected.outcomes) &&
                      same_numbers(actual.histories, expected.histories) && actual.events == expected.events;
    if (!same) differing << run << ' ';
  }
  return differing.str();
}

// A block of 41 runs: three packs of 16 lanes, the last with 9 runs. Would catch: keys of another run in a lane, draws
// of the month after, or a state that one pack leaves to the next.
TEST(RunBlock, Each_run_equals_its_scalar_computation) {
  ResultSpec const spec = toy_spec(100, 3, toy_months);
  BlockId const id{.arm = 1, .first_run = 48, .runs = 41};

  EXPECT_EQ((runs_that_differ<ToyModel<double, 16>>(spec, id)), "");
}

// The same runs again, each in another lane. Would catch: a draw or a record that depends on the lane.
TEST(RunBlock, Each_run_equals_its_scalar_computation_in_any_lane) {
  ResultSpec const spec = toy_spec(100, 3, toy_months);

  EXPECT_EQ((runs_that_differ<ToyModel<double, 16>>(spec, {.arm = 1, .first_run = 47, .runs = 42})), "");
  EXPECT_EQ((runs_that_differ<ToyModel<double, 16>>(spec, {.arm = 1, .first_run = 37, .runs = 52})), "");
  EXPECT_EQ((runs_that_differ<ToyModel<double, 1>>(spec, {.arm = 1, .first_run = 48, .runs = 41})), "");
}

// The toy's values are whole multiples of 2^-12, so that even sums have the same bits. Would catch: sums over lanes
// beyond the last run.
TEST(RunBlock, Record_does_not_depend_on_the_number_of_lanes) {
  ResultSpec const spec = toy_spec(100, 3, toy_months);
  BlockId const id{.arm = 0, .first_run = 16, .runs = 37};

  BlockRecord const wide = run_block(ToyModel<double, 16>(), spec, id);
  BlockRecord const narrow = run_block(ToyModel<double, 1>(), spec, id);

  EXPECT_FALSE(wide.events.empty());
  EXPECT_FALSE(wide.contributions.empty());
  EXPECT_EQ(difference(wide, narrow), "");
}

TEST(RunBlock, Record_is_the_same_every_time) {
  ResultSpec const spec = toy_spec(100, 3, toy_months);
  ToyModel<float, 16> const model;
  BlockId const id{.arm = 0, .first_run = 16, .runs = 37};

  EXPECT_EQ(difference(run_block(model, spec, id), run_block(model, spec, id)), "");
}

// Arms share their luck: rain does not depend on the arm, levels start 1/4 apart.
TEST(RunBlock, Arms_differ_by_their_arm_and_share_their_draws) {
  ResultSpec const spec = toy_spec(100, 3, toy_months);
  ToyModel<double, 16> const model;

  ScalarRun const first = run_of(run_block(model, spec, {.arm = 0, .first_run = 0, .runs = 16}), 5);
  ScalarRun const second = run_of(run_block(model, spec, {.arm = 1, .first_run = 0, .runs = 16}), 5);

  EXPECT_EQ(second.histories[0], first.histories[0] + 0.25);
  std::vector<double> const rain_in_first(first.histories.end() - toy_months, first.histories.end());
  std::vector<double> const rain_in_second(second.histories.end() - toy_months, second.histories.end());
  EXPECT_EQ(rain_in_first, rain_in_second);
}

TEST(RunBlock, Ensemble_of_no_months_records_the_start) {
  ResultSpec const spec = toy_spec(4, 1, 0);

  BlockRecord const record = run_block(ToyModel<double, 16>(), spec, {.first_run = 0, .runs = 4});

  EXPECT_EQ(record.history.size(), 3U * 4U);
  EXPECT_EQ(record.outcomes[0], record.history[0]);
  EXPECT_TRUE(record.events.empty());
}

/// Writes down what the engine asks of it; its one variable is the first lane's uniform of the month.
class Diary {
 public:
  using Real = double;
  static constexpr int lanes = 16;

  class Trajectory {
   public:
    explicit Trajectory(std::ostream& out) : out_(&out) {}
    void start(Draws<double, 16> const& draws) { note("start", draws); }
    void step(int month, Draws<double, 16> const& draws, EventSink* events) {
      note((events != nullptr ? "step" : "blind") + std::to_string(month), draws);
    }
    Pack<double, 16> const& value(int, int) const { return draw_; }
    void outcomes(std::vector<Pack<double, 16>>& columns) const {
      *out_ << "end ";
      columns.assign(3, draw_);
    }

   private:
    void note(std::string const& what, Draws<double, 16> const& draws) {
      *out_ << what << ' ';
      draw_ = draws[0];
    }
    std::ostream* out_;
    Pack<double, 16> draw_;
  };

  explicit Diary(std::ostream& out) : out_(&out) {}
  std::span<DrawSlot const> slots() const { return slots_; }
  Trajectory trajectory(int arm) const {
    *out_ << "arm" << arm << ' ';
    return Trajectory(*out_);
  }

 private:
  std::ostream* out_;
  std::array<DrawSlot, 1> slots_{{{.stream = 1, .entity = 1, .kind = DrawKind::uniform}}};
};

// Would catch: packs interleaved, outcomes read before the last month, or one month too many.
TEST(RunBlock, Packs_run_one_after_the_other_from_start_to_end) {
  ResultSpec const spec = toy_spec(40, 1, 2);
  std::ostringstream diary;

  run_block(Diary(diary), spec, {.arm = 1, .first_run = 0, .runs = 33});

  EXPECT_EQ(diary.str(), "arm1 start step0 step1 end start step0 step1 end start step0 step1 end ");
}

// Of 33 runs the events of the first 20 are recorded: the third pack starts at run 32.
TEST(RunBlock, Model_gets_no_sink_when_no_run_of_the_pack_has_events) {
  ResultSpec spec = toy_spec(40, 1, 1);
  spec.recording.event_runs = 20;
  std::ostringstream diary;

  run_block(Diary(diary), spec, {.arm = 0, .first_run = 0, .runs = 33});

  EXPECT_EQ(diary.str(), "arm0 start step0 end start step0 end start blind0 end ");
}

// Start reads the draws of month 0, the step from month m to m + 1 those of month m. Would catch: a step with the draws
// of the month it ends in.
TEST(RunBlock, Step_from_a_month_has_the_draws_of_that_month) {
  ResultSpec spec = toy_spec(1, 1, 3);
  spec.recording.history_variables = {0};
  std::ostringstream diary;
  Diary const model(diary);
  Draws<double, 1> draws(spec.seed, model.slots());
  std::vector<double> of_month;
  for (int month = 0; month < 3; ++month) {
    draws.begin_month(month);
    of_month.push_back(draws[0][0]);
  }

  auto const history = run_block(model, spec, {.first_run = 0, .runs = 1}).history;

  std::vector<double> const of_place_a(history.begin(), history.begin() + 4);
  EXPECT_TRUE(same_numbers(of_place_a, {of_month[0], of_month[0], of_month[1], of_month[2]}));
}

}  // namespace
}  // namespace detente
