#include "models/catalogue.hpp"

#include "models/events.hpp"
#include "models/lever_rules.hpp"
#include "models/model_spec.hpp"
#include "models/observables.hpp"
#include "models/outcomes.hpp"

#include <utility>

namespace detente {

Catalogue catalogue_of(ModelSpec const& spec) {
  Catalogue catalogue;
  catalogue.dimensions = dimensions_of(spec.arms.front().inputs.region, spec.months);
  for (auto const& observable : observables<double, 1>()) catalogue.variables.push_back(observable.info);
  catalogue.outcomes = Outcomes<double, 1>::table();
  catalogue.events = event_kinds();
  Dimension rules = rule_dimension(policies_of(spec));
  if (!rules.labels.empty()) {
    catalogue.dimensions.push_back(std::move(rules));
    catalogue.events.push_back(rule_event_kind());
  }
  return catalogue;
}

LeverPaths lever_paths_of(ModelSpec const& spec) {
  Region const& region = spec.arms.front().inputs.region;
  LeverPaths paths{.names = lever_names(region), .units = lever_units(region), .values = {}};
  for (ArmInputs const& arm : spec.arms)
    paths.values.push_back(lever_values(arm.policy, arm.inputs.region.start, spec.months + 1));
  return paths;
}

}  // namespace detente
