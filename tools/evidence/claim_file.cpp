#include "tools/evidence/claim_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {
namespace {

struct NamedArm {
  std::string name;
  std::size_t arm;
};

std::size_t position(std::vector<std::string> const& names, std::string const& name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::vector<NamedArm> read_arms(ConfigNode const& node, ResultSpec const& spec) {
  std::vector<NamedArm> arms;
  for (ConfigEntry const& entry : node.entries()) {
    std::vector<ConfigNode> const parts = entry.node.items();
    if (parts.size() != 2) {
      entry.node.error(fmt::format("{} entries", parts.size()), "[policy, scenario]");
      continue;
    }
    std::size_t const policy = position(spec.policies, parts[0].choice(spec.policies));
    std::size_t const scenario = position(spec.scenarios, parts[1].choice(spec.scenarios));
    arms.push_back({entry.id, policy * spec.scenarios.size() + scenario});
  }
  return arms;
}

class RowReader {
 public:
  RowReader(std::vector<NamedArm> const& arms, ResultSpec const& spec)
      : arms_(arms), spec_(spec), outcomes_(selectable_outcomes(spec)) {
    for (NamedArm const& arm : arms) names_.push_back(arm.name);
  }

  ClaimRow read(ConfigNode const& node) const {
    ClaimRow row;
    std::string const a = node["a"].choice(names_);
    std::string const b = node["b"].choice(names_);
    row.a = arm(a);
    row.b = arm(b);
    row.text = fmt::format("{} against {}", a, b);
    if (row.a == row.b) node["b"].error("an arm against itself", "two arms");
    std::string const outcome = node["outcome"].choice(outcomes_);
    if (std::find(outcomes_.begin(), outcomes_.end(), outcome) != outcomes_.end())
      row.outcome = select_outcome(spec_, outcome);
    row.expect = node["expect"].choice({"higher", "lower"}) == "lower" ? Direction::lower : Direction::higher;
    std::optional<ConfigNode> const constructed = node.find("by_construction");
    row.is_by_construction = constructed && constructed->boolean();
    if (std::optional<ConfigNode> const less = node.find("less")) read_less(*less, row);
    return row;
  }

 private:
  void read_less(ConfigNode const& node, ClaimRow& row) const {
    std::vector<ConfigNode> const parts = node.items();
    if (parts.size() != 2) return node.error(fmt::format("{} entries", parts.size()), "[arm, arm]");
    std::string const first = parts[0].choice(names_);
    std::string const second = parts[1].choice(names_);
    row.less = {arm(first), arm(second)};
    row.text += fmt::format(", less {} and {}", first, second);
  }
  std::size_t arm(std::string const& name) const {
    std::size_t const at = position(names_, name);
    return at < arms_.size() ? arms_[at].arm : 0;
  }

  std::vector<NamedArm> const& arms_;
  ResultSpec const& spec_;
  std::vector<std::string> names_, outcomes_;
};

/// Leaves only the arms that rows need, and renumbers them.
void keep_needed_arms(Claim& claim) {
  std::vector<std::size_t> needed;
  auto const renumber = [&needed](std::size_t& arm) {
    auto const at = std::find(needed.begin(), needed.end(), arm);
    std::size_t const index = static_cast<std::size_t>(at - needed.begin());
    if (at == needed.end()) needed.push_back(arm);
    arm = index;
  };
  for (ClaimRow& row : claim.rows) {
    renumber(row.a);
    renumber(row.b);
    if (row.less) renumber(row.less->first);
    if (row.less) renumber(row.less->second);
  }
  Experiment all = claim.experiment;
  claim.experiment.model.arms.clear();
  claim.experiment.result.arms.clear();
  for (std::size_t const arm : needed) {
    claim.experiment.model.arms.push_back(all.model.arms[arm]);
    claim.experiment.result.arms.push_back(all.result.arms[arm]);
  }
}

}  // namespace

Claim read_claim(std::string const& file, std::function<void(ConfigTree&)> const& edit) {
  Claim claim;
  ExperimentKind const kind{.schema = "detente/claim@1",
                            .read =
                                [&claim](ConfigNode const& root, Experiment const& experiment) {
                                  claim.says = root["claim"]["says"].text();
                                  claim.section = root["claim"]["section"].text();
                                  claim.evidence_samples = root["evidence"]["samples"].integer(2, 1'000'000);
                                  claim.evidence_replications =
                                      static_cast<int>(root["evidence"]["replications"].integer(1, 1'000'000));
                                  if (experiment.model.uncertainty.is_empty())
                                    root.error("nothing is uncertain", "uncertainties: {from_evidence: [...]}");
                                  std::vector<NamedArm> const arms = read_arms(root["arms"], experiment.result);
                                  RowReader const reader(arms, experiment.result);
                                  for (ConfigNode const& row : root["rows"].items())
                                    claim.rows.push_back(reader.read(row));
                                  if (claim.rows.empty()) root["rows"].error("no row", "at least one comparison");
                                },
                            .further_keys = {"claim", "evidence", "arms", "rows"}};
  claim.experiment = read_experiment(ConfigTree::load(file), edit, kind);
  claim.id = claim.experiment.result.name;
  keep_needed_arms(claim);
  return claim;
}

}  // namespace detente
