#include "tools/evidence/claim_evaluation.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

/// The difference of a row, run by run; NaN where an outcome is missing in one of its arms.
std::vector<double> row_differences(ClaimRow const& row, OutcomeTable const& table) {
  auto const of = [&](std::size_t arm) { return row.outcome.by_run(table, arm); };
  std::vector<double> result = differences(of(row.a), of(row.b));
  if (!row.less) return result;
  return differences(result, differences(of(row.less->first), of(row.less->second)));
}

/// Means and standard errors of clusters of runs.
struct Cluster {
  double mean = 0, standard_error = 0;
};

std::vector<Cluster> clusters_of(std::vector<double> const& runs, int size) {
  std::vector<Cluster> clusters;
  for (std::size_t first = 0; first < runs.size(); first += static_cast<std::size_t>(size)) {
    Estimate const mean = mean_interval({runs.data() + first, static_cast<std::size_t>(size)}, 0.95);
    double squares = 0;
    double count = 0;
    for (std::size_t run = first; run < first + static_cast<std::size_t>(size); ++run) {
      if (std::isnan(runs[run])) continue;
      squares += (runs[run] - mean.value) * (runs[run] - mean.value);
      ++count;
    }
    clusters.push_back({mean.value, count > 1 ? std::sqrt(squares / (count - 1) / count) : 0});
  }
  return clusters;
}

/// The uncertain numbers whose ranks go most with the differences, strongest first.
Json deciders(std::vector<double> const& means, ResultSpec const& sampled, std::size_t count) {
  std::vector<std::pair<double, std::string>> found;
  for (SampledParameter const& parameter : sampled.parameters) {
    std::vector<double> values;
    for (std::int64_t sample = 0; sample < sampled.samples; ++sample) values.push_back(parameter.value(sample));
    double const correlation = rank_correlation(values, means);
    if (!std::isnan(correlation)) found.emplace_back(correlation, parameter.name);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](auto const& x, auto const& y) { return std::abs(x.first) > std::abs(y.first); });
  found.resize(std::min(found.size(), count));
  Json list = Json::array();
  for (auto const& [correlation, name] : found) list.push_back({{"number", name}, {"rank_correlation", correlation}});
  return list;
}

struct SampledSide {
  Experiment const& experiment;
  OutcomeTable const& table;
};

Json evaluate_row(ClaimRow const& row, OutcomeTable const& usual, SampledSide const& sampled) {
  std::vector<double> const a = row.outcome.by_run(usual, row.a);
  std::vector<double> const b = row.outcome.by_run(usual, row.b);
  Estimate const difference = mean_interval(row_differences(row, usual));
  double const mean_of_b = mean_interval(b).value;

  std::vector<Cluster> const clusters =
      clusters_of(row_differences(row, sampled.table), sampled.experiment.result.replications);
  std::vector<double> means;
  std::int64_t claimed = 0;
  std::int64_t known = 0;
  std::int64_t undecided = 0;
  double const sign = row.expect == Direction::higher ? 1 : -1;
  for (Cluster const& cluster : clusters) {
    means.push_back(cluster.mean);
    if (std::isnan(cluster.mean)) continue;
    ++known;
    claimed += sign * cluster.mean > 0 ? 1 : 0;
    undecided += std::abs(cluster.mean) <= 2 * cluster.standard_error ? 1 : 0;
  }
  Estimate const share = wilson_interval(claimed, known);
  return {{"outcome", row.outcome.name},
          {"unit", row.outcome.unit},
          {"compared", row.text},
          {"expect", row.expect == Direction::higher ? "higher" : "lower"},
          {"by_construction", row.is_by_construction},
          {"mean_a", as_json(mean_interval(a))},
          {"mean_b", as_json(mean_interval(b))},
          {"difference", as_json(difference)},
          {"share", as_json(share)},
          {"undecided_samples", undecided},
          {"deciders", deciders(means, sampled.experiment.result, 2)},
          {"verdict", row_verdict(row.expect, difference, mean_of_b, share.value)}};
}

}  // namespace

std::string row_verdict(Direction expect, Estimate const& difference, double mean_of_b, double share) {
  bool const counts = std::abs(difference.value) >= least_relative_difference * std::abs(mean_of_b);
  bool const above = counts && difference.lower > 0;
  bool const below = counts && difference.upper < 0;
  bool const claimed = expect == Direction::higher ? above : below;
  bool const opposite = expect == Direction::higher ? below : above;
  if (opposite || share <= failing_share) return "fails";
  return claimed && share >= holding_share ? "holds" : "depends";
}

std::string claim_verdict(std::vector<std::string> const& rows) {
  auto const is = [](char const* verdict) { return [verdict](std::string const& row) { return row == verdict; }; };
  if (std::any_of(rows.begin(), rows.end(), is("fails"))) return "fails";
  return std::all_of(rows.begin(), rows.end(), is("holds")) ? "holds" : "depends";
}

Json evaluate(Claim const& claim, std::function<EvidenceWork()> const& work) {
  Experiment usual = claim.experiment;
  usual.model.uncertainty = {};
  usual.result.parameters.clear();
  OutcomeTable const usual_outcomes = outcomes_of(usual, work());
  Experiment sampled = claim.experiment;
  sampled.result.samples = claim.evidence_samples;
  sampled.result.replications = claim.evidence_replications;
  OutcomeTable const sampled_outcomes = outcomes_of(sampled, work());

  Json rows = Json::array();
  std::vector<std::string> verdicts;
  for (ClaimRow const& row : claim.rows) {
    rows.push_back(evaluate_row(row, usual_outcomes, {sampled, sampled_outcomes}));
    verdicts.push_back(rows.back()["verdict"]);
  }
  return {{"claim", claim.id},
          {"says", claim.says},
          {"section", claim.section},
          {"fingerprint", fingerprint(claim.experiment)},
          {"runs", usual.result.runs()},
          {"evidence_samples", claim.evidence_samples},
          {"evidence_replications", claim.evidence_replications},
          {"failed_runs", usual_outcomes.failed_runs() + sampled_outcomes.failed_runs()},
          {"verdict", claim_verdict(verdicts)},
          {"rows", rows}};
}

}  // namespace detente
