#include "models/streams.hpp"

#include "engine/core/keyed_draws.hpp"
#include "tests/models/small_region.hpp"
#include "tests/models/test_model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <utility>

namespace detente {
namespace {

DrawSlot slot_of(StreamLayout const& layout, Stream stream, int index) {
  return layout.slots()[static_cast<std::size_t>(layout.slot(stream, index))];
}

// Would catch: a renumbered stream, which would change the luck of every result ever published. These numbers are for
// ever.
TEST(Streams, Numbers_of_the_processes_never_change) {
  std::vector<std::pair<Stream, int>> const numbers{{Stream::us_regime, 1},      {Stream::war, 2},
                                                    {Stream::shock_arrival, 3},  {Stream::shock_size, 4},
                                                    {Stream::early_election, 5}, {Stream::initial_stance, 6},
                                                    {Stream::stance, 7},         {Stream::trust, 8},
                                                    {Stream::pressure, 9},       {Stream::oversight, 10},
                                                    {Stream::capture, 11},       {Stream::resilience, 12},
                                                    {Stream::fragmentation, 13}, {Stream::stability, 14},
                                                    {Stream::alignment, 15},     {Stream::dependence, 16},
                                                    {Stream::spending, 17},      {Stream::contract, 18},
                                                    {Stream::mistrust, 19},      {Stream::tension, 20},
                                                    {Stream::escalation, 21},    {Stream::settlement, 22}};

  for (auto const& [stream, number] : numbers) EXPECT_EQ(static_cast<int>(stream), number);
  EXPECT_EQ(stream_numbers, 23);
}

// Would catch: a stream that was added to the enum and takes its luck from the slots of another.
TEST(Streams, Each_stands_in_the_table_once) {
  std::set<int> seen;
  for (StreamInfo const& info : stream_table) {
    int const number = static_cast<int>(info.stream);
    EXPECT_TRUE(seen.insert(number).second) << number;
    EXPECT_EQ(kind_of(info.stream), info.kind) << number;
    EXPECT_GT(number, 0);
    EXPECT_LT(number, stream_numbers);
  }

  EXPECT_EQ(seen.size(), static_cast<std::size_t>(stream_numbers) - 1);
}

// Would catch: two processes or entities that share their luck.
TEST(Streams, No_two_slots_have_the_same_stream_and_entity) {
  StreamLayout const layout(balkans());
  std::set<std::pair<std::uint32_t, std::uint64_t>> seen;

  for (DrawSlot const& slot : layout.slots())
    EXPECT_TRUE(seen.insert({slot.stream, slot.entity}).second) << slot.stream;
}

TEST(Streams, Slot_of_an_entity_carries_its_stream_and_id) {
  StreamLayout const layout(balkans());

  DrawSlot const trust = slot_of(layout, Stream::trust, 5);
  DrawSlot const pressure = slot_of(layout, Stream::pressure, 1 * 6 + 3);
  DrawSlot const mistrust = slot_of(layout, Stream::mistrust, 2);
  DrawSlot const settlement = slot_of(layout, Stream::settlement, 7);

  EXPECT_EQ(trust.stream, 8U);
  EXPECT_EQ(trust.entity, stable_hash("SRB"));
  EXPECT_EQ(pressure.entity, stable_hash("CHN/MNE"));
  EXPECT_EQ(mistrust.entity, stable_hash("SRB-MNE"));
  EXPECT_EQ(settlement.stream, 22U);
  EXPECT_EQ(settlement.entity, stable_hash("ALB_INT"));
}

// Would catch: a normal where a probability is compared, or a uniform that kicks an index only upward.
TEST(Streams, Decisions_draw_uniforms_and_diffusions_draw_normals) {
  StreamLayout const layout(balkans());

  for (Stream decides :
       {Stream::us_regime, Stream::shock_arrival, Stream::shock_size, Stream::early_election, Stream::initial_stance,
        Stream::stance, Stream::contract, Stream::escalation, Stream::settlement}) {
    EXPECT_EQ(slot_of(layout, decides, 0).kind, DrawKind::uniform) << static_cast<int>(decides);
  }
  for (Stream diffuses : {Stream::war, Stream::trust, Stream::pressure, Stream::oversight, Stream::capture,
                          Stream::resilience, Stream::fragmentation, Stream::stability, Stream::alignment,
                          Stream::dependence, Stream::spending, Stream::mistrust, Stream::tension}) {
    EXPECT_EQ(slot_of(layout, diffuses, 0).kind, DrawKind::normal) << static_cast<int>(diffuses);
  }
}

TEST(Streams, Every_entity_has_one_slot_in_each_stream_of_its_set) {
  StreamLayout const layout(region_of());

  // 4 of the world, 12 by country, 2 by actor and country, 1 by pair, 3 by dispute, in a region of 2 countries, 1
  // adversary, 1 pair and 2 disputes.
  EXPECT_EQ(layout.slots().size(), 4U + 12U * 2U + 2U * 2U + 1U + 3U * 2U);
}

// Would catch: draws keyed by position. Policies and regions could not be compared run by run if a new country changed
// the luck of the old ones.
TEST(Streams, Adding_or_reordering_entities_changes_no_draw_of_the_others) {
  Region larger = region_of();
  Country newcomer = larger.countries[0];
  newcomer.id = "NEW";
  larger.countries.insert(larger.countries.begin(), newcomer);
  std::reverse(larger.disputes.begin(), larger.disputes.end());
  StreamLayout const before(region_of());
  StreamLayout const after(larger);
  Draws<double, 1> draws_before(7, before.slots());
  Draws<double, 1> draws_after(7, after.slots());
  draws_before.begin_month(9);
  draws_after.begin_month(9);

  EXPECT_EQ(draws_before[before.slot(Stream::trust, 0)][0], draws_after[after.slot(Stream::trust, 1)][0]);
  EXPECT_EQ(draws_before[before.slot(Stream::pressure, 1)][0], draws_after[after.slot(Stream::pressure, 2)][0]);
  EXPECT_EQ(draws_before[before.slot(Stream::escalation, 0)][0], draws_after[after.slot(Stream::escalation, 1)][0]);
  EXPECT_EQ(draws_before[before.slot(Stream::war, 0)][0], draws_after[after.slot(Stream::war, 0)][0]);
}

}  // namespace
}  // namespace detente
