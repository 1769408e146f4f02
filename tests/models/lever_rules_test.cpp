#include "models/lever_rules.hpp"

#include "models/events.hpp"
#include "tests/models/recorder.hpp"
#include "tests/models/small_region.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>

namespace detente {
namespace {

/// Rules of the lever `mediation` in the small region, driven month by month by hand.
template <class Real, int L>
struct DrivenRules {
  Region region = region_of();
  LeverRules<Real, L> rules;
  RuleClock<Real, L> clock;
  State<Real, L> state{region};
  Derived<Real, L> derived{region};
  MonthCost<Real, L> cost{region};
  Levers<Real, L> levers{region};
  Recorder told;

  explicit DrivenRules(std::vector<LeverRule> const& written) : rules(written, region), clock(rules.fresh_clock()) {}

  /// Begins a month in which the path has mediation at `base`.
  void begin(double base = 0.5) {
    levers.mediation.setConstant(static_cast<Real>(base));
    rules.act({state, derived, cost}, clock, levers);
    rules.report(clock, 7, &told);
  }
};

LeverRule rule(int number, std::string const& text, double value, int months, std::string const& lever = "mediation") {
  Catalogue const vocabulary = rule_vocabulary(region_of());
  return {.lever = lever,
          .number = number,
          .condition = parse_condition(text, {vocabulary}),
          .value = value,
          .months = months};
}

// In lane k the condition holds in month k alone, so that the rule acts in the months k .. k + for - 1 and in no other.
// Would catch: a month too few or too many, one clock for all lanes.
TEST(LeverRules, A_rule_acts_in_as_many_months_as_it_says_in_every_lane_on_its_own) {
  for (int const months : {1, 2, 5}) {
    DrivenRules<double, 16> driven({rule(1, "shock == 1", 0.9, months)});
    for (int month = 0; month < 24; ++month) {
      for (int lane = 0; lane < 16; ++lane) driven.state.shock[lane] = month == lane ? 1 : 0;
      driven.begin();
      for (int lane = 0; lane < 16; ++lane) {
        bool const acts = month >= lane && month < lane + months;
        ASSERT_EQ(driven.levers.mediation[lane], acts ? 0.9 : 0.5) << "for " << months << ", month " << month;
      }
    }
  }
}

TEST(LeverRules, A_condition_that_holds_again_starts_the_months_anew) {
  DrivenRules<double, 1> driven({rule(1, "shock == 1", 0.9, 3)});
  std::string acts;
  for (char const shock : std::string("0100010100000")) {
    driven.state.shock[0] = shock - '0';
    driven.begin();
    acts += driven.levers.mediation[0] == 0.9 ? '1' : '0';
  }

  EXPECT_EQ(acts, "0111011111000");
}

// Would catch: the last rule that is in force, or the greatest value; a rule that forgets its months while another
// acts.
TEST(LeverRules, Of_several_rules_in_force_the_first_acts) {
  DrivenRules<double, 1> driven({rule(1, "shock == 1", 0.2, 2), rule(2, "war_intensity == 1", 0.9, 4)});
  std::array<double, 8> const shock{0, 1, 0, 0, 0, 0, 0, 0};
  std::array<double, 8> const war{1, 0, 0, 0, 0, 0, 0, 1};
  std::array<double, 8> const expected{0.9, 0.2, 0.2, 0.9, 0.5, 0.5, 0.5, 0.9};
  for (std::size_t month = 0; month < 8; ++month) {
    driven.state.shock[0] = shock[month];
    driven.state.war_intensity[0] = war[month];
    driven.begin();
    EXPECT_EQ(driven.levers.mediation[0], expected[month]) << "month " << month;
  }
}

// Would catch: a rule that is taken for the lever's first by its place among all rules.
TEST(LeverRules, Rules_of_one_lever_do_not_hold_back_those_of_another) {
  DrivenRules<double, 1> driven({rule(1, "shock >= 0", 0.2, 1, "audit"), rule(1, "shock >= 0", 0.9, 1)});

  driven.begin();

  EXPECT_EQ(driven.levers.audit[0], 0.2);
  EXPECT_EQ(driven.levers.mediation[0], 0.9);
}

TEST(LeverRules, Every_lever_is_set_in_its_own_place) {
  Region const region = region_of();
  for (std::string const& name : lever_names(region)) {
    DrivenRules<float, 16> driven({rule(1, "shock >= 0", 0.25, 1, name)});
    std::vector<Levers<float, 16>::Place> places;
    Levers<float, 16>::for_each_place(region, [&places](auto const& place) { places.push_back(place); });
    std::vector<double> const base(places.size(), 3);
    driven.levers.assign(region, base.data());

    driven.rules.act({driven.state, driven.derived, driven.cost}, driven.clock, driven.levers);

    for (std::size_t k = 0; k < places.size(); ++k) {
      float const expected = lever_names(region)[k] == name ? 0.25F : 3.0F;
      EXPECT_TRUE((places[k].in(driven.levers) == expected).all()) << name << ", " << lever_names(region)[k];
    }
  }
}

// Would catch: an event in every month in which a rule is in force; a rule that is told while another acts; an end that
// is told a month late.
TEST(LeverRules, It_is_told_when_a_rule_starts_and_stops_to_act) {
  DrivenRules<double, 16> driven({rule(1, "shock == 1", 0.2, 1), rule(2, "war_intensity == 1", 0.9, 3)});
  std::vector<std::string> told;
  for (int month = 0; month < 6; ++month) {
    driven.state.shock.setZero();
    driven.state.shock[5] = month == 2 ? 1 : 0;
    driven.state.war_intensity.setZero();
    driven.state.war_intensity[5] = month == 1 ? 1 : 0;
    driven.told.taken.clear();
    driven.begin();
    std::string all;
    for (auto const& event : driven.told.taken) {
      EXPECT_EQ(event.kind, static_cast<int>(EventCode::rule));
      EXPECT_EQ(event.lane, 5);
      all += fmt::format("{}:{}->{} ", event.entity, event.from, event.to);
    }
    told.push_back(all);
  }

  // Rule 2 in months 1 to 3, but for month 2, which is rule 1's. Entities count from the policy's first rule, 7.
  EXPECT_EQ(told, (std::vector<std::string>{"", "8:0->1 ", "7:0->1 8:1->0 ", "7:1->0 8:0->1 ", "8:1->0 ", ""}));
}

TEST(LeverRules, A_copy_of_the_clock_goes_on_by_itself) {
  DrivenRules<double, 1> driven({rule(1, "shock == 1", 0.9, 4)});
  driven.state.shock[0] = 1;
  driven.begin();
  driven.state.shock[0] = 0;
  driven.begin();
  RuleClock<double, 1> const copy = driven.clock;

  for (int month = 0; month < 5; ++month) driven.begin();
  driven.clock = copy;
  std::string acts;
  for (int month = 0; month < 4; ++month) {
    driven.begin();
    acts += driven.levers.mediation[0] == 0.9 ? '1' : '0';
  }

  EXPECT_EQ(acts, "1100");
}

TEST(LeverRules, Rules_are_labelled_by_policy_lever_and_number_and_say_what_they_do) {
  LeverRule first = rule(1, "shock == 1", 0.9, 4);
  first.text = "if shock == 1: set 0.9 for 4 months";
  Policy const one{.id = "one", .paths = {}, .rules = {first, rule(2, "shock == 1", 0.1, 1)}};
  Policy const other{.id = "other", .paths = {}, .rules = {rule(1, "shock == 1", 0.9, 1, "pace.AAA")}};

  Dimension const rules = rule_dimension({&one, &other});

  EXPECT_EQ(rules.name, "rule");
  EXPECT_EQ(rules.labels, (std::vector<std::string>{"one.mediation.1", "one.mediation.2", "other.pace.AAA.1"}));
  EXPECT_EQ(rules.long_names.at(0), first.text);
}

}  // namespace
}  // namespace detente
