#include "tools/evidence/calibration.hpp"

#include "engine/core/draws.hpp"
#include "engine/core/keyed_draws.hpp"
#include "engine/io/durable_file.hpp"
#include "engine/statistics/estimate.hpp"
#include "tools/evidence/outcome_selection.hpp"
#include "tools/evidence/record_statistics.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace detente {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using Json = nlohmann::ordered_json;

constexpr std::size_t shown_correlations = 12;
constexpr double least_correlation = 0.2;

std::vector<std::string> dispute_ids(Calibration const& calibration) {
  return ids_of(calibration.experiment.model.arms.front().inputs.region.disputes);
}

VectorXd as_vector(std::vector<double> const& values) {
  return Eigen::Map<VectorXd const>(values.data(), static_cast<Index>(values.size()));
}

std::string name_of(Calibration const& calibration, Index coordinate) {
  auto const k = static_cast<std::size_t>(coordinate);
  std::size_t const numbers = calibration.numbers.size();
  return k < numbers ? calibration.numbers[k].key : "spread." + calibration.spreads[k - numbers].name;
}

/// {median, lower, upper} of values: the middle 95 %.
Json middle(std::vector<double> const& values) {
  return {{"median", quantile(values, 0.5)}, {"lower", quantile(values, 0.025)}, {"upper", quantile(values, 0.975)}};
}

std::vector<double> column_of(MatrixXd const& matrix, Index k) { return {matrix.col(k).begin(), matrix.col(k).end()}; }

MatrixXd values_of(Calibration const& calibration, MatrixXd const& coordinates) {
  MatrixXd values(coordinates.rows(), coordinates.cols());
  for (Index i = 0; i < coordinates.rows(); ++i)
    values.row(i) = calibration.values(coordinates.row(i).transpose()).transpose();
  return values;
}

double deviation(std::vector<double> const& values) {
  VectorXd const x = as_vector(values);
  return std::sqrt((x.array() - x.mean()).square().sum() / static_cast<double>(std::max<Index>(x.size() - 1, 1)));
}

Json numbers_evidence(Calibration const& calibration, MatrixXd const& prior, MatrixXd const& draws) {
  MatrixXd const before = values_of(calibration, prior);
  MatrixXd const after = values_of(calibration, draws);
  Json numbers = Json::array();
  for (Index k = 0; k < draws.cols(); ++k) {
    numbers.push_back({{"number", name_of(calibration, k)},
                       {"prior", middle(column_of(before, k))},
                       {"posterior", middle(column_of(after, k))},
                       {"learned", 1 - deviation(column_of(draws, k))}});
  }
  return numbers;
}

Json correlations(Calibration const& calibration, MatrixXd const& draws) {
  struct Found {
    double correlation;
    Index a, b;
  };
  std::vector<Found> found;
  for (Index a = 0; a < draws.cols(); ++a) {
    for (Index b = a + 1; b < draws.cols(); ++b) {
      double const correlation = rank_correlation(column_of(draws, a), column_of(draws, b));
      if (std::abs(correlation) >= least_correlation) found.push_back({correlation, a, b});
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](Found const& x, Found const& y) { return std::abs(x.correlation) > std::abs(y.correlation); });
  if (found.size() > shown_correlations) found.resize(shown_correlations);
  Json list = Json::array();
  for (Found const& pair : found)
    list.push_back({{"a", name_of(calibration, pair.a)},
                    {"b", name_of(calibration, pair.b)},
                    {"rank_correlation", pair.correlation}});
  return list;
}

/// Where the record lies among the records of the posterior: the share of them below it, those equal to it by half.
Json record_evidence(Calibration const& calibration, VectorXd const& observed, MatrixXd const& simulated) {
  std::vector<std::string> const names = record_statistic_names(dispute_ids(calibration));
  Json list = Json::array();
  for (Index k = 0; k < simulated.cols(); ++k) {
    std::vector<double> const values = column_of(simulated, k);
    double below = 0;
    double count = 0;
    for (double const value : values) {
      if (!std::isfinite(value)) continue;
      below += value < observed[k] ? 1 : value > observed[k] ? 0 : 0.5;
      ++count;
    }
    Json line{{"statistic", names[static_cast<std::size_t>(k)]}, {"observed", observed[k]}};
    line.update(middle(values));
    line["share_below"] = below / count;
    list.push_back(line);
  }
  return list;
}

}  // namespace

MatrixXd simulate_records(Calibration const& calibration, MatrixXd const& coordinates, std::uint64_t luck,
                          EvidenceWork const& work) {
  Experiment experiment = calibration.experiment;
  Uncertainty& uncertainty = experiment.model.uncertainty;
  uncertainty.posterior.is_in_order = true;
  for (FittedNumber const& number : calibration.numbers) {
    uncertainty.posterior.numbers.push_back(number.number);
    uncertainty.quantities.push_back({.key = number.key,
                                      .unit = "1",
                                      .status = "estimated",
                                      .moves = UncertainQuantity::Moves::together,
                                      .numbers = {number.number}});
  }
  for (Index i = 0; i < coordinates.rows(); ++i) {
    VectorXd const values = calibration.values(coordinates.row(i).transpose());
    uncertainty.posterior.rows.emplace_back(values.begin(),
                                            values.begin() + static_cast<Index>(calibration.numbers.size()));
  }
  ResultSpec& spec = experiment.result;
  spec.seed = luck;
  spec.samples = coordinates.rows();
  spec.recording.history_runs = spec.runs();

  OutcomeTable const table = outcomes_of(experiment, work);
  std::vector<std::string> const disputes = dispute_ids(calibration);
  int const level = spec.recording.history_variables.front();
  std::span<double const> const sure = table.column(0, sure_column(spec));
  MatrixXd statistics(coordinates.rows(), static_cast<Index>(record_statistic_names(disputes).size()));
  std::vector<std::vector<LevelSpell>> spells(disputes.size());
  for (Index run = 0; run < coordinates.rows(); ++run) {
    if (std::isnan(sure[static_cast<std::size_t>(run)])) {
      statistics.row(run).setConstant(std::numeric_limits<double>::quiet_NaN());
      continue;
    }
    for (std::size_t d = 0; d < disputes.size(); ++d)
      spells[d] = spells_of_path(table.history(0, level, static_cast<int>(d), run), spec.months);
    statistics.row(run) = as_vector(record_statistics(spells, spec.months)).transpose();
  }
  return statistics;
}

std::string fingerprint(Calibration const& calibration) {
  return fmt::format("{:016x}", stable_hash(calibration.experiment.computed + read_text_file(calibration.record_file)));
}

AbcProblem problem_of(Calibration const& calibration, std::function<EvidenceWork()> work) {
  return {.coordinates = calibration.coordinates(),
          .observed = as_vector(record_statistics(calibration.record.spells, calibration.record.months)),
          .simulate = [&calibration, work = std::move(work)](
                          MatrixXd const& coordinates,
                          std::uint64_t luck) { return simulate_records(calibration, coordinates, luck, work()); },
          .seed = calibration.experiment.result.seed};
}

std::vector<int> recovered_ranks(Calibration const& calibration, int record, std::function<EvidenceWork()> work) {
  RecoverySettings const& recovery = calibration.recovery;
  AbcProblem problem = problem_of(calibration, std::move(work));
  problem.seed = derived_seed(problem.seed, fmt::format("recovery{}", record));
  VectorXd const truth = prior_draw(problem.seed, "truth", problem.coordinates);
  problem.observed = problem.simulate(truth.transpose(), derived_seed(problem.seed, "truth")).row(0).transpose();
  AbcState state;
  while (!state.is_finished(calibration.smc)) state = next_generation(problem, calibration.smc, std::move(state));
  MatrixXd const draws = posterior_draws(state, problem, recovery.draws);
  std::vector<int> ranks;
  for (Index k = 0; k < draws.cols(); ++k) ranks.push_back(static_cast<int>((draws.col(k).array() < truth[k]).count()));
  return ranks;
}

Json calibration_evidence(Calibration const& calibration, AbcState const& state, MatrixXd const& draws,
                          std::function<EvidenceWork()> work) {
  AbcProblem const problem = problem_of(calibration, std::move(work));
  MatrixXd prior(draws.rows(), draws.cols());
  for (Index i = 0; i < prior.rows(); ++i)
    prior.row(i) = prior_draw(problem.seed, fmt::format("shown{}", i), problem.coordinates).transpose();
  Json generations = Json::array();
  for (AbcGeneration const& generation : state.generations)
    generations.push_back(
        {{"tolerance", generation.tolerance}, {"acceptance", generation.acceptance}, {"step", generation.step}});
  Json left_out = Json::array();
  for (CrisisRecord::LeftOut const& row : calibration.record.left_out)
    left_out.push_back({{"id", row.id}, {"dispute", row.dispute}, {"reason", row.reason}});
  MatrixXd const simulated = problem.simulate(draws, derived_seed(problem.seed, "predictive"));
  return {{"fingerprint", fingerprint(calibration)},
          {"record", calibration.record_name},
          {"first", to_string(calibration.record.first)},
          {"months", calibration.record.months},
          {"left_out", left_out},
          {"particles", state.coordinates.rows()},
          {"draws", draws.rows()},
          {"generations", generations},
          {"numbers", numbers_evidence(calibration, prior, draws)},
          {"correlations", correlations(calibration, draws)},
          {"statistics", record_evidence(calibration, problem.observed, simulated)}};
}

Json recovery_evidence(Calibration const& calibration, std::vector<std::vector<int>> const& ranks) {
  bool const is_tested = ranks.size() >= fewest_records;
  Json list = Json::array();
  double least = 1;
  for (int k = 0; k < calibration.coordinates(); ++k) {
    std::vector<int> bins(rank_bins, 0);
    for (std::vector<int> const& of_record : ranks)
      ++bins[static_cast<std::size_t>(of_record[static_cast<std::size_t>(k)] * rank_bins /
                                      (calibration.recovery.draws + 1))];
    double const expected = static_cast<double>(ranks.size()) / rank_bins;
    double chi_square = 0;
    for (int const count : bins) chi_square += (count - expected) * (count - expected) / expected;
    double const p = boost::math::cdf(boost::math::complement(boost::math::chi_squared(rank_bins - 1), chi_square));
    least = std::min(least, p);
    Json line{{"number", name_of(calibration, k)}, {"histogram", bins}};
    if (is_tested) line.update({{"chi_square", chi_square}, {"p", p}});
    list.push_back(line);
  }
  Json evidence{{"records", ranks.size()}, {"draws", calibration.recovery.draws}};
  if (is_tested)
    evidence.update({{"least_p", least}, {"least_p_corrected", std::min(1.0, least * calibration.coordinates())}});
  evidence["ranks"] = list;
  return evidence;
}

std::string posterior_text(Calibration const& calibration, MatrixXd const& draws, std::string const& command) {
  std::string text = fmt::format(
      "# Draws of what was fitted to the record of {} to {} ({}), of equal weight.\n"
      "# Made by: {}\n"
      "schema: detente/posterior@1\nregion: {}\nkeys:\n",
      to_string(calibration.record.first),
      to_string(YearMonth{calibration.record.first.index + calibration.record.months - 1}), calibration.record_name,
      command, Json(region_name(calibration.experiment)).dump());  // a text of JSON is one of YAML
  for (FittedNumber const& number : calibration.numbers) text += fmt::format("  - {}\n", number.key);
  text += "samples:\n";
  for (Index i = 0; i < draws.rows(); ++i) {
    VectorXd const values = calibration.values(draws.row(i).transpose());
    std::vector<std::string> row;
    for (std::size_t k = 0; k < calibration.numbers.size(); ++k)
      row.push_back(fmt::format("{:.6g}", values[static_cast<Index>(k)]));
    text += fmt::format("  - [{}]\n", fmt::join(row, ", "));
  }
  return text;
}

Json as_json(AbcState const& state) {
  auto const matrix = [](MatrixXd const& values) {
    Json rows = Json::array();
    for (Index i = 0; i < values.rows(); ++i) {
      Json row = Json::array();
      for (Index k = 0; k < values.cols(); ++k) row.push_back(values(i, k));
      rows.push_back(row);
    }
    return rows;
  };
  Json generations = Json::array();
  for (AbcGeneration const& generation : state.generations)
    generations.push_back({generation.tolerance, generation.acceptance, generation.step});
  return {{"coordinates", matrix(state.coordinates)},
          {"statistics", matrix(state.statistics)},
          {"scales", std::vector<double>(state.scales.begin(), state.scales.end())},
          {"generations", generations},
          {"next_step", state.next_step}};
}

AbcState abc_state(Json const& json) {
  auto const number = [](Json const& value, double missing) { return value.is_null() ? missing : value.get<double>(); };
  auto const matrix = [&](Json const& rows) {
    MatrixXd values(static_cast<Index>(rows.size()), static_cast<Index>(rows.empty() ? 0 : rows[0].size()));
    for (Index i = 0; i < values.rows(); ++i) {
      for (Index k = 0; k < values.cols(); ++k)
        values(i, k) = number(rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(k)],
                              std::numeric_limits<double>::quiet_NaN());
    }
    return values;
  };
  AbcState state;
  state.coordinates = matrix(json.at("coordinates"));
  state.statistics = matrix(json.at("statistics"));
  state.scales = as_vector(json.at("scales").get<std::vector<double>>());
  for (Json const& generation : json.at("generations"))
    state.generations.push_back({number(generation[0], std::numeric_limits<double>::infinity()),
                                 generation[1].get<double>(), generation[2].get<double>()});
  state.next_step = json.at("next_step").get<double>();
  return state;
}

}  // namespace detente
