#pragma once

#include "engine/statistics/paired_comparison.hpp"
#include "tools/analysis/outcome_data.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace detente {

/// One arm of a result.
struct ArmPlace {
  OutcomeData const* data = nullptr;
  std::size_t policy = 0, scenario = 0;

  std::string policy_name() const { return data->file().policies()[policy]; }
  std::string scenario_name() const { return data->file().scenarios()[scenario]; }
  std::vector<double> runs(OutcomeColumn const& column) const { return data->runs(column, policy, scenario); }
};

/// Why the runs of two results are not each other's partners: another seed, other samples, replications or months;
/// empty if they are. With fewer samples on one side those that both have are paired.
std::string obstacle_to_pairing(ResultFile const& a, ResultFile const& b);

/// One outcome of two arms.
struct ComparedOutcome {
  OutcomeColumn column;
  bool is_probability = false;
  Estimate a, b;  // means, or probabilities
  PairedComparison difference;
  double adjusted_p = 0;  // Holm's, over all outcomes compared here
};

/// P(outcome >= threshold) in both arms.
struct ExceedancePair {
  OutcomeColumn column;
  std::vector<double> thresholds;
  std::vector<Estimate> a, b;
};

/// Two arms, outcome by outcome.
struct ArmComparison {
  std::string a, b, scenario;  // names
  double confidence = 0.95;
  std::int64_t runs = 0;  // pairs
  std::vector<ComparedOutcome> outcomes;
  std::vector<ExceedancePair> curves;
};

struct ComparisonRequest {
  double confidence = 0.95;
  std::vector<std::string> outcomes;    // columns
  std::vector<std::string> exceedance;  // the same
};

/// Compares run by run. Outcomes that one of the two results lacks are left out.
ArmComparison compare_arms(ArmPlace const& a, ArmPlace const& b, ComparisonRequest const& request);

/// A table for a terminal; "*" marks what is not distinguishable from no difference.
std::string comparison_text(ArmComparison const& comparison);
nlohmann::ordered_json comparison_json(ArmComparison const& comparison);
/// {"value", "lower", "upper", "n"}; null for what is no number.
nlohmann::ordered_json estimate_json(Estimate const& estimate);

}  // namespace detente
