#include "tools/evidence/report_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace detente {

double number(nlohmann::ordered_json const& value) { return value.is_number() ? value.get<double>() : std::nan(""); }

std::string short_number(double value) { return std::isnan(value) ? "-" : fmt::format("{:.3g}", value); }

std::string short_number(nlohmann::ordered_json const& value) { return short_number(number(value)); }

}  // namespace detente
