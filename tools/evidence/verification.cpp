#include "tools/evidence/verification.hpp"

#include "tools/evidence/checks/arms_race.hpp"
#include "tools/evidence/checks/cost_identity.hpp"
#include "tools/evidence/checks/event_causes.hpp"
#include "tools/evidence/checks/extremes.hpp"
#include "tools/evidence/checks/index_chains.hpp"
#include "tools/evidence/checks/ladder_moves.hpp"
#include "tools/evidence/checks/network_flow.hpp"
#include "tools/evidence/checks/permutation.hpp"

#include <algorithm>

namespace detente {
namespace {

using Rows = std::vector<CheckRow>;

constexpr std::int64_t draws_of_moves = 160000;  // from every level of every dispute
constexpr std::int64_t draws_of_laws = 8000;     // from every level of one dispute
constexpr std::int64_t cost_runs = 64;           // of every arm
constexpr int event_runs = 32;                   // of every arm
constexpr int networks = 24;

ArmInputs const& first_arm(Verification const& it) { return it.experiment.model.arms.front(); }
std::uint64_t seed_of(Verification const& it) { return it.experiment.result.seed; }
int months_of(Verification const& it) { return it.experiment.model.months; }

void append(Rows& rows, Rows const& more) { rows.insert(rows.end(), more.begin(), more.end()); }

Rows relax(Verification const& it) { return check_relax(index_chains(first_arm(it)), seed_of(it)); }

Rows richardson(Verification const& it) {
  HeldSpending spending(first_arm(it), months_of(it));
  return check_arms_race(arms_race(first_arm(it), months_of(it)),
                         [&spending](Eigen::VectorXd const& y) { return spending.next(y); });
}

Rows ladder(Verification const& it) {
  LadderBench bench(first_arm(it), seed_of(it));
  Rows rows{check_reference_rates(first_arm(it))};
  append(rows, check_moves(bench.rates(), bench.moves(draws_of_moves)));
  if (bench.rates().empty()) return rows;
  for (int const months : {24, 120})
    rows.push_back(check_levels_later(bench.rates().front(), months, bench.later(0, months, draws_of_laws)));
  return rows;
}

Rows max_flow_of_roads(Verification const& it) {
  return check_flows(first_arm(it).inputs.region, flow_cases(first_arm(it), networks, seed_of(it)));
}

Rows cost(Verification const& it) {
  Experiment few = it.experiment;
  few.model.uncertainty = {};
  few.result.parameters.clear();
  few.result.precision = "double";
  few.result.samples = cost_runs;
  few.result.replications = 1;
  return check_costs(costs_of(few, outcomes_of(few, {.threads = 1, .target = Target::baseline})));
}

Rows contributions(Verification const& it) {
  std::vector<ExplainedEvent> all;
  for (std::size_t arm = 0; arm < it.experiment.model.arms.size(); ++arm) {
    Arm const& place = it.experiment.result.arms[arm];
    std::string const policy = it.experiment.result.policies[static_cast<std::size_t>(place.policy)];
    for (ExplainedEvent& event :
         explained_events(it.experiment.model.arms[arm], months_of(it), event_runs, seed_of(it))) {
      event.where = policy + ", " + event.where;
      all.push_back(std::move(event));
    }
  }
  return check_causes(all);
}

Rows order(Verification const& it) {
  auto const outcomes = [&](ArmInputs const& arm) { return outcomes_by_name(arm, months_of(it), seed_of(it)); };
  ArmInputs const& arm = first_arm(it);
  OutcomesByName const usual = outcomes(arm);
  // A contract is drawn by going through the suppliers in their order: in another order it is other luck.
  ArmInputs no_contracts = arm;
  no_contracts.inputs.parameters.procurement.contract_rate = 0;
  no_contracts.scenario.parameters.procurement.contract_rate = 0;
  return {check_order("countries", usual, outcomes(with_countries_reversed(arm))),
          check_order("pairs", usual, outcomes(with_pairs_reversed(arm))),
          check_order("disputes", usual, outcomes(with_disputes_reversed(arm))),
          check_order("missions", usual, outcomes(with_missions_reversed(arm))),
          check_order("suppliers", outcomes(no_contracts), outcomes(with_suppliers_reversed(no_contracts)))};
}

Rows bounds(Verification const& it) {
  return check_extremes(first_arm(it), it.extremes,
                        {.seed = seed_of(it),
                         .first = static_cast<std::uint32_t>(it.first_sample),
                         .count = static_cast<std::uint32_t>(it.samples),
                         .months = months_of(it)});
}

}  // namespace

std::vector<KnownLimit> const& known_limits() {
  static std::vector<KnownLimit> const limits{
      {"relax", "indices at a constant target, against their exact law", relax},
      {"richardson", "arms race without noise, against the linear system", richardson},
      {"ladder", "the ladder, against the exact Markov chain", ladder},
      {"max-flow", "what roads let through, against Boost's maximal flow", max_flow_of_roads},
      {"cost", "cost, against the sum of its parts", cost},
      {"contributions", "causes of events, against the hazards that acted", contributions},
      {"order", "outcomes, against those of the region in another order", order},
      {"bounds", "extreme coefficients and facts, against ranges that make sense", bounds}};
  return limits;
}

}  // namespace detente
