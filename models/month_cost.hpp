#pragma once

#include "engine/core/pack.hpp"
#include "models/region.hpp"

#include <array>
#include <string>
#include <vector>

namespace detente {

/// What a month cost, in million euro, by component. Policy money stands beside crisis management, never inside.
enum class Component : int {
  mission_baseline,
  post_conflict,
  mission_surge,
  mediation,
  stabilisation,
  disruption,
  readiness_delay,
  misinvestment,
  leakage,
  migration,
  policy
};
inline constexpr int crisis_components = static_cast<int>(Component::policy);  // all but policy, the last
inline constexpr int components = crisis_components + 1;

/// Names of the components, in the order of Component.
std::vector<std::string> component_names();

/// One month's cost in L runs [MEUR].
template <class Real, int L>
struct MonthCost {
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  std::array<std::array<P, payers>, components> part;  // [component][payer]
  F by_dispute;  // the Union's part of what is done in one dispute: mediation and stabilisation there
  F by_country;  // the Union's part of what is lost in one country: misinvestment and leakage there
  P crisis;      // the Union's part of all but policy
  F eu;          // the Union's part by component

  explicit MonthCost(Region const& region);
};

}  // namespace detente
