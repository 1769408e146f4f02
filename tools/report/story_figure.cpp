#include "tools/explain/event_words.hpp"
#include "tools/report/figures.hpp"
#include "tools/report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_events = 12;
constexpr int least_level = 3;  // moves up to less are not told

/// Positions in the story of what may be told: moves up to the higher levels, agreements and their ends.
std::vector<std::size_t> grave_events(RunView const& run, RunStory const& story) {
  std::vector<std::size_t> grave;
  for (std::size_t k = 0; k < story.events.size(); ++k) {
    Event const& event = run.events()[story.events[k].event];
    bool const is_move = run.is_of(event, "move") && event.to > event.from && event.to >= least_level;
    if (is_move || run.is_of(event, "settlement") || run.is_of(event, "breakdown")) grave.push_back(k);
  }
  return grave;
}

/// Months to the nearest event of the same dispute that is told already; the horizon where none is.
int months_apart(RunView const& run, Event const& event, std::vector<Event const*> const& told) {
  int apart = run.spec().months;
  for (Event const* const other : told) {
    if (other->entity == event.entity) apart = std::min(apart, std::abs(other->month - event.month));
  }
  return apart;
}

/// The gravest events, in the order of time. Of equally grave ones those that lie furthest from what is told of their
/// dispute already, so that no dispute and no time is left out.
std::vector<std::size_t> told_events(RunView const& run, RunStory const& story) {
  std::vector<std::size_t> open = grave_events(run, story);
  std::vector<std::size_t> told;
  std::vector<Event const*> told_before;
  auto const rank = [&](std::size_t k) {
    Event const& event = run.events()[story.events[k].event];
    double const gravity = run.is_of(event, "move") ? event.to : 0.0;
    return std::pair(gravity, months_apart(run, event, told_before));
  };
  while (!open.empty() && told.size() < most_events) {
    auto const next =
        std::max_element(open.begin(), open.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
    told.push_back(*next);
    told_before.push_back(&run.events()[story.events[*next].event]);
    open.erase(next);
  }
  std::sort(told.begin(), told.end());
  return told;
}

Json event_json(RunView const& run, ToldEvent const& told, std::size_t number) {
  Event const& event = run.events()[told.event];
  Json drivers = Json::array();
  for (Term const& term : told_terms(told)) {
    drivers.push_back(
        {{"driver", term.driver}, {"label", spaced(term.driver)}, {"factor", page_number(std::exp(term.log_factor))}});
  }
  Json before = Json::array();
  for (Antecedent const& one : told.before) {
    Event const& earlier = run.events()[one.event];
    before.push_back(fmt::format("{} {} ({})", run.date(earlier.month), event_text(run, earlier), spaced(one.driver)));
  }
  return {{"number", number},
          {"month", event.month},
          {"date", run.date(event.month)},
          {"dispute", run.entity_of(event)},
          {"from", page_number(event.from)},
          {"to", page_number(event.to)},
          {"text", event_text(run, event)},
          {"rate", told.has_rate ? page_number(told.rate) : Json()},
          {"reference_rate", told.has_rate ? page_number(told.reference_rate) : Json()},
          {"drivers", std::move(drivers)},
          {"before", std::move(before)}};
}

/// Disputes that events are told of, or that reached most; with their level in every month.
Json ladders(RunView const& run, RunStory const& story, std::vector<std::size_t> const& told) {
  std::set<std::string> wanted;
  for (std::size_t const k : told) wanted.insert(run.entity_of(run.events()[story.events[k].event]));
  if (wanted.empty() && !story.peaks.empty()) wanted.insert(run.labels("dispute")[story.peaks.front().dispute]);
  Json disputes = Json::array();
  std::vector<std::string> const ids = run.labels("dispute");
  for (std::size_t d = 0; d < ids.size(); ++d) {
    if (!wanted.contains(ids[d])) continue;
    std::span<double const> const levels = run.series("level", d);
    Json line = Json::array();
    for (double const level : levels) line.push_back(page_number(level));
    disputes.push_back({{"id", ids[d]}, {"name", run.long_name("dispute", d)}, {"level", std::move(line)}});
  }
  return disputes;
}

std::vector<std::string> level_names(Catalogue const& catalogue) {
  for (VariableInfo const& variable : catalogue.variables) {
    if (variable.name == "level") return listed_words(variable.meaning);
  }
  return {};
}

std::string sentence_of(RunView const& run, RunStory const& story) {
  std::string text = fmt::format("Run {} of {}: {} million euro, more than {} of runs", run.number(), run.policy(),
                                 grouped(story.crisis_cost), percent(story.cost_rank));
  if (!story.peaks.empty()) {
    Peak const& peak = story.peaks.front();
    text += fmt::format("; {} reached level {:.0f} in {}", run.long_name("dispute", peak.dispute), peak.level,
                        run.date(peak.month));
  }
  return text;
}

FigureTable table_of(Json const& events) {
  FigureTable table;
  for (char const* const column : {"date", "event", "drivers", "before"}) table.text_column(column, column);
  table.number_column("rate", "rate", "1/year");
  table.number_column("reference_rate", "rate at the reference", "1/year");
  for (Json const& event : events) {
    std::vector<std::string> drivers;
    for (Json const& driver : event["drivers"]) {
      drivers.push_back(
          fmt::format("{} ({:.2g} times)", driver["label"].get<std::string>(), driver["factor"].get<double>()));
    }
    table.row();
    table.cell(event["date"].get<std::string>());
    table.cell(event["text"].get<std::string>());
    table.cell(fmt::format("{}", fmt::join(drivers, ", ")));
    table.cell(fmt::format("{}", fmt::join(event["before"].get<std::vector<std::string>>(), "; ")));
    for (char const* const rate : {"rate", "reference_rate"})
      table.cell(event[rate].is_null() ? std::nan("") : event[rate].get<double>());
  }
  return table;
}

}  // namespace

Figure story_figure(ReportInputs const& inputs) {
  Figure figure{.id = "story", .number = "F8", .topic = "One future, told"};
  if (!inputs.told) {
    figure.absent = fmt::format("No single run can be told: {}.", inputs.untold);
    figure.command = fmt::format("detente explain {} --policy {} --run 0", inputs.output, inputs.baseline_name());
    return figure;
  }
  BlockRecord const& record = inputs.singles->policy[inputs.told->policy][inputs.told->position];
  RunView const run(inputs.experiment.result, record, inputs.singles->ties);
  RunStory const story =
      tell_run(run, {.crisis_cost = inputs.runs("crisis_cost", inputs.told->policy), .component_means = {}});
  std::vector<std::size_t> const told = told_events(run, story);
  Json events = Json::array();
  for (std::size_t k = 0; k < told.size(); ++k) events.push_back(event_json(run, story.events[told[k]], k + 1));
  Json dates = Json::array();
  for (int month = 0; month <= run.spec().months; ++month) dates.push_back(run.date(month));
  figure.findings = {{run.policy(), sentence_of(run, story)}};
  figure.topic = fmt::format("One future, told: run {} of {}", run.number(), run.policy());
  figure.caption = fmt::format(
      "Level of escalation month by month of the disputes that events are told of: moves up to level {} or more, "
      "agreements and their ends; told are {} of {}, the gravest, spread over time. A driver's factor is what it "
      "multiplies the rate of the move by, "
      "against its reference; one run shows how things can go, not how likely they are. Chosen: {}.",
      least_level, told.size(), grave_events(run, story).size(), inputs.told->why);
  figure.table = table_of(events).json();
  figure.data = Json{{"policy", run.policy()},
                     {"run", run.number()},
                     {"why", inputs.told->why},
                     {"dates", std::move(dates)},
                     {"disputes", ladders(run, story, told)},
                     {"level_names", level_names(run.spec().catalogue)},
                     {"events", std::move(events)},
                     {"cost",
                      {{"value", page_number(story.crisis_cost)},
                       {"share_below", page_number(story.cost_rank)},
                       {"median", page_number(story.median_cost)}}}};
  return figure;
}

}  // namespace detente
