#pragma once

#include "models/step.hpp"

namespace detente {

/// Missions and how they respond.
///   want = missions M0 + G + reserve authority clip01((max L of its disputes - surge_level + 1)/3)         (N1)
///   M <- M + rate (want - M); up: rho(deploy_rate) (0.5 + 0.5 min(1.5, Phi/Phi0)), down: rho(withdraw_rate)   (N2)
///   G <- max(G exp(-legacy_decay dt), 1[a dispute of it at 5] part legacy_troops_per_1000 people/1000)     (N3)
/// Missions of one dispute share the force after a war in proportion to M0. Reads level, strength, legacy, US
/// attention, bandwidth, throughput. Writes strength, legacy [persons]. Source: docs/model/missions.md.
template <class Real, int L>
class Missions {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  Missions(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void operator()(Month<Real, L> const& month, State<Real, L>& next) const;
  /// Reports surges that the month's end calls for and those it ends.
  void report(Month<Real, L> const& month, State<Real, L> const& next) const;

 private:
  Region const& region_;
  MissionsParameters<P> p_;
  P deploy_share_, withdraw_share_, legacy_left_, throughput_reference_;
  F strength_reference_, reserve_;
  std::vector<std::vector<P>> force_after_war_;  // [mission][its disputes], persons
};

/// Authority of a mission: 0.5 + 0.5 w for NATO, 0.5 + 0.5 B for the Union.                                  (N4)
template <class Real, int L>
Pack<Real, L> authority_of(Mission const& mission, State<Real, L> const& state) {
  constexpr Real half = static_cast<Real>(0.5);
  return half + half * (mission.authority == Authority::nato ? state.us_attention : state.eu_bandwidth);
}

/// Highest level among the disputes of a mission; 0 if it has none.
template <class Real, int L>
Pack<Real, L> highest_level(Mission const& mission, Field<Real, L> const& level) {
  Pack<Real, L> highest = Pack<Real, L>::Zero();
  for (int const d : mission.disputes) highest = highest.max(level[d]);
  return highest;
}

/// Persons called from the reserve of a mission at a level: reserve authority clip01((level - surge_level + 1)/3), of
/// (N1).
template <class Real, int L>
Pack<Real, L> called_reserve(Mission const& mission, Pack<Real, L> const& reserve, Pack<Real, L> const& surge_level,
                             Pack<Real, L> const& level, State<Real, L> const& state) {
  constexpr Real span = static_cast<Real>(3);  // levels over which the whole reserve comes to be called
  Pack<Real, L> const alarm = level - surge_level + static_cast<Real>(1);
  return reserve * authority_of<Real, L>(mission, state) * clip01(alarm / span);
}

/// Presence at a dispute = sum_m mandate authority (1 - exp(-ln 3 troops_per_1000/cover)), at most 1; of a country, the
/// largest of its disputes.                                                                                 (N5)
template <class Real, int L>
class MissionPresence {
 public:
  explicit MissionPresence(Setup<Real, L> const& setup);
  void derive(MissionsParameters<Pack<Real, L>> const& p, State<Real, L> const& state, Derived<Real, L>& derived) const;

 private:
  Region const& region_;
  Field<Real, L> mandate_, thousands_;         // by mission; thousands of people
  std::vector<std::vector<int>> disputes_of_;  // by country
};

}  // namespace detente
