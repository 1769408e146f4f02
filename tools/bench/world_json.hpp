#pragma once

#include <string>

namespace detente {

struct ArmInputs;

/// One arm with every number resolved, as JSON for implementations of the model in other languages: region, parameters
/// of the reference and acting, levers, and what depends on the date as one value a month. Dated values of the months 0
/// to `months - 1`, levers of the months 0 to `months`. A held world is resolved too: its plans are 1, its growth and
/// co-production 0. Throws std::invalid_argument where the network's cuts are too many to be enumerated.
std::string world_json(ArmInputs const& inputs, int months);

}  // namespace detente
