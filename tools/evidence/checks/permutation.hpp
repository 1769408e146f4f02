#pragma once

#include "models/lived.hpp"
#include "models/model_spec.hpp"
#include "tools/evidence/checks/check_row.hpp"

#include <map>
#include <string>

namespace detente {

// The same place with the entities of one set in reverse order.
ArmInputs with_countries_reversed(ArmInputs arm);
ArmInputs with_pairs_reversed(ArmInputs arm);
ArmInputs with_disputes_reversed(ArmInputs arm);
/// Declared missions among themselves, and the forces that would follow a war among themselves.
ArmInputs with_missions_reversed(ArmInputs arm);
ArmInputs with_suppliers_reversed(ArmInputs arm);

/// Outcomes of 16 runs by name and label.
using OutcomesByName = std::map<std::string, Sum<16>>;
OutcomesByName outcomes_by_name(ArmInputs const& arm, int months, std::uint64_t seed);

/// Outcomes in the order of the files against those in another order. Sums over entities then run in another order and
/// end in other bits, which months of noise carry on but do not blow up: 1e-9, relative, is allowed.
CheckRow check_order(std::string const& set, OutcomesByName const& usual, OutcomesByName const& reordered);

}  // namespace detente
