#include "tests/tools/explain/made_up_run.hpp"
#include "tools/explain/run_story.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace detente {
namespace {

/// What is told to have come before the last of these events: "driver month kind", in the order told.
std::vector<std::string> before_last(std::vector<MadeUpEvent> const& events) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun run(spec);
  run.with(events);
  RunView const view = run.view();
  std::vector<std::string> found;
  for (Antecedent const& before : tell(view, view.events().size() - 1).before) {
    Event const& event = view.events()[before.event];
    found.push_back(fmt::format("{} {} {}", before.driver, event.month, view.kind_of(event).name));
  }
  return found;
}

using Found = std::vector<std::string>;

TEST(Antecedents, A_campaign_leads_to_the_election_of_a_party_and_of_nobody_else) {
  Found const found =
      before_last({{10, "election", 1, 0, 1}, {12, "election", 2, 0, 1}, {15, "move", 0, 0, 1, {{"campaign", 0.3F}}}});

  EXPECT_EQ(found, Found{"campaign 10 election"});
}

TEST(Antecedents, Lie_in_the_24_months_before_and_not_in_the_same_month) {
  EXPECT_EQ(before_last({{6, "election", 1}, {30, "move", 0, 0, 1, {{"campaign", 0.3F}}}}).size(), 1U);
  EXPECT_EQ(before_last({{5, "election", 1}, {30, "move", 0, 0, 1, {{"campaign", 0.3F}}}}), Found{});
  // What happens in a month moves the state at its end, and hazards are those of its start.
  EXPECT_EQ(before_last({{30, "election", 1}, {30, "move", 0, 0, 1, {{"campaign", 0.3F}}}}), Found{});
}

// Would catch: an election told as the cause of a move that the lack of campaigns made less likely.
TEST(Antecedents, That_moved_a_driver_to_the_other_side_are_not_told) {
  EXPECT_EQ(before_last({{10, "election", 1}, {15, "move", 0, 0, 1, {{"campaign", -0.3F}}}}), Found{});
}

TEST(Antecedents, Of_drivers_that_hardly_matter_are_not_told) {
  EXPECT_EQ(before_last({{10, "election", 1}, {15, "move", 0, 0, 1, {{"campaign", 0.04F}}}}), Found{});
}

TEST(Antecedents, Of_stances_only_the_last_holds) {
  std::map<std::string, float> const cooperation{{"cooperation", 0.3F}};

  EXPECT_EQ(before_last({{10, "stance", 1, 2, 0}, {15, "move", 0, 1, 0, cooperation}}), Found{"cooperation 10 stance"});
  EXPECT_EQ(before_last({{10, "stance", 1, 2, 0}, {12, "stance", 1, 0, 1}, {15, "move", 0, 1, 0, cooperation}}),
            Found{});
}

TEST(Antecedents, A_government_that_ceased_to_cooperate_explains_a_slower_way_down) {
  EXPECT_EQ(before_last({{12, "stance", 1, 0, 1}, {15, "move", 0, 1, 0, {{"cooperation", -0.3F}}}}),
            Found{"cooperation 12 stance"});
}

TEST(Antecedents, Recency_leads_to_every_stand_off_of_the_dispute_the_latest_first) {
  Found const found = before_last({{5, "move", 0, 2, 3},
                                   {6, "move", 0, 3, 4},
                                   {7, "move", 1, 2, 3},
                                   {9, "move", 0, 1, 2},
                                   {12, "move", 0, 1, 3},
                                   {15, "move", 0, 0, 1, {{"recency", 0.8F}}}});

  EXPECT_EQ(found, (Found{"recency 12 move", "recency 5 move"}));
}

// Presence lowers the hazard upward and raises that downward: the same reinforcement fits either sign.
TEST(Antecedents, A_reinforcement_holds_back_the_way_up_and_speeds_the_way_down) {
  MadeUpEvent const surge{10, "surge", 0, 0, 600};

  EXPECT_EQ(before_last({surge, {12, "move", 0, 2, 3, {{"missions", -0.2F}}}}), Found{"missions 10 surge"});
  EXPECT_EQ(before_last({surge, {12, "move", 0, 2, 1, {{"missions", 0.2F}}}}), Found{"missions 10 surge"});
  EXPECT_EQ(before_last({surge, {12, "move", 0, 2, 3, {{"missions", 0.2F}}}}), Found{});
  EXPECT_EQ(before_last({surge, {12, "move", 2, 2, 3, {{"missions", -0.2F}}}}), Found{});
}

TEST(Antecedents, A_reinforcement_that_is_over_explains_nothing) {
  EXPECT_EQ(
      before_last({{8, "surge", 0, 0, 600}, {10, "surge", 0, 600, 0}, {12, "move", 0, 2, 3, {{"missions", -0.2F}}}}),
      Found{});
}

TEST(Antecedents, Contagion_comes_from_disputes_that_share_a_party) {
  Found const found =
      before_last({{8, "move", 1, 0, 2}, {9, "move", 2, 0, 2}, {12, "move", 0, 0, 1, {{"contagion", 0.2F}}}});

  EXPECT_EQ(found, Found{"contagion 8 move"});
}

TEST(Antecedents, An_agreement_that_holds_counts_however_old_it_is) {
  MadeUpEvent const settled{2, "settlement", 0, 0, 1, {{"base", -3.0F}}};
  MadeUpEvent const failed{20, "breakdown", 0, 1, 0, {{"base", -3.0F}}};
  MadeUpEvent const move{50, "move", 0, 0, 1, {{"settlement", -1.5F}}};

  EXPECT_EQ(before_last({settled, move}), Found{"settlement 2 settlement"});
  EXPECT_EQ(before_last({settled, failed, move}), Found{});
}

TEST(Antecedents, An_agreement_torn_by_violence_leads_to_the_move_of_its_month) {
  Found const found = before_last({{9, "move", 0, 2, 3, {{"base", 0.1F}}},
                                   {10, "move", 0, 3, 4, {{"base", 0.1F}}},
                                   {10, "breakdown", 0, 1, 0, {{"level", 4.0F}}}});

  EXPECT_EQ(found, Found{"level 10 move"});
}

TEST(Antecedents, Washington_that_turns_away_makes_escalating_cheap_and_so_likelier) {
  EXPECT_EQ(before_last({{9, "regime", 0, 1, 2}, {12, "move", 0, 0, 1, {{"perceived_cost", 0.2F}}}}),
            Found{"perceived_cost 9 regime"});
  EXPECT_EQ(before_last({{9, "regime", 0, 2, 1}, {12, "move", 0, 0, 1, {{"perceived_cost", 0.2F}}}}), Found{});
}

// Pressure drives up and slows the way down: below its reference it is told with the opposite signs.
TEST(Antecedents, Pressure_is_weighed_with_the_sign_of_its_equation) {
  MadeUpEvent const turns_away{9, "regime", 0, 0, 2};

  EXPECT_EQ(before_last({turns_away, {12, "move", 0, 0, 1, {{"pressure", 0.2F}}}}), Found{"pressure 9 regime"});
  EXPECT_EQ(before_last({turns_away, {12, "move", 0, 1, 0, {{"pressure", -0.2F}}}}), Found{"pressure 9 regime"});
  EXPECT_EQ(before_last({turns_away, {12, "settlement", 0, 0, 1, {{"pressure", 0.2F}}}}), Found{});
  EXPECT_EQ(before_last({turns_away, {12, "breakdown", 0, 1, 0, {{"pressure", 0.2F}}}}), Found{"pressure 9 regime"});
}

TEST(Antecedents, Stand_in_the_order_of_their_drivers) {
  Found const found = before_last(
      {{8, "election", 0}, {9, "move", 1, 0, 2}, {12, "move", 0, 0, 1, {{"campaign", 0.2F}, {"contagion", 0.4F}}}});

  EXPECT_EQ(found, (Found{"contagion 9 move", "campaign 8 election"}));
}

}  // namespace
}  // namespace detente
