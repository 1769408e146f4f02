#pragma once

#include "tools/explain/antecedents.hpp"

#include <vector>

namespace detente {

/// What the other runs of an arm cost, to say where one stands.
struct EnsembleCosts {
  std::vector<double> crisis_cost;      // [MEUR], by run; NaN for runs that came to no result
  std::vector<double> component_means;  // [MEUR], over runs, by component
};

/// An event and what is known of why it happened.
struct ToldEvent {
  std::size_t event = 0;           // position in the run's events
  bool has_rate = false;           // its contributions make up a rate
  double rate = 0;                 // of this move in this month [1/year]
  double reference_rate = 0;       // the same with all drivers at their references: base and offset alone [1/year]
  std::vector<Term> terms;         // all but base and offset that are not 0, the largest first
  std::vector<Antecedent> before;  // what moved the terms that are told
};

/// A component of cost in one run.
struct CostPart {
  std::string component;
  double npv = 0;                // [MEUR], discounted to the start
  double mean_of_runs = 0;       // the same over the runs of the arm; NaN if not known
  std::vector<double> by_year;   // [MEUR], undiscounted, by calendar year from that of the start
  std::size_t dearest_year = 0;  // position of the largest
  bool is_beside = false;        // policy money: no part of crisis-management cost
};

/// The highest level of a dispute and when it was first reached.
struct Peak {
  std::size_t dispute = 0;
  double level = 0;
  int month = 0;
};

/// Why a run went as it did. Numbers that are not known are NaN.
struct RunStory {
  double crisis_cost = 0;         // [MEUR], net present value, the Union's part
  double cost_rank = 0;           // share of the arm's runs that cost less, 0 to 1
  double median_cost = 0;         // of the arm's runs [MEUR]
  std::int64_t ranked = 0;        // runs that this is among
  std::vector<Peak> peaks;        // of every dispute, the highest first, then the earliest
  std::vector<ToldEvent> events;  // all, in the order of time
  std::vector<CostPart> costs;    // the largest first, policy last
};

/// Terms whose rate would change by less than this factor are not told.
inline constexpr double least_told_factor = 1.05;
/// So many drivers of an event are told at most.
inline constexpr std::size_t most_told_terms = 3;

/// The terms of an event that are told: the largest, of those that matter.
std::vector<Term> told_terms(ToldEvent const& event);

/// What drove an event; `event` is its position.
ToldEvent tell(RunView const& run, std::size_t event);

/// The components of a run's cost; `others` may be empty.
std::vector<CostPart> cost_parts(RunView const& run, EnsembleCosts const& others);

/// The story of one run. Needs the outcomes `crisis_cost` and `crisis_cost.component`, the variables `level` and
/// `cost`, the dimension `driver`; what the catalogue lacks is left out.
RunStory tell_run(RunView const& run, EnsembleCosts const& others);

}  // namespace detente
