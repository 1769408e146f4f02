// Who governs the United States (D1), and how much attention the region has from there (D2).
#include "models/drivers.hpp"
#include "tests/models/process_checks.hpp"
#include "tests/rounding.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

namespace detente {
namespace {

using Matrix = std::array<std::array<double, 3>, 3>;

Matrix product(Matrix const& a, Matrix const& b) {
  Matrix c{};
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      for (int k = 0; k < 3; ++k) c[i][j] += a[i][k] * b[k][j];
    }
  }
  return c;
}

constexpr Matrix yearly_rates{{{0, 0.2, 0.05}, {0.1, 0, 0.2}, {0.03, 0.17, 0}}};  // of the configs

/// Transition probabilities of a month as (D1) has them: leave, then choose in proportion to the rates.
Matrix monthly_scheme(Matrix const& rates) {
  Matrix p{};
  for (int a = 0; a < 3; ++a) {
    double const total = rates[a][0] + rates[a][1] + rates[a][2];
    for (int b = 0; b < 3; ++b)
      p[a][b] = b == a ? std::exp(-total / 12) : (1 - std::exp(-total / 12)) * rates[a][b] / total;
  }
  return p;
}

/// The same in continuous time: the exponential of the generator over a month, by its series.
Matrix continuous(Matrix const& rates) {
  Matrix generator = rates;
  for (int a = 0; a < 3; ++a) generator[a][a] = -(rates[a][0] + rates[a][1] + rates[a][2]);
  Matrix sum{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  Matrix term = sum;
  for (int n = 1; n < 20; ++n) {
    term = product(term, generator);
    for (auto& row : term) {
      for (double& entry : row) entry /= 12.0 * n;
    }
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j < 3; ++j) sum[i][j] += term[i][j];
    }
  }
  return sum;
}

/// Shares of the regimes that follow `from` within a month, from `months` draws in each of 16 runs.
std::array<double, 3> followers(double from, int months, double faster) {
  ModelBench<double, 16> bench(arm_where(
                                   [&](Inputs& inputs) {
                                     for (auto& row : inputs.parameters.drivers.us_rates) {
                                       for (double& rate : row) rate *= faster;
                                     }
                                   },
                                   moving_world),
                               Noise::on);
  Drivers<double, 16> const drivers(bench.setup(), bench.reference());
  bench.state.us_regime.setConstant(from);
  std::array<double, 3> count{};
  for (int month = 0; month < months; ++month) {
    drivers(bench.month(month), bench.next);
    for (int to = 0; to < 3; ++to) count[to] += (bench.next.us_regime == to).count();
  }
  for (double& share : count) share /= months * 16.0;
  return count;
}

// n = 16 x 3000 independent draws from each regime at ten times the usual rates, so that the matrix has no small
// entries: standard errors below 0.0023. 9 comparisons at 4 s.e.: P(false alarm) = 6e-4 over all. Would catch: a matrix
// read by column, a rate per month, or a regime that is never reached.
TEST(Drivers, D1_regime_moves_with_the_probabilities_of_the_monthly_scheme) {
  Matrix fast = yearly_rates;
  for (auto& row : fast) {
    for (double& rate : row) rate *= 10;
  }
  Matrix const exact = monthly_scheme(fast);

  for (int from = 0; from < 3; ++from) {
    std::array<double, 3> const share = followers(from, 3000, 10);
    for (int to = 0; to < 3; ++to) {
      double const p = exact[from][to];
      EXPECT_NEAR(share[to], p, 4 * std::sqrt(p * (1 - p) / 48000)) << from << " to " << to;
    }
  }
}

// n = 16 x 250 runs of two years from transactional: standard errors below 0.008; 3 comparisons at 4 s.e.: 2e-4 over
// all. Would catch: regimes that remember, or the same luck every month.
TEST(Drivers, D1_regime_after_two_years_has_the_distribution_of_24_months) {
  ModelBench<double, 16> bench(arm_with({}, moving_world), Noise::on);
  Drivers<double, 16> const drivers(bench.setup(), bench.reference());
  State<double, 16> const start = bench.state;
  Matrix exact = monthly_scheme(yearly_rates);
  Matrix const month = exact;
  for (int k = 1; k < 24; ++k) exact = product(exact, month);
  std::array<double, 3> count{};

  for (int block = 0; block < 250; ++block) {
    bench.state = start;
    bench.use_runs(static_cast<std::uint32_t>(16 * block));
    for (int k = 0; k < 24; ++k) {
      drivers(bench.month(k), bench.next);
      bench.state.us_regime = bench.next.us_regime;
    }
    for (int to = 0; to < 3; ++to) count[to] += (bench.state.us_regime == to).count();
  }

  for (int to = 0; to < 3; ++to) {
    double const p = exact[1][to];
    EXPECT_NEAR(count[to] / 4000, p, 4 * std::sqrt(p * (1 - p) / 4000)) << to;
  }
}

// The scheme allows one change a month; the chain in continuous time allows more. At the usual rates that is all there
// is between them.
TEST(Drivers, D1_monthly_scheme_is_within_two_ten_thousandths_of_continuous_time) {
  Matrix const scheme = monthly_scheme(yearly_rates);
  Matrix const exact = continuous(yearly_rates);

  for (int a = 0; a < 3; ++a) {
    for (int b = 0; b < 3; ++b) EXPECT_NEAR(scheme[a][b], exact[a][b], 2e-4) << a << " to " << b;
  }
}

// Would catch: a second draw for the target, which would cost the pairing of runs between scenarios.
TEST(Drivers, D1_one_uniform_decides_whether_and_where) {
  ModelBench<double, 16> bench(arm_with({}, moving_world), Noise::on);
  Drivers<double, 16> const drivers(bench.setup(), bench.reference());
  int changes = 0;
  for (int from = 0; from < 3; ++from) {
    bench.state.us_regime.setConstant(from);
    Matrix const p = monthly_scheme(yearly_rates);
    double const leaving = 1 - p[from][from];
    for (int month = 0; month < 300; ++month) {
      drivers(bench.month(month), bench.next);
      for (int lane = 0; lane < 16; ++lane) {
        double const u = bench.luck().uniform(Stream::us_regime, 0)[lane];
        int const first = from == 0 ? 1 : 0;
        int const second = 3 - from - first;
        int const expected = u >= leaving ? from : u < p[from][first] ? first : second;
        ASSERT_EQ(bench.next.us_regime[lane], expected) << "u = " << u << " from " << from;
        changes += expected != from ? 1 : 0;
      }
    }
  }
  EXPECT_GT(changes, 200);  // expected about 280
}

TEST(Drivers, D1_held_regime_never_changes) {
  ModelBench<double, 16> bench(arm_with({}, "{war_path: 0.9, us_hold: disengaged}"), Noise::on);
  Drivers<double, 16> const drivers(bench.setup(), bench.reference());
  bench.state = bench.world().start(bench.luck());

  for (int month = 0; month < 240; ++month) {
    drivers(bench.month(month), bench.next);
    std::swap(bench.state, bench.next);
    ASSERT_TRUE((bench.state.us_regime == 2).all()) << month;
  }
}

TEST(Drivers, D2_attention_moves_to_the_level_of_the_regime) {
  for (auto const& [regime, level] : {std::pair{0, 0.85}, {1, 0.55}, {2, 0.20}}) {
    SingleBench bench(arm_with({}, moving_world));
    bench.state.us_regime.setConstant(regime);
    bench.state.us_attention.setConstant(0.4);

    bench.step(0);

    EXPECT_NEAR(bench.state.us_attention[0], 0.4 + share_of(2) * (level - 0.4), few_roundings) << regime;
  }
}

// Would catch: attention that follows the regime of the month's end.
TEST(Drivers, D2_attention_follows_a_new_regime_from_the_next_month_on) {
  ModelBench<double, 16> bench(arm_with({}, moving_world), Noise::on);
  Drivers<double, 16> const drivers(bench.setup(), bench.reference());
  bench.state.us_attention.setConstant(0.4);
  int changes = 0;
  for (int month = 0; month < 48; ++month) {
    drivers(bench.month(month), bench.next);
    changes += static_cast<int>((bench.next.us_regime != 1).count());  // from transactional

    for (int lane = 0; lane < 16; ++lane) ASSERT_NEAR(bench.next.us_attention[lane], 0.4 + share_of(2) * 0.15, 1e-15);
  }
  EXPECT_GT(changes, 5);  // expected 19
}

}  // namespace
}  // namespace detente
