#include "models/condition.hpp"

#include "models/lever_rules.hpp"
#include "tests/models/small_region.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace detente {
namespace {

/// Sixteen runs of the small region in which conditions are asked.
class Asked {
 public:
  Asked() : region(region_of()), state(region), derived(region), cost(region), vocabulary_(rule_vocabulary(region)) {}

  /// 1 in the lanes in which the condition holds. It belongs to a lever of BBB.
  Pack<double, 16> operator()(std::string const& text, std::map<std::string, double> const& thresholds = {}) const {
    LeverRule const rule{.lever = "pace.BBB", .condition = parsed(text, thresholds), .value = 1};
    LeverRules<double, 16> const rules({rule}, region);
    RuleClock<double, 16> clock = rules.fresh_clock();
    Levers<double, 16> levers(region);
    rules.act({state, derived, cost}, clock, levers);
    return levers.pace[1];
  }
  Condition parsed(std::string const& text, std::map<std::string, double> const& thresholds = {}) const {
    return parse_condition(text, {vocabulary_, "country", "BBB", thresholds});
  }

  Region region;
  State<double, 16> state;
  Derived<double, 16> derived;
  MonthCost<double, 16> cost;

 private:
  Catalogue vocabulary_;
};

/// Expects the answer of every lane.
template <class Expected>
void expect_lanes(Pack<double, 16> const& answer, Expected&& expected, std::string const& what) {
  for (int lane = 0; lane < 16; ++lane) EXPECT_EQ(answer[lane] == 1, expected(lane)) << what << ", lane " << lane;
}

/// The level of the dispute between the two is the lane's number modulo 6.
Asked with_levels() {
  Asked asked;
  for (int lane = 0; lane < 16; ++lane) {
    asked.state.level[0][lane] = lane % 6;
    asked.state.level[1][lane] = lane / 6;
  }
  return asked;
}

/// Three facts in every combination: shock, war and crossings are the bits of the lane's number.
Asked with_bits() {
  Asked asked;
  for (int lane = 0; lane < 16; ++lane) {
    asked.state.shock[lane] = lane & 1;
    asked.state.war_intensity[lane] = (lane >> 1) & 1;
    asked.state.crossings[lane] = (lane >> 2) & 1;
  }
  return asked;
}
bool a(int lane) { return (lane & 1) != 0; }
bool b(int lane) { return (lane & 2) != 0; }
bool c(int lane) { return (lane & 4) != 0; }

// Would catch: an operator that is another one at equality, or the other way round.
TEST(Condition, Every_operator_compares_in_every_lane) {
  Asked const asked = with_levels();
  auto const level = [](int lane) { return lane % 6; };

  expect_lanes(
      asked("level[BETWEEN] >= 3"), [&](int k) { return level(k) >= 3; }, ">=");
  expect_lanes(
      asked("level[BETWEEN] <= 3"), [&](int k) { return level(k) <= 3; }, "<=");
  expect_lanes(
      asked("level[BETWEEN] > 3"), [&](int k) { return level(k) > 3; }, ">");
  expect_lanes(
      asked("level[BETWEEN] < 3"), [&](int k) { return level(k) < 3; }, "<");
  expect_lanes(
      asked("level[BETWEEN] == 3"), [&](int k) { return level(k) == 3; }, "==");
  expect_lanes(
      asked("level[BETWEEN] != 3"), [&](int k) { return level(k) != 3; }, "!=");
}

// Would catch: `or` that binds as `and` does, or before it.
TEST(Condition, And_binds_before_or) {
  Asked const asked = with_bits();

  expect_lanes(
      asked("shock == 1 or war_intensity == 1 and crossings == 1"), [](int k) { return a(k) || (b(k) && c(k)); },
      "a or b and c");
  expect_lanes(
      asked("shock == 1 and war_intensity == 1 or crossings == 1"), [](int k) { return (a(k) && b(k)) || c(k); },
      "a and b or c");
}

TEST(Condition, Parentheses_bind_first) {
  Asked const asked = with_bits();

  expect_lanes(
      asked("(shock == 1 or war_intensity == 1) and crossings == 1"), [](int k) { return (a(k) || b(k)) && c(k); },
      "(a or b) and c");
  expect_lanes(
      asked("((shock == 1)and((war_intensity == 1 or crossings == 1)))"), [](int k) { return a(k) && (b(k) || c(k)); },
      "((a)and((b or c)))");
}

// Would catch: `not` that takes in all that follows.
TEST(Condition, Not_binds_to_the_next_alone) {
  Asked const asked = with_bits();

  expect_lanes(
      asked("not shock == 1 and war_intensity == 1"), [](int k) { return !a(k) && b(k); }, "not a and b");
  expect_lanes(
      asked("not (shock == 1 and war_intensity == 1)"), [](int k) { return !(a(k) && b(k)); }, "not (a and b)");
  expect_lanes(
      asked("not not shock == 1"), [](int k) { return a(k); }, "not not a");
}

// Would catch: a sum for a mean, the first entity for all, an entity left out.
TEST(Condition, Summaries_are_over_all_entities) {
  Asked const asked = with_levels();
  auto const first = [](int lane) { return lane % 6; };
  auto const second = [](int lane) { return lane / 6; };

  expect_lanes(
      asked("max(level) >= 2"), [&](int k) { return std::max(first(k), second(k)) >= 2; }, "max");
  expect_lanes(
      asked("min(level) >= 1"), [&](int k) { return std::min(first(k), second(k)) >= 1; }, "min");
  expect_lanes(
      asked("mean ( level ) > 1.5"), [&](int k) { return (first(k) + second(k)) / 2.0 > 1.5; }, "mean");
  expect_lanes(
      asked("sum(level) == 4"), [&](int k) { return first(k) + second(k) == 4; }, "sum");
}

// Stocks lie by country and supplier: AAA WEST, AAA EAST, BBB WEST, BBB EAST.
// Would catch: ids in the wrong order, a stride that is another dimension's.
TEST(Condition, Two_dimensions_take_two_ids) {
  Asked asked;
  for (int lane = 0; lane < 16; ++lane) {
    for (int k = 0; k < 4; ++k) asked.state.stock[k][lane] = ((lane >> k) & 1) * (k + 1);
  }
  auto const stock = [](int lane, int k) { return ((lane >> k) & 1) * (k + 1); };

  expect_lanes(
      asked("stock[AAA, EAST] > 0"), [&](int k) { return stock(k, 1) > 0; }, "AAA EAST");
  expect_lanes(
      asked("stock[BBB,WEST] > 0"), [&](int k) { return stock(k, 2) > 0; }, "BBB WEST");
  expect_lanes(
      asked("sum(stock[self,*]) >= 4"), [&](int k) { return stock(k, 2) + stock(k, 3) >= 4; }, "own");
  expect_lanes(
      asked("max(stock[*,EAST]) == 2"), [&](int k) { return std::max(stock(k, 1), stock(k, 3)) == 2; }, "of the east");
  expect_lanes(
      asked("sum(stock) > 5"), [&](int k) { return stock(k, 0) + stock(k, 1) + stock(k, 2) + stock(k, 3) > 5; }, "all");
}

TEST(Condition, Self_is_the_country_of_the_lever) {
  Asked asked;
  for (int lane = 0; lane < 16; ++lane) {
    asked.state.stability[0][lane] = 0.9;
    asked.state.stability[1][lane] = lane / 16.0;
  }

  expect_lanes(
      asked("stability[self] < 0.5"), [](int k) { return k < 8; }, "self");
}

TEST(Condition, What_follows_from_the_state_and_what_a_month_cost_may_be_asked) {
  Asked asked;
  for (int lane = 0; lane < 16; ++lane) {
    asked.derived.governance[0][lane] = lane / 16.0;
    asked.cost.crisis[lane] = lane;
    asked.cost.eu[static_cast<std::size_t>(Component::migration)][lane] = 15 - lane;
  }

  expect_lanes(
      asked("governance[AAA] >= 0.25"), [](int k) { return k >= 4; }, "derived");
  expect_lanes(
      asked("crisis_cost > 9"), [](int k) { return k > 9; }, "cost");
  expect_lanes(
      asked("cost[migration] > 9"), [](int k) { return 15 - k > 9; }, "cost of a component");
}

TEST(Condition, Thresholds_may_go_by_a_name) {
  Asked const asked = with_levels();

  expect_lanes(
      asked("level[BETWEEN] >= alarm and level[BETWEEN] < war", {{"alarm", 2}, {"war", 5}}),
      [](int k) { return k % 6 >= 2 && k % 6 < 5; }, "names");
}

TEST(Condition, Numbers_are_written_as_elsewhere) {
  Asked const asked = with_levels();

  for (char const* number : {"2", "+2", "2.0", "2e0", "0.2e+1", "20E-1"})
    expect_lanes(
        asked(fmt::format("level[BETWEEN]>={}", number)), [](int k) { return k % 6 >= 2; }, number);
  expect_lanes(
      asked("level[BETWEEN] > -.5"), [](int) { return true; }, "-.5");
}

TEST(Condition, The_same_question_is_equal_however_it_is_written) {
  Asked const asked;

  EXPECT_EQ(asked.parsed("level[BETWEEN]>=3"), asked.parsed("( level[ BETWEEN ] >= three )", {{"three", 3}}));
  EXPECT_NE(asked.parsed("level[BETWEEN] >= 3"), asked.parsed("level[BETWEEN] > 3"));
  EXPECT_NE(asked.parsed("level[BETWEEN] >= 3"), asked.parsed("level[INSIDE] >= 3"));
  EXPECT_NE(asked.parsed("max(level) >= 3"), asked.parsed("min(level) >= 3"));
  EXPECT_NE(asked.parsed("shock > 1 and level[INSIDE] > 1"), asked.parsed("shock > 1 or level[INSIDE] > 1"));
}

/// "place: what (expected) hint" of a text that is no condition; "" if it is one.
std::string fault_of(std::string const& text, std::map<std::string, double> const& thresholds = {}) {
  try {
    static_cast<void>(Asked().parsed(text, thresholds));
  } catch (ConditionFault const& fault) {
    return fmt::format("{}: {} ({}) {}", fault.at, fault.what(), fault.expected, fault.hint);
  }
  return "";
}

TEST(BrokenCondition, Names_that_are_none) {
  EXPECT_EQ(fault_of("shock > 1 and levl[BETWEEN] >= 3"),
            "14: unknown variable 'levl' (a variable that can be recorded) did you mean 'level'?");
  EXPECT_EQ(fault_of("level[ BETWEN] >= 3"), "7: unknown dispute 'BETWEN' (BETWEEN or INSIDE) did you mean 'BETWEEN'?");
  EXPECT_EQ(fault_of("stock[AAA,EATS] >= 3"), "10: unknown supplier 'EATS' (WEST or EAST) did you mean 'EAST'?");
  EXPECT_EQ(fault_of("shock >= alam", {{"alarm", 1}}),
            "9: unknown name 'alam' (a number, or a name of `where`) did you mean 'alarm'?");
  EXPECT_EQ(fault_of("shock >= limit"), "9: unknown name 'limit' (a number, or a name of `where`) where: {limit: ...}");
  EXPECT_EQ(fault_of("shock >= war_intensity"),
            "9: unknown name 'war_intensity' (a number, or a name of `where`) variables stand on the left, numbers on "
            "the right");
}

TEST(BrokenCondition, Entities_that_do_not_fit_the_variable) {
  EXPECT_EQ(fault_of("level >= 3"), "0: 'level' has a value for each dispute (level[BETWEEN], or max(level)) ");
  EXPECT_EQ(fault_of("pressure[AAA] >= 3"), "8: 'pressure' is by adversary and country (2 ids, as pressure[FOE,AAA]) ");
  EXPECT_EQ(fault_of("level[BETWEEN,INSIDE] >= 3"), "5: 'level' is by dispute (1 id, as level[BETWEEN]) ");
  EXPECT_EQ(fault_of("shock[AAA] >= 3"), "5: 'shock' is one number (nothing in brackets) ");
  EXPECT_EQ(fault_of("max(shock) >= 3"), "4: 'shock' is one number already (shock alone) ");
  EXPECT_EQ(fault_of("level[*] >= 3"), "6: '*' stands for many (one dispute, or max(level[...])) ");
  EXPECT_EQ(fault_of("level[self] >= 3"),
            "6: 'self' is the country 'BBB', and 'level' is by dispute (BETWEEN or INSIDE) ");
}

// Found by a fuzzer. Would catch: "(expected)" with nothing in it, where a region has none of a kind.
TEST(BrokenCondition, Entities_of_which_there_are_none) {
  Catalogue const catalogue{.dimensions = {{.name = "dispute", .meaning = "", .labels = {}}},
                            .variables = {{.name = "level", .unit = "1", .meaning = "", .dimensions = {"dispute"}}},
                            .outcomes = {},
                            .events = {}};
  for (std::string const text : {"level[A] > 1", "level[self] > 1"}) {
    try {
      parse_condition(text, {catalogue, "country", "BBB"});
      ADD_FAILURE() << text;
    } catch (ConditionFault const& fault) {
      EXPECT_EQ(fault.expected, "there is no dispute here") << text;
    }
  }
}

TEST(BrokenCondition, Operators_that_are_none) {
  EXPECT_EQ(fault_of("shock => 3"), "6: unknown operator '=>' (>=, <=, >, <, == or !=) did you mean '>='?");
  EXPECT_EQ(fault_of("shock = 3"), "6: unknown operator '=' (>=, <=, >, <, == or !=) did you mean '=='?");
  EXPECT_EQ(fault_of("shock 3"), "6: '3' stands here (>=, <=, >, <, == or !=, and a number) ");
  EXPECT_EQ(fault_of("shock > 1 && shock < 2"), "10: '&&' stands here (and, or, or the end) did you mean 'and'?");
  EXPECT_EQ(fault_of("! shock > 1"), "0: '!' stands here (a comparison, as level[...] >= 3) did you mean 'not'?");
}

TEST(BrokenCondition, Parentheses_without_a_partner) {
  EXPECT_EQ(fault_of("shock > 1 or (shock > 2 and (shock < 3)"), "13: '(' is never closed (')') ");
  EXPECT_EQ(fault_of("shock > 1) or shock > 2"), "9: ')' closes nothing (a '(' before it) ");
  EXPECT_EQ(fault_of("level[BETWEEN >= 3"), "5: '[' is never closed (']') ");
  EXPECT_EQ(fault_of("max(level >= 3"), "10: '>=' stands here (')') ");
}

TEST(BrokenCondition, What_breaks_off) {
  EXPECT_EQ(fault_of(""), "0: the end stands here (a comparison, as level[...] >= 3) ");
  EXPECT_EQ(fault_of("shock"), "5: the end stands here (>=, <=, >, <, == or !=, and a number) ");
  EXPECT_EQ(fault_of("shock > "), "8: the end stands here (a number, or a name of `where`) ");
  EXPECT_EQ(fault_of("shock > 1 and"), "13: the end stands here (a comparison, as level[...] >= 3) ");
  EXPECT_EQ(fault_of("shock > 1 shock < 2"), "10: 'shock' stands here (and, or, or the end) ");
  EXPECT_EQ(
      fault_of("0.2 < shock"),
      "0: '0.2' stands here (a comparison, as level[...] >= 3) variables stand on the left, numbers on the right");
  EXPECT_EQ(fault_of("shock > 1.2.3"), "8: '1.2.3' is not a number (a number) ");
}

TEST(BrokenCondition, Text_beyond_measure) {
  EXPECT_EQ(fault_of(std::string(1001, '(')), "0: 1001 characters (at most 1000) ");
  EXPECT_EQ(fault_of(std::string(64, '(')), "64: the end stands here (a comparison, as level[...] >= 3) ");
  EXPECT_EQ(fault_of(std::string(65, '(')), "64: more than 64 '(' and 'not' inside each other (fewer) ");
  std::string denials;
  for (int k = 0; k < 65; ++k) denials += "not ";
  EXPECT_EQ(fault_of(denials + "shock > 1"), "256: more than 64 '(' and 'not' inside each other (fewer) ");
  std::string beside_each_other = "(shock>1)";
  for (int k = 0; k < 65; ++k) beside_each_other += "or(shock>1)";
  EXPECT_EQ(fault_of(beside_each_other), "");
}

}  // namespace
}  // namespace detente
