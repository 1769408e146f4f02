#include "engine/config/config_node.hpp"
#include "engine/config/number_text.hpp"
#include "engine/core/text.hpp"
#include "models/lever_rules.hpp"
#include "models/policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace detente {
namespace {

constexpr int longest_rule = 1200;  // months, as the longest horizon

/// Rules that stand where a value may stand, {base, when}.
struct Ruled {
  std::optional<ConfigNode> base;
  ConfigNode when;

  /// Everything is there while the form of files is noted, so that other ways of writing have to be read too.
  bool is_only_shown() const { return !when.is_sequence() && !when.items().empty(); }
};

std::optional<Ruled> ruled(ConfigNode const& node) {
  if (!node.is_map() || node.is_dated() || node.is_described()) return std::nullopt;
  std::optional<ConfigNode> const base = node.find("base");
  std::optional<ConfigNode> const when = node.find("when");
  if (!base && !when) return std::nullopt;
  return Ruled{base, when ? *when : node["when"]};
}

/// A key that no file can have: found only where the form of files is noted.
bool is_only_shown(ConfigNode const& node) { return node.find("<any>").has_value(); }

void check_shares(ConfigNode const& node, LeverInfo const& lever, std::vector<DatedPath> const& paths,
                  std::size_t first, std::size_t count, YearMonth start) {
  if (lever.name != "infrastructure_shares") return;
  std::vector<YearMonth> dates{start};
  for (std::size_t i = first; i < first + count; ++i) {
    for (auto const& [date, value] : paths[i].points()) dates.push_back(date);
  }
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  for (YearMonth const date : dates) {
    double sum = 0;
    for (std::size_t i = first; i < first + count; ++i) sum += paths[i].at(date);
    if (std::abs(sum - 1) > 1e-9) {
      node.error(fmt::format("shares sum to {:.6g} in {}", sum, to_string(date < start ? start : date)), "1");
      return;
    }
  }
}

/// Reads the rules of levers. What a condition may name is put together when the first one is read.
class RuleReader {
 public:
  explicit RuleReader(Region const& region) : region_(region) {}

  /// The rules of one flattened lever, which `id` is set for.
  std::vector<LeverRule> read(ConfigNode const& when, LeverInfo const& lever, std::string const& id) {
    std::vector<LeverRule> rules;
    for (ConfigNode const& item : when.items()) {
      LeverRule rule = read_rule(item, lever, id);
      rule.lever = flattened_name(lever, id);
      rule.number = static_cast<int>(rules.size()) + 1;
      rules.push_back(std::move(rule));
    }
    if (when.is_sequence() && rules.empty())
      when.error(fmt::format("{}: no rule stands here", when.path()), "at least one, or the setting without `when`");
    return rules;
  }

 private:
  LeverRule read_rule(ConfigNode const& item, LeverInfo const& lever, std::string const& id) {
    LeverRule rule;
    ConfigNode const condition = item["if"];
    std::string const text = condition.text();
    std::optional<ConfigNode> const where = item.find("where");
    std::map<std::string, double> const thresholds = where ? read_thresholds(*where) : std::map<std::string, double>{};
    rule.value = item["set"].number(lever.valid);
    std::optional<ConfigNode> const months = item.find("for");
    if (months) rule.months = static_cast<int>(months->integer(1, longest_rule));
    bool const is_written = condition.is_scalar();
    if (is_written && read_condition(condition, text, {catalogue(), set_of(lever), id, thresholds}, rule.condition) &&
        where)
      check_use(*where, thresholds, rule.condition);
    rule.text = in_words(text, thresholds, lever, rule);
    return rule;
  }

  static std::map<std::string, double> read_thresholds(ConfigNode const& where) {
    std::map<std::string, double> thresholds;
    for (ConfigEntry const& entry : where.entries()) thresholds[entry.id] = entry.node.number();
    return thresholds;
  }

  /// Whether the text is a condition; what is wrong with it is reported with its place in the text.
  static bool read_condition(ConfigNode const& node, std::string const& text, ConditionNames const& names,
                             Condition& condition) {
    try {
      condition = parse_condition(text, names);
      return true;
    } catch (ConditionFault const& fault) {
      node.error(fmt::format("{}: {}, at character {}", node.path(), fault.what(),
                             character_count(std::string_view(text).substr(0, fault.at)) + 1),
                 fault.expected, fault.hint);
      return false;
    }
  }

  static void check_use(ConfigNode const& where, std::map<std::string, double> const& thresholds,
                        Condition const& condition) {
    std::set<std::string> used;
    for (Comparison const& comparison : condition.comparisons) used.insert(comparison.name);
    for (auto const& [name, value] : thresholds) {
      std::optional<ConfigNode> const node = used.contains(name) ? std::nullopt : where.find(name);
      if (node)
        node->error(fmt::format("{}: the condition has no '{}'", node->path(), name), "a name that stands in `if`");
    }
  }

  static std::string in_words(std::string const& text, std::map<std::string, double> const& thresholds,
                              LeverInfo const& lever, LeverRule const& rule) {
    std::string names;
    for (auto const& [name, value] : thresholds)
      names += fmt::format("{}{} = {}", names.empty() ? " where " : ", ", name, to_text(value));
    std::string const unit = lever.unit == "1" ? "" : fmt::format(" {}", lever.unit);
    return fmt::format("if {}{}: set {}{}{}", text, names, to_text(rule.value), unit,
                       rule.months == 1 ? "" : fmt::format(" for {} months", rule.months));
  }

  static std::string set_of(LeverInfo const& lever) {
    switch (lever.scope) {
      case LeverScope::country:
        return "country";
      case LeverScope::mission:
        return "mission";
      default:
        return "";
    }
  }

  Catalogue const& catalogue() {
    if (catalogue_.variables.empty()) catalogue_ = rule_vocabulary(region_);
    return catalogue_;
  }

  Region const& region_;
  Catalogue catalogue_;
};

/// Reads all levers of the status quo, or of a policy beside it.
class LeverReader {
 public:
  LeverReader(Policy const* status_quo, Region const& region)
      : status_quo_(status_quo), region_(region), rules_(region) {}

  Policy read(ConfigNode const& node, std::string const& id) {
    policy_ = {.id = id, .paths = {}};
    for (LeverInfo const& lever : lever_table()) {
      std::vector<std::string> const ids = lever_ids(lever, region_);
      std::optional<ConfigNode> const written =
          status_quo_ == nullptr && !ids.empty() ? node[lever.name] : node.find(lever.name);
      std::vector<std::optional<ConfigNode>> const nodes = nodes_by_entity(written, lever, ids);
      std::size_t const first = policy_.paths.size();
      for (std::size_t i = 0; i < ids.size(); ++i) {
        if (nodes[i])
          policy_.paths.push_back(read_setting(*nodes[i], lever, ids[i]));
        else
          policy_.paths.push_back(read_absent(written, lever, ids[i]));
      }
      if (written) check_shares(*written, lever, policy_.paths, first, ids.size(), region_.start);
    }
    return std::move(policy_);
  }

 private:
  /// Corridors and missions are named one by one; a lever by country may also be one setting for all.
  std::vector<std::optional<ConfigNode>> nodes_by_entity(std::optional<ConfigNode> const& node, LeverInfo const& lever,
                                                         std::vector<std::string> const& ids) {
    std::vector<std::optional<ConfigNode>> nodes(ids.size());
    if (!node) return nodes;
    if (lever.scope == LeverScope::world) {
      nodes[0] = *node;
    } else if (lever.scope == LeverScope::country) {
      std::optional<Ruled> const for_all = may_have_rules(lever) && !ids.empty() ? ruled(*node) : std::nullopt;
      if (for_all && !for_all->is_only_shown()) return std::vector<std::optional<ConfigNode>>(ids.size(), *node);
      if (for_all) static_cast<void>(read_ruled(*for_all, lever, ""));
      nodes = node->by_id_if_present(ids);
    } else if (!node->is_map() || node->is_dated() || node->is_described()) {
      node->error("one value for a lever that is set by id",
                  fmt::format("a map with keys such as {}", ids.empty() ? "" : ids[0]));
    } else {
      nodes = node->by_id_if_present(ids);
    }
    return nodes;
  }

  bool may_have_rules(LeverInfo const& lever) const {
    return status_quo_ != nullptr && lever.scope != LeverScope::corridor;
  }

  /// The path of the lever that is read next, as it is without this policy; null in the status quo itself.
  DatedPath const* usual() const {
    return status_quo_ == nullptr ? nullptr : &status_quo_->paths[policy_.paths.size()];
  }

  DatedPath read_setting(ConfigNode const& node, LeverInfo const& lever, std::string const& id) {
    std::optional<Ruled> const rules = may_have_rules(lever) ? ruled(node) : std::nullopt;
    bool const is_refused = status_quo_ != nullptr && lever.scope == LeverScope::corridor && node.is_map() &&
                            !node.is_dated() && !node.is_described() && !is_only_shown(node);
    if (is_refused) {
      node.error(fmt::format("{}: a map stands here", node.path()),
                 "a number or a dated path: shares take no rules, as they sum to 1 in every month",
                 "let `infrastructure` react, or policies with other shares be compared");
      node.ignore();
      return *usual();
    }
    if (!rules) return read_path(node, lever);
    DatedPath const base = read_ruled(*rules, lever, id);
    return rules->is_only_shown() ? read_path(node, lever) : base;
  }

  /// The path of a lever with rules; the rules go to the policy.
  DatedPath read_ruled(Ruled const& rules, LeverInfo const& lever, std::string const& id) {
    for (LeverRule& rule : rules_.read(rules.when, lever, id)) policy_.rules.push_back(std::move(rule));
    return rules.base ? read_path(*rules.base, lever) : *usual();
  }

  DatedPath read_path(ConfigNode const& node, LeverInfo const& lever) const {
    DatedPath const path = node.dated_path(lever.valid, region_.start);
    if (path.is_constant() && !node.value().is_dated()) return path;
    return path.setting_out_from(region_.start, (usual() != nullptr ? *usual() : path).at(region_.start));
  }

  DatedPath read_absent(std::optional<ConfigNode> const& written, LeverInfo const& lever, std::string const& id) const {
    if (usual() != nullptr) return *usual();
    if (written && written->is_present())
      written->error(fmt::format("no value of {} for {}", lever.name, id), "one for every id, or `default`");
    return DatedPath(0.0);
  }

  Policy const* status_quo_;
  Region const& region_;
  RuleReader rules_;
  Policy policy_;
};

}  // namespace

Catalogue rule_vocabulary(Region const& region) {
  Catalogue vocabulary;
  vocabulary.dimensions = dimensions_of(region, 12);
  for (auto const& observable : observables<double, 1>()) vocabulary.variables.push_back(observable.info);
  return vocabulary;
}

Policy read_status_quo(ConfigNode const& node, Region const& region) {
  return LeverReader(nullptr, region).read(node, "status_quo");
}

Policy read_policy(ConfigNode const& node, std::string const& id, Policy const& status_quo, Region const& region) {
  return LeverReader(&status_quo, region).read(node, id);
}

}  // namespace detente
