// What runs over lists of parties and of those exposed, against the plain double loop over disputes and countries.
#include "models/crisis_load.hpp"
#include "models/escalation.hpp"
#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

#include <random>

namespace detente {
namespace {

/// Dense tables of the same numbers, 0 where a list has nothing.
struct Dense {
  std::vector<std::vector<double>> party, exposure;  // [dispute][country]

  explicit Dense(Region const& region) {
    for (Dispute const& dispute : region.disputes) {
      party.emplace_back(region.countries.size());
      exposure.emplace_back(region.countries.size());
      for (CountryShare const& one : dispute.parties) party.back()[one.country] = one.share;
      for (CountryShare const& one : dispute.exposed) exposure.back()[one.country] = one.share;
    }
  }
};

/// The Western Balkans with parties and exposures drawn anew, and a state far from the start.
class RandomRegion {
 public:
  explicit RandomRegion(unsigned seed) : engine_(seed), bench_(arm(), Noise::off), dense_(bench_.region()) {
    for (auto& level : bench_.state.level) level[0] = static_cast<double>(engine_() % 6);
    for (auto* field : {&bench_.state.tension, &bench_.state.defy, &bench_.state.cooperate, &bench_.state.campaign})
      for (auto& value : *field) value[0] = unit();
    bench_.derive();
  }
  SingleBench& bench() { return bench_; }
  Dense const& dense() const { return dense_; }

 private:
  double unit() { return static_cast<double>(engine_() >> 8) / 16777216.0; }
  std::vector<CountryShare> some() {
    std::vector<CountryShare> shares;
    for (int i = 0; i < 6; ++i) {
      if (engine_() % 3 == 0) shares.push_back({i, 0.05 + unit()});
    }
    return shares;
  }
  ArmInputs arm() {
    return arm_where(
        [this](Inputs& inputs) {
          for (Dispute& dispute : inputs.region.disputes) {
            dispute.parties = some();
            dispute.exposed = some();
          }
        },
        open_world);
  }

  std::mt19937 engine_;
  SingleBench bench_;
  Dense dense_;
};

// Would catch: a list that misses a country, or one in another order, which would round otherwise.
TEST(SparseRegion, L1_L2_closure_and_crisis_load_are_those_of_the_dense_loop) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    RandomRegion random(seed);
    SingleBench const& bench = random.bench();

    for (int i = 0; i < 6; ++i) {
      double closed = 0;
      double load = 0;
      for (int d = 0; d < 8; ++d) {
        double const exposure = random.dense().exposure[d][i];
        double const level = bench.state.level[d][0];
        closed = std::max(closed, exposure * coefficients(bench).mobility.closure[static_cast<std::size_t>(level)]);
        load = std::max(load, exposure * (level / 5));
      }
      EXPECT_EQ(bench.derived.closure[i][0], closed) << "seed " << seed << ", country " << i;
      EXPECT_EQ(bench.derived.crisis_load[i][0], load) << "seed " << seed << ", country " << i;
    }
  }
}

TEST(SparseRegion, Means_over_parties_are_those_of_the_dense_loop) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    RandomRegion random(seed);
    SingleBench const& bench = random.bench();

    for (int d = 0; d < 8; ++d) {
      double defiance = 0;
      double cooperation = 0;
      for (int i = 0; i < 6; ++i) {
        if (random.dense().party[d][i] > 0) defiance += random.dense().party[d][i] * bench.state.defy[i][0];
        if (random.dense().party[d][i] > 0) cooperation += random.dense().party[d][i] * bench.state.cooperate[i][0];
      }
      EXPECT_EQ(bench.derived.defiance[d][0], defiance) << "seed " << seed << ", dispute " << d;
      EXPECT_EQ(bench.derived.cooperation[d][0], cooperation) << "seed " << seed << ", dispute " << d;
    }
  }
}

TEST(SparseRegion, What_a_dispute_sees_of_its_parties_and_neighbours_is_that_of_the_dense_loop) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    RandomRegion random(seed);
    SingleBench const& bench = random.bench();
    Escalation<double, 1> const escalation(bench.setup(), bench.reference());

    for (int d = 0; d < 8; ++d) {
      double neighbours = 0;
      double governance = std::numeric_limits<double>::max();
      for (int other = 0; other < 8; ++other) {
        bool shares_a_party = false;
        for (int i = 0; i < 6; ++i)
          shares_a_party = shares_a_party || (random.dense().party[d][i] > 0 && random.dense().party[other][i] > 0);
        if (other != d && shares_a_party)
          neighbours += (bench.derived.level_felt[other][0] - bench.region().disputes[other].usual_level) / 5;
      }
      for (int i = 0; i < 6; ++i) {
        if (random.dense().party[d][i] > 0) governance = std::min(governance, bench.derived.governance[i][0]);
      }
      auto const view = escalation.look_at(bench.state, bench.derived, d, bench.setup().base.decisions.split_cost);
      EXPECT_EQ(view.neighbours[0], neighbours) << "seed " << seed << ", dispute " << d;
      EXPECT_EQ(view.least_governance[0], governance) << "seed " << seed << ", dispute " << d;
    }
  }
}

TEST(SparseRegion, N5_presence_in_a_country_is_that_of_the_dense_loop) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    RandomRegion random(seed);
    SingleBench const& bench = random.bench();

    for (int i = 0; i < 6; ++i) {
      double presence = 0;
      for (int d = 0; d < 8; ++d) {
        if (random.dense().party[d][i] > 0) presence = std::max(presence, bench.derived.presence[d][0]);
      }
      EXPECT_EQ(bench.derived.mission_presence[i][0], presence) << "seed " << seed << ", country " << i;
    }
  }
}

TEST(SparseRegion, Share_of_a_country_that_is_not_listed_is_0) {
  std::vector<CountryShare> const shares{{1, 0.25}, {4, 0.75}};

  EXPECT_EQ(share_of(shares, 0), 0.0);
  EXPECT_EQ(share_of(shares, 1), 0.25);
  EXPECT_EQ(share_of(shares, 3), 0.0);
  EXPECT_EQ(share_of(shares, 4), 0.75);
  EXPECT_EQ(share_of(shares, 5), 0.0);
}

}  // namespace
}  // namespace detente
