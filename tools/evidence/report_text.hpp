#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace detente {

// Numbers and lines in reports on evidence.

inline constexpr std::size_t report_width = 80;  // columns

/// NaN for null: what is not known.
double number(nlohmann::ordered_json const& value);

/// Three digits; "-" for NaN and null.
std::string short_number(double value);
std::string short_number(nlohmann::ordered_json const& value);

}  // namespace detente
