#include "tools/detente/forms/synthetic_lattice.hpp"

#include "engine/core/keyed_draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

constexpr int countries_per_group = 5;     // few junctions each, so that cuts stay few
constexpr double disputed_pairs = 0.25;    // of the pairs
constexpr double internal_disputes = 0.5;  // of the countries
constexpr double missions = 0.1;           // of the disputes

}  // namespace

double SyntheticDice::unit(std::string const& id, std::string const& purpose) const {
  std::uint64_t const thing = stable_hash(id);
  std::uint64_t const use = stable_hash(purpose);
  auto const low = [](std::uint64_t word) { return static_cast<std::uint32_t>(word); };
  auto const high = [](std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); };
  auto const word = threefry4x32({low(thing), high(thing), low(use), high(use)}, {low(seed_), high(seed_), 0, 0})[0];
  return static_cast<double>(word) / 4294967296.0;
}

SyntheticLattice::SyntheticLattice(SyntheticSize const& size, SyntheticDice const& dice) {
  int const count = size.countries;
  int const columns = static_cast<int>(std::ceil(std::sqrt(count)));
  for (int i = 0; i < count; ++i) countries.push_back(fmt::format("C{:05}", i + 1));
  for (int i = 0; i < count; ++i) {
    if ((i + 1) % columns != 0 && i + 1 < count) pairs.emplace_back(i, i + 1);
    if (i + columns < count) pairs.emplace_back(i, i + columns);
  }
  auto const add = [&](std::string id, int first, int second) {
    bool const has_mission = dice.with_chance(missions, id, "mission");
    disputes.push_back({std::move(id), first, second, has_mission});
  };
  for (auto const& [first, second] : pairs) {
    std::string const id = fmt::format("D_{}_{}", countries[first], countries[second]);
    if (dice.with_chance(disputed_pairs, id, "disputed")) add(id, first, second);
  }
  for (int i = 0; i < count; ++i) {
    std::string const id = "I_" + countries[i];
    if (i == 0 || dice.with_chance(internal_disputes, id, "disputed")) add(id, i, -1);
  }
  for (int first = 0; first < count; first += countries_per_group)
    groups.emplace_back(first, std::min(first + countries_per_group, count));
}

}  // namespace detente
