#include "tools/evidence/accounting_report.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

Json estimate(double value, double half_width) {
  return {{"value", value}, {"lower", value - half_width}, {"upper", value + half_width}, {"n", 64}};
}

Json row(Json const& judgement) {
  return {{"outcome", "crisis_cost"},
          {"unit", "MEUR"},
          {"policy", "envoys"},
          {"less", "status_quo"},
          {"scenario", "baseline"},
          {"mean", estimate(100, 10)},
          {"standard_deviation", 50},
          {"effective_samples", 40},
          {"uncertain", estimate(0.6, 0.1)},
          {"shares", {{"judgement", judgement}, {"chance", estimate(0.4, 0.1)}}}};
}

std::string text_of(Json const& row) {
  return accounting_text({{"experiment", "mine"},
                          {"samples", 64},
                          {"replications", 2},
                          {"failed_runs", 0},
                          {"groups", {{{"group", "judgement"}, {"numbers", 12}}}},
                          {"rows", {row}}});
}

bool holds(std::string const& text, std::string const& words) { return text.find(words) != std::string::npos; }

TEST(AccountingText, Names_the_difference_and_the_share_of_each_group) {
  std::string const text = text_of(row(estimate(0.6, 0.1)));

  EXPECT_TRUE(holds(text, "\ncrisis_cost [MEUR]: envoys less status_quo, baseline\n")) << text;
  EXPECT_TRUE(holds(text, "\n  judgement       12 uncertain    60.0 %   50.0 to  70.0\n")) << text;
  EXPECT_TRUE(holds(text, "\n  chance                          40.0 %   30.0 to  50.0\n")) << text;
}

// Would catch: a share called one that may be 0; one that is said to be at most 0 because its estimate lies far below.
TEST(AccountingText, Does_not_tell_a_share_apart_from_0_whose_interval_begins_below) {
  EXPECT_TRUE(holds(text_of(row(estimate(0.02, 0.03))), "not distinguishable from 0 (at most 5.0 %)"));
  EXPECT_TRUE(holds(text_of(row(estimate(-0.04, 0.03))), "not distinguishable from 0 (at most 3.0 %)"));
  EXPECT_TRUE(holds(text_of(row(estimate(0.5, 0.8))), "not distinguishable from 0 (at most 100.0 %)"));
}

TEST(AccountingText, Shows_no_shares_where_they_say_nothing) {
  Json rare = row(estimate(0.6, 0.1));
  rare["effective_samples"] = 9;
  Json constant = row(estimate(0.6, 0.1));
  constant["uncertain"]["value"] = nullptr;
  Json missing = row(estimate(0.6, 0.1));
  missing["mean"]["lower"] = nullptr;

  for (auto const& [one, said] : {std::pair{rare, "as good as 9 samples"}, std::pair{constant, "does not vary"},
                                  std::pair{missing, "too few samples in which no run is missing"}}) {
    EXPECT_TRUE(holds(text_of(one), said)) << text_of(one);
    EXPECT_FALSE(holds(text_of(one), "judgement")) << text_of(one);
  }
}

}  // namespace
}  // namespace detente
