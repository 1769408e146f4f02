#pragma once

#include "models/inputs.hpp"
#include "models/policy.hpp"
#include "models/scenario.hpp"
#include "models/uncertainty.hpp"

#include <vector>

namespace detente {

/// One policy in one scenario, with the place it acts on (a scenario may override the region).
struct ArmInputs {
  Inputs inputs;
  Policy status_quo, policy;
  Scenario scenario;
};

/// All that decides what the model computes.
struct ModelSpec {
  std::vector<ArmInputs> arms;  // the same sets of entities in all
  int months = 0;
  Noise noise = Noise::on;
  Uncertainty uncertainty = {};  // of what is the same in all arms
};

/// The policies of the arms, each once (by its id), in the order in which arms name them.
std::vector<Policy const*> policies_of(ModelSpec const& spec);

}  // namespace detente
