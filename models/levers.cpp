#include "models/levers.hpp"

#include "engine/core/instances.hpp"

namespace detente {

template <class Real, int L>
Levers<Real, L>::Levers(Region const& region)
    : LeverSettings<Pack<Real, L>, Field<Real, L>>(region, Pack<Real, L>::Zero()) {}

template <class Real, int L>
void Levers<Real, L>::assign(Region const& region, double const* values) {
  Levers::for_each_place(
      region, [&](auto const& place) { place.in(*this) = Pack<Real, L>::Constant(static_cast<Real>(*values++)); });
}

#define DETENTE_INSTANCE(Real, L) template struct Levers<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
