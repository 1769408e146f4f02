#include "models/parameters_security.hpp"

#include "models/parameters.hpp"
#include "tests/models/parameter_keys.hpp"

#include <gtest/gtest.h>

#include <string>

namespace detente {
namespace {

// Would catch, in all of these: two coefficients that are read into each other's place, which no range would notice.
TEST(ParametersSecurity, Procurement_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_OWN_KEY(procurement, fatigue);
  EXPECT_OWN_KEY(procurement, reaction);
  EXPECT_OWN_KEY(procurement, share_max);
  EXPECT_OWN_KEY(procurement, spend_vol);
  EXPECT_OWN_KEY(procurement, contract_rate);
  EXPECT_OWN_KEY(procurement, u_lock);
  EXPECT_OWN_KEY(procurement, u_interop);
  EXPECT_OWN_KEY(procurement, u_dep);
  EXPECT_OWN_KEY(procurement, u_safe);
  EXPECT_OWN_KEY(procurement, stock_decay);
  EXPECT_OWN_KEY(procurement, side);
  EXPECT_OWN_KEY(procurement, xi);
}

TEST(ParametersSecurity, Mistrust_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_OWN_KEY(mistrust, mis_arms);
  EXPECT_OWN_KEY(mistrust, mis_campaign);
  EXPECT_OWN_KEY(mistrust, mis_crisis);
  EXPECT_OWN_KEY(mistrust, mis_pressure);
  EXPECT_OWN_KEY(mistrust, mis_coord);
  EXPECT_OWN_KEY(mistrust, mistrust_rate);
  EXPECT_OWN_KEY(mistrust, mistrust_vol);
}

TEST(ParametersSecurity, Industry_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_OWN_KEY(industry, industry_share);
  EXPECT_OWN_KEY(industry, safe_share);
  EXPECT_OWN_KEY(industry, capital_per_output);
  EXPECT_OWN_KEY(industry, industry_decay);
}

TEST(ParametersSecurity, Contributions_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_OWN_KEY(contributions, peace_rate);
  EXPECT_OWN_KEY(contributions, exp_gain);
  EXPECT_OWN_KEY(contributions, exp_decay);
  EXPECT_OWN_KEY(contributions, n_ref_per_million);
  EXPECT_OWN_KEY(contributions, cross_rate);
  EXPECT_OWN_KEY(contributions, cross_elast);
  EXPECT_OWN_KEY(contributions, cross_shock);
}

TEST(ParametersSecurity, Mobility_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_OWN_KEY(mobility, wear);
  EXPECT_OWN_KEY(mobility, denial);
  EXPECT_OWN_KEY(mobility, denial_slope);
  EXPECT_OWN_KEY(mobility, denial_mid);
  EXPECT_OWN_KEY(mobility, wait_cut);
  EXPECT_OWN_KEY(mobility, cap_floor);
  EXPECT_OWN_KEY(mobility, closure);
  EXPECT_OWN_KEY(mobility, speed);
}

TEST(ParametersSecurity, Missions_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_OWN_KEY(missions, deploy_rate);
  EXPECT_OWN_KEY(missions, withdraw_rate);
  EXPECT_OWN_KEY(missions, surge_level);
  EXPECT_OWN_KEY(missions, cover);
  EXPECT_OWN_KEY(missions, mission_effect);
  EXPECT_OWN_KEY(missions, legacy_troops_per_1000);
  EXPECT_OWN_KEY(missions, legacy_decay);
}

TEST(ParametersSecurity, Escalation_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_OWN_KEY(escalation, tension_rate);
  EXPECT_OWN_KEY(escalation, tension_vol);
  EXPECT_OWN_KEY(escalation, ten_pressure);
  EXPECT_OWN_KEY(escalation, ten_mistrust);
  EXPECT_OWN_KEY(escalation, ten_instab);
  EXPECT_OWN_KEY(escalation, ten_campaign);
  EXPECT_OWN_KEY(escalation, ten_mediation);
  EXPECT_OWN_KEY(escalation, ten_reward);
  EXPECT_OWN_KEY(escalation, c_presence);
  EXPECT_OWN_KEY(escalation, c_us);
  EXPECT_OWN_KEY(escalation, c_reward);
  EXPECT_OWN_KEY(escalation, c_frag);
  EXPECT_OWN_KEY(escalation, c_backing);
  EXPECT_OWN_KEY(escalation, up0);
  EXPECT_OWN_KEY(escalation, down0);
  EXPECT_OWN_KEY(escalation, b_ten);
  EXPECT_OWN_KEY(escalation, b_pres);
  EXPECT_OWN_KEY(escalation, b_cost);
  EXPECT_OWN_KEY(escalation, b_gov);
  EXPECT_OWN_KEY(escalation, b_rec);
  EXPECT_OWN_KEY(escalation, rec_decay);
  EXPECT_OWN_KEY(escalation, b_camp);
  EXPECT_OWN_KEY(escalation, contagion);
  EXPECT_OWN_KEY(escalation, d_med);
  EXPECT_OWN_KEY(escalation, d_presence);
  EXPECT_OWN_KEY(escalation, d_interop);
  EXPECT_OWN_KEY(escalation, d_pres);
  EXPECT_OWN_KEY(escalation, drop);
  EXPECT_OWN_KEY(escalation, leap);
  EXPECT_OWN_KEY(escalation, settle0);
  EXPECT_OWN_KEY(escalation, unsettle0);
  EXPECT_OWN_KEY(escalation, settled_effect);
  EXPECT_OWN_KEY(escalation, s_reward);
  EXPECT_OWN_KEY(escalation, s_effort);
  EXPECT_OWN_KEY(escalation, s_pres);
  EXPECT_OWN_KEY(escalation, s_defy);
}

TEST(ParametersSecurity, Cost_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_OWN_KEY(cost, mediation_cost);
  EXPECT_OWN_KEY(cost, stabilisation_cost);
  EXPECT_OWN_KEY(cost, corridor_trade_value);
  EXPECT_OWN_KEY(cost, delay_value);
  EXPECT_OWN_KEY(cost, crossing_cost);
  EXPECT_OWN_KEY(cost, mediation_lever);
  EXPECT_OWN_KEY(cost, safeguards_lever);
  EXPECT_OWN_KEY(cost, officer_year);
  EXPECT_OWN_KEY(cost, eu_share);
  EXPECT_OWN_KEY(cost, discount_rate);
  EXPECT_OWN_KEY(cost, leak_value);
}

TEST(ParametersSecurity, Shadow_prices_have_the_keys_of_their_names) {
  Parameters<double> p{};

  EXPECT_OWN_KEY(shadow_prices, output);
  EXPECT_OWN_KEY(shadow_prices, throughput);
  EXPECT_OWN_KEY(shadow_prices, peacekeeper_year);
  EXPECT_OWN_KEY(shadow_prices, support);
}

// Would catch: a coefficient that is declared and used but never read, so that it is 0.
TEST(ParametersSecurity, Every_coefficient_is_described) {
  EXPECT_EQ(described_bytes<ProcurementParameters<double>>(), sizeof(ProcurementParameters<double>));
  EXPECT_EQ(described_bytes<MistrustParameters<double>>(), sizeof(MistrustParameters<double>));
  EXPECT_EQ(described_bytes<IndustryParameters<double>>(), sizeof(IndustryParameters<double>));
  EXPECT_EQ(described_bytes<ContributionsParameters<double>>(), sizeof(ContributionsParameters<double>));
  EXPECT_EQ(described_bytes<MobilityParameters<double>>(), sizeof(MobilityParameters<double>));
  EXPECT_EQ(described_bytes<MissionsParameters<double>>(), sizeof(MissionsParameters<double>));
  EXPECT_EQ(described_bytes<EscalationParameters<double>>(), sizeof(EscalationParameters<double>));
  EXPECT_EQ(described_bytes<CostParameters<double>>(), sizeof(CostParameters<double>));
  EXPECT_EQ(described_bytes<ShadowPrices<double>>(), sizeof(ShadowPrices<double>));
}

}  // namespace
}  // namespace detente
