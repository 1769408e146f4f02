#include "tools/evidence/checks/index_chains.hpp"

#include "models/anchored_index.hpp"
#include "tests/tools/evidence/quickstart.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

// One chain a test: two rows, each a false alarm with probability 7e-6 for another seed.
IndexChain const chain{"tested", 0.4, 0.5, 0.15};

/// What (R1) says, with its parts to be falsified.
struct Parts {
  double pull = 1 - std::exp(-0.5 / 12), noise = 0.15 * std::sqrt(1.0 / 12), push = 0;
};
std::vector<CheckRow> rows_of(Parts const& parts) {
  return check_relax({chain}, 1, [parts](IndexChain const& it) -> ChainStep {
    return [parts, it](ChainPack const& x, ChainPack const& eps) {
      ChainPack const kick = parts.noise * (x * (1 - x)).max(0.0).sqrt() * eps;
      return ChainPack((x + parts.pull * (it.target - x) + kick + parts.push).max(0.0).min(1.0));
    };
  });
}

TEST(CheckRelax, Agrees_with_the_model) { EXPECT_TRUE(all_agree(check_relax({chain}, 1))); }

TEST(CheckRelax, Sees_a_rate_in_months_taken_for_one_in_years) {
  EXPECT_EQ(verdict(rows_of({.pull = 1 - std::exp(-0.5)}), "variance"), "differs");
}

TEST(CheckRelax, Sees_a_month_that_is_not_under_the_root) {
  EXPECT_EQ(verdict(rows_of({.noise = 0.15 / 12}), "variance"), "differs");
}

// 4 % of the variance.
TEST(CheckRelax, Sees_a_pull_of_rate_dt_in_place_of_what_is_covered_in_a_month) {
  EXPECT_EQ(verdict(rows_of({.pull = 0.5 / 12 * 1.04}), "variance"), "differs");
}

TEST(CheckRelax, Sees_a_push_of_a_thousandth_a_month) {
  EXPECT_EQ(verdict(rows_of({.push = 0.001}), "mean"), "differs");
}

TEST(CheckRelax, Chains_have_the_rates_of_the_experiment_and_begin_where_it_begins) {
  ArmInputs arm = first_arm();
  arm.scenario.parameters.escalation.tension_rate = 0.7;
  arm.scenario.parameters.mistrust.mistrust_vol = 0;

  std::vector<IndexChain> const chains = index_chains(arm);

  auto const named = [&chains](std::string const& name) {
    return std::find_if(chains.begin(), chains.end(), [&](IndexChain const& one) { return one.name == name; });
  };
  EXPECT_EQ(named("tension")->rate, 0.7);
  EXPECT_GT(named("tension")->target, 0.3);
  EXPECT_EQ(named("mistrust"), chains.end()) << "an index without noise has no law";
}

}  // namespace
}  // namespace detente
