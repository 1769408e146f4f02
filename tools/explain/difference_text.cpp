#include "tools/explain/difference_text.hpp"

#include "tools/explain/event_words.hpp"
#include "tools/explain/story_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace detente {
namespace {

constexpr std::size_t most_disputes = 4, most_grave = 3, most_levers = 8, most_rules = 2, most_variables = 6;

RunView const& run_of(RunPair const& pair, Side side) { return side == Side::first ? pair.first : pair.second; }

Event const& event_of(RunPair const& pair, OneSided const& event) {
  return run_of(pair, event.side).events()[event.told.event];
}

std::string with_unit(std::string const& unit) { return unit == "1" || unit.empty() ? "" : " " + unit; }

/// Levers of several places that are set alike: "promise (0.7 against 0.8, 6 places)".
struct LeverGroup {
  std::string base;
  LeverParting parting;
  int places = 0;
};

std::vector<LeverGroup> groups_of(std::vector<LeverParting> const& levers) {
  std::map<std::string, int> sharing;
  auto const base_of = [](std::string const& name) { return name.substr(0, name.rfind('.')); };
  for (LeverParting const& lever : levers) ++sharing[base_of(lever.name)];
  std::vector<LeverGroup> groups;
  for (LeverParting const& lever : levers) {
    std::string const base = sharing[base_of(lever.name)] > 1 ? base_of(lever.name) : lever.name;
    auto const alike = std::find_if(groups.begin(), groups.end(), [&](LeverGroup const& group) {
      LeverParting const& known = group.parting;
      return group.base == base && known.month == lever.month && known.first == lever.first &&
             known.second == lever.second && known.widest_month == lever.widest_month;
    });
    if (alike != groups.end()) {
      ++alike->places;
    } else {
      groups.push_back({base, lever, 1});
    }
  }
  return groups;
}

std::string lever_text(RunView const& run, LeverGroup const& group) {
  LeverParting const& lever = group.parting;
  std::string text = fmt::format("{} ({} against {}{}", spaced(group.places > 1 ? group.base : lever.name),
                                 number_text(lever.first), number_text(lever.second), with_unit(lever.unit));
  if (lever.widest_month != lever.month) text += " by " + run.date(lever.widest_month);
  if (group.places > 1) text += fmt::format(", in {} places", group.places);
  return text + ")";
}

std::string rules_text(RunView const& run, std::vector<std::string> const& rules) {
  return rules.empty() ? "" : fmt::format("rules of {}: {}\n", run.policy(), first_few(rules, most_rules));
}

std::string levers_text(RunPair const& pair, DifferenceStory const& story, Detail detail) {
  std::string const rules = rules_text(pair.first, story.first_rules) + rules_text(pair.second, story.second_rules);
  if (story.levers.empty())
    return "The policies set no lever differently" + std::string(rules.empty() ? ".\n" : ", rules apart.\n") + rules;
  std::vector<std::string> at_first, later;
  int month = story.levers.front().month;
  for (LeverGroup const& group : groups_of(story.levers)) {
    bool const is_new_month = group.parting.month != month;
    month = group.parting.month;
    std::string const text = lever_text(pair.first, group);
    std::vector<std::string>& list = month == story.levers.front().month ? at_first : later;
    list.push_back(is_new_month ? fmt::format("from {} {}", pair.first.date(month), text) : text);
  }
  std::size_t const most = detail == Detail::all ? story.levers.size() : most_levers;
  std::string text = fmt::format("From {} the policies differ in: {}\n", pair.first.date(story.levers.front().month),
                                 first_few(at_first, most));
  if (!later.empty()) text += fmt::format("later also in: {}\n", first_few(later, most));
  return text + rules;
}

/// Where the other run stood: "under calm it stood at 1", or "under calm at 1 too, 0.6 a year" where it could have
/// moved alike.
std::string other_text(RunView const& other, OneSided const& event, Event const& happened) {
  if (std::isnan(event.other_level)) return "";
  if (event.other_level != happened.from)
    return fmt::format("under {} it stood at {}", other.policy(), event.other_level);
  std::string const rate =
      std::isnan(event.other_rate) ? "" : fmt::format(", {} a year", number_text(event.other_rate));
  return fmt::format("under {} at {} too{}", other.policy(), event.other_level, rate);
}

std::string one_sided_text(RunPair const& pair, OneSided const& event) {
  RunView const& run = run_of(pair, event.side);
  RunView const& other = run_of(pair, event.side == Side::first ? Side::second : Side::first);
  Event const& happened = event_of(pair, event);
  std::string const rate = event.told.has_rate ? fmt::format(", {} a year", number_text(event.told.rate)) : "";
  std::string text =
      fmt::format("{}  {} under {} alone{}\n", run.date(happened.month), event_text(run, happened), run.policy(), rate);
  std::vector<std::string> why;
  if (event.told.has_rate) why.push_back(terms_text(told_terms(event.told)));
  if (std::string const there = other_text(other, event, happened); !there.empty()) why.push_back(there);
  return why.empty() ? text : text + fmt::format("{}{}\n", story_indent, fmt::join(why, "; "));
}

std::string events_text(RunPair const& pair, DifferenceStory const& story, Detail detail) {
  std::vector<std::size_t> const told = told_partings(pair, story, detail);
  auto const of_first = static_cast<std::size_t>(
      std::count_if(story.events.begin(), story.events.end(), [](OneSided const& e) { return e.side == Side::first; }));
  std::string text = fmt::format(
      "\n{} events are the same in both; {} happen under {} alone, {} under {} alone; {}\n", story.shared_events,
      of_first, pair.first.policy(), story.events.size() - of_first, pair.second.policy(),
      told.size() == story.events.size() ? std::string("all of these are told")
                                         : fmt::format("{} of these are told, --all tells every one", told.size()));
  for (std::size_t const k : told) text += one_sided_text(pair, story.events[k]);
  return text;
}

std::string variables_text(RunPair const& pair, DifferenceStory const& story, Detail detail) {
  if (story.variables.empty()) return "\nNo main variable parts by more than 1 % of its range.\n";
  std::string text = "\nvariables that part first, by more than 1 % of their range\n";
  std::size_t told = 0;
  for (VariableParting const& parting : story.variables) {
    if (detail == Detail::digest && ++told > most_variables) break;
    std::string const entity = parting.entity.empty() ? "" : " of " + parting.entity;
    text += fmt::format("{}  {}{}: {} against {}{}", pair.first.date(parting.month), spaced(parting.variable), entity,
                        number_text(parting.first), number_text(parting.second),
                        parting.unit == parting.variable ? "" : with_unit(parting.unit));
    if (parting.widest_month != parting.month)
      text += fmt::format("; widest in {}: {} against {}", pair.first.date(parting.widest_month),
                          number_text(parting.widest_first), number_text(parting.widest_second));
    text += "\n";
  }
  return text;
}

std::string signed_money(double meur) { return (meur > 0 ? "+" : "") + money_text(meur); }

/// As `compare` takes differences: "calm less bold".
std::string less_text(RunPair const& pair) { return pair.first.policy() + " less " + pair.second.policy(); }

std::string costs_text(RunPair const& pair, DifferenceStory const& story, Detail detail) {
  std::string text = fmt::format("\ncost, MEUR, net present value: {} against {}; {}\n", pair.first.policy(),
                                 pair.second.policy(), less_text(pair));
  std::size_t told = 0;
  for (CostDifference const& cost : story.costs) {
    if (!cost.is_beside && detail == Detail::digest && ++told > most_components) continue;
    text += fmt::format("  {:<18}{:>7} against {:>6} {:>7}{}\n", spaced(cost.component), money_text(cost.first),
                        money_text(cost.second), signed_money(cost.first - cost.second),
                        cost.is_beside ? "  (beside crisis management)" : "");
  }
  return text;
}

/// The first event with drivers of each dispute, of those that part first.
void add_first_of_disputes(RunPair const& pair, DifferenceStory const& story, std::set<std::size_t>& told) {
  std::set<int> disputes;
  for (std::size_t k = 0; k < story.events.size() && disputes.size() < most_disputes; ++k) {
    Event const& event = event_of(pair, story.events[k]);
    bool const has_drivers = run_of(pair, story.events[k].side).kind_of(event).has_contributions;
    if (has_drivers && disputes.insert(event.entity).second) told.insert(k);
  }
}

void add_gravest(RunPair const& pair, DifferenceStory const& story, std::set<std::size_t>& told) {
  std::vector<std::size_t> moves;
  for (std::size_t k = 0; k < story.events.size(); ++k) {
    Event const& event = event_of(pair, story.events[k]);
    if (run_of(pair, story.events[k].side).is_of(event, "move") && event.to > event.from) moves.push_back(k);
  }
  std::stable_sort(moves.begin(), moves.end(), [&](std::size_t a, std::size_t b) {
    return event_of(pair, story.events[a]).to > event_of(pair, story.events[b]).to;
  });
  moves.resize(std::min(moves.size(), most_grave));
  told.insert(moves.begin(), moves.end());
}

}  // namespace

std::vector<std::size_t> told_partings(RunPair const& pair, DifferenceStory const& story, Detail detail) {
  std::set<std::size_t> told;
  if (detail == Detail::all) {
    for (std::size_t k = 0; k < story.events.size(); ++k) told.insert(k);
  } else {
    if (!story.events.empty()) told.insert(0);
    add_first_of_disputes(pair, story, told);
    add_gravest(pair, story, told);
  }
  return {told.begin(), told.end()};
}

std::string difference_text(RunPair const& pair, DifferenceStory const& story, Detail detail) {
  ResultSpec const& spec = pair.first.spec();
  std::string text =
      fmt::format("{}, run {} (sample {}, replication {}) in {}: {} against {}, in the same luck, {} to {}\n",
                  spec.name, pair.first.number(), pair.first.number() / spec.replications,
                  pair.first.number() % spec.replications, pair.first.scenario(), pair.first.policy(),
                  pair.second.policy(), pair.first.date(0), pair.first.date(spec.months));
  text += fmt::format("crisis-management cost to the Union {} against {} MEUR (net present value); {}: {}\n",
                      money_text(story.first_cost), money_text(story.second_cost), less_text(pair),
                      signed_money(story.first_cost - story.second_cost));
  text += levers_text(pair, story, detail) + events_text(pair, story, detail) + variables_text(pair, story, detail);
  if (!story.costs.empty()) text += costs_text(pair, story, detail);
  return text;
}

}  // namespace detente
