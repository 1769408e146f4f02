#include "tests/tools/explain/made_up_run.hpp"
#include "tools/explain/difference_text.hpp"
#include "tools/explain/run_text.hpp"
#include "tools/explain/story_json.hpp"
#include "tools/explain/story_numbers.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

bool holds(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

std::ptrdiff_t lines_in(std::string const& text) { return std::count(text.begin(), text.end(), '\n'); }

/// A run in which every dispute moves up and down all the time, with agreements and rules.
MadeUpRun busy_run(ResultSpec const& spec, int arm) {
  MadeUpRun run(spec, arm);
  std::vector<MadeUpEvent> events;
  for (int month = 1; month <= spec.months; ++month) {
    double const top = month == 31 + arm ? 3 : 1;
    for (int dispute = 0; dispute < 3; ++dispute) {
      bool const is_up = month % 2 == 1;
      events.push_back({month,
                        "move",
                        dispute,
                        is_up ? 0 : top,
                        is_up ? top : 0,
                        {{"base", 0.1F * static_cast<float>(arm)}, {"tension", 0.5F}, {"recency", 0.3F}}});
    }
    events.push_back({month, "settlement", arm, 0, 1, {{"base", 0.1F}, {"mediation", 0.2F}}});
    events.push_back({month, "stance", 0, 0, 1 + static_cast<double>(arm)});
    events.push_back({month, "rule", 0, 0, 1});
  }
  run.with(events).costing({100.0 + arm, 60, 40, 5}).from(1, "cost", 0, 1.0 + arm);
  return run;
}

TEST(StoryText, What_drivers_did_is_told_as_factors_apart_by_direction) {
  EXPECT_EQ(terms_text({{"tension", std::log(2.1)}, {"perceived_cost", std::log(0.6)}, {"recency", std::log(1.4)}}),
            "likelier by tension (2.1 times), recency (1.4 times); less likely by perceived cost (0.6 times)");
}

TEST(StoryText, An_event_without_a_driver_that_matters_says_so) {
  EXPECT_TRUE(holds(terms_text({}), "no driver stands out"));
}

TEST(StoryText, A_move_is_told_with_rate_drivers_and_what_came_before) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun run(spec);
  run.with({{10, "election", 1, 0, 1}, {15, "move", 0, 0, 1, {{"base", -1.0F}, {"campaign", 0.3F}}}});

  std::string const text = told_text(run.view(), tell(run.view(), 1));

  EXPECT_EQ(text,
            "2028-02  Alpha - Beta: 0 routine -> 1 political crisis; 0.497 a year, 0.368 at the reference\n"
            "         likelier by campaign (1.3 times)\n"
            "         after 2027-09 Beta: a campaign starts, by the calendar (campaign)\n");
}

TEST(StoryText, A_digest_of_a_busy_run_has_at_most_forty_lines_and_the_highest_moves) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun const run = busy_run(spec, 0);
  RunView const view = run.view();

  std::string const text = run_text(view, tell_run(view, {}), Detail::digest);

  EXPECT_LE(lines_in(text), 40);
  EXPECT_TRUE(holds(text, "2029-06  Gamma, internal: 0 routine -> 3 armed stand-off"));
  EXPECT_TRUE(holds(text, "the rule"));
}

TEST(StoryText, All_tells_every_event) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun const run = busy_run(spec, 0);
  RunView const view = run.view();

  EXPECT_EQ(told_events(view, tell_run(view, {}), Detail::all).size(), 6U * 60);
}

TEST(StoryText, A_run_that_came_to_no_result_says_so) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun run(spec);
  run.costing({std::nan(""), 1, 1, 1});

  EXPECT_TRUE(holds(run_text(run.view(), tell_run(run.view(), {}), Detail::digest), "came to no result"));
}

TEST(StoryText, A_digest_of_a_difference_has_at_most_forty_lines) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun const calm = busy_run(spec, 0);
  MadeUpRun const bold = busy_run(spec, 1);
  RunView const first = calm.view();
  RunView const second = bold.view();

  std::string const text = difference_text({first, second}, tell_difference({first, second}), Detail::digest);

  EXPECT_LE(lines_in(text), 40);
  EXPECT_TRUE(holds(text, "Gamma, internal: 0 routine -> 3 armed stand-off under calm alone, 2.23 a year"));
}

// Would catch: the second policy less the first, so that the same policies in `compare` have the other sign.
TEST(StoryText, Costs_of_a_difference_are_the_first_less_the_second_as_in_compare) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun calm(spec, 0);
  MadeUpRun bold(spec, 1);
  calm.costing({100, 60, 40, 5});
  bold.costing({130, 60, 70, 5});
  RunView const first = calm.view();
  RunView const second = bold.view();

  std::string const text = difference_text({first, second}, tell_difference({first, second}), Detail::digest);

  EXPECT_TRUE(holds(text, "100 against 130 MEUR (net present value); calm less bold: -30\n"));
  EXPECT_TRUE(holds(text, "mediation              40 against     70     -30\n"));
}

TEST(StoryText, Levers_of_several_places_set_alike_are_told_once) {
  ResultSpec spec = made_up_spec();
  for (std::size_t month = 0; month <= 60; ++month)
    spec.levers.values[1][4 * month + 1] = spec.levers.values[1][4 * month + 2] = 0.9;
  MadeUpRun const calm(spec, 0);
  MadeUpRun const bold(spec, 1);
  RunView const first = calm.view();
  RunView const second = bold.view();

  std::string const text = difference_text({first, second}, tell_difference({first, second}), Detail::digest);

  EXPECT_TRUE(holds(text, "From 2026-11 the policies differ in: promise (0.7 against 0.9, in 2 places)\n"));
}

TEST(StoryText, Policies_that_differ_by_rules_alone_say_so) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun const calm(spec, 0);
  MadeUpRun const bold(spec, 1);
  RunView const first = calm.view();
  RunView const second = bold.view();

  std::string const text = difference_text({first, second}, tell_difference({first, second}), Detail::digest);

  EXPECT_TRUE(holds(text, "no lever differently, rules apart.\nrules of bold: promise.A: if level >= 3: set 1\n"));
}

TEST(StoryJson, Of_a_run_holds_every_event_with_factors_and_what_came_before) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun run(spec);
  run.with({{10, "election", 1, 0, 1}, {15, "move", 0, 0, 1, {{"base", -1.0F}, {"campaign", 0.3F}}}});

  nlohmann::ordered_json const json = run_json(run.view(), tell_run(run.view(), {}));

  EXPECT_EQ(json["schema"], "detente/story@1");
  EXPECT_EQ(json["sample"], 3);
  EXPECT_EQ(json["replication"], 1);
  EXPECT_TRUE(json["crisis_cost"]["share_of_runs_below"].is_null());
  EXPECT_EQ(json["events"].size(), 2U);
  EXPECT_NEAR(json["events"][1]["drivers"][0]["factor"].get<double>(), std::exp(0.3), 1e-6);  // single precision
  EXPECT_EQ(json["events"][1]["before"][0]["kind"], "election");
  EXPECT_EQ(json["events"][1]["before"][0]["month"], 10);
}

TEST(StoryJson, Of_a_difference_names_the_policy_of_every_event_that_is_in_one_alone) {
  ResultSpec const spec = made_up_spec();
  MadeUpRun const calm(spec, 0);
  MadeUpRun bold(spec, 1);
  bold.with({{3, "move", 0, 0, 1, {{"base", 0.5F}}}});
  RunView const first = calm.view();
  RunView const second = bold.view();

  nlohmann::ordered_json const json = difference_json({first, second}, tell_difference({first, second}));

  EXPECT_EQ(json["kind"], "difference");
  EXPECT_EQ(json["policies"], nlohmann::ordered_json::array({"calm", "bold"}));
  EXPECT_EQ(json["events"][0]["only_under"], "bold");
  EXPECT_EQ(json["rules"][1][0], "promise.A: if level >= 3: set 1");
}

}  // namespace
}  // namespace detente
