#pragma once

#include "models/movement.hpp"
#include "models/region.hpp"

#include <fmt/format.h>

#include <string>

namespace detente {

/// Calls visit(number, movement, path) for every number of the region that may be uncertain, always in the same order.
/// `path()` is where it stands below `region`, with entities of lists by their ids: "pairs.SRB-XKX.mistrust". Left out:
/// dates, dated paths, persons living somewhere, what is whole (levels, settlements, memberships), weights of parties
/// and exposure, and what belongs to the fit of the model itself (usual_*, recency, up_offset).
template <class R, class Visit>
void visit_region_numbers(R& region, Visit&& visit) {
  auto const ids = [&](auto const& set, int k) -> std::string const& { return set[static_cast<std::size_t>(k)].id; };
  visit(region.war_intensity, Movement::index, [] { return std::string("world.war_intensity"); });
  for (auto& country : region.countries) {
    auto const one = [&](auto& number, Movement movement, char const* key) {
      visit(number, movement, [&country, key] { return fmt::format("countries.{}.{}", country.id, key); });
    };
    one(country.gdp, Movement::relative, "gdp");
    one(country.growth, Movement::relative, "growth");
    one(country.nationalism, Movement::index, "nationalism");
    one(country.early_election, Movement::relative, "election.early");
    one(country.oversight, Movement::index, "oversight");
    one(country.capture, Movement::index, "capture");
    one(country.alignment, Movement::index, "alignment");
    one(country.trust, Movement::index, "trust");
    one(country.resilience, Movement::index, "resilience");
    one(country.fragmentation, Movement::index, "fragmentation");
    one(country.stability, Movement::index, "stability");
    for (std::size_t k = 0; k < stance_names.size(); ++k) {
      visit(country.stance[k], Movement::share,
            [&country, k] { return fmt::format("countries.{}.stance.{}", country.id, stance_names[k]); });
    }
    one(country.spending_share, Movement::relative, "spending_share");
    one(country.equipment_share, Movement::index, "equipment_share");
    one(country.stock_years, Movement::relative, "stock.years");
    auto const by_id = [&](auto& numbers, auto const& names, Movement movement, char const* key) {
      for (std::size_t k = 0; k < numbers.size(); ++k) {
        visit(numbers[k], movement,
              [&country, &name = names[k], key] { return fmt::format("countries.{}.{}.{}", country.id, key, name); });
      }
    };
    for (std::size_t s = 0; s < country.stock_shares.size(); ++s) {
      visit(country.stock_shares[s], Movement::share, [&, s] {
        return fmt::format("countries.{}.stock.shares.{}", country.id, ids(region.suppliers, static_cast<int>(s)));
      });
    }
    by_id(country.industry, region.products, Movement::relative, "industry");
    by_id(country.support, region.support_kinds, Movement::relative, "support");
  }
  for (auto& actor : region.actors) {
    if (!(actor.adversity > 0)) continue;
    auto const one = [&](auto& number, Movement movement, char const* key) {
      visit(number, movement, [&actor, key] { return fmt::format("actors.{}.{}", actor.id, key); });
    };
    one(actor.adversity, Movement::index, "adversity");
    one(actor.distraction, Movement::index, "distraction");
    one(actor.vacuum, Movement::relative, "vacuum");
    one(actor.focus, Movement::relative, "focus");
    one(actor.elsewhere, Movement::index, "elsewhere");
    auto const by_country = [&](auto& numbers, Movement movement, char const* key) {
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        visit(numbers[i], movement, [&, i, key] {
          return fmt::format("actors.{}.{}.{}", actor.id, key, ids(region.countries, static_cast<int>(i)));
        });
      }
    };
    by_country(actor.value, Movement::relative, "value");
    by_country(actor.pressure, Movement::index, "pressure");
    by_country(actor.dependence, Movement::index, "dependence");
  }
  for (auto& supplier : region.suppliers) {
    visit(supplier.compat, Movement::index, [&] { return fmt::format("suppliers.{}.compat", supplier.id); });
    visit(supplier.opacity, Movement::index, [&] { return fmt::format("suppliers.{}.opacity", supplier.id); });
  }
  for (auto& dispute : region.disputes) {
    auto const one = [&](auto& number, Movement movement, char const* key) {
      visit(number, movement, [&dispute, key] { return fmt::format("disputes.{}.{}", dispute.id, key); });
    };
    one(dispute.tension, Movement::index, "tension");
    one(dispute.escalation_cost, Movement::index, "escalation_cost");
    one(dispute.weight, Movement::relative, "weight");
  }
  for (auto& pair : region.pairs) {
    auto const one = [&](auto& number, Movement movement, char const* key) {
      visit(number, movement, [&pair, key] { return fmt::format("pairs.{}.{}", pair.id, key); });
    };
    one(pair.mistrust, Movement::index, "mistrust");
    one(pair.rivalry_of_first, Movement::relative, "rivalry[0]");
    one(pair.rivalry_of_second, Movement::relative, "rivalry[1]");
  }
  for (auto& mission : region.missions) {
    if (!mission.has_lever) continue;
    auto const one = [&](auto& number, char const* key) {
      visit(number, Movement::relative, [&mission, key] { return fmt::format("missions.{}.{}", mission.id, key); });
    };
    one(mission.strength, "strength");
    one(mission.reserve, "reserve");
    one(mission.cost_per_person_year, "cost_per_person_year");
    one(mission.surge_cost_per_person_year, "surge_cost_per_person_year");
  }
  for (auto& segment : region.transport.segments) {
    auto const one = [&](auto& number, Movement movement, char const* key) {
      visit(number, movement, [&segment, key] { return fmt::format("transport.segments.{}.{}", segment.id, key); });
    };
    one(segment.capacity, Movement::relative, "capacity");
    one(segment.quality, Movement::index, "quality");
    one(segment.wait, Movement::relative, "wait");
  }
  visit(region.transport.cost_per_km, Movement::relative, [] { return std::string("transport.cost_per_km"); });
}

}  // namespace detente
