#include "tools/analysis/discovery.hpp"

#include "tools/analysis/comparison.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

std::size_t position(std::vector<std::string> const& names, std::string const& name) {
  auto const at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) throw std::out_of_range("no '" + name + "'");
  return static_cast<std::size_t>(at - names.begin());
}

/// The mean of a sample's replications, NaN if one is missing.
double share_failing(std::vector<double> const& runs, std::size_t sample, std::size_t replications,
                     OutcomeCondition const& fails) {
  double sum = 0;
  for (std::size_t r = 0; r < replications; ++r) sum += fails.met_by(runs[sample * replications + r]);
  return sum / static_cast<double>(replications);
}

std::string percent_with_bounds(Estimate const& share) {
  return std::isnan(share.value)
             ? "-"
             : fmt::format("{:.0f} % [{:.0f}, {:.0f}]", 100 * share.value, 100 * share.lower, 100 * share.upper);
}

std::string found_text(FoundBox const& found, Discovery const& discovery, double significance) {
  std::string text = fmt::format("  {}\n", box_text(found.box, discovery.numbers));
  text += fmt::format(
      "    coverage {} (of what fails, so much lies here), density {} (of what lies here, so much fails), mass {}\n",
      percent_with_bounds(found.held_out.coverage), percent_with_bounds(found.held_out.density),
      percent_with_bounds(found.held_out.mass));
  text += fmt::format("    in the half that was searched: coverage {:.0f} %, density {:.0f} %, which is too good\n",
                      100 * found.searched.coverage.value, 100 * found.searched.density.value);
  if (!found.is_supported(significance))
    text += "    no limit holds up in the other half: chance alone would find such a box\n";
  return text;
}

Json box_json(ScenarioBox const& box, std::vector<std::string> const& numbers) {
  Json limits = Json::array();
  for (BoxLimit const& limit : box.limits)
    limits.push_back({{"number", numbers[static_cast<std::size_t>(limit.quantity)]},
                      {"low", limit.low ? Json(*limit.low) : Json(nullptr)},
                      {"high", limit.high ? Json(*limit.high) : Json(nullptr)}});
  return limits;
}

Json estimates_json(BoxEstimate const& estimate) {
  return {{"coverage", estimate_json(estimate.coverage)},
          {"density", estimate_json(estimate.density)},
          {"mass", estimate_json(estimate.mass)}};
}

Json found_json(FoundBox const& found, std::vector<std::string> const& numbers) {
  Json trajectory = Json::array();
  for (PrimStep const& step : found.trajectory)
    trajectory.push_back({{"coverage", step.fit.coverage},
                          {"density", step.fit.density},
                          {"mass", step.fit.mass},
                          {"limits", box_json(step.box, numbers)}});
  Json restrictions = Json::array();
  for (JudgedRestriction const& one : found.restrictions)
    restrictions.push_back({{"number", numbers[static_cast<std::size_t>(one.quantity)]},
                            {"end", one.end == BoxEnd::low ? "low" : "high"},
                            {"quasi_p", one.quasi_p},
                            {"held_out_p", one.held_out_p}});
  return {{"limits", box_json(found.box, numbers)},
          {"restrictions", restrictions},
          {"searched", estimates_json(found.searched)},
          {"held_out", estimates_json(found.held_out)},
          {"chosen_step", found.chosen},
          {"trajectory", trajectory}};
}

constexpr double significance = 0.05;

}  // namespace

ScenarioCases cases_of(OutcomeData const& data, DiscoveryQuestion const& question, std::vector<std::string>& numbers) {
  ResultFile const& file = data.file();
  std::int64_t const samples = file.runs() / file.replications();
  std::vector<std::vector<double>> columns;
  for (std::string const& name : file.file().children("/parameters")) {
    if (name == "sample") continue;  // the coordinate
    std::vector<double> values = file.file().numbers("/parameters/" + name);
    auto const [least, most] = std::minmax_element(values.begin(), values.end());
    if (values.empty() || *least == *most) continue;
    numbers.push_back(name);
    columns.push_back(std::move(values));
  }
  if (columns.empty())
    throw NothingToSearch(fmt::format(
        "'{}' has no sampled numbers to search, since nothing was uncertain in its experiment (run one with "
        "`uncertainties`, as configs/western_balkans/experiments/uncertain.yaml, and search its result)",
        file.path()));
  ScenarioCases cases;
  cases.quantities.resize(samples, static_cast<Eigen::Index>(columns.size()));
  for (std::size_t k = 0; k < columns.size(); ++k)
    cases.quantities.col(static_cast<Eigen::Index>(k)) = Eigen::Map<Eigen::VectorXd const>(columns[k].data(), samples);
  std::vector<double> const runs =
      data.runs(data.column(question.fails.outcome), position(file.policies(), question.policy),
                position(file.scenarios(), question.scenario));
  cases.failing.resize(samples);
  for (Eigen::Index k = 0; k < samples; ++k)
    cases.failing[k] =
        share_failing(runs, static_cast<std::size_t>(k), static_cast<std::size_t>(file.replications()), question.fails);
  std::int64_t const batch = file.samples_per_observation();
  for (std::int64_t k = 0; batch > 1 && k < samples; ++k) cases.clusters.push_back(static_cast<int>(k / batch));
  return cases;
}

Discovery discover(OutcomeData const& data, DiscoveryQuestion const& question, DiscoverySettings const& settings) {
  Discovery discovery{.question = question, .numbers = {}, .base_rate = 0, .samples = 0, .boxes = {}, .tree = {}};
  ScenarioCases const cases = cases_of(data, question, discovery.numbers);
  double failing = 0;
  for (double const share : cases.failing) {
    if (std::isnan(share)) continue;
    failing += share;
    ++discovery.samples;
  }
  discovery.base_rate = failing / static_cast<double>(std::max<std::int64_t>(discovery.samples, 1));
  discovery.boxes = discover_boxes(cases, settings);
  discovery.tree = grow_failure_tree(cases, {.search_share = settings.search_share, .seed = settings.seed});
  return discovery;
}

std::string box_text(ScenarioBox const& box, std::vector<std::string> const& numbers) {
  std::string text;
  auto const add = [&](std::string const& rule) { text += (text.empty() ? "" : " and ") + rule; };
  for (BoxLimit const& limit : box.limits) {
    std::string const& name = numbers[static_cast<std::size_t>(limit.quantity)];
    if (limit.low) add(fmt::format("{} >= {:.4g}", name, *limit.low));
    if (limit.high) add(fmt::format("{} <= {:.4g}", name, *limit.high));
  }
  return text.empty() ? "anywhere" : text;
}

std::string discovery_text(Discovery const& discovery) {
  std::string text =
      fmt::format("{} in {} fails where {}: {:.1f} % of runs, in {} samples of {} numbers\n", discovery.question.policy,
                  discovery.question.scenario, discovery.question.fails.text(), 100 * discovery.base_rate,
                  discovery.samples, discovery.numbers.size());
  if (discovery.boxes.empty()) return text + "nothing fails, or no box is dense enough\n";
  text += "boxes, with figures of the half of the samples that was not searched:\n";
  for (FoundBox const& found : discovery.boxes) text += found_text(found, discovery, significance);
  if (discovery.tree.size() < 2) return text + "tree: no split predicts failure better than chance\n";
  text += "tree:\n";
  for (FailureLeaf const& leaf : discovery.tree)
    text += fmt::format("  {}: {} fail, {} of all\n", box_text(leaf.box, discovery.numbers),
                        percent_with_bounds(leaf.held_out.density), percent_with_bounds(leaf.held_out.mass));
  return text;
}

Json discovery_json(Discovery const& discovery) {
  Json boxes = Json::array();
  for (FoundBox const& found : discovery.boxes) {
    boxes.push_back(found_json(found, discovery.numbers));
    boxes.back()["is_supported"] = found.is_supported(significance);
  }
  Json leaves = Json::array();
  for (FailureLeaf const& leaf : discovery.tree)
    leaves.push_back({{"limits", box_json(leaf.box, discovery.numbers)}, {"held_out", estimates_json(leaf.held_out)}});
  return {{"schema", "detente/discovery@1"},
          {"policy", discovery.question.policy},
          {"scenario", discovery.question.scenario},
          {"fails", discovery.question.fails.text()},
          {"samples", discovery.samples},
          {"share_failing", discovery.base_rate},
          {"boxes", boxes},
          {"tree", leaves}};
}

}  // namespace detente
