#include "tools/explain/event_words.hpp"

#include "tests/tools/explain/made_up_run.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

using Words = std::vector<std::string>;

/// The text of a single event.
std::string told(MadeUpEvent const& event) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun run(spec);
  run.with({event});
  return event_text(run.view(), run.view().events().front());
}

TEST(EventWords, Lists_are_read_behind_a_colon_or_as_a_whole) {
  EXPECT_EQ(listed_words("stance: 0 cooperate, 1 hedge, 2 defy"), (Words{"cooperate", "hedge", "defy"}));
  EXPECT_EQ(listed_words("0 off, 1 on"), (Words{"off", "on"}));
}

// Would catch: half of a text taken for a word, "early; to 1 in the end".
TEST(EventWords, What_is_no_list_from_0_gives_no_words) {
  EXPECT_EQ(listed_words("persons called from the reserve"), Words{});
  EXPECT_EQ(listed_words("1 low, 2 high"), Words{});
  EXPECT_EQ(listed_words("0 late, 1 early; to 1 in the end"), Words{});
}

TEST(EventWords, Levels_have_the_words_of_their_variable_and_their_number) {
  EXPECT_EQ(told({1, "move", 0, 1, 3}), "Alpha - Beta: 1 political crisis -> 3 armed stand-off");
}

TEST(EventWords, A_position_is_told_by_what_stands_there) {
  EXPECT_EQ(told({1, "contract", 1, 1, 0}), "Beta: arms come from the East, no longer from the West");
}

TEST(EventWords, Each_column_may_have_words_of_its_own) {
  EXPECT_EQ(told({1, "election", 2, 1, 1}), "Gamma: a campaign starts, early");
}

TEST(EventWords, A_reinforcement_that_ends_is_told_as_such) {
  EXPECT_EQ(told({1, "surge", 0, 0, 600}), "Mission at Alpha is reinforced (0 to 600 persons called)");
  EXPECT_EQ(told({1, "surge", 0, 600, 0}), "Mission at Alpha: the reinforcement is over");
}

TEST(EventWords, A_rule_is_told_by_what_it_says) {
  EXPECT_EQ(told({1, "rule", 0, 0, 1}), "the rule \"promise.A: if level >= 3: set 1\" acts");
  EXPECT_EQ(told({1, "rule", 0, 1, 0}), "the rule \"promise.A: if level >= 3: set 1\" acts no more");
}

TEST(EventWords, A_kind_that_the_story_does_not_know_is_told_in_words_of_the_catalogue) {
  EXPECT_EQ(told({1, "comet", 1, 0, 2.5}), "Beta: a comet is seen, from 0 to 2.5");
}

TEST(EventWords, Beside_its_own_dispute_an_event_does_not_name_it_again) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun run(spec);
  run.with({{1, "move", 0, 0, 1}});
  Event const& event = run.view().events().front();

  EXPECT_EQ(event_text_beside(run.view(), event, "Alpha - Beta"), "0 routine -> 1 political crisis");
  EXPECT_EQ(event_text_beside(run.view(), event, "Beta, internal"), "Alpha - Beta: 0 routine -> 1 political crisis");
}

}  // namespace
}  // namespace detente
