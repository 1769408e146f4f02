#include "tools/explain/difference_story.hpp"

#include "tools/explain/event_words.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace detente {
namespace {

/// Where two series differ by more than a threshold, and where they differ most; -1 if they never do.
struct Gap {
  int month = -1, widest_month = -1;
};

Gap gap_between(std::span<double const> first, std::span<double const> second, double threshold) {
  Gap gap;
  double widest = threshold;
  for (std::size_t month = 0; month < std::min(first.size(), second.size()); ++month) {
    double const difference = std::abs(first[month] - second[month]);
    if (!(difference > threshold)) continue;  // nor where either is missing
    if (gap.month < 0) gap.month = static_cast<int>(month);
    if (difference > widest) {
      widest = difference;
      gap.widest_month = static_cast<int>(month);
    }
  }
  return gap;
}

std::vector<double> lever_path(RunView const& run, std::size_t lever) {
  LeverPaths const& levers = run.spec().levers;
  std::vector<double> path;
  for (std::size_t k = lever; k < levers.values[run.arm()].size(); k += levers.names.size())
    path.push_back(levers.values[run.arm()][k]);
  return path;
}

std::string entity_name(RunView const& run, VariableInfo const& variable, std::size_t entity) {
  std::string name;
  for (auto dimension = variable.dimensions.rbegin(); dimension != variable.dimensions.rend(); ++dimension) {
    std::size_t const size = run.labels(*dimension).size();
    std::string const label = run.long_name(*dimension, entity % size);
    name = name.empty() ? label : label + ", " + name;
    entity /= size;
  }
  return name;
}

VariableParting parting_of(RunPair const& pair, VariableInfo const& variable) {
  VariableParting parting{.variable = variable.name, .unit = variable.unit, .entity = "", .month = -1};
  double const threshold = parted_share * (variable.highest - variable.lowest);
  for (std::size_t entity = 0; entity < pair.first.spec().catalogue.size_of(variable.dimensions); ++entity) {
    std::span<double const> const first = pair.first.series(variable.name, entity);
    std::span<double const> const second = pair.second.series(variable.name, entity);
    Gap const gap = gap_between(first, second, threshold);
    if (gap.month < 0) continue;
    auto const month = static_cast<std::size_t>(gap.month);
    bool const is_wider =
        gap.month == parting.month && std::abs(first[month] - second[month]) > std::abs(parting.first - parting.second);
    if (parting.month >= 0 && gap.month >= parting.month && !is_wider) continue;
    auto const widest = static_cast<std::size_t>(gap.widest_month);
    parting.entity = entity_name(pair.first, variable, entity);
    parting.month = gap.month;
    parting.first = first[month], parting.second = second[month];
    parting.widest_month = gap.widest_month;
    parting.widest_first = first[widest], parting.widest_second = second[widest];
  }
  return parting;
}

using EventKey = std::tuple<int, int, int, double>;

EventKey key_of(Event const& event) { return {event.month, event.kind, event.entity, event.to}; }

std::map<EventKey, int> counts_of(RunView const& run) {
  std::map<EventKey, int> counts;
  for (Event const& event : run.events()) ++counts[key_of(event)];
  return counts;
}

OneSided one_sided(RunPair const& pair, Side side, std::size_t position) {
  RunView const& run = side == Side::first ? pair.first : pair.second;
  RunView const& other = side == Side::first ? pair.second : pair.first;
  OneSided event{.side = side, .told = tell(run, position), .other_level = std::nan(""), .other_rate = std::nan("")};
  Event const& happened = run.events()[position];
  if (!run.is_of(happened, "move")) return event;
  auto const entity = static_cast<std::size_t>(happened.entity);
  auto const start = static_cast<std::size_t>(happened.month) - 1;
  std::span<double const> const level = other.series("level", entity);
  std::span<double const> const rate = other.series(happened.to > happened.from ? "up_rate" : "down_rate", entity);
  if (!level.empty()) event.other_level = level[start];
  if (!rate.empty()) event.other_rate = rate[start];
  return event;
}

/// Events of one side that are left when those of the other are taken away; returns how many were taken.
std::size_t add_events(RunPair const& pair, Side side, std::vector<OneSided>& events) {
  RunView const& run = side == Side::first ? pair.first : pair.second;
  std::map<EventKey, int> others = counts_of(side == Side::first ? pair.second : pair.first);
  std::size_t shared = 0;
  for (std::size_t k = 0; k < run.events().size(); ++k) {
    int& left = others[key_of(run.events()[k])];
    if (left > 0) {
      --left;
      ++shared;
    } else {
      events.push_back(one_sided(pair, side, k));
    }
  }
  return shared;
}

/// Rules are labelled "policy.lever.number".
std::vector<std::string> rules_of(RunView const& run) {
  std::vector<std::string> rules;
  std::vector<std::string> const labels = run.labels("rule");
  for (std::size_t k = 0; k < labels.size(); ++k) {
    if (labels[k].starts_with(run.policy() + ".")) rules.push_back(rule_text(run, k));
  }
  return rules;
}

}  // namespace

std::vector<LeverParting> lever_partings(RunPair const& pair) {
  LeverPaths const& levers = pair.first.spec().levers;
  std::vector<LeverParting> partings;
  for (std::size_t lever = 0; lever < levers.names.size(); ++lever) {
    std::vector<double> const first = lever_path(pair.first, lever);
    std::vector<double> const second = lever_path(pair.second, lever);
    Gap const gap = gap_between(first, second, 0);
    if (gap.month < 0) continue;
    auto const widest = static_cast<std::size_t>(gap.widest_month);
    partings.push_back(
        {levers.names[lever], levers.units[lever], gap.month, gap.widest_month, first[widest], second[widest]});
  }
  std::stable_sort(partings.begin(), partings.end(),
                   [](LeverParting const& a, LeverParting const& b) { return a.month < b.month; });
  return partings;
}

std::vector<VariableParting> variable_partings(RunPair const& pair) {
  std::vector<VariableParting> partings;
  for (VariableInfo const& variable : pair.first.spec().catalogue.variables) {
    if (!variable.in_default_summary) continue;
    VariableParting const parting = parting_of(pair, variable);
    if (parting.month >= 0) partings.push_back(parting);
  }
  std::stable_sort(partings.begin(), partings.end(),
                   [](VariableParting const& a, VariableParting const& b) { return a.month < b.month; });
  return partings;
}

std::vector<OneSided> one_sided_events(RunPair const& pair, std::size_t& shared) {
  std::vector<OneSided> events;
  shared = add_events(pair, Side::first, events);
  add_events(pair, Side::second, events);
  auto const month = [&](OneSided const& event) {
    return (event.side == Side::first ? pair.first : pair.second).events()[event.told.event].month;
  };
  std::stable_sort(events.begin(), events.end(),
                   [&](OneSided const& a, OneSided const& b) { return month(a) < month(b); });
  return events;
}

DifferenceStory tell_difference(RunPair const& pair) {
  DifferenceStory story;
  story.first_rules = rules_of(pair.first);
  story.second_rules = rules_of(pair.second);
  story.levers = lever_partings(pair);
  story.events = one_sided_events(pair, story.shared_events);
  story.variables = variable_partings(pair);
  story.first_cost = pair.first.outcome("crisis_cost");
  story.second_cost = pair.second.outcome("crisis_cost");
  std::vector<std::string> const components = pair.first.labels("component");
  for (std::size_t k = 0; k < components.size(); ++k) {
    story.costs.push_back({components[k], pair.first.outcome("crisis_cost.component", k),
                           pair.second.outcome("crisis_cost.component", k), components[k] == "policy"});
  }
  std::stable_sort(story.costs.begin(), story.costs.end(), [](CostDifference const& a, CostDifference const& b) {
    if (a.is_beside != b.is_beside) return b.is_beside;
    return std::abs(a.second - a.first) > std::abs(b.second - b.first);
  });
  return story;
}

}  // namespace detente
