#include "tools/detente/tables/analysed_result.hpp"

#include "engine/config/config_tree.hpp"
#include "engine/io/io_error.hpp"
#include "models/input_sampler.hpp"
#include "tools/detente/ensemble_commands.hpp"
#include "tools/detente/tables/export_tables.hpp"
#include "tools/detente/usage_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>

namespace detente {
namespace {

constexpr char const* analysis_prefix = "analysis.";

void edit(ConfigTree& tree, std::vector<std::string> const& sets) {
  for (std::string const& set : sets) {
    std::size_t const equals = set.find('=');
    if (equals == std::string::npos || !set.starts_with(analysis_prefix))
      throw UsageError(fmt::format("--set {} (analysis.KEY=YAML was expected: all else is computed already)", set));
    tree.set(set.substr(0, equals), set.substr(equals + 1));
  }
}

}  // namespace

std::string AnalysedResult::path_beside(std::string const& name) const {
  return (std::filesystem::path(path).parent_path() / name).string();
}

AnalysedResult analysed_result(std::string const& output, std::vector<std::string> const& sets) {
  std::string path = output;
  if (std::filesystem::is_directory(output)) {
    require_output(output);
    path = output + "/result.h5";
    if (!std::filesystem::exists(path))
      throw IoError(fmt::format("'{}' has no result yet; detente resume {} goes on with it", output, output));
  }
  ResultFile const result(path);
  Experiment experiment = read_experiment(
      ConfigTree::parse(result.file().text("/provenance/experiment"), path + " (/provenance/experiment)"),
      [&](ConfigTree& tree) { edit(tree, sets); });
  experiment.result.samples = result.runs() / result.replications();  // with `stop` fewer than there might have been
  return {path, std::move(experiment)};
}

std::variant<SensitivityDesign, NoDesign> sensitivity_design(Experiment const& experiment) {
  Uncertainty const& uncertainty = experiment.model.uncertainty;
  DesignKind const kind = uncertainty.design.kind;
  if (kind != DesignKind::morris && kind != DesignKind::saltelli)
    return NoDesign{
        fmt::format("the samples were chosen by design {}, which does not tell numbers apart (design: {{type: morris, "
                    "trajectories: 40, replications: 4}} to screen many, {{type: saltelli, base: 1024, replications: "
                    "2}} for shares of variance)",
                    experiment.result.design)};
  SensitivityDesign design;
  design.has_luck = experiment.model.noise == Noise::on;
  if (design.has_luck && experiment.result.replications < 2)
    return NoDesign{
        "with one replication a sample luck cannot be told from what is uncertain: a number without effect would show "
        "one (design.replications: 2 or more, or noise: off)"};
  for (DesignFactor const& factor : design_factors(uncertainty)) design.factors.push_back(factor.key);
  if (kind == DesignKind::saltelli) return design;
  InputSampler const sampler(uncertainty);
  for (std::int64_t sample = 0; sample < experiment.result.samples; ++sample) {
    std::optional<MorrisStep> const step = sampler.design().morris_step(static_cast<std::uint32_t>(sample));
    if (step) design.moves.push_back({step->quantity, step->change});
  }
  return design;
}

std::vector<std::string> chosen_outcomes(OutcomeData const& data, std::vector<std::string> const& wanted) {
  std::vector<std::string> known;
  for (OutcomeColumn const& column : data.columns()) {
    known.push_back(column.name);
    bool const is_new =
        column.name != column.outcome && std::find(known.begin(), known.end(), column.outcome) == known.end();
    if (is_new) known.push_back(column.outcome);
  }
  std::vector<std::string> names;
  for (std::string const& one : wanted) {
    std::string const& name = known[chosen({one}, known, "outcome").front()];
    for (OutcomeColumn const& column : data.columns()) {
      if (column.name == name || column.outcome == name) names.push_back(column.name);
    }
  }
  return names;
}

std::vector<std::size_t> chosen_scenarios(ResultFile const& result, std::string const& wanted) {
  if (!wanted.empty()) return chosen({wanted}, result.scenarios(), "scenario");
  std::vector<std::size_t> all(result.scenarios().size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

}  // namespace detente
