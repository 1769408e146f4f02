#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace detente {

/// What account_for_variance found as text, at most 80 columns wide but for longer names: a block for each outcome and
/// difference, with the share of each group. A share whose interval begins below 0 is not told apart from 0; where a
/// few runs make up the variance no share is shown.
std::string accounting_text(nlohmann::ordered_json const& accounting);

}  // namespace detente
