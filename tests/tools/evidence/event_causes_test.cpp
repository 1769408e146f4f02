#include "tools/evidence/checks/event_causes.hpp"

#include "models/events.hpp"
#include "tests/tools/evidence/quickstart.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

using Kind = ExplainedEvent::Kind;

std::vector<ExplainedEvent> events() { return explained_events(first_arm(), 180, 32, 1); }

float& term(ExplainedEvent& event, Driver driver) { return event.terms[static_cast<std::size_t>(driver)]; }

TEST(CheckCauses, Agree_with_the_model) {
  std::vector<ExplainedEvent> const all = events();
  std::vector<CheckRow> const rows = check_causes(all);

  EXPECT_TRUE(all_agree(rows));
  EXPECT_GT(rows[0].n, 500) << "moves up";
  EXPECT_GT(rows[1].n, 500) << "moves down";
  EXPECT_GT(rows[2].n, 10) << "agreements";
}

TEST(CheckCauses, See_a_term_with_a_wrong_sign) {
  std::vector<ExplainedEvent> all = events();
  for (ExplainedEvent& event : all) term(event, Driver::tension) *= -1;

  EXPECT_EQ(verdict(check_causes(all), "moves up"), "differs");
  EXPECT_EQ(verdict(check_causes(all), "moves down"), "agrees") << "tension takes no part in it";
}

TEST(CheckCauses, See_a_term_left_out) {
  std::vector<ExplainedEvent> all = events();
  for (ExplainedEvent& event : all) term(event, Driver::mediation) = 0;

  EXPECT_EQ(verdict(check_causes(all), "moves down"), "differs");
  EXPECT_EQ(verdict(check_causes(all), "agreements"), "differs");
}

TEST(CheckCauses, See_rates_in_months_taken_for_years) {
  std::vector<ExplainedEvent> all = events();
  for (ExplainedEvent& event : all) event.rate /= 12;

  for (char const* what : {"moves up", "moves down", "agreements", "quiet breakdowns"})
    EXPECT_EQ(verdict(check_causes(all), what), "differs") << what;
}

TEST(CheckCauses, See_a_move_down_explained_as_one_up) {
  std::vector<ExplainedEvent> all = events();
  auto const down = std::find_if(all.begin(), all.end(), [](auto const& event) { return event.kind == Kind::down; });
  auto const up = std::find_if(all.begin(), all.end(), [](auto const& event) { return event.kind == Kind::up; });
  std::swap(down->terms, up->terms);

  EXPECT_EQ(verdict(check_causes(all), "moves up"), "differs");
}

TEST(CheckCauses, See_violence_explained_by_more_than_the_level) {
  ExplainedEvent torn{.kind = Kind::torn, .rate = 1, .level = 4, .terms = std::vector<float>(drivers, 0.0F)};
  term(torn, Driver::level) = 4;
  EXPECT_TRUE(all_agree(check_causes({torn})));

  term(torn, Driver::pressure) = 0.1F;

  EXPECT_EQ(verdict(check_causes({torn}), "violent"), "differs");
}

TEST(CheckCauses, Without_such_an_event_there_is_no_case) {
  EXPECT_EQ(verdict(check_causes({}), "moves up"), "no case");
}

}  // namespace
}  // namespace detente
