#include "tools/evidence/checks/permutation.hpp"

#include "engine/core/draws.hpp"
#include "models/catalogue.hpp"
#include "models/regional_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

constexpr double other_order_of_sums = 1e-9;

int reversed(int index, int count) { return index < 0 ? index : count - 1 - index; }

template <class Values>
void reverse(Values& values) {
  std::reverse(values.begin(), values.end());
}

/// Reverses the part of a policy's paths that belongs to the entities of a scope.
void reverse_levers(Policy& policy, Region const& region, LeverScope scope) {
  auto first = policy.paths.begin();
  for (LeverInfo const& lever : lever_table()) {
    auto const size = static_cast<std::ptrdiff_t>(lever_ids(lever, region).size());
    if (lever.scope == scope) std::reverse(first, first + size);
    first += size;
  }
}

}  // namespace

ArmInputs with_countries_reversed(ArmInputs arm) {
  Region& region = arm.inputs.region;
  int const n = region.country_count();
  for (Policy* policy : {&arm.status_quo, &arm.policy}) reverse_levers(*policy, region, LeverScope::country);
  reverse(region.countries);
  for (Actor& actor : region.actors) {
    for (auto* by_country : {&actor.value, &actor.pressure, &actor.dependence}) reverse(*by_country);
  }
  for (Dispute& dispute : region.disputes) {
    for (auto* shares : {&dispute.parties, &dispute.exposed}) {
      for (CountryShare& one : *shares) one.country = reversed(one.country, n);
      reverse(*shares);
    }
  }
  for (CountryPair& pair : region.pairs) {
    pair.first = reversed(pair.first, n);
    pair.second = reversed(pair.second, n);
  }
  for (Segment& segment : region.transport.segments) segment.country = reversed(segment.country, n);
  Shift& shift = arm.scenario.shift;
  for (auto* by_country : {&shift.oversight, &shift.capture, &shift.alignment, &shift.trust, &shift.resilience,
                           &shift.fragmentation, &shift.stability})
    reverse(*by_country);
  return arm;
}

ArmInputs with_pairs_reversed(ArmInputs arm) {
  Region& region = arm.inputs.region;
  reverse(region.pairs);
  for (Dispute& dispute : region.disputes) dispute.pair = reversed(dispute.pair, region.pair_count());
  return arm;
}

ArmInputs with_disputes_reversed(ArmInputs arm) {
  Region& region = arm.inputs.region;
  int const n = region.dispute_count();
  reverse(region.disputes);
  for (CountryPair& pair : region.pairs) pair.dispute = reversed(pair.dispute, n);
  for (Mission& mission : region.missions) {
    for (int& dispute : mission.disputes) dispute = reversed(dispute, n);
  }
  for (auto* by_dispute : {&arm.scenario.shift.up_offset, &arm.scenario.shift.settlement}) reverse(*by_dispute);
  return arm;
}

ArmInputs with_missions_reversed(ArmInputs arm) {
  Region& region = arm.inputs.region;
  for (Policy* policy : {&arm.status_quo, &arm.policy}) reverse_levers(*policy, region, LeverScope::mission);
  auto const implied =
      std::find_if(region.missions.begin(), region.missions.end(), [](Mission const& m) { return !m.has_lever; });
  std::reverse(region.missions.begin(), implied);
  std::reverse(implied, region.missions.end());
  return arm;
}

ArmInputs with_suppliers_reversed(ArmInputs arm) {
  Region& region = arm.inputs.region;
  reverse(region.suppliers);
  reverse(arm.scenario.appeal);
  for (Country& country : region.countries) {
    reverse(country.stock_shares);
    reverse(country.appeal);
    country.contract = reversed(country.contract, region.supplier_count());
  }
  return arm;
}

OutcomesByName outcomes_by_name(ArmInputs const& arm, int months, std::uint64_t seed) {
  ModelSpec const spec{.arms = {arm}, .months = months, .noise = Noise::on};
  RegionalModel<double, 16> const model(spec);
  Draws<double, 16> draws(seed, model.slots());
  LaneKeys<16> keys{};
  for (int lane = 0; lane < 16; ++lane) keys.sample[lane] = static_cast<std::uint32_t>(lane);
  draws.assign(keys);
  draws.begin_month(0);
  auto run = model.trajectory(0);
  run.start(draws);
  for (int month = 0; month < months; ++month) {
    draws.begin_month(month);
    run.step(month, draws, nullptr);
  }
  std::vector<Sum<16>> columns;
  run.outcomes(columns);
  ResultSpec names;
  names.catalogue = catalogue_of(spec);
  OutcomesByName outcomes;
  for (std::size_t column = 0; column < columns.size(); ++column) outcomes[names.column_name(column)] = columns[column];
  return outcomes;
}

CheckRow check_order(std::string const& set, OutcomesByName const& usual, OutcomesByName const& reordered) {
  Comparisons outcomes("order", fmt::format("outcomes with {} in reverse", set), "", "mixed");
  for (auto const& [name, values] : usual) {
    auto const other = reordered.find(name);
    for (int lane = 0; lane < 16; ++lane) {
      double const there = other == reordered.end() ? std::nan("") : other->second[lane];
      outcomes.add({there, values[lane], other_order_of_sums * std::max(1.0, std::abs(values[lane]))},
                   fmt::format("{}, run {}", name, lane));
    }
  }
  return outcomes.row(16);
}

}  // namespace detente
