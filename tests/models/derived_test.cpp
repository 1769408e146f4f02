#include "models/derived.hpp"

#include "tests/models/small_region.hpp"
#include "tests/models/state_packs.hpp"

#include <gtest/gtest.h>

#include <map>

namespace detente {
namespace {

// Would catch: a field sized by another set than the one that indexes it. The small region has 2 countries, 2
// suppliers, 2 disputes, 3 segments and 2 corridors.
TEST(Derived, Every_field_has_one_pack_for_each_of_its_entities) {
  Derived<double, 1> derived(region_of());
  std::map<std::string, int> sizes;

  for (auto const& packs : packs_of(derived)) ++sizes[packs.field()];

  EXPECT_EQ(sizes.at("supplier_share"), 4);
  EXPECT_EQ(sizes.at("throughput_without"), 4);
  for (char const* by_segment : {"segment_money", "wait", "capacity"}) EXPECT_EQ(sizes.at(by_segment), 3) << by_segment;
  for (char const* of_the_world : {"throughput", "robust_throughput", "redundancy", "transit_hours", "border_wait"}) {
    EXPECT_EQ(sizes.at(of_the_world), 1) << of_the_world;
  }
  for (char const* by_country_or_dispute : {"governance",
                                            "leakage",
                                            "leakage_eu",
                                            "total_dependence",
                                            "predictability",
                                            "total_pressure",
                                            "interoperability",
                                            "western_share",
                                            "opacity",
                                            "information_leakage",
                                            "offer",
                                            "eligibility",
                                            "gap",
                                            "reward",
                                            "reachable_reward",
                                            "crisis_load",
                                            "closure",
                                            "mission_presence",
                                            "level_felt",
                                            "recency_felt",
                                            "presence",
                                            "effort",
                                            "perceived_cost",
                                            "defiance",
                                            "cooperation",
                                            "up_rate",
                                            "down_rate",
                                            "settle_rate",
                                            "unsettle_rate"}) {
    EXPECT_EQ(sizes.at(by_country_or_dispute), 2) << by_country_or_dispute;
  }
}

TEST(Derived, Begins_as_zeros_in_every_lane) {
  Derived<float, 16> derived(region_of());

  for (auto const& packs : packs_of(derived)) EXPECT_TRUE((*packs.pack == 0).all()) << packs.name;
}

}  // namespace
}  // namespace detente
