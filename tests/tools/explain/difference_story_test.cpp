#include "tools/explain/difference_story.hpp"

#include "tests/tools/explain/made_up_run.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

/// Two runs of the same catalogue, one of each policy.
struct Two {
  explicit Two(ResultSpec const& spec) : calm(spec, 0), bold(spec, 1) {}
  DifferenceStory story() const {
    RunView const first = calm.view();
    RunView const second = bold.view();
    return tell_difference({first, second});
  }
  MadeUpRun calm, bold;
};

TEST(DifferenceStory, Levers_are_told_from_the_month_in_which_they_part_with_their_widest_gap) {
  ResultSpec spec = made_up_spec();
  for (std::size_t month = 12; month <= 60; ++month)
    spec.levers.values[1][4 * month] = month < 20 ? 0.6 : 0.9;  // mediation
  spec.levers.values[1][4 * 3 + 3] = 150;                       // officers, in one month

  std::vector<LeverParting> const levers = Two(spec).story().levers;

  ASSERT_EQ(levers.size(), 2U);
  EXPECT_EQ(levers[0].name, "officers");
  EXPECT_EQ(levers[0].month, 3);
  EXPECT_EQ(levers[1].month, 12);
  EXPECT_EQ(levers[1].widest_month, 20);
  EXPECT_DOUBLE_EQ(levers[1].first, 0.5);
  EXPECT_DOUBLE_EQ(levers[1].second, 0.9);
}

TEST(DifferenceStory, Rules_are_those_of_their_policy) {
  ResultSpec const spec = made_up_spec();

  DifferenceStory const story = Two(spec).story();

  EXPECT_TRUE(story.first_rules.empty());
  EXPECT_EQ(story.second_rules, std::vector<std::string>{"promise.A: if level >= 3: set 1"});
}

TEST(DifferenceStory, Events_are_the_same_if_month_kind_entity_and_end_are) {
  ResultSpec const spec = made_up_spec();
  Two two(spec);
  two.calm.with({{3, "move", 0, 0, 1}, {5, "move", 0, 1, 2}, {6, "election", 1, 0, 1}, {9, "move", 2, 0, 1}});
  two.bold.with({{3, "move", 0, 0, 1}, {5, "move", 0, 1, 3}, {6, "election", 1, 0, 1}, {8, "move", 2, 0, 1}});

  DifferenceStory const story = two.story();

  EXPECT_EQ(story.shared_events, 2U);
  ASSERT_EQ(story.events.size(), 4U);
  EXPECT_EQ(story.events[0].side, Side::first);
  EXPECT_EQ(story.events[1].side, Side::second);
  EXPECT_EQ(story.events[2].side, Side::second);  // month 8
  EXPECT_EQ(story.events[3].side, Side::first);   // month 9
}

// Would catch: a set in place of a bag, in which the second of two equal events is lost.
TEST(DifferenceStory, Two_equal_events_are_not_matched_by_one) {
  ResultSpec const spec = made_up_spec();
  Two two(spec);
  two.calm.with({{3, "comet", 0, 0, 1}, {3, "comet", 0, 0, 1}});
  two.bold.with({{3, "comet", 0, 0, 1}});

  EXPECT_EQ(two.story().events.size(), 1U);
}

TEST(DifferenceStory, Of_a_move_the_other_run_tells_level_and_rate_at_the_start_of_the_month) {
  ResultSpec const spec = made_up_spec();
  Two two(spec);
  two.calm.with({{5, "move", 1, 1, 2, {{"base", 0.5F}}}});
  two.bold.from(0, "level", 1, 1).from(5, "level", 1, 3).from(4, "up_rate", 1, 0.25).from(5, "up_rate", 1, 9);

  OneSided const event = two.story().events.front();

  EXPECT_DOUBLE_EQ(event.other_level, 1);
  EXPECT_DOUBLE_EQ(event.other_rate, 0.25);
}

TEST(DifferenceStory, Of_a_move_down_the_other_rate_is_that_of_the_way_down) {
  ResultSpec const spec = made_up_spec();
  Two two(spec);
  two.calm.with({{5, "move", 1, 1, 0, {{"base", 0.5F}}}});
  two.bold.from(0, "up_rate", 1, 0.25).from(0, "down_rate", 1, 3);

  EXPECT_DOUBLE_EQ(two.story().events.front().other_rate, 3);
}

TEST(DifferenceStory, A_variable_parts_where_it_first_differs_by_a_hundredth_of_its_range) {
  ResultSpec const spec = made_up_spec();
  Two two(spec);
  two.bold.from(4, "tension", 0, 0.009)
      .from(9, "tension", 0, 0.02)
      .from(7, "tension", 2, 0.011)
      .from(30, "tension", 2, 0.4);

  std::vector<VariableParting> const partings = two.story().variables;

  ASSERT_EQ(partings.size(), 1U);
  EXPECT_EQ(partings[0].variable, "tension");
  EXPECT_EQ(partings[0].entity, "Gamma, internal");
  EXPECT_EQ(partings[0].month, 7);
  EXPECT_DOUBLE_EQ(partings[0].second, 0.011);
  EXPECT_EQ(partings[0].widest_month, 30);
  EXPECT_DOUBLE_EQ(partings[0].widest_second, 0.4);
}

TEST(DifferenceStory, A_missing_number_is_no_difference) {
  ResultSpec const spec = made_up_spec();
  Two two(spec);
  two.bold.from(0, "cost", 0, std::nan("")).from(1, "cost", 0, 0);

  EXPECT_TRUE(two.story().variables.empty());
}

TEST(DifferenceStory, Costs_are_ranked_by_their_change_either_way_policy_last) {
  ResultSpec const spec = made_up_spec();
  Two two(spec);
  two.calm.costing({100, 60, 40, 5});
  two.bold.costing({85, 65, 20, 500});

  DifferenceStory const story = two.story();

  EXPECT_DOUBLE_EQ(story.second_cost - story.first_cost, -15);
  EXPECT_EQ(story.costs[0].component, "mediation");
  EXPECT_EQ(story.costs[1].component, "standing");
  EXPECT_EQ(story.costs[2].component, "policy");
}

}  // namespace
}  // namespace detente
