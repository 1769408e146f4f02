#pragma once

#include "engine/core/design_spec.hpp"
#include "engine/core/distribution.hpp"
#include "models/inputs.hpp"
#include "models/movement.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace detente {

/// Leaf numbers of the inputs in one fixed order: coefficients first, entry by entry, then numbers of the region
/// (region_numbers.hpp), then up_offset of every dispute by level.
/// Keys: "escalation.b_ten", "escalation.up0[1]", "inclusion.access_weight.mobility",
/// "region.countries.ALB.oversight", "region.disputes.BEL_PRI.up_offset[0]".
std::vector<std::string> input_keys(Inputs const& inputs);
/// Places of the same numbers, valid as long as nothing is added to or taken from the region.
std::vector<double*> input_numbers(Inputs& inputs);
std::vector<double> input_values(Inputs const& inputs);

/// One uncertain number, or a list that moves by one common factor.
struct UncertainQuantity {
  enum class Moves {
    itself,    // its value follows the law
    factor,    // all its numbers are multiplied by what follows the law
    region,    // by its movement within the half-width (region_numbers.hpp)
    together,  // column of the posterior: one row is drawn for all of them
    listed,    // column of a list of samples: each has its row
  };

  std::string key;
  std::string unit;
  std::string status;  // estimated, literature, judgement; of region data also exact, approximate
  Moves moves = Moves::itself;
  Distribution law = {};
  double half_width = 0;          // of Moves::region, a share
  Movement movement = {};         // of Moves::region
  std::vector<int> numbers = {};  // positions among the leaf numbers
  std::uint64_t identity = 0;     // stable hash of the key

  /// What is known of it, in words.
  std::string text() const;
};

/// Rows of numbers that belong together: draws of a fit (schema detente/posterior@1), or a list of samples.
struct Posterior {
  std::vector<int> numbers;               // positions among the leaf numbers, by column
  std::vector<std::vector<double>> rows;  // of equal weight
  bool is_in_order = false;               // sample k has row k, again from the first after the last; else one by chance
  std::uint64_t identity = 0;             // of that chance
};

/// What is not known of the inputs, and how samples of it are chosen (models/input_sampler.hpp draws them). Empty:
/// nothing is uncertain.
struct Uncertainty {
  DesignSpec design;  // its identities are left empty: they follow from the quantities
  std::vector<UncertainQuantity> quantities;
  Posterior posterior;

  bool is_empty() const { return quantities.empty(); }
};

/// Coefficients that act in a scenario in one sample: the sampled ones, but for those that the scenario replaces.
Parameters<double> acting_parameters(Parameters<double> const& sampled, Parameters<double> const& base,
                                     Parameters<double> const& scenario);

}  // namespace detente
