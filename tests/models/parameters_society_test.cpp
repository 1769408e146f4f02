#include "models/parameters_society.hpp"

#include "models/parameters.hpp"
#include "tests/models/parameter_keys.hpp"

#include <gtest/gtest.h>

#include <string>

namespace detente {
namespace {

// Would catch, in all of these: two coefficients that are read into each other's place, which no range would notice.
TEST(ParametersSociety, Drivers_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_EQ(key_of(p.drivers, p.drivers.us_levels), "drivers.us.levels");
  EXPECT_EQ(key_of(p.drivers, p.drivers.us_rates), "drivers.us.rates");
  EXPECT_EQ(key_of(p.drivers, p.drivers.us_relax_rate), "drivers.us.relax_rate");
  EXPECT_EQ(key_of(p.drivers, p.drivers.war_rate), "drivers.war.rate");
  EXPECT_EQ(key_of(p.drivers, p.drivers.war_vol), "drivers.war.vol");
  EXPECT_EQ(key_of(p.drivers, p.drivers.shock_rate), "drivers.shock.rate");
  EXPECT_EQ(key_of(p.drivers, p.drivers.shock_mean), "drivers.shock.mean");
  EXPECT_EQ(key_of(p.drivers, p.drivers.shock_decay), "drivers.shock.decay");
  EXPECT_EQ(key_of(p.drivers, p.drivers.bandwidth_rate), "drivers.bandwidth.rate");
  EXPECT_EQ(key_of(p.drivers, p.drivers.bandwidth_drain_level), "drivers.bandwidth.drain_level");
  EXPECT_EQ(key_of(p.drivers, p.drivers.bandwidth_drain_war), "drivers.bandwidth.drain_war");
  EXPECT_EQ(key_of(p.drivers, p.drivers.bandwidth_drain_shock), "drivers.bandwidth.drain_shock");
  EXPECT_EQ(key_of(p.drivers, p.drivers.election_decay), "drivers.election.decay");
}

TEST(ParametersSociety, Decisions_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_OWN_KEY(decisions, focus_eu);
  EXPECT_OWN_KEY(decisions, stance_rate);
  EXPECT_OWN_KEY(decisions, st_reward);
  EXPECT_OWN_KEY(decisions, st_gap);
  EXPECT_OWN_KEY(decisions, st_dep);
  EXPECT_OWN_KEY(decisions, st_campaign);
  EXPECT_OWN_KEY(decisions, st_instab);
  EXPECT_OWN_KEY(decisions, st_backing);
  EXPECT_OWN_KEY(decisions, st_cost);
  EXPECT_OWN_KEY(decisions, al_stance);
  EXPECT_OWN_KEY(decisions, ten_defy);
  EXPECT_OWN_KEY(decisions, d_cooperate);
  EXPECT_OWN_KEY(decisions, split_cost);
}

TEST(ParametersSociety, Inclusion_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_OWN_KEY(inclusion, access_weight);
  EXPECT_OWN_KEY(inclusion, elig_slope);
  EXPECT_OWN_KEY(inclusion, score_leak);
  EXPECT_OWN_KEY(inclusion, access_rate);
  EXPECT_OWN_KEY(inclusion, trust_pace);
  EXPECT_OWN_KEY(inclusion, trust_gap);
  EXPECT_OWN_KEY(inclusion, trust_up);
  EXPECT_OWN_KEY(inclusion, trust_down);
  EXPECT_OWN_KEY(inclusion, trust_vol);
  EXPECT_OWN_KEY(inclusion, reward_membership);
  EXPECT_OWN_KEY(inclusion, reward_access);
}

TEST(ParametersSociety, Hybrid_pressure_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_OWN_KEY(hybrid_pressure, pres_trust);
  EXPECT_OWN_KEY(hybrid_pressure, pres_mission);
  EXPECT_OWN_KEY(hybrid_pressure, pres_us);
  EXPECT_OWN_KEY(hybrid_pressure, w_frag);
  EXPECT_OWN_KEY(hybrid_pressure, w_res);
  EXPECT_OWN_KEY(hybrid_pressure, w_dep);
  EXPECT_OWN_KEY(hybrid_pressure, w_vacuum);
  EXPECT_OWN_KEY(hybrid_pressure, pressure_rate);
  EXPECT_OWN_KEY(hybrid_pressure, pressure_vol);
  EXPECT_OWN_KEY(hybrid_pressure, rs_shield);
  EXPECT_OWN_KEY(hybrid_pressure, learn_rate);
  EXPECT_OWN_KEY(hybrid_pressure, learn_gain);
  EXPECT_OWN_KEY(hybrid_pressure, w_leak);
}

TEST(ParametersSociety, Governance_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_OWN_KEY(governance, oversight_rate);
  EXPECT_OWN_KEY(governance, oversight_vol);
  EXPECT_OWN_KEY(governance, capture_rate);
  EXPECT_OWN_KEY(governance, capture_vol);
  EXPECT_OWN_KEY(governance, gov_reward);
  EXPECT_OWN_KEY(governance, gov_audit);
  EXPECT_OWN_KEY(governance, gov_capture);
  EXPECT_OWN_KEY(governance, cap_spend);
  EXPECT_OWN_KEY(governance, cap_opaque);
  EXPECT_OWN_KEY(governance, cap_pressure);
  EXPECT_OWN_KEY(governance, cap_oversight);
  EXPECT_OWN_KEY(governance, cap_audit);
  EXPECT_OWN_KEY(governance, leak_max);
  EXPECT_OWN_KEY(governance, safeguard);
  EXPECT_OWN_KEY(governance, res_aid);
  EXPECT_OWN_KEY(governance, res_scale);
  EXPECT_OWN_KEY(governance, res_gov);
  EXPECT_OWN_KEY(governance, res_pressure);
  EXPECT_OWN_KEY(governance, resilience_rate);
  EXPECT_OWN_KEY(governance, resilience_vol);
  EXPECT_OWN_KEY(governance, frag_pressure);
  EXPECT_OWN_KEY(governance, frag_crisis);
  EXPECT_OWN_KEY(governance, frag_reward);
  EXPECT_OWN_KEY(governance, fragmentation_rate);
  EXPECT_OWN_KEY(governance, fragmentation_vol);
  EXPECT_OWN_KEY(governance, stab_gov);
  EXPECT_OWN_KEY(governance, stab_shock);
  EXPECT_OWN_KEY(governance, stab_pressure);
  EXPECT_OWN_KEY(governance, stab_crisis);
  EXPECT_OWN_KEY(governance, stability_rate);
  EXPECT_OWN_KEY(governance, stability_vol);
}

TEST(ParametersSociety, Alignment_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_OWN_KEY(alignment, al_reward);
  EXPECT_OWN_KEY(alignment, al_gap);
  EXPECT_OWN_KEY(alignment, al_dep);
  EXPECT_OWN_KEY(alignment, al_capture);
  EXPECT_OWN_KEY(alignment, al_us);
  EXPECT_OWN_KEY(alignment, al_campaign);
  EXPECT_OWN_KEY(alignment, alignment_rate);
  EXPECT_OWN_KEY(alignment, alignment_vol);
  EXPECT_OWN_KEY(alignment, dep_arms);
  EXPECT_OWN_KEY(alignment, dep_pressure);
  EXPECT_OWN_KEY(alignment, dep_gap);
  EXPECT_OWN_KEY(alignment, dep_reward);
  EXPECT_OWN_KEY(alignment, dependence_rate);
  EXPECT_OWN_KEY(alignment, dependence_vol);
}

// Would catch: a coefficient that is declared and used but never read, so that it is 0.
TEST(ParametersSociety, Every_coefficient_is_described) {
  EXPECT_EQ(described_bytes<DriversParameters<double>>(), sizeof(DriversParameters<double>));
  EXPECT_EQ(described_bytes<DecisionsParameters<double>>(), sizeof(DecisionsParameters<double>));
  EXPECT_EQ(described_bytes<InclusionParameters<double>>(), sizeof(InclusionParameters<double>));
  EXPECT_EQ(described_bytes<HybridPressureParameters<double>>(), sizeof(HybridPressureParameters<double>));
  EXPECT_EQ(described_bytes<GovernanceParameters<double>>(), sizeof(GovernanceParameters<double>));
  EXPECT_EQ(described_bytes<AlignmentParameters<double>>(), sizeof(AlignmentParameters<double>));
}

}  // namespace
}  // namespace detente
