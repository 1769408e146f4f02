#pragma once

#include "models/model_spec.hpp"
#include "models/transport_network.hpp"
#include "tools/evidence/checks/check_row.hpp"

namespace detente {

/// The network in one condition, and what the model says that it lets through.
struct FlowCase {
  std::vector<double> capacity;  // by segment [class units]
  double whole = 0;
  std::vector<double> without;  // by corridor closed, then by country that denies passage
};

/// Maximal flow of Boost.Graph between all entries and all exits, over the segments kept.
double boost_flow(Network const& network, std::vector<double> const& capacity, std::vector<bool> const& kept);

/// The start of an arm, and then random qualities of segments and levels of disputes, which close roads.
std::vector<FlowCase> flow_cases(ArmInputs const& arm, int count, std::uint64_t seed);

/// Throughput, whole and with each corridor and country closed, against Boost's maximal flow (T4).
std::vector<CheckRow> check_flows(Region const& region, std::vector<FlowCase> const& cases);

}  // namespace detente
