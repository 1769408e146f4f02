#pragma once

#include "engine/core/event_sink.hpp"
#include "engine/core/pack.hpp"
#include "engine/core/record.hpp"
#include "models/derived.hpp"
#include "models/levers.hpp"
#include "models/month_cost.hpp"
#include "models/observables.hpp"
#include "models/policy.hpp"
#include "models/state.hpp"

#include <vector>

namespace detente {

/// All that a condition may name in a region: the variables that can be recorded, and the sets they are over.
Catalogue rule_vocabulary(Region const& region);

/// The kind of event that tells when a rule acts, and its dimension: every rule of some policies, labelled
/// "policy.lever.number", with what it says as its long name.
EventKind rule_event_kind();
Dimension rule_dimension(std::vector<Policy const*> const& policies);

/// What rules read at the start of a month: the state as it stands; what followed from the state of the month before
/// under the levers of that month; and what that month cost. In the first month, what follows from the state under the
/// paths alone, and no cost.
template <class Real, int L>
struct RuleView {
  State<Real, L> const& state;
  Derived<Real, L> const& derived;
  MonthCost<Real, L> const& cost;
};

/// Where the rules of L runs stand, by rule. Copying it copies the clock.
template <class Real, int L>
struct RuleClock {
  Field<Real, L> months_left;  // in force, this month included
  Field<Real, L> acts;         // 1 while it sets its lever
  Field<Real, L> acted;        // the same in the month before
};

/// The rules of one policy, ready to be asked: which of them are in force, and what they set.
///   months_left <- for if the condition holds, else max(months_left - 1, 0); in force: months_left > 0
///   of the rules of a lever that are in force, the first acts: lever <- set
/// Every lane has a clock of its own.
template <class Real, int L>
class LeverRules {
 public:
  /// The rules must name levers and entities of the region.
  LeverRules(std::vector<LeverRule> const& rules, Region const& region);

  bool empty() const { return rules_.empty(); }
  /// Nothing is in force.
  RuleClock<Real, L> fresh_clock() const;
  /// The start of a month: asks every condition, moves the clock by a month and sets the levers. `levers` holds the
  /// paths' values and gets those of the rules that act.
  void act(RuleView<Real, L> const& view, RuleClock<Real, L>& clock, Levers<Real, L>& levers) const;
  /// Tells which rules start (0 to 1) or stop (1 to 0) to act in the month that begins. The first rule is `first_rule`
  /// in the dimension of rules.
  void report(RuleClock<Real, L> const& clock, int first_rule, EventSink* events) const;

 private:
  using P = Pack<Real, L>;
  struct Test {
    Observable<Real, L> variable;
    std::vector<int> entities;
    Comparison::Aggregate aggregate;
    Comparison::Relation relation;
    Real threshold;
  };
  struct Rule {
    std::vector<Test> tests;
    std::vector<Condition::Step> steps;
    typename Levers<Real, L>::Place place;
    Real value, months;
    bool is_first_of_lever;
  };
  static P value_of(Test const& test, RuleView<Real, L> const& view);
  static P holds(Test const& test, RuleView<Real, L> const& view);
  static P holds(Rule const& rule, RuleView<Real, L> const& view);

  std::vector<Rule> rules_;
};

}  // namespace detente
