#include "tools/bench/peers/scalar_place.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace detente::bench {
namespace {

bool share_party(Dispute const& a, Dispute const& b) {
  return std::any_of(a.parties.begin(), a.parties.end(),
                     [&](CountryShare const& party) { return b.has_party(party.country); });
}

/// One member of every entity as Real.
template <class Real, class Entity>
std::vector<Real> column(std::vector<Entity> const& entities, double Entity::*member) {
  std::vector<Real> values;
  for (Entity const& entity : entities) values.push_back(static_cast<Real>(entity.*member));
  return values;
}

template <class Real>
std::vector<Share<Real>> in_reals(std::vector<CountryShare> const& list) {
  std::vector<Share<Real>> shares;
  for (CountryShare const& one : list) shares.push_back({one.country, static_cast<Real>(one.share)});
  return shares;
}

}  // namespace

template <class Real>
ScalarPlace<Real>::ScalarPlace(Region const& of)
    : region(of),
      countries(of.country_count()),
      adversaries(of.adversary_count()),
      suppliers(of.supplier_count()),
      products(of.product_count()),
      disputes(of.dispute_count()),
      pairs(of.pair_count()),
      missions(of.mission_count()),
      segments(of.segment_count()),
      corridors(of.corridor_count()),
      network(of) {
  read_countries();
  read_disputes();
  read_missions();
  read_segments();
}

template <class Real>
void ScalarPlace<Real>::read_countries() {
  nato = column<Real>(region.countries, &Country::nato);
  nationalism = column<Real>(region.countries, &Country::nationalism);
  gdp = column<Real>(region.countries, &Country::gdp);
  spending_share = column<Real>(region.countries, &Country::spending_share);
  equipment_share = column<Real>(region.countries, &Country::equipment_share);
  early_election = column<Real>(region.countries, &Country::early_election);
  usual_crisis = column<Real>(region.countries, &Country::usual_crisis);
  double total_gdp = 0;
  for (Country const& country : region.countries) total_gdp += country.gdp;
  for (Country const& country : region.countries) {
    relative_gdp.push_back(static_cast<Real>(country.gdp * countries / total_gdp));
    support.push_back(static_cast<Real>(std::accumulate(country.support.begin(), country.support.end(), 0.0)));
    full_deployment_population.push_back(static_cast<Real>(country.population / 1e6));
    std::array<Real, stances> usual;
    for (int s = 0; s < stances; ++s) usual[s] = static_cast<Real>(country.stance[s]);
    usual_stance.push_back(usual);
  }
  for (int e = 0; e < adversaries; ++e) adversity.push_back(static_cast<Real>(region.adversary(e).adversity));
  compat = column<Real>(region.suppliers, &Supplier::compat);
  opacity = column<Real>(region.suppliers, &Supplier::opacity);
  for (Supplier const& supplier : region.suppliers) {
    is_eu_supplier.push_back(supplier.eu ? 1 : 0);
    is_western.push_back(supplier.western ? 1 : 0);
    is_domestic.push_back(supplier.domestic ? 1 : 0);
    supplier_adversary.push_back(supplier.adversary);
    eu_suppliers += supplier.eu ? 1 : 0;
  }
}

template <class Real>
void ScalarPlace<Real>::read_disputes() {
  weight = column<Real>(region.disputes, &Dispute::weight);
  usual_level = column<Real>(region.disputes, &Dispute::usual_level);
  usual_recency = column<Real>(region.disputes, &Dispute::usual_recency);
  for (int d = 0; d < disputes; ++d) {
    Dispute const& dispute = region.disputes[d];
    parties.add_row(in_reals<Real>(dispute.parties));
    exposed.add_row(in_reals<Real>(dispute.exposed));
    std::vector<int> near;
    for (int other = 0; other < disputes; ++other) {
      if (other != d && share_party(dispute, region.disputes[other])) near.push_back(other);
    }
    neighbours.add_row(near);
    bool members = false;
    bool others = false;
    for (Share<Real> const& party : parties[d]) (nato[party.country] > Real(0.5) ? members : others) = true;
    parties_differ_in_nato.push_back(members && others ? 1 : 0);
  }
  for (int i = 0; i < countries; ++i) {
    std::vector<int> own;
    for (int d = 0; d < disputes; ++d) {
      if (region.disputes[d].has_party(i)) own.push_back(d);
    }
    disputes_of.add_row(own);
  }
}

template <class Real>
void ScalarPlace<Real>::read_missions() {
  reserve = column<Real>(region.missions, &Mission::reserve);
  mandate = column<Real>(region.missions, &Mission::mandate);
  for (Mission const& mission : region.missions) {
    thousands.push_back(static_cast<Real>(mission.people / 1000));
    person_month.push_back(static_cast<Real>(mission.cost_per_person_year / 12));
    surge_person_month.push_back(static_cast<Real>(mission.surge_cost_per_person_year / 12));
  }
}

template <class Real>
void ScalarPlace<Real>::read_segments() {
  Transport const& transport = region.transport;
  length = column<Real>(transport.segments, &Segment::km);
  full_capacity = column<Real>(transport.segments, &Segment::capacity);
  border_hours = column<Real>(transport.segments, &Segment::wait);
  double total = std::numeric_limits<double>::min();
  for (Segment const& segment : transport.segments) {
    segment_cost.push_back(static_cast<Real>(segment.km * transport.cost_per_km));
    segment_country.push_back(segment.country);
    corridors_of.add_row(segment.corridors);
    borders += segment.wait > 0 ? 1 : 0;
    if (segment.country >= 0) total += segment.capacity * segment.km;
  }
  capacity_km_of_country.assign(static_cast<std::size_t>(countries), Real(0));
  for (Segment const& segment : transport.segments) {
    if (segment.country >= 0)
      capacity_km_of_country[segment.country] += static_cast<Real>(segment.capacity * segment.km / total);
  }
}

template <class Real>
ScalarPlan<Real>::ScalarPlan(ArmInputs const& arm, int months) {
  Region const& region = arm.inputs.region;
  Scenario const& scenario = arm.scenario;
  bool const held = scenario.holds_reference;
  std::vector<double> const values = lever_values(arm.policy, region.start, months + 1);
  for (int t = 0; t <= months; ++t) levers.emplace_back(region, &values[t * arm.policy.paths.size()]);
  for (int t = 0; t < months; ++t) {
    YearMonth const date{region.start.index + t};
    war.push_back(static_cast<Real>(held ? region.war_intensity : scenario.war_path.at(date)));
    discount.push_back(static_cast<Real>(std::exp(-scenario.parameters.cost.discount_rate * t / 12)));
    for (Country const& country : region.countries) {
      double const growth = held ? 1 : std::exp(country.growth * t / 12);
      spending.push_back(static_cast<Real>(held ? 1 : country.spending_plan.at(date) * scenario.plans));
      money.push_back(static_cast<Real>(country.spending_share * country.gdp * growth));
      peacekeepers.push_back(static_cast<Real>(held ? country.peacekeepers.at(region.start)
                                                    : country.peacekeepers.at(date) * scenario.deployments));
      for (DatedPath const& path : country.coproduction)
        coproduction.push_back(static_cast<Real>(held ? 0 : path.at(date) * scenario.coproduction));
      int const since = date.index - country.first_election.index;
      campaign_by_calendar.push_back(since >= 0 && since % country.election_period == 0 ? 1 : 0);
    }
  }
}

template struct ScalarPlace<double>;
template struct ScalarPlace<float>;
template struct ScalarPlan<double>;
template struct ScalarPlan<float>;

}  // namespace detente::bench
