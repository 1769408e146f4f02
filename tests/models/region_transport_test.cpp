#include "models/region.hpp"
#include "tests/models/small_region.hpp"
#include "tests/models/test_model.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace detente {
namespace {

Transport const& balkan_transport() { return balkans().transport; }
Segment const& segment(std::string const& id) {
  return balkan_transport().segments[static_cast<std::size_t>(SingleBench::at(balkan_transport().segments, id))];
}

TEST(RegionTransport, Network_of_the_Balkans_is_read) {
  EXPECT_EQ(balkan_transport().segments.size(), 39U);
  EXPECT_EQ(balkan_transport().corridors, (std::vector<std::string>{"X", "VIII", "Vc", "R4", "R10"}));
  EXPECT_EQ(balkan_transport().exits, (std::vector<std::string>{"SOF", "BUC"}));
  EXPECT_EQ(balkan_transport().cost_per_km, 8.0);
  ASSERT_EQ(balkan_transport().entries.size(), 6U);
  EXPECT_EQ(balkan_transport().entries[5].node, "THE");
  EXPECT_EQ(balkan_transport().entries[5].hours, 72);
}

TEST(RegionTransport, Segment_is_read_where_it_belongs) {
  Segment const& border = segment("horgos_belgrade");

  EXPECT_EQ(border.from, "HOR");
  EXPECT_EQ(border.to, "BEL");
  EXPECT_EQ(border.country, 5);
  EXPECT_EQ(border.corridors, (std::vector<int>{0}));
  EXPECT_EQ(border.km, 195);
  EXPECT_EQ(border.capacity, 12);
  EXPECT_EQ(border.quality, 0.95);
  EXPECT_EQ(border.wait, 1.0);
  EXPECT_FALSE(border.bypass);
}

TEST(RegionTransport, Segment_may_lie_outside_on_no_corridor_or_without_a_border) {
  EXPECT_EQ(segment("budapest_horgos").country, -1);
  EXPECT_EQ(segment("budapest_horgos").wait, 0);
  EXPECT_TRUE(segment("doboj_belgrade").corridors.empty());
  EXPECT_FALSE(segment("doboj_belgrade").bypass);
}

// Would catch: only the first of several corridors, so that closing X would leave VIII's way east open.
TEST(RegionTransport, Segment_may_lie_on_several_corridors) {
  EXPECT_EQ(segment("kumanovo_skopje").corridors, (std::vector<int>{0, 1}));
}

TEST(RegionTransport, Bypass_is_on_no_corridor) {
  EXPECT_TRUE(segment("salonica_sofia").bypass);
  EXPECT_TRUE(segment("salonica_sofia").corridors.empty());
  EXPECT_EQ(std::count_if(balkan_transport().segments.begin(), balkan_transport().segments.end(),
                          [](Segment const& one) { return one.bypass; }),
            2);
}

/// What a user reads when a part of the small region is replaced.
// Places are for maps. Would catch: latitude and longitude swapped.
TEST(RegionTransport, Places_of_nodes_are_read) {
  ASSERT_EQ(balkan_transport().places.size(), 31U);
  NodePlace const& belgrade = balkan_transport().places[1];
  EXPECT_EQ(belgrade.node, "BEL");
  EXPECT_EQ(belgrade.name, "Belgrade");
  EXPECT_EQ(belgrade.latitude, 44.80);
  EXPECT_EQ(belgrade.longitude, 20.46);
}

TEST(RegionTransport, Places_of_disputes_are_read) {
  EXPECT_EQ(balkan_transport().places.back().node, "PRESEVO");
  EXPECT_EQ(balkan_transport().places.back().latitude, 42.45);
}

TEST(BrokenTransport, Node_without_a_place_and_place_without_a_node) {
  EXPECT_EQ(faults_with("exits: [EAS]",
                        "exits: [EAS]\n  places: {WES: {lat: 45, lon: 14}, MID: {lat: 44, lon: 20}, "
                        "FAR: {lat: 43, lon: 25}}"),
            "small.yaml:127:3: error: EAS has no place (a place for every node, or no places at all)\n"
            "  places: {WES: {lat: 45, lon: 14}, MID: {lat: 44, lon: 20}, FAR: {lat: 43, lon: 25}}\n"
            "  ^\n"
            "small.yaml:127:62: error: no segment leads to FAR (only nodes of segments, countries and disputes)\n"
            "  places: {WES: {lat: 45, lon: 14}, MID: {lat: 44, lon: 20}, FAR: {lat: 43, lon: 25}}\n"
            "                                                             ^");
}

TEST(BrokenTransport, Exit_that_no_route_reaches) {
  EXPECT_EQ(faults_with("exits: [EAS]", "exits: [EAS, FAR]"),
            "small.yaml:126:16: error: no route from an entry to FAR (segments that lead there)\n"
            "  exits: [EAS, FAR]\n"
            "               ^");
}

TEST(BrokenTransport, Network_without_an_entry) {
  EXPECT_EQ(faults_with("entries: {WES: 5}", "entries: {}"),
            "small.yaml:126:11: error: no route from an entry to EAS (segments that lead there)\n"
            "  exits: [EAS]\n"
            "          ^");
}

TEST(BrokenTransport, Node_that_is_entry_and_exit) {
  EXPECT_EQ(faults_with("exits: [EAS]", "exits: [EAS, WES]"),
            "small.yaml:126:16: error: WES is an entry and an exit (one of the two)\n"
            "  exits: [EAS, WES]\n"
            "               ^");
}

// Would catch: a mean over no exits, which is no number.
TEST(BrokenTransport, Network_without_an_exit) {
  EXPECT_EQ(faults_with("exits: [EAS]", "exits: []"),
            "small.yaml:126:3: error: no exit (at least one)\n"
            "  exits: []\n"
            "  ^");
}

// Would catch: an exit that counts twice in the mean transit time.
TEST(BrokenTransport, Exit_that_stands_twice) {
  EXPECT_EQ(faults_with("exits: [EAS]", "exits: [EAS, EAS]"),
            "small.yaml:126:16: error: 'EAS' stands here twice (each once)\n"
            "  exits: [EAS, EAS]\n"
            "               ^");
}

TEST(BrokenTransport, Corridor_that_stands_twice) {
  EXPECT_EQ(faults_with("corridors: [C1, C2]", "corridors: [C1, C2, C1]"),
            "small.yaml:132:23: error: 'C1' stands here twice (each once)\n"
            "  corridors: [C1, C2, C1]\n"
            "                      ^");
}

// Would catch: a corridor called `link`, to which every segment on none would belong.
TEST(BrokenTransport, Corridor_with_the_name_of_none) {
  EXPECT_EQ(faults_with("corridors: [C1, C2]", "corridors: [C1, C2, link]"),
            "small.yaml:132:23: error: 'link' is no corridor but says that there is none (another name)\n"
            "  corridors: [C1, C2, link]\n"
            "                      ^");
}

// Would catch: a segment that gets the money of its corridor twice.
TEST(BrokenTransport, Segment_that_names_a_corridor_twice) {
  EXPECT_EQ(
      faults_with("corridor: [C1, C2]", "corridor: [C1, C1]"),
      "small.yaml:130:69: error: 'C1' stands here twice (each once)\n"
      "    - {id: second, from: MID, to: EAS, country: BBB, corridor: [C1, C1], km: 200, capacity: 8, quality: 0.4}\n"
      "                                                                    ^");
}

TEST(BrokenTransport, Segment_on_an_unknown_corridor) {
  EXPECT_EQ(
      faults_with("corridor: [C1, C2]", "corridor: [C1, C3]"),
      "small.yaml:130:69: error: transport.segments[1].corridor[1]: 'C3' is not one of the choices (C1, C2, link or "
      "bypass was expected)\n"
      "    - {id: second, from: MID, to: EAS, country: BBB, corridor: [C1, C3], km: 200, capacity: 8, quality: 0.4}\n"
      "                                                                    ^\n"
      "hint: did you mean 'C1'?");
}

TEST(BrokenTransport, Segment_in_an_unknown_country) {
  EXPECT_EQ(faults_with("country: AAA", "country: AA"),
            "small.yaml:129:48: error: transport.segments[0].country: 'AA' is not one of the choices (AAA or BBB was "
            "expected)\n"
            "    - {id: first, from: WES, to: MID, country: AA, corridor: C1, km: 100, capacity: 10, quality: 0.5, "
            "wait: 1.5}\n"
            "                                               ^\n"
            "hint: did you mean 'AAA'?");
}

TEST(BrokenTransport, Segment_that_leads_nowhere) {
  EXPECT_EQ(faults_with("to: MID", "to: WES"),
            "small.yaml:129:7: error: segment first leads from WES to itself (two nodes)\n"
            "    - {id: first, from: WES, to: WES, country: AAA, corridor: C1, km: 100, capacity: 10, quality: 0.5, "
            "wait: 1.5}\n"
            "      ^");
}

TEST(BrokenTransport, Segment_that_stands_twice) {
  EXPECT_EQ(
      faults_with("id: second", "id: first"),
      "small.yaml:130:7: error: segment first stands here twice (each once)\n"
      "    - {id: first, from: MID, to: EAS, country: BBB, corridor: [C1, C2], km: 200, capacity: 8, quality: 0.4}\n"
      "      ^");
}

TEST(BrokenTransport, Segment_without_length) {
  EXPECT_EQ(faults_with("km: 100", "km: 0"),
            "small.yaml:129:71: error: transport.segments[0].km: 0 lies below 0.1 (a number from 0.1 to 100000 was "
            "expected)\n"
            "    - {id: first, from: WES, to: MID, country: AAA, corridor: C1, km: 0, capacity: 10, quality: 0.5, "
            "wait: 1.5}\n"
            "                                                                      ^");
}

// Would catch: a quality that costs nothing, and so a division by 0.
TEST(BrokenTransport, Quality_that_costs_nothing) {
  EXPECT_EQ(faults_with("cost_per_km: 8.0", "cost_per_km: 0"),
            "small.yaml:127:16: error: transport.cost_per_km: 0 lies below 1e-06 (a number from 1e-06 to 1000000 was "
            "expected)\n"
            "  cost_per_km: 0\n"
            "               ^");
}

}  // namespace
}  // namespace detente
