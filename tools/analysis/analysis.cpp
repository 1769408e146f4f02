#include "tools/analysis/analysis.hpp"

#include "engine/core/missing.hpp"
#include "engine/statistics/bootstrap.hpp"
#include "engine/statistics/multiplicity.hpp"
#include "engine/statistics/probability.hpp"

#include <cmath>

namespace detente {
namespace {

constexpr double low_tail = 0.05;

double deviation_of(std::vector<double> const& runs) {
  double n = 0;
  double mean = 0;
  double squares = 0;
  for (double const x : runs) {
    if (std::isnan(x)) continue;
    double const before = x - mean;
    mean += before / ++n;
    squares += before * (x - mean);
  }
  return n > 1 ? std::sqrt(squares / (n - 1)) : missing;
}

OutcomeEstimate estimate_of(std::vector<double> const& runs, int cluster, double confidence) {
  return {.mean = is_indicator(runs) ? probability_interval(runs, cluster, confidence)
                                     : mean_interval(cluster_means(runs, cluster), confidence),
          .deviation = deviation_of(runs),
          .p05 = quantile(runs, low_tail),
          .p50 = quantile(runs, 0.5),
          .p95 = quantile(runs, 1 - low_tail)};
}

PairedComparison no_comparison() {
  Estimate const none{missing, missing, missing, 0};
  return {.mean = none,
          .less = none,
          .equal = none,
          .more = none,
          .run_p5 = missing,
          .run_median = missing,
          .run_p95 = missing,
          .variance_reduction = missing,
          .p_value = missing};
}

void add_estimates(OutcomeData const& data, Analysis& analysis) {
  std::size_t const policies = data.file().policies().size();
  std::size_t const scenarios = data.file().scenarios().size();
  std::size_t const baseline = data.baseline();
  int const cluster = data.cluster();
  double const confidence = analysis.asked.confidence;
  analysis.estimates.assign(policies, std::vector<std::vector<OutcomeEstimate>>(scenarios));
  analysis.differences.assign(policies, std::vector<std::vector<PairedComparison>>(scenarios));
  analysis.adjusted_p.assign(policies, std::vector<std::vector<double>>(scenarios));
  for (std::size_t s = 0; s < scenarios; ++s) {
    for (OutcomeColumn const& column : analysis.columns) {
      std::vector<double> const base = data.runs(column, baseline, s);
      for (std::size_t p = 0; p < policies; ++p) {
        std::vector<double> const runs = p == baseline ? base : data.runs(column, p, s);
        analysis.estimates[p][s].push_back(estimate_of(runs, cluster, confidence));
        analysis.differences[p][s].push_back(p == baseline ? no_comparison()
                                                           : paired_comparison(runs, base, cluster, confidence));
      }
    }
    for (std::size_t p = 0; p < policies; ++p) {
      std::vector<double> p_values;
      for (PairedComparison const& one : analysis.differences[p][s]) p_values.push_back(one.p_value);
      analysis.adjusted_p[p][s] = holm_adjusted(p_values);
    }
  }
}

ExceedanceTable exceedance_of(OutcomeData const& data, OutcomeColumn const& column, double confidence) {
  std::vector<std::vector<double>> arms;
  std::size_t const policies = data.file().policies().size();
  std::size_t const scenarios = data.file().scenarios().size();
  for (std::size_t p = 0; p < policies; ++p) {
    for (std::size_t s = 0; s < scenarios; ++s) arms.push_back(data.runs(column, p, s));
  }
  std::vector<std::span<double const>> const all(arms.begin(), arms.end());
  ExceedanceTable table{.column = column, .thresholds = shared_thresholds(all), .shares = {}};
  for (std::size_t p = 0; p < policies; ++p) {
    table.shares.emplace_back();
    for (std::size_t s = 0; s < scenarios; ++s)
      table.shares.back().push_back(
          exceedance_curve(arms[p * scenarios + s], table.thresholds, data.cluster(), confidence));
  }
  return table;
}

void add_sensitivity(OutcomeData const& data, std::uint64_t seed, Analysis& analysis) {
  OutcomeColumn const& column = data.column(analysis.asked.outcome);
  Bootstrap const bootstrap{.seed = seed, .confidence = analysis.asked.confidence};
  for (std::size_t p = 0; p < data.file().policies().size(); ++p) {
    for (std::size_t s = 0; s < data.file().scenarios().size(); ++s) {
      analysis.sensitivity.push_back(sensitivity_of(data, *analysis.design, column, p, s, std::nullopt, bootstrap));
      if (p != data.baseline())
        analysis.sensitivity.push_back(
            sensitivity_of(data, *analysis.design, column, p, s, data.baseline(), bootstrap));
    }
  }
}

}  // namespace

Analysis analyse(OutcomeData const& data, AnalysisSpec const& asked, std::optional<SensitivityDesign> const& design,
                 std::uint64_t seed) {
  Analysis analysis;
  analysis.asked = asked;
  analysis.columns = data.columns();
  analysis.design = design;
  add_estimates(data, analysis);
  for (std::string const& name : asked.exceedance)
    analysis.exceedance.push_back(exceedance_of(data, data.column(name), asked.confidence));
  analysis.robustness = robustness_of(data, asked);
  if (design) add_sensitivity(data, seed, analysis);
  for (DiscoveryQuestion const& question : asked.discover) {
    DiscoverySettings settings;
    settings.seed = seed;
    analysis.discoveries.push_back(discover(data, question, settings));
  }
  return analysis;
}

}  // namespace detente
