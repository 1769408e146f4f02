#include "tools/explain/run_story.hpp"

#include "engine/core/missing.hpp"
#include "tests/tools/explain/made_up_run.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

constexpr double single = 1e-6;  // contributions are stored in single precision

TEST(RunStory, The_rate_of_an_event_is_the_product_of_its_terms) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun run(spec);
  run.with({{3, "move", 0, 0, 1, {{"base", -0.7F}, {"offset", 0.2F}, {"tension", 0.5F}, {"campaign", -0.1F}}}});

  ToldEvent const told = tell(run.view(), 0);

  EXPECT_NEAR(told.rate, std::exp(-0.1), single);
  EXPECT_NEAR(told.reference_rate, std::exp(-0.5), single);
}

TEST(RunStory, Drivers_are_ranked_by_what_they_did_either_way_without_the_own_rate) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun run(spec);
  run.with({{3, "move", 0, 0, 1, {{"base", -2.0F}, {"offset", 1.0F}, {"tension", 0.2F}, {"campaign", -0.4F}}}});

  ToldEvent const told = tell(run.view(), 0);

  ASSERT_EQ(told.terms.size(), 2U);
  EXPECT_EQ(told.terms[0].driver, "campaign");
  EXPECT_EQ(told.terms[1].driver, "tension");
}

TEST(RunStory, Only_the_largest_terms_that_matter_are_told) {
  ToldEvent told;
  told.terms = {{"a", 0.5}, {"b", -0.4}, {"c", 0.3}, {"d", 0.2}};
  EXPECT_EQ(told_terms(told).size(), 3U);

  told.terms = {{"a", 0.5}, {"b", -0.04}};
  EXPECT_EQ(told_terms(told).size(), 1U);
}

TEST(RunStory, An_agreement_torn_by_violence_has_no_rate) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun run(spec);
  run.with({{3, "breakdown", 0, 1, 0, {{"level", 4.0F}}}});

  ToldEvent const told = tell(run.view(), 0);

  EXPECT_FALSE(told.has_rate);
  EXPECT_TRUE(told.terms.empty());
}

TEST(RunStory, Its_cost_stands_among_the_runs_that_came_to_a_result) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun run(spec);
  run.costing({30, 20, 10, 5});

  RunStory const story = tell_run(run.view(), {{10, 30, missing, 20, 40}, {}});

  EXPECT_EQ(story.ranked, 4);
  EXPECT_DOUBLE_EQ(story.cost_rank, 0.5);
  EXPECT_DOUBLE_EQ(story.median_cost, 25);
}

TEST(RunStory, Without_a_result_it_has_no_rank) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun run(spec);

  EXPECT_TRUE(std::isnan(tell_run(run.view(), {}).cost_rank));
}

// Months 1 and 2 were lived in November and December of 2026. Would catch: years counted from the start.
TEST(RunStory, Costs_are_summed_by_the_calendar_year_in_which_they_were_lived) {
  ResultSpec const spec = made_up_spec(26);
  MadeUpRun run(spec);
  run.from(0, "cost", 1, missing).from(1, "cost", 1, 10).from(15, "cost", 1, 30).costing({100, 60, 40, 5});

  CostPart const mediation = cost_parts(run.view(), {})[1];

  ASSERT_EQ(mediation.component, "mediation");
  EXPECT_EQ(mediation.by_year, (std::vector<double>{20, 120, 360}));
  EXPECT_EQ(mediation.dearest_year, 2U);
}

TEST(RunStory, Policy_money_stands_last_and_beside_whatever_its_size) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun run(spec);
  run.costing({100, 40, 60, 500});

  std::vector<CostPart> const parts = cost_parts(run.view(), {{}, {45, 50, 500}});

  EXPECT_EQ(parts[0].component, "mediation");
  EXPECT_DOUBLE_EQ(parts[0].mean_of_runs, 50);
  EXPECT_EQ(parts[2].component, "policy");
  EXPECT_TRUE(parts[2].is_beside);
}

TEST(RunStory, Peaks_come_with_their_first_month_the_highest_first) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun run(spec);
  run.from(10, "level", 0, 2)
      .from(20, "level", 0, 1)
      .from(30, "level", 0, 2)
      .from(8, "level", 2, 2)
      .from(9, "level", 1, 3);

  std::vector<Peak> const peaks = tell_run(run.view(), {}).peaks;

  EXPECT_EQ(peaks[0].dispute, 1U);
  EXPECT_EQ(peaks[1].dispute, 2U);
  EXPECT_EQ(peaks[2].dispute, 0U);
  EXPECT_EQ(peaks[2].month, 10);
}

}  // namespace
}  // namespace detente
