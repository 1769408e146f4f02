#pragma once

#include "models/model_spec.hpp"
#include "tools/bench/peers/ragged.hpp"
#include "tools/bench/peers/scalar_network.hpp"
#include "tools/bench/peers/scalar_state.hpp"

namespace detente::bench {

/// A country's part in a dispute.
template <class Real>
struct Share {
  int country;
  Real weight;
};

/// What of a region never changes, laid out for the loops of a month: vectors by entity and lists of who belongs to
/// what.
template <class Real>
struct ScalarPlace {
  using Reals = std::vector<Real>;

  Region const& region;
  int countries, adversaries, suppliers, products, disputes, pairs, missions, segments, corridors;

  Reals nato, nationalism, gdp, spending_share, equipment_share, relative_gdp, early_election, support,
      full_deployment_population;  // by country; the last in millions of people
  std::vector<std::array<Real, stances>> usual_stance;
  Reals adversity;
  Reals compat, opacity;  // by supplier
  std::vector<char> is_eu_supplier, is_western, is_domestic;
  std::vector<int> supplier_adversary;
  int eu_suppliers = 0;
  Reals weight, usual_level, usual_recency;  // by dispute
  Ragged<Share<Real>> parties, exposed;      // of a dispute
  Ragged<int> neighbours;                    // disputes that share a party
  Ragged<int> disputes_of;                   // of a country
  std::vector<char> parties_differ_in_nato;
  Reals usual_crisis;                                                   // by country
  Reals reserve, mandate, thousands, person_month, surge_person_month;  // by mission
  Reals length, full_capacity, border_hours, segment_cost;              // by segment
  Reals capacity_km_of_country;                                         // share of the region's capacity-km
  std::vector<int> segment_country;
  Ragged<int> corridors_of;  // of a segment
  int borders = 0;
  ScalarNetwork<Real> network;

  explicit ScalarPlace(Region const& region);

 private:
  void read_countries();
  void read_disputes();
  void read_missions();
  void read_segments();
};

/// Paths of the outside world and of the policy, month by month, with all that depends on the date alone.
template <class Real>
struct ScalarPlan {
  std::vector<ScalarLevers<Real>> levers;           // months 0 to T
  std::vector<Real> war, discount;                  // by month
  std::vector<Real> spending, money, peacekeepers;  // [month * countries + country]; money: MEUR/year at spending 1
  std::vector<Real> coproduction;                   // [(month * countries + country) * products + product]
  std::vector<char> campaign_by_calendar;           // [month * countries + country]

  ScalarPlan(ArmInputs const& arm, int months);
};

}  // namespace detente::bench
