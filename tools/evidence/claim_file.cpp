#include "tools/evidence/claim_file.hpp"

#include "engine/config/config_tree.hpp"
#include "tools/evidence/named_arms.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {
namespace {

class RowReader {
 public:
  RowReader(NamedArms const& arms, ResultSpec const& spec)
      : arms_(arms), spec_(spec), outcomes_(selectable_outcomes(spec)) {}

  ClaimRow read(ConfigNode const& node) const {
    ClaimRow row;
    row.a = arms_.choose(node["a"]);
    row.b = arms_.choose(node["b"]);
    if (row.a == row.b) node["b"].error("an arm against itself", "two arms");
    row.text = fmt::format("{} against {}", name(row.a), name(row.b));
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
    row.less = {arms_.choose(parts[0]), arms_.choose(parts[1])};
    row.text += fmt::format(", less {} and {}", name(row.less->first), name(row.less->second));
  }
  std::string name(std::size_t arm) const { return arm < arms_.names().size() ? arms_.names()[arm] : ""; }

  NamedArms const& arms_;
  ResultSpec const& spec_;
  std::vector<std::string> outcomes_;
};

}  // namespace

Claim read_claim(std::string const& file, std::function<void(ConfigTree&)> const& edit) {
  Claim claim;
  NamedArms arms;
  ExperimentKind const kind{.schema = "detente/claim@1",
                            .read =
                                [&claim, &arms](ConfigNode const& root, Experiment const& experiment) {
                                  claim.says = root["claim"]["says"].text();
                                  claim.section = root["claim"]["section"].text();
                                  claim.evidence_samples = root["evidence"]["samples"].integer(2, 1'000'000);
                                  claim.evidence_replications =
                                      static_cast<int>(root["evidence"]["replications"].integer(1, 1'000'000));
                                  if (experiment.model.uncertainty.is_empty())
                                    root.error("nothing is uncertain", "uncertainties: {from_evidence: [...]}");
                                  arms = NamedArms(root["arms"], experiment.result);
                                  RowReader const reader(arms, experiment.result);
                                  for (ConfigNode const& row : root["rows"].items())
                                    claim.rows.push_back(reader.read(row));
                                  if (claim.rows.empty()) root["rows"].error("no row", "at least one comparison");
                                },
                            .further_keys = {"claim", "evidence", "arms", "rows"}};
  claim.experiment = read_experiment(ConfigTree::load(file), edit, kind);
  claim.id = claim.experiment.result.name;
  arms.keep_only_these(claim.experiment);
  return claim;
}

}  // namespace detente
