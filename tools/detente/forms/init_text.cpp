#include "tools/detente/forms/init_text.hpp"

#include "engine/config/config_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace detente {
namespace {

using enum InitKey::Shown;

constexpr std::size_t line_width = 100;
constexpr std::size_t policies_in_use = 2;
constexpr char const* reacting_lever = "mediation";  // that is shown with rules

/// Text as comment lines of the page's width.
std::string as_comment(std::string const& text, std::string const& indent) {
  std::istringstream words(text);
  std::string result;
  std::string line = indent + "#";
  for (std::string word; words >> word;) {
    if (line.size() > indent.size() + 1 && line.size() + 1 + word.size() > line_width) {
      result += line + "\n";
      line = indent + "#";
    }
    line += " " + word;
  }
  return result + line + "\n";
}

std::string named_in(std::vector<std::string> const& ids) { return fmt::format("There are {}.", fmt::join(ids, ", ")); }

void append(std::vector<InitKey>& keys, std::vector<InitKey> const& more) {
  keys.insert(keys.end(), more.begin(), more.end());
}

void append_levers(std::vector<InitKey>& keys, InitFiles const& files) {
  for (auto const& [lever, setting] : files.levers) {
    std::string const path = "policies.*." + lever;
    if (lever != reacting_lever) {
      keys.push_back({path, setting, in_comment});
      continue;
    }
    append(keys, {{path, "", in_comment, "(any lever but the shares may react, as this one)"},
                  {path + ".base", setting, in_comment},
                  {path + ".when", "", in_comment},
                  {path + ".when.[]", "", in_comment},
                  {path + ".when.[].if", "max(level) >= alarm", in_comment},
                  {path + ".when.[].where", "{alarm: 3}", in_comment},
                  {path + ".when.[].set", "1.0", in_comment},
                  {path + ".when.[].for", "12", in_comment}});
  }
}

void append_design(std::vector<InitKey>& keys) {
  append(keys, {{"design", ""},
                {"design.type", "mc"},
                {"design.samples", "1024"},
                {"design.batch", "128", in_comment},
                {"design.replications", "1"},
                {"design.levels", "4", in_comment},
                {"design.trajectories", "40", in_comment},
                {"design.base", "1024", in_comment},
                {"design.from", "", in_comment},
                {"design.from.columns", "[escalation.b_ten]", in_comment},
                {"design.from.rows", "[[1.5], [2.5]]", in_comment},
                {"stop", "", in_comment},
                {"stop.max_samples", "16384", in_comment},
                {"stop.check_every", "1024", in_comment},
                {"stop.confidence", "0.95", in_comment},
                {"stop.until", "", in_comment},
                {"stop.until.[]", "", in_comment},
                {"stop.until.[].estimate", "mean", in_comment},
                {"stop.until.[].outcome", "crisis_cost", in_comment},
                {"stop.until.[].relative_to", "baseline", in_comment},
                {"stop.until.[].half_width", "", in_comment},
                {"stop.until.[].half_width.relative", "0.02", in_comment},
                {"stop.until.[].half_width.absolute", "50.0", in_comment},
                {"stop.until.[].min_events", "30", in_comment},
                {"analysis", "", in_comment},
                {"analysis.confidence", "0.95", in_comment},
                {"analysis.outcome", "crisis_cost", in_comment},
                {"analysis.robustness", "[mean, p95, cvar95, minimax_regret, satisficing]", in_comment},
                {"analysis.satisficing", "", in_comment},
                {"analysis.satisficing.all", "[\"crisis_cost <= 6000\", \"open_conflict < 1\"]", in_comment},
                {"analysis.exceedance", "[crisis_cost, net_position]", in_comment},
                {"analysis.discover", "", in_comment},
                {"analysis.discover.[]", "", in_comment},
                {"analysis.discover.[].policy", "status_quo", in_comment},
                {"analysis.discover.[].scenario", "baseline", in_comment},
                {"analysis.discover.[].fails", "crisis_cost > 9000", in_comment}});
}

void append_scenario(std::vector<InitKey>& keys, InitFiles const& files) {
  std::string const path = "scenarios.*";
  append(keys, {{path, "", in_comment},
                {path + ".hold", "reference", in_comment},
                {path + ".war_path", files.war_path, in_comment},
                {path + ".us_hold", "engaged", in_comment}});
  for (char const* factor : {"capacity", "plans", "deployments", "coproduction"})
    keys.push_back({path + "." + factor, "1.0", in_comment});
  append(keys, {{path + ".appeal", "0.0", in_comment}, {path + ".shift", "", in_comment}});
  for (char const* index : {"oversight", "capture", "alignment", "trust", "resilience", "fragmentation", "stability",
                            "quality", "up_offset", "settlement", "strength"})
    keys.push_back({path + ".shift." + index, "0", in_comment});
  append(keys, {{path + ".follow", "{}", in_comment},
                {path + ".parameters", "{}", in_comment},
                {path + ".region", "{}", in_comment}});
}

}  // namespace

std::vector<InitKey> init_keys(std::string const& name, InitFiles const& files) {
  std::vector<std::string> const used(
      files.policy_ids.begin(),
      files.policy_ids.begin() + static_cast<std::ptrdiff_t>(std::min(policies_in_use, files.policy_ids.size())));
  std::vector<InitKey> keys{
      {"region", files.region},
      {"parameters", files.parameters},
      {"experiment", ""},
      {"experiment.name", name},
      {"experiment.seed", "20261122"},
      {"experiment.months", "180"},
      {"experiment.precision", "double"},
      {"noise", "on"},
      {"policies", ""},
      {"policies.from", files.policies},
      {"policies.use", fmt::format("[{}]", fmt::join(used, ", ")), as_key, named_in(files.policy_ids)},
      {"policies.*", "", in_comment}};
  append_levers(keys, files);
  append(keys, {{"baseline", used.empty() ? "" : used.front()},
                {"scenarios", ""},
                {"scenarios.from", files.scenarios},
                {"scenarios.use", fmt::format("[{}]", files.scenario_ids.empty() ? "" : files.scenario_ids.front()),
                 as_key, named_in(files.scenario_ids)}});
  append_scenario(keys, files);
  std::string const law = "uncertainties.escalation.b_ten";
  append(keys, {{"uncertainties", "", in_comment},
                {"uncertainties.from_evidence", "[escalation, region]", in_comment},
                {"uncertainties.posterior", "posterior.yaml", in_comment},
                {"uncertainties.escalation", "", in_comment},
                {law, "", in_comment},
                {law + ".distribution", "triangular", in_comment},
                {law + ".min", "1.0", in_comment},
                {law + ".max", "3.0", in_comment},
                {law + ".mode", "2.0", in_comment},
                {law + ".scale", "linear", in_comment},
                {"uncertainties.correlations", "", in_comment},
                {"uncertainties.correlations.[]", "", in_comment},
                {"uncertainties.correlations.[].between", "[escalation.b_ten, escalation.b_gov]", in_comment},
                {"uncertainties.correlations.[].rank", "0.5", in_comment}});
  append_design(keys);
  append(keys, {{"record", ""},
                {"record.summary", "default"},
                {"record.history", ""},
                {"record.history.variables", "[alignment, governance, level, tension]"},
                {"record.history.runs", ""},
                {"record.history.runs.first", "256"},
                {"record.history.precision", "single", in_comment},
                {"record.history.keep_bits", "12", in_comment},
                {"record.events", ""},
                {"record.events.first", "256"},
                {"record.part_runs", "16384", in_comment},
                {"on_run_failure", ""},
                {"on_run_failure.policy", "record"},
                {"on_run_failure.abort_if_more_than", "0.01"}});
  return keys;
}

std::string init_text(Form& form, std::vector<InitKey> const& keys, std::string const& head) {
  std::string text = head;
  for (InitKey const& key : keys) {
    std::vector<std::string> const parts = split_dotted(key.path);
    bool const is_item = parts.back() == "[]";
    bool const is_of_rules = key.path.starts_with(fmt::format("policies.*.{}.", reacting_lever));
    bool const is_lever = key.path.starts_with("policies.*.") && !is_of_rules;  // whose name may have a dot
    std::size_t const depth = is_lever ? 2 : parts.size() - 1;
    std::string const name = is_lever ? key.path.substr(11) : parts.back() == "*" ? "mine" : parts.back();
    std::string const indent(2 * depth, ' ');
    if (depth == 0) text += "\n";
    Form const* const known = form.find(key.path);
    if (known != nullptr && !known->description.empty())
      text += as_comment(known->description + " " + key.remark, indent);
    std::string const value = key.value.empty() ? "" : " " + key.value;
    std::string const written = is_item ? "-" : fmt::format("{}:{}", name, value);
    text += fmt::format("{}{}{}\n", indent, key.shown == in_comment ? "#" : "", written);
  }
  return text;
}

}  // namespace detente
