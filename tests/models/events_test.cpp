#include "models/events.hpp"

#include "models/lever_rules.hpp"
#include "models/observables.hpp"
#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace detente {
namespace {

/// A world full of events: everything random happens often.
ArmInputs eventful() {
  ArmInputs arm = with_coefficients(arm_with({}, open_world), [](Parameters<double>& p) {
    p.escalation.up0 = {6, 6, 5, 4, 3};
    p.escalation.contagion = 0.3;
    p.escalation.settle0 = 2;
    p.escalation.unsettle0 = 1;
    p.drivers.shock_rate = 3;
    p.procurement.contract_rate = 3;
  });
  for (Dispute& dispute : arm.inputs.region.disputes) dispute.up_offset.fill(0);
  return arm;
}

/// One event with the state and what followed from it when it happened, and the state after it.
template <class Check>
void for_each_event(int months, Check&& check) {
  ModelBench<double, 16> bench(eventful(), Noise::on, 31);
  for (int month = 0; month < months; ++month) {
    EventLog log;
    bench.world().step(bench.month(month, &log), bench.next);
    for (RecordedEvent const& event : log.events) check(event, bench, bench.next);
    std::swap(bench.state, bench.next);
    bench.derive();
  }
}

// Contributions are stored in single precision: a dozen terms below 8, each off by 2^-24 of itself, add up to less than
// 1e-5.
constexpr double single_precision = 1e-5;

// Would catch: a term that acts without being told, or is told with another value than it acted with.
TEST(Events, E3_contributions_of_a_move_up_sum_to_its_log_rate) {
  int moves = 0;
  for_each_event(36, [&](RecordedEvent const& event, ModelBench<double, 16> const& bench, State<double, 16> const&) {
    if (event.code != EventCode::move || event.to < event.from) return;
    ++moves;
    ASSERT_EQ(event.contributions.size(), 17U);
    EXPECT_NEAR(event.sum(), std::log(bench.derived.up_rate[event.entity][event.lane]), single_precision);
  });
  EXPECT_GT(moves, 300);
}

TEST(Events, E4_contributions_of_a_move_down_sum_to_its_log_rate) {
  int moves = 0;
  for_each_event(36, [&](RecordedEvent const& event, ModelBench<double, 16> const& bench, State<double, 16> const&) {
    if (event.code != EventCode::move || event.to > event.from) return;
    ++moves;
    EXPECT_NEAR(event.sum(), std::log(bench.derived.down_rate[event.entity][event.lane]), single_precision);
  });
  EXPECT_GT(moves, 300);
}

TEST(Events, Z1_contributions_of_a_settlement_sum_to_its_log_rate) {
  int settlements = 0;
  for_each_event(
      36, [&](RecordedEvent const& event, ModelBench<double, 16> const& bench, State<double, 16> const& next) {
        if (event.code != EventCode::settlement) return;
        ++settlements;
        EXPECT_NEAR(event.sum(), std::log(bench.derived.settle_rate[event.entity][event.lane]), single_precision);
        EXPECT_EQ(event.from, 0);
        EXPECT_EQ(event.to, 1);
        EXPECT_EQ(bench.state.settlement[event.entity][event.lane], 0);
        EXPECT_EQ(next.settlement[event.entity][event.lane], 1);
      });
  EXPECT_GT(settlements, 50);
}

// Would catch: violence that is explained by the terms of a quiet failure.
TEST(Events, Z2_contributions_of_a_breakdown_sum_to_its_log_rate_or_name_the_level_alone) {
  int quiet = 0;
  int torn = 0;
  for_each_event(
      36, [&](RecordedEvent const& event, ModelBench<double, 16> const& bench, State<double, 16> const& next) {
        if (event.code != EventCode::breakdown) return;
        EXPECT_EQ(event.from, 1);
        EXPECT_EQ(event.to, 0);
        EXPECT_EQ(next.settlement[event.entity][event.lane], 0);
        double const level = next.level[event.entity][event.lane];
        if (level >= 4) {
          ++torn;
          EXPECT_EQ(event.term(Driver::level), level);
          EXPECT_EQ(event.sum(), level) << "another term stands beside the level";
        } else {
          ++quiet;
          EXPECT_EQ(event.term(Driver::level), 0);
          EXPECT_NEAR(event.sum(), std::log(bench.derived.unsettle_rate[event.entity][event.lane]), single_precision);
        }
      });
  EXPECT_GT(quiet, 30);
  EXPECT_GT(torn, 5);
}

// Would catch: from and to exchanged, a lane or a dispute mistaken for another.
TEST(Events, E5_a_move_leads_from_the_level_before_to_the_level_after) {
  for_each_event(36,
                 [&](RecordedEvent const& event, ModelBench<double, 16> const& bench, State<double, 16> const& next) {
                   if (event.code != EventCode::move) return;
                   EXPECT_EQ(event.from, bench.state.level[event.entity][event.lane]);
                   EXPECT_EQ(event.to, next.level[event.entity][event.lane]);
                   EXPECT_NE(event.from, event.to);
                 });
}

/// Lanes and entities in which a field of the state changes within a month.
int changes(Field<double, 16> const& now, Field<double, 16> const& next) {
  int sum = 0;
  for (std::size_t i = 0; i < now.size(); ++i) sum += static_cast<int>((now[i] != next[i]).count());
  return sum;
}

// Would catch: events that are not told, told twice, or told where nothing changed.
TEST(Events, Every_change_is_told_once) {
  ModelBench<double, 16> bench(eventful(), Noise::on, 32);
  bench.state = bench.world().start(bench.luck());
  bench.derive();
  for (int month = 0; month < 24; ++month) {
    EventLog log;
    bench.world().step(bench.month(month, &log), bench.next);
    auto const told = [&log](EventCode code) { return static_cast<int>(log.of(code).size()); };
    EXPECT_EQ(told(EventCode::move), changes(bench.state.level, bench.next.level));
    EXPECT_EQ(told(EventCode::settlement) + told(EventCode::breakdown),
              changes(bench.state.settlement, bench.next.settlement));
    EXPECT_EQ(told(EventCode::contract), changes(bench.state.contract, bench.next.contract));
    EXPECT_EQ(told(EventCode::regime), changes({bench.state.us_regime}, {bench.next.us_regime}));
    EXPECT_EQ(told(EventCode::stance) * 2, changes(bench.state.cooperate, bench.next.cooperate) +
                                               changes(bench.state.hedge, bench.next.hedge) +
                                               changes(bench.state.defy, bench.next.defy));
    std::swap(bench.state, bench.next);
    bench.derive();
  }
}

// Would catch: a recorder that changes what it records.
TEST(Events, Recording_them_changes_no_run) {
  ModelBench<double, 16> told(eventful(), Noise::on, 33);
  ModelBench<double, 16> untold(eventful(), Noise::on, 33);

  for (int month = 0; month < 12; ++month) {
    EventLog log;
    told.step(month, &log);
    untold.step(month);
  }

  for (std::size_t d = 0; d < told.state.level.size(); ++d) {
    EXPECT_TRUE((told.state.level[d] == untold.state.level[d]).all());
    EXPECT_TRUE((told.state.tension[d] == untold.state.tension[d]).all());
  }
}

// Would catch: two names, or two enumerators, that change places: every event would be told as another.
TEST(Events, Every_kind_has_the_name_of_its_code) {
  std::vector<std::pair<EventCode, std::string>> const expected{
      {EventCode::move, "move"},         {EventCode::settlement, "settlement"}, {EventCode::breakdown, "breakdown"},
      {EventCode::regime, "regime"},     {EventCode::shock, "shock"},           {EventCode::election, "election"},
      {EventCode::contract, "contract"}, {EventCode::surge, "surge"},           {EventCode::stance, "stance"},
      {EventCode::rule, "rule"}};
  std::vector<EventKind> kinds = event_kinds();
  kinds.push_back(rule_event_kind());

  ASSERT_EQ(kinds.size(), expected.size());
  for (auto const& [code, name] : expected) EXPECT_EQ(kinds[static_cast<std::size_t>(code)].name, name);
}

// Would catch: the same of drivers, whose contributions would stand in each other's columns.
TEST(Events, Every_driver_has_its_own_name) {
  std::vector<std::pair<Driver, std::string>> const expected{{Driver::base, "base"},
                                                             {Driver::offset, "offset"},
                                                             {Driver::tension, "tension"},
                                                             {Driver::pressure, "pressure"},
                                                             {Driver::perceived_cost, "perceived_cost"},
                                                             {Driver::governance, "governance"},
                                                             {Driver::recency, "recency"},
                                                             {Driver::campaign, "campaign"},
                                                             {Driver::contagion, "contagion"},
                                                             {Driver::missions, "missions"},
                                                             {Driver::settlement, "settlement"},
                                                             {Driver::mediation, "mediation"},
                                                             {Driver::interoperability, "interoperability"},
                                                             {Driver::cooperation, "cooperation"},
                                                             {Driver::reward, "reward"},
                                                             {Driver::defiance, "defiance"},
                                                             {Driver::level, "level"}};
  std::vector<std::string> const names = driver_names();

  ASSERT_EQ(expected.size(), static_cast<std::size_t>(drivers));
  ASSERT_EQ(names.size(), expected.size());
  for (auto const& [driver, name] : expected) EXPECT_EQ(names[static_cast<std::size_t>(driver)], name);
}

}  // namespace
}  // namespace detente
