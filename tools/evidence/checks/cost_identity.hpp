#pragma once

#include "engine/core/record.hpp"
#include "engine/run/outcome_table.hpp"
#include "models/experiment.hpp"
#include "tools/evidence/checks/check_row.hpp"

#include <map>

namespace detente {

/// Money of one run [MEUR, net present value, the Union's part], as the outcomes tell it.
struct CostOfRun {
  std::string arm;
  std::int64_t run = 0;
  double crisis = 0, asset = 0, net_position = 0, policy = 0, paid_by_union = 0;
  std::map<std::string, double> component = {};   // policy included
  double years = 0, disputes = 0, countries = 0;  // sums over all
  double mediation_at_large = 0;                  // what the mediation lever costs, which belongs to no dispute
};

/// The outcomes of an ensemble in double precision, run by run; failed runs are left out.
std::vector<CostOfRun> costs_of(Experiment const& experiment, OutcomeTable const& outcomes);

/// That cost adds up: over components, years, and what falls to disputes and countries (K1 to K11), each to 1e-9.
std::vector<CheckRow> check_costs(std::vector<CostOfRun> const& runs);

}  // namespace detente
