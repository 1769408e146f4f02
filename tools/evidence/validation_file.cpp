#include "tools/evidence/validation_file.hpp"

#include "engine/config/config_tree.hpp"
#include "engine/core/keyed_draws.hpp"
#include "engine/io/durable_file.hpp"
#include "models/region.hpp"
#include "tools/evidence/kept_histories.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace detente {
namespace {

std::vector<int> read_levels(ConfigNode const& node) {
  std::optional<ConfigNode> const list = node.find("levels");
  if (!list) return {2, 3};
  std::vector<int> read;
  for (ConfigNode const& item : list->items()) {
    int const level = static_cast<int>(item.integer(recorded_level, levels - 1));
    if (!read.empty() && level <= read.back()) item.error(fmt::format("{} after {}", level, read.back()), "ascending");
    read.push_back(level);
  }
  if (read.empty()) list->error("no level", "as [2, 3]");
  return read;
}

YearMonth read_first_month(ConfigNode const& node, YearMonth start) {
  YearMonth const first = node.month();
  if (start.index - first.index < late_months)
    node.error(
        fmt::format("{} is less than {} months before the start, {}", to_string(first), late_months, to_string(start)),
        "what the baselines look back on");
  return first;
}

}  // namespace

Validation read_validation(std::string const& file, std::function<void(ConfigTree&)> const& edit) {
  Validation validation;
  YearMonth first;
  ExperimentKind const kind{
      .schema = "detente/validation@1",
      .read =
          [&](ConfigNode const& root, Experiment const& experiment) {
            ConfigNode const own = root["validation"];
            validation.before_file =
                read_record_file(own["before"], std::filesystem::path(file).parent_path().string());
            first = read_first_month(own["before_from"], experiment.result.start);
            validation.levels = read_levels(own);
            if (experiment.result.arms.size() != 1)
              root["validation"].error(fmt::format("{} policies in {} scenarios", experiment.result.policies.size(),
                                                   experiment.result.scenarios.size()),
                                       "one policy in one scenario", "name them in policies.use and scenarios.use");
          },
      .further_keys = {"validation"}};
  validation.experiment = read_experiment(ConfigTree::load(file), edit, kind);
  ResultSpec& spec = validation.experiment.result;
  validation.before = read_crisis_record(validation.before_file, validation.experiment.model.arms.front().inputs.region,
                                         first, spec.start.index - first.index);
  keep_histories(spec, {"level"});
  return validation;
}

std::string fingerprint(Validation const& validation) {
  return fmt::format("{:016x}", stable_hash(validation.experiment.computed + read_text_file(validation.before_file)));
}

}  // namespace detente
