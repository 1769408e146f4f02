#include "tools/evidence/magnitude_measures.hpp"

#include "engine/config/config_node.hpp"
#include "engine/config/id_index.hpp"
#include "engine/config/nearest.hpp"
#include "engine/core/calendar.hpp"
#include "engine/core/missing.hpp"
#include "engine/statistics/estimate.hpp"
#include "models/derived.hpp"
#include "models/regional_model.hpp"
#include "models/state.hpp"
#include "models/world.hpp"
#include "tools/evidence/level_spells.hpp"
#include "tools/evidence/outcome_selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace detente {
namespace {

std::vector<double> within(std::vector<double> const& runs, RunRange range) {
  return {runs.begin() + static_cast<std::ptrdiff_t>(range.first),
          runs.begin() + static_cast<std::ptrdiff_t>(range.last)};
}

/// Mean over the runs that are not missing.
double mean_over(std::vector<double> const& runs) { return mean_interval(runs).value; }

double spread_over(std::vector<double> const& runs) {
  double const mean = mean_over(runs);
  double squares = 0;
  double count = 0;
  for (double const x : runs) {
    if (std::isnan(x)) continue;
    squares += (x - mean) * (x - mean);
    ++count;
  }
  return count > 1 ? std::sqrt(squares / (count - 1)) : missing;
}

int variable_named(ResultSpec const& spec, std::string const& name) {
  auto const& variables = spec.catalogue.variables;
  auto const at =
      std::find_if(variables.begin(), variables.end(), [&](VariableInfo const& one) { return one.name == name; });
  return static_cast<int>(at - variables.begin());
}

/// Spells of all runs of a range, dispute after dispute.
std::vector<LevelSpell> spells_in(OutcomeTable const& table, RunRange range, std::size_t arm, int variable,
                                  std::vector<int> const& disputes, int at) {
  std::vector<LevelSpell> spells;
  for (std::int64_t run = range.first; run < range.last; ++run) {
    for (int const dispute : disputes) add_spells(table.history(arm, variable, dispute, run), at, spells);
  }
  return spells;
}

class Reader {
 public:
  Reader(ConfigNode const& node, MeasureContext const& context)
      : node_(node), context_(context), spec_(context.experiment.result) {}

  Measure read() const {
    std::map<std::string, Measure (Reader::*)() const> const kinds{
        {"mean", &Reader::mean},
        {"difference", &Reader::difference},
        {"largest_difference", &Reader::largest_difference},
        {"ratio", &Reader::ratio},
        {"spread", &Reader::spread},
        {"elasticity", &Reader::elasticity},
        {"spell_mean", &Reader::spell_mean},
        {"spell_median", &Reader::spell_median},
        {"relapse", &Reader::relapse},
        {"episodes_reaching", &Reader::episodes_reaching},
        {"settlement_rate", &Reader::settlement_rate},
        {"largest_drift", &Reader::largest_drift},
        {"largest_gap", &Reader::largest_gap},
        {"hazard_without_missions", &Reader::hazard_without_missions}};
    std::vector<std::string> names;
    for (auto const& kind : kinds) names.push_back(kind.first);
    auto const at = kinds.find(node_["measure"].choice(names));
    return at == kinds.end() ? Measure{} : (this->*at->second)();
  }

 private:
  OutcomeSelection outcome(std::string const& name, ConfigNode const& place) const {
    std::vector<std::string> const known = selectable_outcomes(spec_);
    if (std::find(known.begin(), known.end(), name) != known.end()) return select_outcome(spec_, name);
    place.error(fmt::format("no outcome '{}'", name), "an outcome, or outcome[LABEL]", hint_nearest(name, known));
    return {};
  }
  static std::string hint_nearest(std::string const& name, std::vector<std::string> const& known) {
    std::optional<std::string> const near = nearest(name, known);
    return near ? fmt::format("did you mean '{}'?", *near) : "";
  }
  OutcomeSelection outcome() const { return outcome(node_["outcome"].text(), node_["outcome"]); }
  std::size_t arm(char const* key) const { return context_.arms.choose(node_[key]); }
  int level(char const* key) const { return static_cast<int>(node_[key].integer(1, levels - 1)); }
  Region const& region() const { return context_.experiment.model.arms.front().inputs.region; }
  int level_variable() const { return variable_named(spec_, "level"); }
  std::vector<int> all_disputes() const {
    std::vector<int> disputes;
    for (int d = 0; d < region().dispute_count(); ++d) disputes.push_back(d);
    return disputes;
  }

  Measure mean() const {
    return [outcome = outcome(), arm = arm("arm")](OutcomeTable const& table, RunRange range) {
      return mean_over(within(outcome.by_run(table, arm), range));
    };
  }
  Measure difference() const {
    return [outcome = outcome(), a = arm("a"), b = arm("b")](OutcomeTable const& table, RunRange range) {
      return mean_over(within(differences(outcome.by_run(table, a), outcome.by_run(table, b)), range));
    };
  }
  Measure largest_difference() const {
    std::vector<std::size_t> arms;
    for (ConfigNode const& item : node_["arms"].items()) arms.push_back(context_.arms.choose(item));
    return [outcome = outcome(), arms, b = arm("b")](OutcomeTable const& table, RunRange range) {
      double largest = 0;
      std::vector<double> const base = outcome.by_run(table, b);
      for (std::size_t const a : arms)
        largest = std::max(largest, std::abs(mean_over(within(differences(outcome.by_run(table, a), base), range))));
      return largest;
    };
  }
  Measure ratio() const {
    return [outcome = outcome(), a = arm("a"), b = arm("b")](OutcomeTable const& table, RunRange range) {
      return mean_over(within(outcome.by_run(table, a), range)) / mean_over(within(outcome.by_run(table, b), range));
    };
  }
  Measure spread() const {
    return [outcome = outcome(), arm = arm("arm")](OutcomeTable const& table, RunRange range) {
      double sum = 0;
      for (std::size_t const column : outcome.columns) {
        std::span<double const> const runs = table.column(arm, column);
        sum += spread_over(within({runs.begin(), runs.end()}, range));
      }
      return sum / static_cast<double>(outcome.columns.size());
    };
  }
  Measure elasticity() const {
    std::string const name = node_["outcome"].text();
    OutcomeSelection const of = outcome(fmt::format("{}[{}]", name, node_["of"].text()), node_["of"]);
    OutcomeSelection const to = outcome(fmt::format("{}[{}]", name, node_["to"].text()), node_["to"]);
    return [of, to, a = arm("a"), b = arm("b")](OutcomeTable const& table, RunRange range) {
      auto const change = [&](OutcomeSelection const& one) {
        double const base = mean_over(within(one.by_run(table, b), range));
        return (mean_over(within(one.by_run(table, a), range)) - base) / base;
      };
      return change(of) / change(to);
    };
  }

  Measure spell_lengths(double (*summary)(std::vector<double> const&)) const {
    return [at = level("at"), arm = arm("arm"), variable = level_variable(), disputes = all_disputes(), summary](
               OutcomeTable const& table, RunRange range) {
      std::vector<double> months;
      for (LevelSpell const& spell : spells_in(table, range, arm, variable, disputes, at)) {
        if (spell.is_completed) months.push_back(spell.months);
      }
      return summary(months);
    };
  }
  Measure spell_mean() const { return spell_lengths(mean_over); }
  Measure spell_median() const {
    return spell_lengths([](std::vector<double> const& months) { return quantile(months, 0.5); });
  }
  Measure relapse() const {
    auto const months = static_cast<int>(node_["within"].integer(1, 1200));
    return [at = level("at"), months, arm = arm("arm"), variable = level_variable(), disputes = all_disputes()](
               OutcomeTable const& table, RunRange range) {
      double relapses = 0;
      double cases = 0;
      for (std::int64_t run = range.first; run < range.last; ++run) {
        for (int const dispute : disputes) {
          std::vector<LevelSpell> spells;
          std::span<float const> const path = table.history(arm, variable, dispute, run);
          add_spells(path, 2, spells);
          for (LevelSpell const& spell : spells) {
            if (!spell.is_completed || spell.peak < at) continue;
            if (spell.end + months >= static_cast<int>(path.size())) continue;
            ++cases;
            auto const first = path.begin() + spell.end;
            relapses +=
                std::any_of(first, first + months + 1, [at](float one) { return one >= static_cast<float>(at); });
          }
        }
      }
      return relapses / cases;
    };
  }
  Measure episodes_reaching() const {
    int const dispute = node_["dispute"].choice(IdIndex(ids_of(region().disputes)));
    double const years = static_cast<double>(spec_.months) / months_per_year;
    return [dispute, reached = level("level"), arm = arm("arm"), variable = level_variable(), years](
               OutcomeTable const& table, RunRange range) {
      double episodes = 0;
      for (LevelSpell const& spell : spells_in(table, range, arm, variable, {dispute}, 1))
        episodes += spell.begins_inside && spell.peak >= reached ? 1 : 0;
      return episodes / (years * static_cast<double>(range.last - range.first));
    };
  }
  Measure settlement_rate() const {
    OutcomeSelection const made = select_outcome(spec_, "settlements");
    OutcomeSelection const settled = select_outcome(spec_, "settled");  // mean over disputes
    double const dispute_years = static_cast<double>(spec_.months) / months_per_year * region().dispute_count();
    return [made, settled, arm = arm("arm"), dispute_years](OutcomeTable const& table, RunRange range) {
      double const open = 1 - mean_over(within(settled.by_run(table, arm), range));
      return mean_over(within(made.by_run(table, arm), range)) / (dispute_years * open);
    };
  }
  Measure largest_drift() const {
    std::vector<std::pair<int, int>> series;
    for (ConfigNode const& item : node_["variables"].items()) {
      int const variable = variable_named(spec_, item.choice(measured_variables()));
      for (int i = 0; i < region().country_count(); ++i) series.emplace_back(variable, i);
    }
    return [series, arm = arm("arm")](OutcomeTable const& table, RunRange range) {
      double largest = 0;
      for (auto const& [variable, entity] : series) {
        double sum = 0;
        for (std::int64_t run = range.first; run < range.last; ++run) {
          std::span<float const> const path = table.history(arm, variable, entity, run);
          sum += static_cast<double>(path.back()) - static_cast<double>(path.front());
        }
        largest = std::max(largest, std::abs(sum / static_cast<double>(range.last - range.first)));
      }
      return largest;
    };
  }
  Measure largest_gap() const {
    std::string const name = node_["variable"].choice(measured_variables());
    std::map<std::string, std::vector<double>> known;
    for (Dispute const& dispute : region().disputes) known["usual_level"].push_back(dispute.usual_level);
    for (Country const& country : region().countries) {
      known["usual_crisis"].push_back(country.usual_crisis);
      known["stance.cooperate"].push_back(country.stance[0]);
      known["stance.hedge"].push_back(country.stance[1]);
      known["stance.defy"].push_back(country.stance[2]);
    }
    std::string const of =
        node_["of"].choice({"usual_level", "usual_crisis", "stance.cooperate", "stance.hedge", "stance.defy"});
    return [variable = variable_named(spec_, name), usual = known[of], arm = arm("arm")](OutcomeTable const& table,
                                                                                         RunRange range) {
      double largest = 0;
      for (std::size_t entity = 0; entity < usual.size(); ++entity) {
        double sum = 0;
        double count = 0;
        for (std::int64_t run = range.first; run < range.last; ++run) {
          std::span<float const> const path = table.history(arm, variable, static_cast<int>(entity), run);
          for (float const value : path.subspan(1)) sum += static_cast<double>(value);
          count += static_cast<double>(path.size() - 1);
        }
        largest = std::max(largest, std::abs(sum / count - usual[entity]));
      }
      return largest;
    };
  }
  Measure hazard_without_missions() const {
    int const dispute = node_["dispute"].choice(IdIndex(ids_of(region().disputes)));
    int const from = static_cast<int>(node_["level"].integer(1, levels - 1)) - 1;
    ModelSpec spec = context_.experiment.model;
    spec.arms.resize(1);
    return [spec, dispute, from](OutcomeTable const&, RunRange) {
      RegionalModel<double, 1> const model(spec);
      World<double, 1> const& world = model.world(0);
      State<double, 1> state = world.reference().start;
      state.level[dispute] = Pack<double, 1>::Constant(from);
      Derived<double, 1> derived(world.setup().region);
      world.derive(state, world.reference().levers, derived);
      double const held_back = derived.up_rate[dispute][0];
      for (Pack<double, 1>& strength : state.strength) strength.setZero();
      world.derive(state, world.reference().levers, derived);
      return derived.up_rate[dispute][0] / held_back;
    };
  }

  ConfigNode const& node_;
  MeasureContext const& context_;
  ResultSpec const& spec_;
};

}  // namespace

std::vector<std::string> const& measured_variables() {
  static std::vector<std::string> const names{"level",      "crisis_load",   "cooperate", "hedge",   "defy",
                                              "oversight",  "capture",       "alignment", "trust",   "access",
                                              "resilience", "fragmentation", "stability", "spending"};
  return names;
}

Measure read_measure(ConfigNode const& node, MeasureContext const& context) { return Reader(node, context).read(); }

}  // namespace detente
