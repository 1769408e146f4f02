#pragma once

#include "tools/evidence/evidence_head.hpp"
#include "tools/search/tuning_file.hpp"

namespace detente {

/// The runs of one policy, as far as it is judged by them.
struct PolicyRuns {
  std::vector<std::vector<std::vector<double>>> values;  // [objectives, then constraints][scenario][run]
  std::vector<bool> has_failed;                          // by run, in any scenario
};

/// Runs an experiment of one policy. Throws EvidenceStopped.
PolicyRuns runs_of(Tuning const& tuning, Experiment experiment, EvidenceWork const& work);

/// Leaves out in all policies the runs that failed in any, as an ensemble of all would. How many these are.
std::int64_t drop_failed(std::vector<PolicyRuns>& policies);

/// What a policy came to, objectives and then constraints.
std::vector<Measured> measured(Tuning const& tuning, PolicyRuns const& runs);

/// The same as points are compared by.
Evaluation evaluation_of(Tuning const& tuning, std::vector<Measured> const& measured);

/// An objective as it is meant, from as it is minimised, and back.
double as_meant(OutcomeMeasure const& objective, double minimised);

}  // namespace detente
