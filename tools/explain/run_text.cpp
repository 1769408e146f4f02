#include "tools/explain/run_text.hpp"

#include "tools/explain/event_words.hpp"
#include "tools/explain/story_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace detente {
namespace {

constexpr std::size_t most_moves = 6, most_agreements = 2, most_others = 2;
constexpr std::size_t most_before = 2;  // events named as what came before
constexpr std::size_t most_peaks = 3;
constexpr double least_dear_year = 1.1;  // times the mean year: else no year is worth a name

/// An event that came before, and the drivers that it moved.
struct NamedBefore {
  std::size_t event;
  std::size_t turn;  // of its first driver: how many of that driver are named earlier
  std::vector<std::string> drivers;
};

/// Every event once; of each driver the latest before the second latest of any.
std::vector<NamedBefore> named_before(ToldEvent const& told) {
  std::map<std::string, std::size_t> turns;
  std::vector<NamedBefore> named;
  for (Antecedent const& before : told.before) {
    auto const known =
        std::find_if(named.begin(), named.end(), [&](NamedBefore const& other) { return other.event == before.event; });
    if (known != named.end()) {
      known->drivers.push_back(spaced(before.driver));
    } else {
      named.push_back({before.event, turns[before.driver]++, {spaced(before.driver)}});
    }
  }
  std::stable_sort(named.begin(), named.end(),
                   [](NamedBefore const& a, NamedBefore const& b) { return a.turn < b.turn; });
  return named;
}

std::string before_text(RunView const& run, ToldEvent const& told) {
  std::vector<std::string> texts;
  for (NamedBefore const& before : named_before(told)) {
    Event const& event = run.events()[before.event];
    texts.push_back(fmt::format("{} {} ({})", run.date(event.month),
                                event_text_beside(run, event, run.name_of(run.events()[told.event])),
                                fmt::join(before.drivers, ", ")));
  }
  return first_few(texts, most_before);
}

std::string rate_text(ToldEvent const& told) {
  if (!told.has_rate) return "";
  return fmt::format("; {} a year, {} at the reference", number_text(told.rate), number_text(told.reference_rate));
}

std::string head_text(RunView const& run, RunStory const& story) {
  ResultSpec const& spec = run.spec();
  std::string text = fmt::format("{}, run {} (sample {}, replication {}) of {} in {}, {} to {}\n", spec.name,
                                 run.number(), run.number() / spec.replications, run.number() % spec.replications,
                                 run.policy(), run.scenario(), run.date(0), run.date(spec.months));
  if (std::isnan(story.crisis_cost)) {
    text += "crisis-management cost: this run came to no result\n";
  } else {
    text +=
        fmt::format("crisis-management cost to the Union {} MEUR (net present value)", money_text(story.crisis_cost));
    if (!std::isnan(story.cost_rank)) {
      text += fmt::format(": {:.0f} % of {} runs cost less, median {} MEUR", 100 * story.cost_rank, story.ranked,
                          money_text(story.median_cost));
    }
    text += "\n";
  }
  std::vector<std::string> peaks;
  for (Peak const& peak : story.peaks) {
    if (peak.level > 0)
      peaks.push_back(
          fmt::format("{} {} in {}", run.long_name("dispute", peak.dispute), peak.level, run.date(peak.month)));
  }
  if (!peaks.empty()) text += fmt::format("highest levels: {}\n", first_few(peaks, most_peaks));
  return text;
}

std::string counts_text(RunView const& run, std::size_t told) {
  std::vector<std::string> counts;
  for (std::size_t kind = 0; kind < run.spec().catalogue.events.size(); ++kind) {
    auto const count = std::count_if(run.events().begin(), run.events().end(),
                                     [&](Event const& event) { return event.kind == static_cast<std::int16_t>(kind); });
    if (count > 0) counts.push_back(fmt::format("{} {}", run.spec().catalogue.events[kind].name, count));
  }
  return fmt::format("\n{} events ({}); {}\n", run.events().size(), fmt::join(counts, ", "),
                     told == run.events().size() ? std::string("all are told")
                                                 : fmt::format("{} are told, --all tells every one", told));
}

/// Whether a component's dearest year was dearer than its mean year.
bool stands_out(CostPart const& part) {
  if (part.by_year.empty()) return false;
  double const sum = std::accumulate(part.by_year.begin(), part.by_year.end(), 0.0);
  return part.by_year[part.dearest_year] > least_dear_year * sum / static_cast<double>(part.by_year.size());
}

std::string cost_text(RunView const& run, RunStory const& story, Detail detail) {
  std::string text = "\ncost by component, MEUR, net present value; the dearest year undiscounted\n";
  std::size_t told = 0;
  std::size_t left_out = 0;
  for (CostPart const& part : story.costs) {
    if (!part.is_beside && detail == Detail::digest && ++told > most_components) {
      ++left_out;
      continue;
    }
    std::string line = fmt::format("  {:<18}{:>7}", spaced(part.component), money_text(part.npv));
    if (!std::isnan(part.mean_of_runs)) line += fmt::format("  mean of runs {:>7}", money_text(part.mean_of_runs));
    if (stands_out(part))
      line += fmt::format("  most in {}: {}", run.spec().start.year() + static_cast<int>(part.dearest_year),
                          money_text(part.by_year[part.dearest_year]));
    text += line + (part.is_beside ? "  (beside crisis management)" : "") + "\n";
  }
  if (left_out > 0) text += fmt::format("  {} smaller components are left out\n", left_out);
  return text;
}

}  // namespace

std::vector<std::size_t> told_events(RunView const& run, RunStory const& story, Detail detail) {
  std::vector<std::size_t> moves, agreements, others, told;
  for (std::size_t k = 0; k < story.events.size(); ++k) {
    Event const& event = run.events()[k];
    bool const is_move = run.is_of(event, "move");
    if (is_move && event.to > event.from) moves.push_back(k);
    if (!is_move && run.kind_of(event).has_contributions) agreements.push_back(k);
    if (is_told_alone(run.kind_of(event)) && !run.kind_of(event).has_contributions) others.push_back(k);
    if (detail == Detail::all) told.push_back(k);
  }
  if (detail == Detail::all) return told;
  std::stable_sort(moves.begin(), moves.end(),
                   [&](std::size_t a, std::size_t b) { return run.events()[a].to > run.events()[b].to; });
  moves.resize(std::min(moves.size(), most_moves));
  agreements.resize(std::min(agreements.size(), most_agreements));
  others.resize(std::min(others.size(), most_others));
  for (std::vector<std::size_t> const& list : {moves, agreements, others})
    told.insert(told.end(), list.begin(), list.end());
  std::sort(told.begin(), told.end());
  return told;
}

std::string told_text(RunView const& run, ToldEvent const& told) {
  Event const& event = run.events()[told.event];
  std::string text = fmt::format("{}  {}{}\n", run.date(event.month), event_text(run, event), rate_text(told));
  if (told.has_rate) text += fmt::format("{}{}\n", story_indent, terms_text(told_terms(told)));
  if (!run.contributions(event).empty() && !told.has_rate) text += fmt::format("{}violence ended it\n", story_indent);
  if (!told.before.empty()) text += fmt::format("{}after {}\n", story_indent, before_text(run, told));
  return text;
}

std::string run_text(RunView const& run, RunStory const& story, Detail detail) {
  std::vector<std::size_t> const told = told_events(run, story, detail);
  std::string text = head_text(run, story) + counts_text(run, told.size());
  for (std::size_t const k : told) text += told_text(run, story.events[k]);
  if (!story.costs.empty()) text += cost_text(run, story, detail);
  return text;
}

}  // namespace detente
