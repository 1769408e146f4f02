#pragma once

#include "tools/explain/run_view.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace detente {

/// A small catalogue in the words of the model's: two policies, three countries, three disputes, one mission; starts in
/// November, so that calendar years and years from the start differ.
inline ResultSpec made_up_spec(int months = 60) {
  ResultSpec spec;
  spec.name = "made_up";
  spec.policies = {"calm", "bold"};
  spec.scenarios = {"usual"};
  spec.arms = {{0, 0}, {1, 0}};
  spec.samples = 10;
  spec.replications = 2;
  spec.months = months;
  spec.start = YearMonth::of(2026, 11);
  spec.catalogue.dimensions = {
      {"country", "", {"A", "B", "C"}, {"Alpha", "Beta", "Gamma"}},
      {"dispute", "", {"AB", "BI", "CI"}, {"Alpha - Beta", "Beta, internal", "Gamma, internal"}},
      {"mission", "", {"M", "N"}, {"Mission at Alpha", "Mission at Gamma"}},
      {"supplier", "", {"east", "west"}, {"the East", "the West"}},
      {"rule", "", {"bold.promise.A.1"}, {"if level >= 3: set 1"}},
      {"component", "", {"standing", "mediation", "policy"}},
      {"driver",
       "",
       {"base", "offset", "tension", "perceived_cost", "recency", "campaign", "contagion", "missions", "settlement",
        "mediation", "cooperation", "pressure", "level"}}};
  spec.catalogue.variables = {{"level",
                               "level",
                               "level of escalation: 0 routine, 1 political crisis, 2 coercion, 3 armed stand-off",
                               {"dispute"},
                               Timing::state,
                               0,
                               5,
                               true},
                              {"tension", "1", "tension of a dispute", {"dispute"}, Timing::state, 0, 1, true},
                              {"up_rate", "1/year", "rate of moving up", {"dispute"}, Timing::state, 0, 20, false},
                              {"down_rate", "1/year", "rate of moving down", {"dispute"}, Timing::state, 0, 20, false},
                              {"cost", "MEUR/month", "cost of the month", {"component"}, Timing::flow, 0, 2000, true}};
  spec.catalogue.outcomes = {{"crisis_cost", "MEUR", "", {}}, {"crisis_cost.component", "MEUR", "", {"component"}}};
  spec.catalogue.events = {
      {"move", "a dispute moves on the ladder", "dispute", "level", true},
      {"settlement", "a dispute is settled", "dispute", "agreement holds", true},
      {"breakdown", "an agreement fails", "dispute", "agreement holds", true},
      {"regime", "US engagement changes", "", "regime: 0 engaged, 1 transactional, 2 disengaged", false},
      {"election", "a campaign starts", "country", "from: 0 by the calendar, 1 early; to: 1", false},
      {"contract", "a government changes its main arms supplier", "country", "position in the coordinate supplier",
       false},
      {"surge", "a mission is reinforced", "mission", "persons called from the reserve", false},
      {"stance", "a government changes its stance", "country", "stance: 0 cooperate, 1 hedge, 2 defy", false},
      {"rule", "a rule of a policy starts or stops to set its lever", "rule", "whether it acts", false},
      {"comet", "a comet is seen", "country", "brightness", false}};
  spec.levers.names = {"mediation", "promise.A", "promise.B", "officers"};
  spec.levers.units = {"1", "1", "1", "persons"};
  std::vector<double> path;
  for (int month = 0; month <= months; ++month) path.insert(path.end(), {0.5, 0.7, 0.7, 100});
  spec.levers.values = {path, path};
  return spec;
}

inline Ties made_up_ties() { return {{{0, 1}, {1}, {2}}, {{0}, {}, {1}}}; }

/// One event as tests write it.
struct MadeUpEvent {
  int month = 1;
  std::string kind;
  int entity = 0;
  double from = 0, to = 1;
  std::map<std::string, float> drivers = {};
};

/// A run of the catalogue with these events; every number of its history and outcomes is 0 until set.
class MadeUpRun {
 public:
  explicit MadeUpRun(ResultSpec const& spec, int arm = 0) : spec_(spec) {
    record_.id = {.index = 0, .part = 0, .arm = arm, .first_run = 7, .runs = 1, .last_of_part = true};
    std::size_t series = 0;
    for (VariableInfo const& variable : spec.catalogue.variables) series += spec.catalogue.size_of(variable.dimensions);
    record_.history.assign(series * (static_cast<std::size_t>(spec.months) + 1), 0.0);
    record_.outcomes.assign(4, 0.0);
  }

  /// Events in the order of time; the order of kinds within a month is the caller's.
  MadeUpRun& with(std::vector<MadeUpEvent> const& events) {
    std::vector<std::string> const& drivers = spec_.catalogue.dimension("driver").labels;
    for (MadeUpEvent const& made_up : events) {
      Event event{.run = 7, .month = made_up.month, .entity = made_up.entity, .from = made_up.from, .to = made_up.to};
      while (spec_.catalogue.events[static_cast<std::size_t>(event.kind)].name != made_up.kind) ++event.kind;
      if (!made_up.drivers.empty()) {
        event.contributions = static_cast<std::int32_t>(record_.contributions.size() / drivers.size());
        for (std::string const& driver : drivers) {
          auto const found = made_up.drivers.find(driver);
          record_.contributions.push_back(found == made_up.drivers.end() ? 0.0F : found->second);
        }
      }
      record_.events.push_back(event);
    }
    return *this;
  }
  /// Sets a variable from a month on.
  MadeUpRun& from(int month, std::string const& variable, std::size_t entity, double value) {
    std::span<double const> const series = view().series(variable, entity);
    auto const first = static_cast<std::size_t>(series.data() - record_.history.data());
    for (std::size_t m = static_cast<std::size_t>(month); m < series.size(); ++m) record_.history[first + m] = value;
    return *this;
  }
  /// Sets crisis cost and its components.
  MadeUpRun& costing(std::vector<double> const& outcomes) {
    record_.outcomes = outcomes;
    return *this;
  }
  RunView view() const { return {spec_, record_, ties_}; }

 private:
  ResultSpec const& spec_;
  Ties ties_ = made_up_ties();
  BlockRecord record_;
};

}  // namespace detente
