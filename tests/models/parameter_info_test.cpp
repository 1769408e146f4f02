#include "models/parameter_info.hpp"

#include "models/parameters.hpp"

#include <gtest/gtest.h>

#include <set>

namespace detente {
namespace {

std::vector<ParameterInfo> all_infos() {
  std::vector<ParameterInfo> infos;
  Parameters<double> parameters{};
  Parameters<double>::describe(parameters, [&](auto&, ParameterInfo const& info) { infos.push_back(info); });
  return infos;
}

bool ends_in(std::string_view text, std::string const& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// Would catch: a coefficient described twice, under another's key, or without what a reference page shows.
TEST(ParameterInfo, Every_coefficient_has_a_key_of_its_own_a_unit_and_a_meaning) {
  std::set<std::string> keys;
  for (ParameterInfo const& info : all_infos()) {
    EXPECT_TRUE(keys.emplace(info.key).second) << info.key << " stands twice";
    EXPECT_NE(info.key.find('.'), std::string::npos) << info.key << " belongs to no group";
    EXPECT_FALSE(info.unit.empty()) << info.key;
    EXPECT_FALSE(info.meaning.empty()) << info.key;
    EXPECT_LT(info.valid.lowest, info.valid.highest) << info.key;
  }
}

TEST(ParameterInfo, Speeds_are_rates_per_year_that_vary_by_factors) {
  int speeds = 0;
  for (ParameterInfo const& info : all_infos()) {
    bool const is_rate = ends_in(info.key, "_rate") || ends_in(info.key, ".rate");
    bool const is_speed = is_rate && info.key != "cost.discount_rate";  // may be 0, which has no logarithm
    if (!is_speed && !ends_in(info.key, "decay")) continue;
    ++speeds;
    EXPECT_EQ(info.unit, "1/year") << info.key;
    EXPECT_EQ(info.scale, Scale::logarithmic) << info.key;
    EXPECT_GE(info.valid.lowest, 0) << info.key;
  }
  EXPECT_GT(speeds, 20);
}

TEST(ParameterInfo, Noises_are_per_root_of_a_year_and_vary_by_steps) {
  int noises = 0;
  for (ParameterInfo const& info : all_infos()) {
    if (!ends_in(info.key, "vol")) continue;
    ++noises;
    EXPECT_EQ(info.unit, "1/sqrt(year)") << info.key;
    EXPECT_EQ(info.scale, Scale::linear) << info.key;
    EXPECT_GE(info.valid.lowest, 0) << info.key;
  }
  EXPECT_EQ(noises,
            13);  // war, trust, pressure, five of governance, alignment, dependence, spending, mistrust, tension
}

// Would catch: a weight that may be negative, which would turn a claim round without a word. Only what an agreement
// does to moves upward has a sign of its own.
TEST(ParameterInfo, Signs_are_the_equations) {
  for (ParameterInfo const& info : all_infos()) {
    if (info.key == "escalation.settled_effect") continue;
    EXPECT_GE(info.valid.lowest, 0) << info.key;
  }
}

// Would catch: a divisor that may be 0, which would make no number of what is divided by it.
TEST(ParameterInfo, What_is_divided_by_is_above_0) {
  std::set<std::string> const divisors{
      "governance.res_scale", "industry.capital_per_output", "contributions.n_ref_per_million",
      "missions.cover",       "drivers.shock.decay",         "drivers.election.decay"};
  std::size_t found = 0;
  for (ParameterInfo const& info : all_infos()) {
    if (!divisors.contains(std::string(info.key))) continue;
    ++found;
    EXPECT_GT(info.valid.lowest, 0) << info.key;
  }
  EXPECT_EQ(found, divisors.size());
}

}  // namespace
}  // namespace detente
