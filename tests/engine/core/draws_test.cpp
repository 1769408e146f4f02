#include "engine/core/draws.hpp"

#include "engine/core/keyed_draws.hpp"

#include <Random123/threefry.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <string>

#undef threefry4x32  // Random123's macro would take the name from ours

namespace detente {
namespace {

using Words = std::array<std::uint32_t, 4>;

/// Threefry4x32-20 of Random123, the authors' own code.
Words random123(Words const& counter, Words const& key) {
  threefry4x32_ctr_t const c{{counter[0], counter[1], counter[2], counter[3]}};
  threefry4x32_key_t const k{{key[0], key[1], key[2], key[3]}};
  threefry4x32_ctr_t const words = threefry4x32_R(20, c, k);
  return {words.v[0], words.v[1], words.v[2], words.v[3]};
}

/// Counters and keys without a pattern (Weyl sequences).
Words scattered(std::uint32_t i) {
  return {i * 0x9E3779B9U, i * 0x85EBCA6BU + 1, i * 0xC2B2AE35U + 2, i * 0x27D4EB2FU + 3};
}

// Would catch: a wrong rotation, a key word left out, or one round too few.
TEST(Threefry, Equals_random123_word_for_word) {
  constexpr std::uint32_t cases = 10'000;
  std::vector<Words> ours, theirs;

  for (std::uint32_t i = 0; i < cases; ++i) {
    ours.push_back(threefry4x32(scattered(i), scattered(~i)));
    theirs.push_back(random123(scattered(i), scattered(~i)));
  }

  EXPECT_EQ(ours, theirs);
}

// The known answers that are published with Random123: zeros, ones, digits of pi.
TEST(Threefry, Gives_the_published_known_answers) {
  constexpr std::uint32_t ones = 0xffffffff;

  EXPECT_EQ(threefry4x32({0, 0, 0, 0}, {0, 0, 0, 0}), (Words{0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8}));
  EXPECT_EQ(threefry4x32({ones, ones, ones, ones}, {ones, ones, ones, ones}),
            (Words{0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732}));
  EXPECT_EQ(
      threefry4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89}),
      (Words{0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84}));
}

/// The mix that ends stable_hash: half of the finaliser of MurmurHash3.
std::uint64_t mixed(std::uint64_t fnv1a) {
  std::uint64_t const folded = (fnv1a ^ (fnv1a >> 33)) * 0xff51afd7ed558ccdULL;
  return folded ^ (folded >> 33);
}

// FNV-1a of these texts is published with the function. Would catch: bytes above 127 taken as negative numbers, which
// differ between machines.
TEST(StableHash, Is_fnv_1a_with_a_final_mix) {
  EXPECT_EQ(stable_hash(""), mixed(0xcbf29ce484222325ULL));
  EXPECT_EQ(stable_hash("a"), mixed(0xaf63dc4c8601ec8cULL));
  EXPECT_EQ(stable_hash("foobar"), mixed(0x85944171f73967e8ULL));
  EXPECT_EQ(stable_hash(std::string("\xff\x00\x00\x01", 4)), mixed(0x6961196491cc682dULL));
}

// 10,000 ids in 64 bits: the chance of one collision is 3e-12.
TEST(StableHash, Keeps_similar_ids_apart) {
  std::set<std::uint64_t> hashes;

  for (int i = 0; i < 10'000; ++i) hashes.insert(stable_hash(std::to_string(i) + "C"));

  EXPECT_EQ(hashes.size(), 10'000U);
}

constexpr std::uint64_t draws_seed = 0x0123456789abcdefULL;  // both halves of the seed and of entities count

std::vector<DrawSlot> some_slots() {
  return {{.stream = 3, .entity = stable_hash("A"), .kind = DrawKind::uniform},
          {.stream = 3, .entity = stable_hash("B"), .kind = DrawKind::normal},
          {.stream = 900, .entity = stable_hash("A"), .kind = DrawKind::normal},
          {.stream = 0xfffffff0U, .entity = ~stable_hash("B"), .kind = DrawKind::uniform}};
}

template <int L>
LaneKeys<L> some_lanes() {
  LaneKeys<L> keys;
  for (std::uint32_t lane = 0; lane < L; ++lane) {
    keys.sample[lane] = 1000 + 17 * lane;
    keys.replication[lane] = (5 * lane + 2) % 7;
  }
  return keys;
}

/// A draw as draws.hpp documents it, of one run, in long double.
template <class Real>
long double defined(DrawSlot const& slot, std::uint32_t sample, std::uint32_t replication, int month) {
  Words const words =
      random123({sample, replication, static_cast<std::uint32_t>(month / 4), slot.stream},
                {static_cast<std::uint32_t>(draws_seed), static_cast<std::uint32_t>(draws_seed >> 32),
                 static_cast<std::uint32_t>(slot.entity), static_cast<std::uint32_t>(slot.entity >> 32)});
  auto const uniform = [&](int word) {
    bool const is_float = std::is_same_v<Real, float>;
    return is_float ? ((words[word] >> 9) + 0.5L) / 8388608.0L : (words[word] + 0.5L) / 4294967296.0L;
  };
  int const word = month % 4;
  if (slot.kind == DrawKind::uniform) return uniform(word);
  long double const radius = std::sqrt(-2 * std::log(uniform(word / 2 * 2)));
  long double const angle = 2 * std::numbers::pi_v<long double> * uniform(word / 2 * 2 + 1);
  return radius * (word % 2 == 0 ? std::cos(angle) : std::sin(angle));
}

struct Farthest {
  long double uniform = 0, normal = 0;  // largest distance from the definition
};

/// Over all slots, all lanes and the months given.
template <class Real, int L>
Farthest farthest_from_definition(std::vector<int> const& months) {
  std::vector<DrawSlot> const slots = some_slots();
  LaneKeys<L> const lanes = some_lanes<L>();
  Draws<Real, L> draws(draws_seed, slots);
  draws.assign(lanes);
  Farthest farthest;
  for (int const month : months) {
    draws.begin_month(month);
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
      long double& distance = slots[slot].kind == DrawKind::uniform ? farthest.uniform : farthest.normal;
      for (int lane = 0; lane < L; ++lane) {
        long double const exact = defined<Real>(slots[slot], lanes.sample[lane], lanes.replication[lane], month);
        distance = std::max(distance, std::abs(draws[static_cast<int>(slot)][lane] - exact));
      }
    }
  }
  return farthest;
}

std::vector<int> months_to(int end) {
  std::vector<int> months;
  for (int month = 0; month < end; ++month) months.push_back(month);
  months.push_back(1199);
  return months;
}

// Uniforms are exact. A normal is a product of a root (at most 6.8) and a cosine, each within some 3e-16 of its value.
// Would catch: months served by the wrong word, sample and replication exchanged, half of the seed or entity dropped.
TEST(Draws, Equal_their_definition_in_one_lane) {
  Farthest const farthest = farthest_from_definition<double, 1>(months_to(200));

  EXPECT_EQ(farthest.uniform, 0);
  EXPECT_LT(farthest.normal, 6.8L * 1e-15L);
}

TEST(Draws, Equal_their_definition_in_every_lane_of_sixteen) {
  Farthest const farthest = farthest_from_definition<double, 16>(months_to(200));

  EXPECT_EQ(farthest.uniform, 0);
  EXPECT_LT(farthest.normal, 6.8L * 1e-15L);
}

// Single precision takes the upper 23 bits; the root is at most 5.8, within some 3e-7 of its value.
TEST(Draws, Equal_their_definition_in_single_precision) {
  Farthest const farthest = farthest_from_definition<float, 16>(months_to(200));

  EXPECT_EQ(farthest.uniform, 0);
  EXPECT_LT(farthest.normal, 5.8L * 5e-7L);
}

/// All draws of slots `first` to `end` in the months, one list after the other.
template <class Real, int L>
std::vector<Real> listed(Draws<Real, L>& draws, std::vector<int> const& months, int first, int end) {
  std::vector<Real> list;
  for (int const month : months) {
    draws.begin_month(month);
    for (int slot = first; slot < end; ++slot) list.insert(list.end(), draws[slot].data(), draws[slot].data() + L);
  }
  return list;
}

template <class Real, int L>
std::vector<Real> drawn(std::vector<DrawSlot> const& slots, LaneKeys<L> const& lanes, int first, int end,
                        std::uint64_t of_seed = draws_seed) {
  Draws<Real, L> draws(of_seed, slots);
  draws.assign(lanes);
  return listed(draws, {0, 1, 2, 3, 4, 11}, first, end);
}

// Would catch: a generator that goes on from draw to draw, or a cache that is taken for another group.
TEST(Draws, Months_may_come_in_any_order) {
  Draws<double, 16> draws(draws_seed, some_slots());
  draws.assign(some_lanes<16>());
  std::vector<double> const month_6 = listed(draws, {6}, 0, 4);
  std::vector<double> const month_3 = listed(draws, {3}, 0, 4);

  EXPECT_EQ(listed(draws, {3}, 0, 4), month_3);
  EXPECT_EQ(listed(draws, {6}, 0, 4), month_6);
  listed(draws, {7, 5}, 0, 4);
  EXPECT_EQ(listed(draws, {6}, 0, 4), month_6);
}

/// Slot values of the run (sample 1234, replication 1) when it sits in `lane`, its neighbours being other runs.
template <class Real>
std::vector<Real> of_run_in_lane(int lane, std::uint32_t neighbours) {
  LaneKeys<16> lanes;
  for (std::uint32_t i = 0; i < 16; ++i) {
    lanes.sample[i] = neighbours + 31 * i;
    lanes.replication[i] = i % 3;
  }
  lanes.sample[static_cast<std::size_t>(lane)] = 1234;
  lanes.replication[static_cast<std::size_t>(lane)] = 1;
  Draws<Real, 16> draws(draws_seed, some_slots());
  draws.assign(lanes);
  std::vector<Real> values;
  for (int month = 0; month < 40; ++month) {
    draws.begin_month(month);
    for (int slot = 0; slot < 4; ++slot) values.push_back(draws[slot][lane]);
  }
  return values;
}

TEST(Draws, Run_draws_the_same_bits_in_every_lane) {
  std::vector<double> const reference = of_run_in_lane<double>(0, 1);
  std::vector<float> const single = of_run_in_lane<float>(0, 1);
  std::vector<int> differing;

  for (int lane = 0; lane < 16; ++lane) {
    if (of_run_in_lane<double>(lane, 77) != reference || of_run_in_lane<float>(lane, 77) != single)
      differing.push_back(lane);
  }

  EXPECT_EQ(differing, std::vector<int>{}) << "lanes whose draws differ from lane 0's";
}

TEST(Draws, Sixteen_lanes_draw_the_same_bits_as_one) {
  LaneKeys<16> const lanes = some_lanes<16>();
  std::vector<double> alone;

  for (std::size_t lane = 0; lane < 16; ++lane) {
    LaneKeys<1> const one{{lanes.sample[lane]}, {lanes.replication[lane]}};
    std::vector<double> const values = drawn<double, 1>(some_slots(), one, 0, 4);
    alone.insert(alone.end(), values.begin(), values.end());
  }

  std::vector<double> together;
  std::vector<double> const values = drawn<double, 16>(some_slots(), lanes, 0, 4);
  for (std::size_t lane = 0; lane < 16; ++lane) {
    for (std::size_t i = lane; i < values.size(); i += 16) together.push_back(values[i]);
  }
  EXPECT_EQ(together, alone);
}

// Would catch: a slot's position that enters the key, so that a new process would shift the luck of the others.
TEST(Draws, Another_slot_changes_no_draw) {
  LaneKeys<16> const lanes = some_lanes<16>();
  DrawSlot const added{.stream = 5, .entity = stable_hash("C"), .kind = DrawKind::normal};
  std::vector<DrawSlot> in_front = some_slots();
  in_front.insert(in_front.begin(), added);
  std::vector<DrawSlot> at_end = some_slots();
  at_end.push_back(added);
  std::vector<double> const before = drawn<double, 16>(some_slots(), lanes, 0, 4);

  EXPECT_EQ((drawn<double, 16>(in_front, lanes, 1, 5)), before);
  EXPECT_EQ((drawn<double, 16>(at_end, lanes, 0, 4)), before);
}

// A run's draws know nothing of how many samples and replications there are: its key is all they depend on.
TEST(Draws, Another_sample_or_replication_changes_no_draw) {
  LaneKeys<16> before = some_lanes<16>();
  LaneKeys<16> after = before;
  after.sample[15] += 1;
  after.replication[14] += 1;

  std::vector<double> const old_draws = drawn<double, 16>(some_slots(), before, 0, 4);
  std::vector<double> const new_draws = drawn<double, 16>(some_slots(), after, 0, 4);

  std::set<std::size_t> lanes_that_changed;
  for (std::size_t i = 0; i < old_draws.size(); ++i) {
    if (old_draws[i] != new_draws[i]) lanes_that_changed.insert(i % 16);
  }
  EXPECT_EQ(lanes_that_changed, (std::set<std::size_t>{14, 15}));
}

/// The first uniform of a key, one thing of which is different.
double first_uniform(std::uint64_t of_seed, std::uint32_t sample, std::uint32_t replication, int month,
                     std::uint32_t stream, std::uint64_t entity) {
  std::array<DrawSlot, 1> const slot{{{.stream = stream, .entity = entity, .kind = DrawKind::uniform}}};
  Draws<double, 1> draws(of_seed, slot);
  draws.assign({{sample}, {replication}});
  draws.begin_month(month);
  return draws[0][0];
}

// Would catch: any part of the key that is dropped or cut to 32 bits. Two of 9 words are equal with probability 8e-9.
TEST(Draws, Depend_on_every_part_of_the_key) {
  constexpr std::uint64_t high = std::uint64_t{1} << 32;

  std::set<double> const values{
      first_uniform(1, 2, 3, 4, 5, 6), first_uniform(1 + high, 2, 3, 4, 5, 6), first_uniform(2, 2, 3, 4, 5, 6),
      first_uniform(1, 3, 3, 4, 5, 6), first_uniform(1, 2, 4, 4, 5, 6),        first_uniform(1, 2, 3, 8, 5, 6),
      first_uniform(1, 2, 3, 4, 6, 6), first_uniform(1, 2, 3, 4, 5, 7),        first_uniform(1, 2, 3, 4, 5, 6 + high)};

  EXPECT_EQ(values.size(), 9U);
}

// Would catch: draws of the runs before, kept because the month is the same.
TEST(Draws, Assigning_lanes_forgets_the_draws_of_others) {
  LaneKeys<16> others = some_lanes<16>();
  for (std::uint32_t& sample : others.sample) sample += 1;
  Draws<double, 16> draws(draws_seed, some_slots());
  draws.assign(others);
  listed(draws, {2}, 0, 4);

  draws.assign(some_lanes<16>());

  Draws<double, 16> fresh(draws_seed, some_slots());
  fresh.assign(some_lanes<16>());
  EXPECT_EQ(listed(draws, {2}, 0, 4), listed(fresh, {2}, 0, 4));
}

/// Month 0 of a uniform and of a normal whose word 0 is nearly all ones (0xfffffffd) or nearly all zeros (0x0000000c).
constexpr std::uint32_t sample_of_ones = 41'535'927;
constexpr std::uint32_t sample_of_zeros = 415'818'164;

template <class Real>
std::array<Real, 2> at_extreme_word(std::uint32_t sample) {
  std::array<DrawSlot, 2> const slots{
      {{.stream = 5, .entity = 11, .kind = DrawKind::uniform}, {.stream = 5, .entity = 11, .kind = DrawKind::normal}}};
  Draws<Real, 16> draws(7, slots);
  LaneKeys<16> lanes{};
  lanes.sample.fill(sample);
  draws.assign(lanes);
  draws.begin_month(0);
  return {draws[0][15], draws[1][15]};
}

// Would catch: a word times 2^-32 in single precision, which rounds to 1 once in 2^25 draws, and a normal from log 0.
TEST(Draws, Uniforms_stay_inside_the_open_interval_at_the_extreme_words) {
  ASSERT_EQ(random123({sample_of_ones, 0, 0, 5}, {7, 0, 11, 0})[0], 0xfffffffdU);
  ASSERT_EQ(random123({sample_of_zeros, 0, 0, 5}, {7, 0, 11, 0})[0], 0x0000000cU);

  EXPECT_LT(at_extreme_word<double>(sample_of_ones)[0], 1.0);
  EXPECT_LT(at_extreme_word<float>(sample_of_ones)[0], 1.0F);
  EXPECT_GT(at_extreme_word<double>(sample_of_zeros)[0], 0.0);
  EXPECT_GT(at_extreme_word<float>(sample_of_zeros)[0], 0.0F);
}

// The radius is sqrt(-2 ln u): 6.2 at 12.5/2^32, and in single precision 5.8 at the least u, 2^-24.
TEST(Draws, Normals_are_finite_at_the_extreme_words) {
  EXPECT_LT(std::abs(at_extreme_word<double>(sample_of_ones)[1]), 1e-4);
  EXPECT_LT(std::abs(at_extreme_word<float>(sample_of_ones)[1]), 1e-3F);
  EXPECT_LT(std::abs(at_extreme_word<double>(sample_of_zeros)[1]), 6.3);
  EXPECT_LT(std::abs(at_extreme_word<float>(sample_of_zeros)[1]), 5.8F);
}

}  // namespace
}  // namespace detente
