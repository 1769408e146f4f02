#include "tools/detente/tables/opened_result.hpp"

#include "engine/config/config_tree.hpp"
#include "engine/io/io_error.hpp"
#include "models/input_sampler.hpp"
#include "tools/detente/ensemble_commands.hpp"
#include "tools/detente/options/experiment_options.hpp"
#include "tools/detente/tables/export_tables.hpp"
#include "tools/detente/usage_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>

namespace detente {
namespace {

namespace fs = std::filesystem;

void edit_analysis(ConfigTree& tree, std::vector<std::string> const& sets) {
  for (std::string const& set : sets) {
    Setting const setting = setting_of(set);
    if (!setting.key.starts_with("analysis."))
      throw UsageError(fmt::format("--set {} (analysis.KEY=YAML was expected: all else is computed already)", set));
    tree.set(setting.key, setting.yaml);
  }
}

/// What is known of an output, whichever file says it.
struct Pinned {
  std::string experiment, origins, revision;
  std::string place;  // of the experiment, for messages
};

Pinned pinned_in(Hdf5Reader const& result, std::string const& path) {
  return {result.text("/provenance/experiment"), result.text("/provenance/experiment_with_origins"),
          result.text("/provenance/revision"), path + " (/provenance/experiment)"};
}

Pinned pinned_in(std::string const& folder) {
  require_output(folder);
  Manifest const manifest = Manifest::read(folder);
  return {manifest.experiment, manifest.origins, manifest.revision, folder + "/manifest.json (experiment)"};
}

OpenedResult read_output(std::string const& output, std::vector<std::string> const& sets) {
  OpenedResult opened{.path = result_path_of(output), .result = {}, .experiment = {}, .revision = {}};
  bool const has_result = !fs::is_directory(output) || fs::exists(opened.path);
  if (has_result) opened.result.emplace(opened.path);
  Pinned const pinned = has_result ? pinned_in(opened.result->file(), opened.path) : pinned_in(output);
  opened.experiment = read_experiment(ConfigTree::parse(pinned.experiment, pinned.place),
                                      [&](ConfigTree& tree) { edit_analysis(tree, sets); });
  opened.experiment.origins = pinned.origins;
  opened.revision = pinned.revision;
  // With `stop` fewer than there might have been.
  if (has_result) opened.experiment.result.samples = opened.result->runs() / opened.result->replications();
  return opened;
}

}  // namespace

std::string OpenedResult::path_beside(std::string const& name) const {
  return (fs::path(path).parent_path() / name).string();
}

std::string result_path_of(std::string const& output) {
  return fs::is_directory(output) ? OutputFolder::result_path_in(output) : output;
}

OpenedResult open_output(std::string const& output) { return read_output(output, {}); }

OpenedResult open_result(std::string const& output, std::vector<std::string> const& sets) {
  if (fs::is_directory(output) && !fs::exists(result_path_of(output))) {
    require_output(output);
    throw IoError(fmt::format("'{}' has no result yet; detente resume {} goes on with it", output, output));
  }
  return read_output(output, sets);
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
