#include "models/lever_rules.hpp"

#include "engine/core/elementary.hpp"
#include "engine/core/instances.hpp"
#include "models/events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace detente {

EventKind rule_event_kind() {
  return {"rule", "a rule of a policy starts or stops to set its lever", "rule", "whether it acts", false};
}

Dimension rule_dimension(std::vector<Policy const*> const& policies) {
  Dimension rules{"rule", "rules of policies: what a lever is set to, and when", {}, {}};
  for (Policy const* policy : policies) {
    for (LeverRule const& rule : policy->rules) {
      rules.labels.push_back(fmt::format("{}.{}.{}", policy->id, rule.lever, rule.number));
      rules.long_names.push_back(rule.text);
    }
  }
  return rules;
}

template <class Real, int L>
LeverRules<Real, L>::LeverRules(std::vector<LeverRule> const& rules, Region const& region) {
  if (rules.empty()) return;
  std::vector<Observable<Real, L>> const variables = observables<Real, L>();
  Catalogue vocabulary;  // not rule_vocabulary, which is of another pack than a kernel module may have
  vocabulary.dimensions = dimensions_of(region, 12);
  for (auto const& variable : variables) vocabulary.variables.push_back(variable.info);
  std::vector<std::string> const names = lever_names(region);
  std::vector<typename Levers<Real, L>::Place> places;
  Levers<Real, L>::for_each_place(region, [&places](auto const& place) { places.push_back(place); });
  for (LeverRule const& written : rules) {
    auto const lever = std::find(names.begin(), names.end(), written.lever);
    assert(lever != names.end() && "a rule names a lever of the region");
    Rule rule{.tests = {},
              .steps = written.condition.steps,
              .place = places[static_cast<std::size_t>(lever - names.begin())],
              .value = static_cast<Real>(written.value),
              .months = static_cast<Real>(written.months),
              .is_first_of_lever = written.number == 1};
    for (Comparison const& comparison : written.condition.comparisons) {
      auto const variable = std::find_if(variables.begin(), variables.end(),
                                         [&](auto const& one) { return one.info.name == comparison.variable; });
      assert(variable != variables.end() && "a condition names a variable of the model");
      rule.tests.push_back({*variable, entities_of(comparison, vocabulary), comparison.aggregate, comparison.relation,
                            static_cast<Real>(comparison.threshold)});
    }
    rules_.push_back(std::move(rule));
  }
}

template <class Real, int L>
RuleClock<Real, L> LeverRules<Real, L>::fresh_clock() const {
  Field<Real, L> const none(rules_.size(), P::Zero());
  return {none, none, none};
}

template <class Real, int L>
Pack<Real, L> LeverRules<Real, L>::value_of(Test const& test, RuleView<Real, L> const& view) {
  auto const of = [&](int entity) -> P const& { return test.variable.of(view.state, view.derived, view.cost, entity); };
  using enum Comparison::Aggregate;
  P value = of(test.entities.front());
  for (std::size_t k = 1; k < test.entities.size(); ++k) {
    P const& next = of(test.entities[k]);
    if (test.aggregate == max)
      value = value.max(next);
    else if (test.aggregate == min)
      value = value.min(next);
    else
      value += next;
  }
  return test.aggregate == mean ? P(value / static_cast<Real>(test.entities.size())) : value;
}

template <class Real, int L>
Pack<Real, L> LeverRules<Real, L>::holds(Test const& test, RuleView<Real, L> const& view) {
  P const value = value_of(test, view);
  P const threshold = P::Constant(test.threshold);
  switch (test.relation) {
    case Comparison::Relation::at_least:
      return less_equal(threshold, value);
    case Comparison::Relation::at_most:
      return less_equal(value, threshold);
    case Comparison::Relation::above:
      return less(threshold, value);
    case Comparison::Relation::below:
      return less(value, threshold);
    case Comparison::Relation::equal:
      return equals(value, test.threshold);
    case Comparison::Relation::unequal:
      break;
  }
  return P::Ones() - equals(value, test.threshold);
}

template <class Real, int L>
Pack<Real, L> LeverRules<Real, L>::holds(Rule const& rule, RuleView<Real, L> const& view) {
  Scratch<Real, L> answers;
  for (Condition::Step const& step : rule.steps) {
    if (step.kind == Condition::Kind::compare) {
      answers.push_back(holds(rule.tests[static_cast<std::size_t>(step.comparison)], view));
      continue;
    }
    P const last = answers.back();
    if (step.kind == Condition::Kind::negate) {
      answers.back() = P::Ones() - last;
      continue;
    }
    answers.pop_back();
    P const first = answers.back();
    answers.back() = step.kind == Condition::Kind::both ? P(first.min(last)) : P(first.max(last));
  }
  return answers.front();
}

template <class Real, int L>
void LeverRules<Real, L>::act(RuleView<Real, L> const& view, RuleClock<Real, L>& clock, Levers<Real, L>& levers) const {
  P is_taken = P::Zero();
  clock.acted.swap(clock.acts);
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    Rule const& rule = rules_[r];
    if (rule.is_first_of_lever) is_taken = P::Zero();
    P const one_less = (clock.months_left[r] - P::Ones()).max(P::Zero());
    clock.months_left[r] = select(holds(rule, view), rule.months, one_less);
    P const in_force = less(P(P::Zero()), clock.months_left[r]);
    clock.acts[r] = select(is_taken, P(P::Zero()), in_force);
    P& lever = rule.place.in(levers);
    lever = select(clock.acts[r], rule.value, lever);
    is_taken = is_taken.max(in_force);
  }
}

template <class Real, int L>
void LeverRules<Real, L>::report(RuleClock<Real, L> const& clock, int first_rule, EventSink* events) const {
  if (events == nullptr) return;
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    P const changed = (clock.acts[r] - clock.acted[r]).abs();
    record_where(events, EventCode::rule, first_rule + static_cast<int>(r), changed, clock.acted[r], clock.acts[r]);
  }
}

#define DETENTE_INSTANCE(Real, L) template class LeverRules<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
