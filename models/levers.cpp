#include "models/levers.hpp"

#include "engine/core/instances.hpp"

namespace detente {
namespace {

/// Calls visit(place) for every lever, in the order of lever_table.
template <class Real, int L, class Visit>
void for_each_place(Region const& region, Visit&& visit) {
  using Lever = Levers<Real, L>;
  auto const one = [&visit](Pack<Real, L> Lever::*pack) { visit(LeverPlace<Real, L>{.pack = pack}); };
  auto const each = [&visit](Field<Real, L> Lever::*field, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) visit(LeverPlace<Real, L>{.field = field, .entity = static_cast<int>(i)});
  };
  std::size_t const countries = region.countries.size();
  std::size_t controlled = 0;
  for (Mission const& mission : region.missions) controlled += mission.has_lever ? 1 : 0;

  one(&Lever::alignment_demand);
  each(&Lever::access_mobility, countries);
  each(&Lever::access_governance, countries);
  each(&Lever::access_industry, countries);
  each(&Lever::promise, countries);
  each(&Lever::pace, countries);
  one(&Lever::conditionality);
  one(&Lever::benchmark);
  one(&Lever::verification);
  one(&Lever::audit);
  each(&Lever::capacity_building, countries);
  one(&Lever::infrastructure);
  each(&Lever::infrastructure_shares, region.transport.corridors.size());
  each(&Lever::resilience_aid, countries);
  one(&Lever::coordination);
  one(&Lever::mediation);
  each(&Lever::missions, controlled);
  one(&Lever::frontex_officers);
}

}  // namespace

std::vector<LeverInfo> const& lever_table() {
  static std::vector<LeverInfo> const table{
      {"alignment_demand", "1", unit_interval, LeverScope::world, "responsibility and alignment asked of partners"},
      {"access.mobility", "1", unit_interval, LeverScope::country, "place in military mobility frameworks"},
      {"access.governance", "1", unit_interval, LeverScope::country,
       "place in the agencies for defence and cyber security"},
      {"access.industry", "1", unit_interval, LeverScope::country, "place in joint procurement and co-production"},
      {"promise", "1", unit_interval, LeverScope::country, "membership promised"},
      {"pace", "1", unit_interval, LeverScope::country, "progress towards membership delivered"},
      {"conditionality", "1", unit_interval, LeverScope::world, "how far access depends on meeting the benchmark"},
      {"benchmark", "1", unit_interval, LeverScope::world, "score at which half of the conditional access is granted"},
      {"verification", "1", unit_interval, LeverScope::world, "verifiable procurement safeguards"},
      {"audit", "1", unit_interval, LeverScope::world, "scrutiny of funds"},
      {"capacity_building", "MEUR/year", {0, 1e5}, LeverScope::country, "assistance to forces"},
      {"infrastructure", "MEUR/year", {0, 1e6}, LeverScope::world, "dual-use transport investment"},
      {"infrastructure_shares", "1", unit_interval, LeverScope::corridor, "split of that investment by corridor"},
      {"resilience_aid", "MEUR/year", {0, 1e5}, LeverScope::country, "aid to hybrid resilience: cyber, media, energy"},
      {"coordination", "1", unit_interval, LeverScope::world, "regional arms transparency and joint planning"},
      {"mediation", "1", unit_interval, LeverScope::world, "diplomatic effort"},
      {"missions", "1", {0, 1000}, LeverScope::mission, "mandated strength, relative to the start"},
      {"frontex_officers", "persons", {0, 1e6}, LeverScope::world, "border officers deployed"},
  };
  return table;
}

std::vector<std::string> lever_ids(LeverInfo const& lever, Region const& region) {
  switch (lever.scope) {
    case LeverScope::world:
      return {""};
    case LeverScope::country:
      return ids_of(region.countries);
    case LeverScope::corridor:
      return region.transport.corridors;
    case LeverScope::mission:
      break;
  }
  std::vector<std::string> ids;
  for (Mission const& mission : region.missions) {
    if (mission.has_lever) ids.push_back(mission.id);
  }
  return ids;
}

std::vector<std::string> lever_names(Region const& region) {
  std::vector<std::string> names;
  for (LeverInfo const& lever : lever_table()) {
    for (std::string const& id : lever_ids(lever, region))
      names.push_back(id.empty() ? lever.name : lever.name + "." + id);
  }
  return names;
}

std::vector<std::string> lever_units(Region const& region) {
  std::vector<std::string> units;
  for (LeverInfo const& lever : lever_table()) units.insert(units.end(), lever_ids(lever, region).size(), lever.unit);
  return units;
}

std::vector<double> lever_values(Policy const& policy, YearMonth start, int months) {
  std::vector<double> values;
  values.reserve(policy.paths.size() * static_cast<std::size_t>(months));
  for (int month = 0; month < months; ++month) {
    for (DatedPath const& path : policy.paths) values.push_back(path.at(YearMonth{start.index + month}));
  }
  return values;
}

template <class Real, int L>
Levers<Real, L>::Levers(Region const& region) {
  for (F* field :
       {&access_mobility, &access_governance, &access_industry, &promise, &pace, &capacity_building, &resilience_aid}) {
    field->assign(region.countries.size(), P::Zero());
  }
  infrastructure_shares.assign(region.transport.corridors.size(), P::Zero());
  missions.assign(region.missions.size(), P::Zero());
}

template <class Real, int L>
void Levers<Real, L>::assign(Region const& region, double const* values) {
  for_each_place<Real, L>(
      region, [&](LeverPlace<Real, L> const& place) { place.in(*this) = P::Constant(static_cast<Real>(*values++)); });
}

template <class Real, int L>
std::vector<LeverPlace<Real, L>> lever_places(Region const& region) {
  std::vector<LeverPlace<Real, L>> places;
  for_each_place<Real, L>(region, [&](LeverPlace<Real, L> const& place) { places.push_back(place); });
  return places;
}

#define DETENTE_INSTANCE(Real, L)  \
  template struct Levers<Real, L>; \
  template std::vector<LeverPlace<Real, L>> lever_places(Region const& region);
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
