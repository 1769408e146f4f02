#include "models/state.hpp"

#include "tests/models/small_region.hpp"
#include "tests/models/state_packs.hpp"

#include <gtest/gtest.h>

#include <map>

namespace detente {
namespace {

/// How many entities each field has, by name.
template <class Thing>
std::map<std::string, int> sizes_of(Thing& thing) {
  std::map<std::string, int> sizes;
  for (auto const& packs : packs_of(thing)) ++sizes[packs.field()];
  return sizes;
}

// Would catch: a field sized by another set than the one that indexes it, which would be read beyond its end. The small
// region has 2 countries, 1 adversary, 2 suppliers, 1 product, 1 pair, 2 disputes, 2 missions and 3 segments.
TEST(State, Every_field_has_one_pack_for_each_of_its_entities) {
  State<double, 1> state(region_of());

  std::map<std::string, int> const sizes = sizes_of(state);

  for (char const* by_country :
       {"cooperate",    "hedge",      "defy",          "oversight", "capture",  "alignment",  "trust",
        "access",       "resilience", "fragmentation", "stability", "campaign", "spending",   "contract",
        "peacekeepers", "experience", "propensity",    "industry",  "pressure", "dependence", "tension",
        "level",        "recency",    "settlement",    "strength",  "legacy"}) {
    EXPECT_EQ(sizes.at(by_country), 2) << by_country;
  }
  EXPECT_EQ(sizes.at("stock"), 4);
  EXPECT_EQ(sizes.at("mistrust"), 1);
  EXPECT_EQ(sizes.at("quality"), 3);
  for (char const* of_the_world :
       {"us_regime", "us_attention", "war_intensity", "shock", "eu_bandwidth", "crossings"}) {
    EXPECT_EQ(sizes.at(of_the_world), 1) << of_the_world;
  }
}

TEST(State, Fields_by_two_sets_have_their_product) {
  Region region = region_of();
  region.adversaries = {0, 1};
  region.products = {"shells", "drones", "boots"};

  State<double, 1> state(region);

  EXPECT_EQ(state.pressure.size(), 4U);
  EXPECT_EQ(state.dependence.size(), 4U);
  EXPECT_EQ(state.industry.size(), 6U);
}

TEST(State, Begins_as_zeros_in_every_lane) {
  State<double, 16> state(region_of());

  for (auto const& packs : packs_of(state)) EXPECT_TRUE((*packs.pack == 0).all()) << packs.name;
}

TEST(State, Copy_does_not_share_what_it_holds) {
  State<double, 16> state(region_of());
  State<double, 16> const copy = state;

  state.trust[0].setConstant(0.5);
  state.shock.setConstant(0.5);

  EXPECT_TRUE((copy.trust[0] == 0).all());
  EXPECT_TRUE((copy.shock == 0).all());
}

}  // namespace
}  // namespace detente
