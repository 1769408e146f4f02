#include "models/model_spec.hpp"

#include <algorithm>

namespace detente {

std::vector<Policy const*> policies_of(ModelSpec const& spec) {
  std::vector<Policy const*> policies;
  for (ArmInputs const& arm : spec.arms) {
    bool const is_new =
        std::none_of(policies.begin(), policies.end(), [&](Policy const* known) { return known->id == arm.policy.id; });
    if (is_new) policies.push_back(&arm.policy);
  }
  return policies;
}

}  // namespace detente
