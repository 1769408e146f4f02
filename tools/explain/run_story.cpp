#include "tools/explain/run_story.hpp"

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

bool is_own_rate(std::string const& driver) { return driver == "base" || driver == "offset"; }

bool is_larger(Term const& a, Term const& b) { return std::abs(a.log_factor) > std::abs(b.log_factor); }

void rank_cost(RunStory& story, EnsembleCosts const& others) {
  std::vector<double> costs;
  std::copy_if(others.crisis_cost.begin(), others.crisis_cost.end(), std::back_inserter(costs),
               [](double cost) { return std::isfinite(cost); });
  story.ranked = static_cast<std::int64_t>(costs.size());
  story.cost_rank = story.median_cost = std::nan("");
  if (costs.empty() || !std::isfinite(story.crisis_cost)) return;
  std::sort(costs.begin(), costs.end());
  auto const below = std::lower_bound(costs.begin(), costs.end(), story.crisis_cost) - costs.begin();
  story.cost_rank = static_cast<double>(below) / static_cast<double>(costs.size());
  story.median_cost = 0.5 * (costs[(costs.size() - 1) / 2] + costs[costs.size() / 2]);
}

std::vector<Peak> peaks_of(RunView const& run) {
  std::vector<Peak> peaks;
  for (std::size_t d = 0; d < run.labels("dispute").size(); ++d) {
    std::span<double const> const level = run.series("level", d);
    if (level.empty()) break;
    auto const highest = std::max_element(level.begin(), level.end());
    peaks.push_back({d, *highest, static_cast<int>(highest - level.begin())});
  }
  std::stable_sort(peaks.begin(), peaks.end(), [](Peak const& a, Peak const& b) {
    return a.level != b.level ? a.level > b.level : a.month < b.month;
  });
  return peaks;
}

/// Sums a flow by calendar year. What carries month m was lived in the calendar month before its date.
std::vector<double> yearly(RunView const& run, std::span<double const> flow) {
  YearMonth const start = run.spec().start;
  std::vector<double> sums;
  for (std::size_t month = 1; month < flow.size(); ++month) {
    YearMonth const lived{start.index + static_cast<int>(month) - 1};
    sums.resize(static_cast<std::size_t>(lived.year() - start.year()) + 1, 0.0);
    sums.back() += flow[month];
  }
  return sums;
}

}  // namespace

std::vector<Term> told_terms(ToldEvent const& event) {
  std::vector<Term> told;
  for (Term const& term : event.terms) {
    bool const matters = std::abs(term.log_factor) >= std::log(least_told_factor);
    if (matters && told.size() < most_told_terms) told.push_back(term);
  }
  return told;
}

ToldEvent tell(RunView const& run, std::size_t event) {
  ToldEvent told;
  told.event = event;
  std::span<float const> const contributions = run.contributions(run.events()[event]);
  told.has_rate = !contributions.empty() && !is_torn(run, run.events()[event]);
  if (told.has_rate) {
    double own = 0;
    double all = 0;
    for (std::size_t k = 0; k < contributions.size(); ++k) {
      double const log_factor = contributions[k];
      all += log_factor;
      if (is_own_rate(run.drivers()[k])) {
        own += log_factor;
      } else if (log_factor != 0) {
        told.terms.push_back({run.drivers()[k], log_factor});
      }
    }
    std::stable_sort(told.terms.begin(), told.terms.end(), is_larger);
    told.rate = std::exp(all);
    told.reference_rate = std::exp(own);
  }
  if (!contributions.empty()) told.before = antecedents_of(run, event, told_terms(told));
  return told;
}

std::vector<CostPart> cost_parts(RunView const& run, EnsembleCosts const& others) {
  std::vector<CostPart> parts;
  std::vector<std::string> const components = run.labels("component");
  for (std::size_t k = 0; k < components.size(); ++k) {
    CostPart part{.component = components[k],
                  .npv = run.outcome("crisis_cost.component", k),
                  .mean_of_runs = k < others.component_means.size() ? others.component_means[k] : std::nan(""),
                  .by_year = yearly(run, run.series("cost", k)),
                  .is_beside = components[k] == "policy"};
    part.dearest_year =
        static_cast<std::size_t>(std::max_element(part.by_year.begin(), part.by_year.end()) - part.by_year.begin());
    parts.push_back(std::move(part));
  }
  std::stable_sort(parts.begin(), parts.end(), [](CostPart const& a, CostPart const& b) {
    if (a.is_beside != b.is_beside) return b.is_beside;
    return a.npv > b.npv;
  });
  return parts;
}

RunStory tell_run(RunView const& run, EnsembleCosts const& others) {
  RunStory story;
  story.crisis_cost = run.outcome("crisis_cost");
  rank_cost(story, others);
  story.peaks = peaks_of(run);
  for (std::size_t k = 0; k < run.events().size(); ++k) story.events.push_back(tell(run, k));
  story.costs = cost_parts(run, others);
  return story;
}

}  // namespace detente
