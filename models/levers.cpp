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
