#include "models/experiment.hpp"

#include "engine/config/config_tree.hpp"
#include "models/catalogue.hpp"
#include "models/experiment_design.hpp"
#include "models/experiment_record.hpp"
#include "models/input_sampler.hpp"
#include "models/region_reader.hpp"
#include "models/uncertainty_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace detente {
namespace {

constexpr int longest_horizon = 1200;    // months
constexpr double most_part_bytes = 1e9;  // of outcomes, which a part holds in memory
constexpr int fewest_runs = 16;          // of a block: one pack
constexpr int fewest_blocks = 4;         // of a part that was made smaller, so that threads share it

/// Makes parts and blocks smaller where a run has very many outcomes.
void fit_parts(ResultSpec& spec) {
  double const bytes_per_run = static_cast<double>(spec.columns() * sizeof(double));
  while (spec.part_runs > fewest_runs && bytes_per_run * spec.part_runs > most_part_bytes) spec.part_runs /= 2;
  spec.block_runs = std::clamp(spec.part_runs / fewest_blocks, fewest_runs, spec.block_runs);
}

/// Reads one experiment; its members are what one part of the file needs of another.
class ExperimentReader {
 public:
  explicit ExperimentReader(ConfigTree& tree) : tree_(tree) {}

  /// Last of all: it asks for every key.
  void check_horizons() {
    if (months_ == 0) return;
    YearMonth const end{inputs_.region.start.index + months_};
    std::vector<LatePath> late;
    for (std::vector<Named> const* list : {&policies_, &scenarios_}) {
      for (Named const& named : *list) add_late_paths(named.node, end, late);
    }
    if (!late.empty()) report_late_paths(late, end);
  }

  Experiment read() {
    ConfigNode const root = tree_.root();
    read_head(root);
    if (!tree_.has_errors()) months_ = experiment_.result.months;
    read_place(root);
    policies_ = read_list(root["policies"], "policy");
    scenarios_ = read_list(root["scenarios"], "scenario");
    read_baseline(root);
    read_policies();
    read_scenarios();
    read_failure_limit(root);
    read_uncertainties(root);
    read_design(root, experiment_.model.uncertainty, experiment_.result);
    if (tree_.has_errors()) {
      for (char const* key : {"record", "stop", "analysis"}) {  // read only when the catalogue is known
        if (std::optional<ConfigNode> const node = root.find(key)) node->ignore();
      }
      return {};
    }
    describe_samples();
    make_arms();
    experiment_.result.catalogue = catalogue_of(experiment_.model);
    fit_parts(experiment_.result);
    experiment_.analysis = read_analysis(root.find("analysis"), experiment_.result);
    experiment_.stopping = read_stopping(root, experiment_.result);
    experiment_.result.recording = read_recording(root.find("record"), experiment_.result);
    if (!experiment_.stopping)
      experiment_.result.part_runs = read_part_runs(root.find("record"), experiment_.result);
    else
      refuse_part_runs(root);
    experiment_.result.levers = lever_paths_of(experiment_.model);
    return std::move(experiment_);
  }

 private:
  struct Named {
    std::string id;
    ConfigNode node;
  };

  void read_head(ConfigNode const& root) {
    ConfigNode const head = root["experiment"];
    ResultSpec& result = experiment_.result;
    result.name = head["name"].identifier();
    result.seed = static_cast<std::uint64_t>(head["seed"].integer(0, std::numeric_limits<std::int64_t>::max()));
    result.months = static_cast<int>(head["months"].integer(1, longest_horizon));
    std::optional<ConfigNode> const precision = head.find("precision");
    result.precision = precision ? precision->choice({"double", "single"}) : "double";
    std::optional<ConfigNode> const noise = root.find("noise");
    bool const is_off = noise && noise->choice({"on", "off"}) == "off";
    experiment_.model.months = result.months;
    experiment_.model.noise = is_off ? Noise::off : Noise::on;
  }

  void read_place(ConfigNode const& root) {
    inputs_.region = read_region(root["region"]);
    inputs_.parameters = read_parameters(root["parameters"]);
    status_quo_ = read_status_quo(root["region.status_quo"], inputs_.region);
    experiment_.result.start = inputs_.region.start;
  }

  /// The named entries in use: of the file under `from`, or written here beside `use`.
  static std::vector<Named> read_list(ConfigNode const& list, std::string const& kind) {
    std::vector<Named> known;
    if (std::optional<ConfigNode> const file = list.find("from")) {
      for (ConfigEntry const& entry : file->entries()) {
        if (entry.id != "schema") known.push_back({entry.id, entry.node});
      }
    }
    for (ConfigEntry const& entry : list.entries()) {
      if (entry.id == "from" || entry.id == "use") continue;
      bool const taken =
          std::any_of(known.begin(), known.end(), [&](Named const& other) { return other.id == entry.id; });
      if (taken) {
        entry.node.error(fmt::format("{} '{}' stands in the file of `from` too", kind, entry.id), "another name");
        entry.node.ignore();
      } else {
        known.push_back({entry.id, entry.node});
      }
    }
    for (Named const& named : known) check_ids({{named.id, named.node}});
    std::vector<std::string> ids;
    for (Named const& named : known) ids.push_back(named.id);
    std::vector<std::string> const used = read_use(list, ids, kind);
    std::vector<Named> result;
    for (std::string const& id : used) {
      auto const at = std::find_if(known.begin(), known.end(), [&](Named const& named) { return named.id == id; });
      if (at != known.end()) result.push_back(*at);
    }
    for (Named const& named : known) {
      if (std::find(used.begin(), used.end(), named.id) == used.end()) named.node.ignore();
    }
    return result;
  }

  static std::vector<std::string> read_use(ConfigNode const& list, std::vector<std::string> const& ids,
                                           std::string const& kind) {
    std::optional<ConfigNode> const use = list.find("use");
    if (!use) {
      if (ids.empty() && !list.is_sequence() && !list.is_scalar())
        list.error(fmt::format("no {} in use", kind), "at least one");
      return ids;
    }
    std::vector<std::string> used;
    for (ConfigNode const& item : use->items()) {
      std::string const id = item.choice(ids);
      if (item.is_scalar() && id != item.text()) continue;  // a stand-in
      if (std::find(used.begin(), used.end(), id) != used.end())
        item.error(fmt::format("{} '{}' stands here twice", kind, id), "each once");
      else
        used.push_back(id);
    }
    if (use->is_sequence() && use->items().empty()) use->error(fmt::format("no {} in use", kind), "at least one");
    return used;
  }

  void read_baseline(ConfigNode const& root) {
    std::vector<std::string> ids;
    for (Named const& policy : policies_) ids.push_back(policy.id);
    std::optional<ConfigNode> const baseline = root.find("baseline");
    if (ids.empty() || !baseline) return;
    auto const at = std::find(ids.begin(), ids.end(), baseline->choice(ids));
    experiment_.result.baseline_policy = at == ids.end() ? 0 : static_cast<int>(at - ids.begin());
  }

  void read_policies() {
    std::multimap<std::vector<double>, std::size_t> known;  // values of all levers, and the position of the policy
    for (Named const& named : policies_) {
      Policy policy = read_policy(named.node, named.id, status_quo_, inputs_.region);
      if (!tree_.has_errors()) {
        std::vector<double> values = lever_values(policy, inputs_.region.start, experiment_.result.months);
        auto const [first, last] = known.equal_range(values);
        auto const same =
            std::find_if(first, last, [&](auto const& other) { return levers_[other.second].rules == policy.rules; });
        if (same != last) {
          named.node.error(fmt::format("policy '{}' is the same as '{}'", named.id, levers_[same->second].id),
                           "policies that differ within the horizon");
        }
        known.emplace(std::move(values), levers_.size());
      }
      levers_.push_back(std::move(policy));
      experiment_.result.policies.push_back(named.id);
    }
  }

  /// A path none of whose dates lies within the horizon, which is not meant as it is written.
  struct LatePath {
    ConfigNode node;
    YearMonth first;
  };

  static void add_late_paths(ConfigNode const& node, YearMonth end, std::vector<LatePath>& late) {
    if (node.is_described()) return add_late_paths(node.value(), end, late);
    if (!node.is_map()) return;
    if (!node.is_dated()) {
      for (ConfigEntry const& entry : node.entries()) add_late_paths(entry.node, end, late);
      return;
    }
    std::string first;
    for (ConfigEntry const& entry : node.entries()) {
      if (first.empty()) first = entry.id;
    }
    std::optional<YearMonth> const month = parse_year_month(first);
    if (month && *month > end) late.push_back({node, *month});
  }

  /// One fault, since months that are too few are one cause.
  void report_late_paths(std::vector<LatePath> const& late, YearMonth end) const {
    LatePath const& one = late.front();
    YearMonth last = one.first;
    for (LatePath const& path : late) last = std::max(last, path.first);
    std::size_t const others = late.size() - 1;
    std::string const more =
        others == 0 ? "" : fmt::format(", as {} of {} more", others == 1 ? "does that" : "do those", others);
    one.node.error(fmt::format("{}: {} lies beyond the end of the runs, {}{}", one.node.path(), to_string(one.first),
                               to_string(end), more),
                   "a date within the horizon",
                   fmt::format("with experiment.months: {} {} within", last.index - inputs_.region.start.index,
                               others == 0 ? "it lies" : "all lie"));
  }

  void read_scenarios() {
    for (Named const& named : scenarios_) {
      places_.push_back(inputs_);
      if (std::optional<ConfigNode> const region = named.node.find("region"))
        places_.back().region = read_other_place(*region);
      worlds_.push_back(read_scenario(named.node, named.id, inputs_.region, inputs_.parameters));
      experiment_.result.scenarios.push_back(named.id);
    }
  }

  /// The region with a scenario's overrides. Its sets of entities must stay the same.
  Region read_other_place(ConfigNode const& overrides) {
    if (tree_.has_errors()) return inputs_.region;
    ConfigTree other = tree_.clone();
    other.overlay("region", overrides);
    Region region = read_region(other.root()["region"]);
    read_status_quo(other.root()["region.status_quo"], region);
    other.report_unknown_keys("region");
    other.throw_if_errors();
    if (!overrides.is_map()) return region;
    if (overrides.find("start"))
      overrides["start"].error("start moves with no scenario", "the start of the experiment");
    if (overrides.find("status_quo"))
      overrides["status_quo"].error("status_quo has no effect", "today's levers are the same in all scenarios");
    bool const same = ids_of(region.pairs) == ids_of(inputs_.region.pairs) &&
                      ids_of(region.suppliers) == ids_of(inputs_.region.suppliers) &&
                      region.products == inputs_.region.products &&
                      region.support_kinds == inputs_.region.support_kinds &&
                      region.transport.corridors == inputs_.region.transport.corridors &&
                      ids_of(region.actors) == ids_of(inputs_.region.actors) &&
                      ids_of(region.countries) == ids_of(inputs_.region.countries) &&
                      ids_of(region.disputes) == ids_of(inputs_.region.disputes) &&
                      ids_of(region.missions) == ids_of(inputs_.region.missions) &&
                      region.adversaries == inputs_.region.adversaries &&
                      ids_of(region.transport.segments) == ids_of(inputs_.region.transport.segments);
    if (!same)
      overrides.error(fmt::format("{} changes a set of entities", overrides.path()),
                      "other values of the same entities");
    return region;
  }

  /// Beside `stop`, whose checks decide on the size of parts.
  void refuse_part_runs(ConfigNode const& root) {
    std::optional<ConfigNode> const record = root.find("record");
    std::optional<ConfigNode> const part_runs = record ? record->find("part_runs") : std::nullopt;
    if (!part_runs) return;
    static_cast<void>(read_part_runs(record, experiment_.result));
    part_runs->error("part_runs has no effect beside `stop`", "parts as large as the steps between checks");
  }

  void read_failure_limit(ConfigNode const& root) {
    std::optional<ConfigNode> const limit = root.find("on_run_failure");
    if (!limit) return;
    std::optional<ConfigNode> const policy = limit->find("policy");
    std::optional<ConfigNode> const share = limit->find("abort_if_more_than");
    experiment_.failures.is_none_allowed = policy && policy->choice({"record", "abort"}) == "abort";
    if (share) experiment_.failures.share = share->number({0, 1});
    if (share && experiment_.failures.is_none_allowed)
      share->error("abort_if_more_than has no effect where the first failed run ends all", "policy: record");
  }

  /// Asks for a place and coefficients without a fault; with one, everything below stays unread.
  void read_uncertainties(ConfigNode const& root) {
    if (!tree_.has_errors()) {
      experiment_.model.uncertainty = read_uncertainty(root, inputs_);
      return;
    }
    if (std::optional<ConfigNode> const node = root.find("uncertainties")) node->ignore();
    if (std::optional<ConfigNode> const list = root["design"].find("from")) list->ignore();
  }

  /// What the result says of the uncertain numbers. One copy of all that it takes: the values are asked for when the
  /// result is written, long after this reader is gone.
  void describe_samples() {
    struct Known {
      Uncertainty uncertainty;
      std::vector<double> usual;
      InputSampler sampler{uncertainty};
    };
    if (experiment_.model.uncertainty.is_empty()) return;
    auto const known = std::make_shared<Known const>(experiment_.model.uncertainty, input_values(inputs_));
    for (std::size_t q = 0; q < known->uncertainty.quantities.size(); ++q) {
      UncertainQuantity const& quantity = known->uncertainty.quantities[q];
      experiment_.result.parameters.push_back(
          {quantity.key, quantity.unit, quantity.text(), quantity.status, [known, q](std::int64_t sample) {
             return known->sampler.value(q, known->usual, static_cast<std::uint32_t>(sample));
           }});
    }
  }

  void make_arms() {
    for (std::size_t p = 0; p < levers_.size(); ++p) {
      for (std::size_t s = 0; s < worlds_.size(); ++s) {
        experiment_.model.arms.push_back({places_[s], status_quo_, levers_[p], worlds_[s]});
        experiment_.result.arms.push_back({static_cast<int>(p), static_cast<int>(s)});
      }
    }
  }

  ConfigTree& tree_;
  int months_ = 0;
  Experiment experiment_;
  Inputs inputs_;
  Policy status_quo_;
  std::vector<Named> policies_, scenarios_;
  std::vector<Policy> levers_;    // by policy
  std::vector<Inputs> places_;    // by scenario
  std::vector<Scenario> worlds_;  // by scenario
};

void include_files(ConfigTree& tree) {
  tree.include("region", "detente/region@1");
  tree.include("parameters", "detente/parameters@1");
  ConfigNode const root = tree.root();
  if (root["policies"].is_map() && root["policies"].find("from")) tree.include("policies.from", "detente/policies@1");
  if (root["scenarios"].is_map() && root["scenarios"].find("from"))
    tree.include("scenarios.from", "detente/scenarios@1");
  std::optional<ConfigNode> const uncertainties = root.find("uncertainties");
  if (uncertainties && uncertainties->is_map() && uncertainties->find("posterior"))
    tree.include("uncertainties.posterior", "detente/posterior@1");
  if (root["design"].is_map() && root["design"].find("from")) tree.include_table("design.from");
}

/// Takes what is not in use out of the tree, so that it stays out of the result and of what decides whether two are the
/// same.
void prune(ConfigTree& tree, char const* list, std::vector<std::string> const& used) {
  auto const is_used = [&](std::string const& id) { return std::find(used.begin(), used.end(), id) != used.end(); };
  std::vector<std::string> unused;
  for (ConfigEntry const& entry : tree.root()[list].entries()) {
    if (entry.id != "from" && entry.id != "use" && !is_used(entry.id)) unused.push_back(entry.id);
    if (entry.id != "from") continue;
    for (ConfigEntry const& named : entry.node.entries()) {
      if (named.id != "schema" && !is_used(named.id)) unused.push_back("from." + named.id);
    }
  }
  for (std::string const& id : unused) tree.unset(fmt::format("{}.{}", list, id));
}

}  // namespace

Experiment read_experiment(ConfigTree tree, std::function<void(ConfigTree&)> const& edit, ExperimentKind const& kind) {
  tree.require_schema(kind.schema);
  include_files(tree);
  tree.throw_if_errors();
  if (edit) {
    edit(tree);
    include_files(tree);  // an edit may have named another file
    tree.throw_if_errors();
  }
  ExperimentReader reader(tree);
  Experiment experiment = reader.read();
  if (kind.read && !tree.has_errors()) kind.read(tree.root(), experiment);
  for (std::string const& key : kind.further_keys) {
    std::optional<ConfigNode> const further = tree.root().find(key);
    if (tree.has_errors() && further) further->ignore();
  }
  tree.report_unknown_keys();
  reader.check_horizons();
  tree.throw_if_errors();
  prune(tree, "policies", experiment.result.policies);
  prune(tree, "scenarios", experiment.result.scenarios);
  experiment.resolved = tree.resolved(false);
  experiment.origins = tree.resolved(true);
  for (std::string const key : {"analysis", "region.transport.places", "uncertainties.posterior.region"}) {
    if (tree.root().find(key)) tree.unset(key);
  }
  experiment.computed = tree.resolved(false);
  return experiment;
}

}  // namespace detente
