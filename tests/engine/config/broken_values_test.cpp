// Values that cannot be used, with the whole message: it is what the user sees.
#include "tests/engine/config/faults.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(BrokenValue, Octal_looking_number_is_not_read_as_eight) {
  EXPECT_EQ(faults_when_read("world:\n  months: 010\n", [](ConfigNode root) { root["world.months"].number(); }),
            "x.yaml:2:11: error: world.months: '010' has a leading zero, which some programs read as octal (a decimal "
            "number was expected)\n"
            "  months: 010\n"
            "          ^");
}

TEST(BrokenValue, Number_above_its_bound_names_the_bound) {
  EXPECT_EQ(faults_when_read("trust: 1.5\n", [](ConfigNode root) { root["trust"].number(unit_interval); }),
            "x.yaml:1:8: error: trust: 1.5 lies above 1 (a number from 0 to 1 was expected)\n"
            "trust: 1.5\n"
            "       ^");
}

TEST(BrokenValue, Number_below_its_bound_names_the_bound) {
  EXPECT_EQ(faults_when_read("rate: -2\n", [](ConfigNode root) { root["rate"].number(non_negative); }),
            "x.yaml:1:7: error: rate: -2 lies below 0 (a number of at least 0 was expected)\n"
            "rate: -2\n"
            "      ^");
}

TEST(BrokenValue, Number_in_quotes_is_text) {
  EXPECT_EQ(faults_when_read("trust: \"5\"\n", [](ConfigNode root) { root["trust"].number(); }),
            "x.yaml:1:8: error: trust: '5' is a text in quotes (a decimal number was expected, without quotes)\n"
            "trust: \"5\"\n"
            "       ^");
}

TEST(BrokenValue, Map_in_place_of_a_number_is_one_fault) {
  std::string const message = faults_when_read("trust: {ALB: 1}\n", [](ConfigNode root) { root["trust"].number(); });

  EXPECT_EQ(message,
            "x.yaml:1:1: error: trust: a map stands here (a decimal number was expected)\n"
            "trust: {ALB: 1}\n"
            "^");
}

TEST(BrokenValue, Empty_value_is_named) {
  EXPECT_EQ(faults_when_read("name:\nseed: 1\n", [](ConfigNode root) { root["name"].text(); }),
            "x.yaml:1:1: error: name: nothing is written here (a text was expected)\n"
            "name:\n"
            "^");
}

TEST(BrokenValue, Fraction_is_no_whole_number) {
  EXPECT_EQ(faults_when_read("months: 1.5\n", [](ConfigNode root) { root["months"].integer(1, 600); }),
            "x.yaml:1:9: error: months: '1.5' is not a whole number in plain digits (a whole number from 1 to 600 was "
            "expected)\n"
            "months: 1.5\n"
            "        ^");
}

TEST(BrokenValue, No_is_not_false) {
  EXPECT_EQ(faults_when_read("export: no\n", [](ConfigNode root) { root["export"].boolean(); }),
            "x.yaml:1:9: error: export: 'no' is neither true nor false (true or false was expected)\n"
            "export: no\n"
            "        ^\n"
            "hint: did you mean 'false'?");
}

TEST(BrokenValue, Choice_names_the_choices_and_the_nearest) {
  EXPECT_EQ(faults_when_read("regime: enganged\n",
                             [](ConfigNode root) {
                               root["regime"].choice({"engaged", "transactional", "disengaged"});
                             }),
            "x.yaml:1:9: error: regime: 'enganged' is not one of the choices (engaged, transactional or disengaged was "
            "expected)\n"
            "regime: enganged\n"
            "        ^\n"
            "hint: did you mean 'engaged'?");
}

TEST(BrokenValue, Month_thirteen_is_no_month) {
  EXPECT_EQ(faults_when_read("start: 2026-13\n", [](ConfigNode root) { root["start"].month(); }),
            "x.yaml:1:8: error: start: '2026-13' is not a month (a month like 2026-01 was expected)\n"
            "start: 2026-13\n"
            "       ^");
}

TEST(BrokenValue, Id_with_a_hyphen_is_no_id) {
  EXPECT_EQ(
      faults_when_read("id: a-b\n", [](ConfigNode root) { root["id"].identifier(); }),
      "x.yaml:1:5: error: id: 'a-b' is not an id (letters, digits and _, beginning with no digit, were expected)\n"
      "id: a-b\n"
      "    ^");
}

TEST(BrokenValue, Missing_key_points_at_the_map_that_lacks_it) {
  EXPECT_EQ(faults_when_read("disputes:\n  BEL_PRI:\n    recency: 1\n",
                             [](ConfigNode root) { root["disputes.BEL_PRI"]["tension"].number(); }),
            "x.yaml:2:3: error: missing key 'tension' (required in disputes.BEL_PRI)\n"
            "  BEL_PRI:\n"
            "  ^");
}

TEST(BrokenValue, Key_inside_a_number_is_named) {
  EXPECT_EQ(faults_when_read("experiment: 5\n", [](ConfigNode root) { root["experiment.seed"].integer(0, 9); }),
            "x.yaml:1:13: error: experiment: '5' is not a map (a map with the key 'seed' was expected)\n"
            "experiment: 5\n"
            "            ^");
}

TEST(BrokenValue, Date_before_the_start_is_named) {
  auto const read = [](ConfigNode root) { root["war_path"].dated_path(unit_interval, YearMonth::of(2026, 1)); };

  EXPECT_EQ(faults_when_read("war_path: {2025-06: 0.5, 2027-01: 0.1}\n", read),
            "x.yaml:1:12: error: date 2025-06 lies before the start 2026-01 (dates from the start on were expected)\n"
            "war_path: {2025-06: 0.5, 2027-01: 0.1}\n"
            "           ^");
}

TEST(BrokenValue, Dates_out_of_order_are_named) {
  auto const read = [](ConfigNode root) { root["war_path"].dated_path(unit_interval, YearMonth::of(2026, 1)); };

  EXPECT_EQ(faults_when_read("war_path: {2028-01: 0.5, 2027-01: 0.1}\n", read),
            "x.yaml:1:26: error: date 2027-01 does not come after 2028-01 (ascending dates were expected)\n"
            "war_path: {2028-01: 0.5, 2027-01: 0.1}\n"
            "                         ^");
}

TEST(BrokenValue, Bad_date_is_a_month_not_an_id) {
  auto const read = [](ConfigNode root) { root["war_path"].dated_path(unit_interval, YearMonth::of(2026, 1)); };

  EXPECT_EQ(faults_when_read("war_path: {2026-01: 0.5, 2026-13: 0.1}\n", read),
            "x.yaml:1:26: error: '2026-13' is not a month (a month like 2026-01 was expected)\n"
            "war_path: {2026-01: 0.5, 2026-13: 0.1}\n"
            "                         ^");
}

TEST(BrokenValue, Map_by_id_is_no_path) {
  auto const read = [](ConfigNode root) { root["war_path"].dated_path(unit_interval, YearMonth::of(2026, 1)); };

  EXPECT_EQ(faults_when_read("war_path: {ALB: 0.5}\n", read),
            "x.yaml:1:1: error: war_path: a map stands here (a number from 0 to 1, or a map of dates like {2026-01: "
            "0.1, 2030-01: 0.8}, was expected)\n"
            "war_path: {ALB: 0.5}\n"
            "^");
}

TEST(BrokenValue, Unknown_id_names_the_ids_and_the_nearest) {
  EXPECT_EQ(faults_when_read("trust: {ABL: 1, default: 0}\n",
                             [](ConfigNode root) {
                               root["trust"].by_id({"ALB", "BIH"});
                             }),
            "x.yaml:1:9: error: trust: unknown id 'ABL' (ALB, BIH or default was expected)\n"
            "trust: {ABL: 1, default: 0}\n"
            "        ^\n"
            "hint: did you mean 'ALB'?");
}

TEST(BrokenValue, Ids_without_a_value_are_listed_in_one_message) {
  EXPECT_EQ(faults_when_read("trust: {ALB: 1}\n",
                             [](ConfigNode root) {
                               root["trust"].by_id({"ALB", "BIH", "SRB"});
                             }),
            "x.yaml:1:1: error: trust: no value for BIH or SRB (a value for every id, or `default` for the rest, was "
            "expected)\n"
            "trust: {ALB: 1}\n"
            "^");
}

TEST(BrokenValue, Range_must_hold_the_value) {
  EXPECT_EQ(
      faults_when_read("rate: {value: 5, range: [1, 2]}\n", [](ConfigNode root) { root["rate"].quantity(); }),
      "x.yaml:1:18: error: rate.range: the value 5 lies outside 1 to 2 (a range that holds the value was expected)\n"
      "rate: {value: 5, range: [1, 2]}\n"
      "                 ^");
}

TEST(BrokenValue, Status_is_one_of_three) {
  EXPECT_EQ(faults_when_read("rate: {value: 5, status: jugdement}\n", [](ConfigNode root) { root["rate"].quantity(); }),
            "x.yaml:1:26: error: rate.status: 'jugdement' is not one of the choices (estimated, literature or "
            "judgement was expected)\n"
            "rate: {value: 5, status: jugdement}\n"
            "                         ^\n"
            "hint: did you mean 'judgement'?");
}

}  // namespace
}  // namespace detente
