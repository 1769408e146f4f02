// Rules of levers in experiments: what cannot be used, with the whole message, and what the command line may change.
#include "engine/config/config_tree.hpp"
#include "tests/models/experiment_text.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

/// Policies of which the second sets `lever` as written; the line begins with 41 characters before the setting of
/// mediation.
ExperimentText with_setting(std::string const& setting, std::string const& lever = "mediation") {
  return {.policies = "policies: {today: {}, reacts: {" + lever + ": " + setting + "}}"};
}
ExperimentText with_rule(std::string const& alarm_rule) { return with_setting("{when: [" + alarm_rule + "]}"); }

/// The fault without the source line and the caret.
std::string said(ExperimentText const& text) {
  std::string const all = faults_of(text);
  std::size_t const line = all.find("\npolicies:");
  std::size_t const hint = all.find("\nhint: ");
  return all.substr(0, line) + (hint == std::string::npos ? "" : all.substr(hint));
}

std::string const alarm_rule = R"({if: "level[BEL_PRI] >= alarm", where: {alarm: 3}, set: 1.0, for: 12})";

TEST(Rules, All_that_a_lever_may_have_is_read) {
  EXPECT_EQ(faults_of(with_rule(alarm_rule)), "");
  EXPECT_EQ(faults_of(with_setting("{base: {2027-01: 0.9}, when: [" + alarm_rule + ", {if: shock > 1, set: 0}]}")), "");
  EXPECT_EQ(faults_of(with_setting("{base: {value: 0.4, source: me}, when: [" + alarm_rule + "]}")), "");
  EXPECT_EQ(faults_of(with_setting("{base: 0.4, when: [" + alarm_rule + "]}", "access.mobility")), "");
  EXPECT_EQ(faults_of(with_setting(
                "{ALB: {when: [" + alarm_rule + "]}, SRB: 0.3, default: {base: 0.4, when: [" + alarm_rule + "]}}",
                "access.mobility")),
            "");
  EXPECT_EQ(faults_of(with_setting("{KFOR: {when: [{if: 'strength[self] < 4000', set: 2}]}}", "missions")), "");
}

// Would catch: a rule of one country for all, `self` that is always the first, a base that is lost.
TEST(Rules, Each_country_has_its_own_base_and_rules) {
  Experiment const experiment = read(with_setting(
      "{ALB: 0.3, MNE: {base: 0.7, when: [{if: 'trust[ALB] < 1', set: 1}]}, default: {when: [{if: 'trust[self] < 0.5', "
      "set: 0.9, for: 6}, {if: 'trust[self] < 0.6', set: 0.8}]}}",
      "pace"));
  Policy const& policy = experiment.model.arms.at(1).policy;

  std::vector<std::string> said;
  for (LeverRule const& one : policy.rules)
    said.push_back(one.lever + " " + std::to_string(one.number) + " " + one.condition.comparisons.at(0).index.at(0));
  std::vector<std::string> expected;
  for (Country const& country : experiment.model.arms[0].inputs.region.countries) {
    if (country.id == "MNE") expected.push_back("pace.MNE 1 ALB");
    if (country.id == "ALB" || country.id == "MNE") continue;
    for (char const* number : {"1", "2"}) expected.push_back("pace." + country.id + " " + number + " " + country.id);
  }
  EXPECT_EQ(said, expected);
  EXPECT_EQ(lever(experiment, 1, "pace.ALB", 3), 0.3);
  EXPECT_EQ(lever(experiment, 1, "pace.MNE", 3), 0.7);
  EXPECT_EQ(lever(experiment, 1, "pace.SRB", 3), lever(experiment, 0, "pace.SRB", 3));  // without a base as today
  EXPECT_EQ(policy.rules.front().months, 6);
  EXPECT_EQ(policy.rules.front().value, 0.9);
}

TEST(Rules, The_catalogue_says_what_they_do) {
  Dimension const rules = read(with_rule(alarm_rule)).result.catalogue.dimension("rule");

  EXPECT_EQ(rules.labels, std::vector<std::string>{"reacts.mediation.1"});
  EXPECT_EQ(rules.long_names,
            std::vector<std::string>{"if level[BEL_PRI] >= alarm where alarm = 3: set 1 for 12 months"});
}

// Would catch: policies that are told apart by their paths alone, or by how a rule is written.
TEST(Rules, Policies_that_differ_in_rules_alone_differ) {
  std::string const begin = "policies: {one: {mediation: {when: [" + alarm_rule + "]}}, other: {mediation: {when: [";
  auto const faults = [&](std::string const& other) { return faults_of({.policies = begin + other + "]}}}"}); };
  auto const changed = [](std::string const& from, std::string const& to) {
    std::string text = alarm_rule;
    return text.replace(text.find(from), from.size(), to);
  };

  EXPECT_NE(faults(alarm_rule).find("policy 'other' is the same as 'one'"), std::string::npos);
  EXPECT_NE(faults("{if: 'level[BEL_PRI]>=3', set: 1, for: 12}").find("is the same as"), std::string::npos);
  EXPECT_EQ(faults(changed("alarm: 3", "alarm: 2")), "");
  EXPECT_EQ(faults(changed("set: 1.0", "set: 0.9")), "");
  EXPECT_EQ(faults(changed("for: 12", "for: 11")), "");
  EXPECT_EQ(faults(changed("BEL_PRI", "XKX_INT")), "");
  EXPECT_EQ(faults(alarm_rule + ", {if: shock > 3, set: 0}"), "");
}

TEST(Rules, The_command_line_changes_a_part_of_a_rule) {
  Experiment const experiment = read(with_rule(alarm_rule), [](ConfigTree& tree) {
    tree.set("policies.reacts.mediation.when[0].set", "0.9");
    tree.set("policies.reacts.mediation.when[0].where.alarm", "2.5");
  });

  LeverRule const& changed = experiment.model.arms.at(1).policy.rules.at(0);
  EXPECT_EQ(changed.value, 0.9);
  EXPECT_EQ(changed.condition.comparisons.at(0).threshold, 2.5);
  EXPECT_EQ(changed.months, 12);
}

TEST(BrokenRules, Unknown_variable) {
  EXPECT_EQ(faults_of(with_rule(R"({if: "shock > 1 or levl[BEL_PRI] >= 3", set: 1})")),
            "x.yaml:5:56: error: policies.reacts.mediation.when[0].if: unknown variable 'levl', at character 14 (a "
            "variable that can be recorded)\n"
            "policies: {today: {}, reacts: {mediation: {when: [{if: \"shock > 1 or levl[BEL_PRI] >= 3\", set: 1}]}}}\n"
            "                                                       ^\n"
            "hint: did you mean 'level'?");
}

TEST(BrokenRules, Unknown_entity) {
  EXPECT_EQ(said(with_rule(R"({if: "level[BEL_PRY] >= 3", set: 1})")),
            "x.yaml:5:56: error: policies.reacts.mediation.when[0].if: unknown dispute 'BEL_PRY', at character 7 "
            "(BEL_PRI, BIH_CONST, MKD_INT, MNE_INT, PRESEVO, XKX_INT, SRB_INT or ALB_INT)\nhint: did you "
            "mean 'BEL_PRI'?");
}

TEST(BrokenRules, Unknown_operator) {
  EXPECT_EQ(said(with_rule(R"({if: "level[BEL_PRI] => 3", set: 1})")),
            "x.yaml:5:56: error: policies.reacts.mediation.when[0].if: unknown operator '=>', at character 16 (>=, <=, "
            ">, <, == or !=)\nhint: did you mean '>='?");
}

TEST(BrokenRules, Unbalanced_parenthesis) {
  EXPECT_EQ(said(with_rule(R"({if: "(shock > 1 or shock < 0.5", set: 1})")),
            "x.yaml:5:56: error: policies.reacts.mediation.when[0].if: '(' is never closed, at character 1 (')')");
}

TEST(BrokenRules, Name_that_is_not_given) {
  EXPECT_EQ(said(with_rule("{if: shock > alarm, set: 1}")),
            "x.yaml:5:56: error: policies.reacts.mediation.when[0].if: unknown name 'alarm', at character 9 (a number, "
            "or a name of `where`)\nhint: where: {alarm: ...}");
}

TEST(BrokenRules, Name_that_is_not_used) {
  EXPECT_EQ(
      said(with_rule("{if: shock > alarm, where: {alarm: 1, calm: 0.2}, set: 1}")),
      "x.yaml:5:95: error: policies.reacts.mediation.when[0].where.calm: the condition has no 'calm' (a name that "
      "stands in `if`)");
}

TEST(BrokenRules, Missing_condition) {
  EXPECT_EQ(said(with_rule("{set: 1}")),
            "x.yaml:5:51: error: missing key 'if' (required in policies.reacts.mediation.when[0])");
}

TEST(BrokenRules, Missing_setting) {
  EXPECT_EQ(said(with_rule("{if: shock > 1}")),
            "x.yaml:5:51: error: missing key 'set' (required in policies.reacts.mediation.when[0])");
}

TEST(BrokenRules, Setting_out_of_range) {
  EXPECT_EQ(said(with_rule("{if: shock > 1, set: 1.5}")),
            "x.yaml:5:72: error: policies.reacts.mediation.when[0].set: 1.5 lies above 1 (a number from 0 to 1 was "
            "expected)");
}

TEST(BrokenRules, No_month_at_all) {
  EXPECT_EQ(said(with_rule("{if: shock > 1, set: 1, for: 0}")),
            "x.yaml:5:80: error: policies.reacts.mediation.when[0].for: 0 lies below 1 (a whole number from 1 to 1200 "
            "was expected)");
}

TEST(BrokenRules, Key_that_a_rule_does_not_have) {
  EXPECT_EQ(said(with_rule("{if: shock > 1, set: 1, untill: 3}")),
            "x.yaml:5:75: error: unknown key 'untill' (known here: if, set, for, where)");
  EXPECT_EQ(said(with_setting("{bse: 1, when: [" + alarm_rule + "]}")),
            "x.yaml:5:44: error: unknown key 'bse' (known here: base, when)\nhint: did you mean 'base'?");
}

TEST(BrokenRules, Base_without_rules) {
  EXPECT_EQ(said(with_setting("{base: 0.5}")),
            "x.yaml:5:32: error: missing key 'when' (required in policies.reacts.mediation)");
}

TEST(BrokenRules, No_rule_at_all) {
  EXPECT_EQ(said(with_setting("{base: 0.5, when: []}")),
            "x.yaml:5:55: error: policies.reacts.mediation.when: no rule stands here (at least one, or the setting "
            "without `when`)");
  EXPECT_EQ(said(with_setting("{base: 0.5, when: 3}")),
            "x.yaml:5:61: error: policies.reacts.mediation.when: '3' is not a list (a list was expected)");
}

TEST(BrokenRules, Shares_take_none) {
  EXPECT_EQ(
      said(with_setting("{X: {when: [" + alarm_rule + "]}, Vc: 0.3, VIII: 0.13, R4: 0.08, R10: 0.04}",
                        "infrastructure_shares")),
      "x.yaml:5:56: error: policies.reacts.infrastructure_shares.X: a map stands here (a number or a dated path: "
      "shares take no rules, as they sum to 1 in every month)\nhint: let `infrastructure` react, or policies with "
      "other shares be compared");
}

TEST(BrokenRules, One_rule_for_all_missions) {
  EXPECT_NE(faults_of(with_setting("{when: [" + alarm_rule + "]}", "missions")).find("unknown id 'when'"),
            std::string::npos);
}

// Would catch: a base whose dates nobody looks at.
TEST(BrokenRules, Base_beyond_the_horizon) {
  EXPECT_NE(
      faults_of(with_setting("{base: {2029-01: 1}, when: [" + alarm_rule + "]}")).find("2029-01 lies beyond the end"),
      std::string::npos);
}

TEST(BrokenRules, Today_does_not_react) {
  EXPECT_NE(faults_of({.more = "region.status_quo.mediation: {when: [" + alarm_rule + "]}"}), "");
}

TEST(BrokenRules, Item_of_a_list_that_is_not_there) {
  EXPECT_EQ(
      faults_of(with_rule(alarm_rule),
                [](ConfigTree& tree) { tree.set("policies.reacts.mediation.when[1].set", "0.9"); }),
      "--set policies.reacts.mediation.when[1].set=0.9:1:1: error: policies.reacts.mediation.when has no item [1] "
      "([0] to [0] were expected)\n0.9\n^");
}

}  // namespace
}  // namespace detente
