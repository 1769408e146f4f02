#pragma once

#include <limits>

namespace detente {

/// A number that is not there: NaN, as in the files of results.
inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

}  // namespace detente
