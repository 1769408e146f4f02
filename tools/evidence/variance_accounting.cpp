#include "tools/evidence/variance_accounting.hpp"

#include "engine/core/keyed_draws.hpp"
#include "engine/core/missing.hpp"
#include "engine/statistics/sample_means.hpp"

#include <Eigen/Core>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

/// Samples that are missing nowhere.
std::vector<std::size_t> whole_samples(std::vector<SampleMoments const*> const& ensembles) {
  std::vector<std::size_t> whole;
  for (std::size_t sample = 0; sample < ensembles.front()->means.size(); ++sample) {
    bool const is_missing = std::any_of(ensembles.begin(), ensembles.end(), [&](SampleMoments const* ensemble) {
      return std::isnan(ensemble->means[sample]);
    });
    if (!is_missing) whole.push_back(sample);
  }
  return whole;
}

Eigen::ArrayXd at(std::vector<double> const& values, std::vector<std::size_t> const& samples) {
  Eigen::ArrayXd chosen(static_cast<Eigen::Index>(samples.size()));
  for (std::size_t k = 0; k < samples.size(); ++k) chosen[static_cast<Eigen::Index>(k)] = values[samples[k]];
  return chosen;
}

/// Distances of means from theirs times sqrt(n/(n - 1)), so that the mean of their products is the covariance.
Eigen::ArrayXd deviations(Eigen::ArrayXd const& means) {
  double const n = static_cast<double>(means.size());
  return (means - means.mean()) * std::sqrt(n / (n - 1));
}

/// By sample, numbers whose means are E[Y], V, V_theta, V_chance and V_group.
struct BySample {
  Eigen::ArrayXd level, total, uncertain, chance;
  std::vector<Eigen::ArrayXd> groups;
  std::vector<double> normal_errors;  // of each V_group, were the means of samples normal
};

BySample by_sample_of(std::vector<SampleMoments const*> const& ensembles, std::vector<std::size_t> const& samples) {
  double const count = static_cast<double>(ensembles.size());
  BySample sums;
  sums.level = sums.uncertain = sums.chance = Eigen::ArrayXd::Zero(static_cast<Eigen::Index>(samples.size()));
  Eigen::ArrayXd const first = deviations(at(ensembles.front()->means, samples));
  for (SampleMoments const* ensemble : ensembles) {
    Eigen::ArrayXd const means = at(ensemble->means, samples);
    Eigen::ArrayXd const others = deviations(means);
    sums.level += means / count;
    sums.uncertain += others.square() / count;
    sums.chance += at(ensemble->variances, samples) / count;
    if (ensemble == ensembles.front()) continue;
    sums.groups.emplace_back(first * others);
    double const covariance = sums.groups.back().mean();
    double const variances = first.square().mean() * others.square().mean();
    double const unexplained = variances > 0 ? 1 - covariance * covariance / variances : 0;
    sums.normal_errors.push_back(unexplained * std::sqrt(variances / static_cast<double>(samples.size())));
  }
  sums.uncertain -= sums.chance / ensembles.front()->replications;
  sums.total = sums.uncertain + sums.chance;
  bool const is_rounding = sums.total.mean() < 1e-24 * sums.level.square().mean();
  if (is_rounding) sums.total.setZero();
  return sums;
}

Estimate interval_of(Eigen::ArrayXd const& values) {
  return mean_interval({values.data(), static_cast<std::size_t>(values.size())});
}

/// The mean of `parts` as a share of that of `wholes`, with the interval of a ratio of means.
Estimate share_of(Eigen::ArrayXd const& parts, Eigen::ArrayXd const& wholes) {
  double const whole = wholes.mean();
  if (!(whole > 0)) return {missing, missing, missing, parts.size()};
  double const share = parts.mean() / whole;
  return interval_of(share + (parts - share * wholes) / whole);
}

/// No narrower than with this standard error.
Estimate at_least_as_wide(Estimate estimate, double standard_error) {
  constexpr double normal_quantile_975 = 1.959964;
  estimate.lower = std::min(estimate.lower, estimate.value - normal_quantile_975 * standard_error);
  estimate.upper = std::max(estimate.upper, estimate.value + normal_quantile_975 * standard_error);
  return estimate;
}

/// An outcome under a policy, or less another policy, in a scenario.
struct AccountedNumber {
  OutcomeSelection const* outcome;
  Arm arm;
  std::size_t at;                          // position of the arm
  std::optional<std::size_t> at_baseline;  // of the arm it is compared to
};

std::vector<AccountedNumber> accounted_numbers(ResultSpec const& spec, std::vector<OutcomeSelection> const& outcomes) {
  std::vector<AccountedNumber> numbers;
  for (OutcomeSelection const& outcome : outcomes) {
    for (std::size_t at = 0; at < spec.arms.size(); ++at) {
      Arm const& arm = spec.arms[at];
      auto const baseline = std::find_if(spec.arms.begin(), spec.arms.end(), [&](Arm const& other) {
        return other.policy == spec.baseline_policy && other.scenario == arm.scenario;
      });
      auto const at_baseline = static_cast<std::size_t>(baseline - spec.arms.begin());
      numbers.push_back({&outcome, arm, at, at == at_baseline ? std::nullopt : std::optional(at_baseline)});
    }
  }
  return numbers;
}

/// The moments of all numbers in an ensemble.
std::vector<SampleMoments> moments_of(std::vector<AccountedNumber> const& numbers, OutcomeTable const& table,
                                      int replications) {
  std::vector<SampleMoments> moments;
  for (AccountedNumber const& number : numbers) {
    std::vector<double> runs = number.outcome->by_run(table, number.at);
    if (number.at_baseline) runs = differences(runs, number.outcome->by_run(table, *number.at_baseline));
    moments.push_back(sample_moments(runs, replications));
  }
  return moments;
}

Json as_json(VarianceShares const& shares, std::vector<std::string> const& groups) {
  Json list = Json::object();
  for (std::size_t k = 0; k < groups.size(); ++k) list[groups[k]] = as_json(shares.groups[k]);
  list["interactions"] = as_json(shares.interactions);
  list["chance"] = as_json(shares.chance);
  return {{"mean", as_json(shares.mean)},
          {"standard_deviation", std::sqrt(shares.variance)},
          {"effective_samples", shares.effective_samples},
          {"uncertain", as_json(shares.uncertain)},
          {"shares", list}};
}

}  // namespace

SampleMoments sample_moments(std::span<double const> runs, int replications) {
  assert(replications >= 2 && "chance shows between the runs of a sample");
  SampleMoments moments{.means = {}, .variances = {}, .replications = replications};
  for (SampleMean const& sample : sample_means(runs, replications)) {
    moments.means.push_back(sample.mean);
    moments.variances.push_back(sample.luck * replications);
  }
  return moments;
}

VarianceShares variance_shares(SampleMoments const& first, std::vector<SampleMoments> const& seconds) {
  std::vector<SampleMoments const*> ensembles{&first};
  for (SampleMoments const& second : seconds) ensembles.push_back(&second);
  std::vector<std::size_t> const samples = whole_samples(ensembles);
  VarianceShares shares;
  if (samples.size() < 2) {
    Estimate const unknown{missing, missing, missing, static_cast<std::int64_t>(samples.size())};
    shares.mean = shares.uncertain = shares.interactions = shares.chance = unknown;
    shares.variance = shares.effective_samples = missing;
    shares.groups.assign(seconds.size(), unknown);
    return shares;
  }
  BySample const terms = by_sample_of(ensembles, samples);
  Eigen::ArrayXd interactions = terms.uncertain;
  shares.mean = interval_of(terms.level);
  shares.variance = terms.total.mean();
  double squared_error = 0;
  for (std::size_t k = 0; k < terms.groups.size(); ++k) {
    double const error = terms.normal_errors[k] / shares.variance;
    interactions -= terms.groups[k];
    shares.groups.push_back(at_least_as_wide(share_of(terms.groups[k], terms.total), error));
    squared_error += error * error;
  }
  shares.uncertain = share_of(terms.uncertain, terms.total);
  shares.interactions = at_least_as_wide(share_of(interactions, terms.total), std::sqrt(squared_error));
  shares.chance = share_of(terms.chance, terms.total);
  shares.effective_samples = terms.total.sum() * terms.total.sum() / terms.total.square().sum();
  return shares;
}

std::string evidence_group(UncertainQuantity const& quantity) {
  return quantity.moves == UncertainQuantity::Moves::region ? "region" : quantity.status;
}

std::vector<std::string> evidence_groups(Uncertainty const& uncertainty) {
  std::vector<std::string> groups;
  for (char const* group : {"estimated", "literature", "judgement", "region", "experiment"}) {
    if (std::any_of(uncertainty.quantities.begin(), uncertainty.quantities.end(),
                    [&](UncertainQuantity const& quantity) { return evidence_group(quantity) == group; }))
      groups.emplace_back(group);
  }
  return groups;
}

Experiment with_group_kept(Experiment const& experiment, std::string const& group) {
  Experiment second = experiment;
  second.result.parameters.clear();  // of the first ensemble
  second.result.seed = derived_seed(experiment.result.seed, group);
  auto const anew = [&group](std::string const& key) { return stable_hash(key + ".again." + group); };
  Uncertainty& uncertainty = second.model.uncertainty;
  bool keeps_posterior = true;
  for (UncertainQuantity& quantity : uncertainty.quantities) {
    bool const is_kept = evidence_group(quantity) == group;
    if (!is_kept) quantity.identity = anew(quantity.key);
    if (quantity.moves == UncertainQuantity::Moves::together) keeps_posterior = is_kept;
  }
  if (keeps_posterior) return second;
  uncertainty.posterior.identity = anew("posterior");
  uncertainty.posterior.is_in_order = false;
  return second;
}

Json account_for_variance(Experiment const& experiment, std::vector<OutcomeSelection> const& outcomes,
                          std::function<EvidenceWork()> const& work) {
  ResultSpec const& spec = experiment.result;
  std::vector<std::string> const groups = evidence_groups(experiment.model.uncertainty);
  std::vector<AccountedNumber> const numbers = accounted_numbers(spec, outcomes);
  std::int64_t failed_runs = 0;
  auto const moments_in = [&](Experiment const& ensemble) {
    OutcomeTable const table = outcomes_of(ensemble, work());
    failed_runs += table.failed_runs();
    return moments_of(numbers, table, spec.replications);
  };
  std::vector<SampleMoments> const first = moments_in(experiment);
  std::vector<std::vector<SampleMoments>> seconds(numbers.size());  // by number and group
  for (std::string const& group : groups) {
    std::vector<SampleMoments> second = moments_in(with_group_kept(experiment, group));
    for (std::size_t k = 0; k < numbers.size(); ++k) seconds[k].push_back(std::move(second[k]));
  }

  Json found = Json::array();
  for (std::string const& group : groups) {
    auto const& quantities = experiment.model.uncertainty.quantities;
    found.push_back(
        {{"group", group}, {"numbers", std::count_if(quantities.begin(), quantities.end(), [&](auto const& quantity) {
                              return evidence_group(quantity) == group;
                            })}});
  }
  Json rows = Json::array();
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    AccountedNumber const& number = numbers[k];
    Json row = {
        {"outcome", number.outcome->name},
        {"unit", number.outcome->unit},
        {"policy", spec.policies[static_cast<std::size_t>(number.arm.policy)]},
        {"less", number.at_baseline ? Json(spec.policies[static_cast<std::size_t>(spec.baseline_policy)]) : Json()},
        {"scenario", spec.scenarios[static_cast<std::size_t>(number.arm.scenario)]}};
    row.update(as_json(variance_shares(first[k], seconds[k]), groups));
    rows.push_back(std::move(row));
  }
  return {{"experiment", spec.name},
          {"fingerprint", fingerprint(experiment)},
          {"samples", spec.samples},
          {"replications", spec.replications},
          {"ensembles", groups.size() + 1},
          {"failed_runs", failed_runs},
          {"groups", found},
          {"rows", rows}};
}

}  // namespace detente
