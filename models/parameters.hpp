#pragma once

#include "engine/config/evidence.hpp"
#include "models/parameter_info.hpp"
#include "models/parameters_security.hpp"
#include "models/parameters_society.hpp"

#include <vector>

namespace detente {

class ConfigNode;

/// All coefficients of the model. V is double as read, or a pack with the values of L runs.
template <class V>
struct Parameters {
  DriversParameters<V> drivers;
  DecisionsParameters<V> decisions;
  InclusionParameters<V> inclusion;
  HybridPressureParameters<V> hybrid_pressure;
  GovernanceParameters<V> governance;
  AlignmentParameters<V> alignment;
  ProcurementParameters<V> procurement;
  MistrustParameters<V> mistrust;
  IndustryParameters<V> industry;
  ContributionsParameters<V> contributions;
  MobilityParameters<V> mobility;
  MissionsParameters<V> missions;
  EscalationParameters<V> escalation;
  CostParameters<V> cost;
  ShadowPrices<V> shadow_prices;

  /// Calls visit(member, ParameterInfo) for every coefficient, in the order of the parameter file.
  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    DriversParameters<V>::describe(self.drivers, visit);
    DecisionsParameters<V>::describe(self.decisions, visit);
    InclusionParameters<V>::describe(self.inclusion, visit);
    HybridPressureParameters<V>::describe(self.hybrid_pressure, visit);
    GovernanceParameters<V>::describe(self.governance, visit);
    AlignmentParameters<V>::describe(self.alignment, visit);
    ProcurementParameters<V>::describe(self.procurement, visit);
    MistrustParameters<V>::describe(self.mistrust, visit);
    IndustryParameters<V>::describe(self.industry, visit);
    ContributionsParameters<V>::describe(self.contributions, visit);
    MobilityParameters<V>::describe(self.mobility, visit);
    MissionsParameters<V>::describe(self.missions, visit);
    EscalationParameters<V>::describe(self.escalation, visit);
    CostParameters<V>::describe(self.cost, visit);
    ShadowPrices<V>::describe(self.shadow_prices, visit);
  }
};

/// One row of the parameter table as read: what the code knows of a coefficient, and the file's value and evidence.
struct ParameterRow {
  ParameterInfo info;
  std::vector<double> values;  // one, or the entries of a list, map or matrix in row order
  Evidence evidence;
};

/// Reads parameters (schema detente/parameters@1) below `node`; faults are collected in the node's tree.
Parameters<double> read_parameters(ConfigNode const& node);

/// The same coefficients with their evidence, for reference pages and sampling.
std::vector<ParameterRow> read_parameter_rows(ConfigNode const& node);

/// Replaces the coefficients that `node` names, written as in the parameter file, with or without the description.
void replace_parameters(ConfigNode const& node, Parameters<double>& parameters);

}  // namespace detente
