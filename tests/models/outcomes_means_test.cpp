#include "models/outcomes_means.hpp"

#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

using Values = std::map<std::string, Sum<16>>;

Pack<double, 16> lanes() { return Pack<double, 16>::LinSpaced(1.0, 1.6); }

/// Months that are told: the bench's state and what was derived, twice, the second time changed by `change`; then the
/// end.
template <class Change, class End>
Values after_two_months(ModelBench<double, 16>& bench, Change&& change, End&& end) {
  MonthCost<double, 16> const free(bench.region());
  MeanOutcomes<double, 16> outcomes(bench.world(), 2);
  outcomes.observe({0, bench.state, bench.derived, bench.levers, bench.next, free});
  change(bench);
  outcomes.observe({1, bench.state, bench.derived, bench.levers, bench.next, free});
  end(bench);
  return named_outcomes(outcomes, bench, 2);
}

void nothing(ModelBench<double, 16>&) {}

void expect_lanes(Sum<16> const& found, Sum<16> const& expected, std::string const& what) {
  for (int lane = 0; lane < 16; ++lane)
    EXPECT_NEAR(found[lane], expected[lane], thousands_of_roundings) << what << ", lane " << lane;
}

/// A number of its own for every entity of every field that has a mean.
void number_all(ModelBench<double, 16>& bench) {
  State<double, 16>& s = bench.state;
  Derived<double, 16>& d = bench.derived;
  double number = 0;
  for (auto* field : {&s.oversight,
                      &s.capture,
                      &d.governance,
                      &s.alignment,
                      &s.trust,
                      &s.access,
                      &s.resilience,
                      &s.fragmentation,
                      &s.stability,
                      &s.spending,
                      &d.pressure,
                      &d.dependence,
                      &d.interoperability,
                      &d.western_share,
                      &d.leakage,
                      &d.leakage_eu,
                      &d.information_leakage,
                      &s.mistrust,
                      &s.tension,
                      &d.perceived_cost}) {
    number += 1;
    for (std::size_t i = 0; i < field->size(); ++i) (*field)[i] = (number + 0.01 * static_cast<double>(i)) * lanes();
  }
}

// Would catch: one field reported under the name of another, or of another entity.
TEST(OutcomesMeans, Each_mean_is_that_of_the_field_it_names) {
  ModelBench<double, 16> bench(arm_with({}, open_world));
  number_all(bench);

  Values const values = after_two_months(bench, nothing, nothing);

  std::vector<std::string> const of_countries{
      "oversight",        "capture",       "g",         "alignment", "trust",    "access",
      "resilience",       "fragmentation", "stability", "spending",  "pressure", "dependence",
      "interoperability", "western_share", "leak",      "leak_eu",   "infoleak"};
  for (std::size_t k = 0; k < of_countries.size(); ++k) {
    auto const number = static_cast<double>(k + 1);
    expect_lanes(values.at("mean." + of_countries[k] + ".ALB"), number * lanes(), of_countries[k]);
    expect_lanes(values.at("mean." + of_countries[k] + ".SRB"), (number + 0.05) * lanes(), of_countries[k]);
  }
  expect_lanes(values.at("mean.mistrust.SRB-XKX"), 18 * lanes(), "mistrust");
  expect_lanes(values.at("mean.tension.BIH_CONST"), 19.01 * lanes(), "tension");
  expect_lanes(values.at("mean.perceived_cost.MKD_INT"), 20.02 * lanes(), "perceived cost");
}

// Would catch: the end taken for a month lived, or the last month for the end.
TEST(OutcomesMeans, Means_are_over_the_starts_of_months_and_ends_are_the_end) {
  ModelBench<double, 16> bench(arm_with({}, open_world));
  bench.state.trust[2] = 0.2 * lanes();

  Values const values = after_two_months(
      bench, [](auto& b) { b.state.trust[2] = 0.4 * lanes(); },
      [](auto& b) {
        b.state.trust[2] = 0.6 * lanes();
        b.derived.governance[2] = 0.7 * lanes();
      });

  expect_lanes(values.at("mean.trust.XKX"), 0.3 * lanes(), "mean");
  expect_lanes(values.at("end.trust.XKX"), 0.6 * lanes(), "end");
  expect_lanes(values.at("end.g.XKX"), 0.7 * lanes(), "end of governance");
}

// Would catch: growth of the economy in it, or spending that is not relative to the start.
TEST(OutcomesMeans, Spending_in_money_is_summed_over_countries_without_growth) {
  ModelBench<double, 16> bench(arm_with({}, open_world));
  for (auto& spending : bench.state.spending) spending.setOnes();
  double const start =
      0.021 * 28000 + 0.0075 * 28500 + 0.0185 * 11500 + 0.0155 * 8200 + 0.0206 * 17400 + 0.0265 * 90000;

  Values const values = after_two_months(
      bench, [](auto& b) { b.state.spending[5] = 2 * lanes(); }, nothing);

  Sum<16> const expected = start + 0.0265 * 90000 * (2 * lanes() - 1) / 2;
  for (int lane = 0; lane < 16; ++lane) EXPECT_NEAR(values.at("mean.spending_meur")[lane], expected[lane], 1e-9);
}

TEST(OutcomesMeans, Attention_and_crossings_have_their_means) {
  ModelBench<double, 16> bench(arm_with({}, open_world));
  bench.state.eu_bandwidth = 0.2 * lanes();
  bench.state.crossings = 1.0 * lanes();

  Values const values = after_two_months(
      bench,
      [](auto& b) {
        b.state.eu_bandwidth = 0.4 * lanes();
        b.state.crossings = 3.0 * lanes();
      },
      nothing);

  expect_lanes(values.at("mean.eu_bandwidth"), 0.3 * lanes(), "bandwidth");
  expect_lanes(values.at("mean.crossings"), 2.0 * lanes(), "crossings");
}

// Countries at -5, -3, -1, 1, 3, 5 steps: standard deviation sqrt(35/3) steps, between all countries, not a sample of
// them.
TEST(OutcomesMeans, Spread_is_the_standard_deviation_between_countries) {
  ModelBench<double, 16> bench(arm_with({}, open_world));
  for (int i = 0; i < 6; ++i) {
    bench.state.alignment[i] = 0.5 + 0.01 * (2 * i - 5) * lanes();
    bench.state.trust[i] = 0.5 + 0.02 * (2 * i - 5) * lanes();
  }

  Values const values = after_two_months(
      bench, [](auto& b) { b.state.trust.assign(6, Pack<double, 16>::Constant(0.3)); }, nothing);

  expect_lanes(values.at("alignment_spread"), 0.01 * std::sqrt(35.0 / 3) * lanes(), "alignment");
  expect_lanes(values.at("trust_spread"), 0.01 * std::sqrt(35.0 / 3) * lanes(), "trust, then none");
}

TEST(OutcomesMeans, Stances_are_shares_of_country_months) {
  ModelBench<double, 16> bench(arm_with({}, open_world));
  auto const all = [&](Field<double, 16>& field, double value) { field.assign(6, Pack<double, 16>::Constant(value)); };
  all(bench.state.cooperate, 1);
  all(bench.state.hedge, 0);
  all(bench.state.defy, 0);

  Values const values = after_two_months(
      bench,
      [&](auto& b) {
        all(b.state.cooperate, 0);
        all(b.state.hedge, 1);
        b.state.hedge[5].setZero();
        b.state.defy[5].setOnes();
      },
      nothing);

  expect_lanes(values.at("stance_share.cooperate"), Sum<16>::Constant(6.0 / 12), "cooperate");
  expect_lanes(values.at("stance_share.hedge"), Sum<16>::Constant(5.0 / 12), "hedge");
  expect_lanes(values.at("stance_share.defy"), Sum<16>::Constant(1.0 / 12), "defy");
}

}  // namespace
}  // namespace detente
