#pragma once

#include "models/lever_info.hpp"

#include <cstddef>
#include <type_traits>

namespace detente {

/// The levers of one month. `One` holds what is set once for all, `Each` is a vector of it by entity: numbers, or packs
/// of L runs. Missions without a lever stay at what they were made with.
template <class One, class Each>
struct LeverSettings {
  One alignment_demand, conditionality, benchmark, verification, audit;     // [1]
  One infrastructure;                                                       // [MEUR/year]
  One coordination, mediation;                                              // [1]
  One frontex_officers;                                                     // [persons]
  Each access_mobility, access_governance, access_industry, promise, pace;  // by country [1]
  Each capacity_building, resilience_aid;                                   // by country [MEUR/year]
  Each infrastructure_shares;                                               // by corridor [1], sum 1
  Each missions;                                                            // by mission, relative to the start

  /// Calls visit(pointer to the member, LeverInfo) for every lever, in the order in which they are stored and shown.
  template <class Visit>
  static void describe(Visit&& visit) {
    using S = LeverSettings;
    using enum LeverScope;
    constexpr Bounds index = unit_interval;
    constexpr Bounds aid{0, 1e5};  // [MEUR/year]
    visit(&S::alignment_demand,
          {"alignment_demand", "1", index, world, "responsibility and alignment asked of partners"});
    visit(&S::access_mobility, {"access.mobility", "1", index, country, "place in military mobility frameworks"});
    visit(&S::access_governance,
          {"access.governance", "1", index, country, "place in the agencies for defence and cyber security"});
    visit(&S::access_industry,
          {"access.industry", "1", index, country, "place in joint procurement and co-production"});
    visit(&S::promise, {"promise", "1", index, country, "membership promised"});
    visit(&S::pace, {"pace", "1", index, country, "progress towards membership delivered"});
    visit(&S::conditionality, {"conditionality", "1", index, world, "how far access depends on meeting the benchmark"});
    visit(&S::benchmark, {"benchmark", "1", index, world, "score at which half of the conditional access is granted"});
    visit(&S::verification, {"verification", "1", index, world, "verifiable procurement safeguards"});
    visit(&S::audit, {"audit", "1", index, world, "scrutiny of funds"});
    visit(&S::capacity_building, {"capacity_building", "MEUR/year", aid, country, "assistance to forces"});
    visit(&S::infrastructure, {"infrastructure", "MEUR/year", {0, 1e6}, world, "dual-use transport investment"});
    visit(&S::infrastructure_shares,
          {"infrastructure_shares", "1", index, corridor, "split of that investment by corridor"});
    visit(&S::resilience_aid,
          {"resilience_aid", "MEUR/year", aid, country, "aid to hybrid resilience: cyber, media, energy"});
    visit(&S::coordination, {"coordination", "1", index, world, "regional arms transparency and joint planning"});
    visit(&S::mediation, {"mediation", "1", index, world, "diplomatic effort"});
    visit(&S::missions, {"missions", "1", {0, 1000}, mission, "mandated strength, relative to the start"});
    visit(&S::frontex_officers, {"frontex_officers", "persons", {0, 1e6}, world, "border officers deployed"});
  }

  /// Where a flattened lever is kept: in a member, or in an entry of one.
  struct Place {
    One LeverSettings::*one = nullptr;
    Each LeverSettings::*each = nullptr;
    int entity = 0;

    One& in(LeverSettings& levers) const {
      return one != nullptr ? levers.*one : (levers.*each)[static_cast<std::size_t>(entity)];
    }
  };

  /// Calls visit(Place) for every flattened lever of a region, in the order of lever_names.
  template <class Visit>
  static void for_each_place(Region const& region, Visit&& visit) {
    describe([&](auto member, LeverInfo const& lever) {
      for_each_entity(lever.scope, region, [&](int entity) { visit(place_of(member, entity)); });
    });
  }

  /// Every lever at `usual`, of every entity of the region.
  LeverSettings(Region const& region, One const& usual) {
    describe([&](auto member, LeverInfo const& lever) {
      if constexpr (std::is_same_v<decltype(member), One LeverSettings::*>) {
        this->*member = usual;
      } else {
        (this->*member).assign(static_cast<std::size_t>(entity_count(lever.scope, region)), usual);
      }
    });
  }

 private:
  static Place place_of(One LeverSettings::*one, int) { return {.one = one}; }
  static Place place_of(Each LeverSettings::*each, int entity) { return {.each = each, .entity = entity}; }
};

}  // namespace detente
