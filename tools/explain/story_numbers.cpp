#include "tools/explain/story_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {

std::string money_text(double meur) {
  return std::isnan(meur) ? "-" : fmt::format("{:.{}f}", meur, std::abs(meur) < 9.95 ? 1 : 0);
}

std::string number_text(double value) {
  if (std::isnan(value)) return "-";
  return std::abs(value) >= 1000 && std::abs(value) < 1e6 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

std::string spaced(std::string const& id) {
  std::string text = id;
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string terms_text(std::vector<Term> const& terms) {
  std::vector<std::string> likelier, less;
  for (Term const& term : terms) {
    std::string const what = fmt::format("{} ({:.2g} times)", spaced(term.driver), std::exp(term.log_factor));
    (term.log_factor > 0 ? likelier : less).push_back(what);
  }
  std::vector<std::string> sides;
  if (!likelier.empty()) sides.push_back(fmt::format("likelier by {}", fmt::join(likelier, ", ")));
  if (!less.empty()) sides.push_back(fmt::format("less likely by {}", fmt::join(less, ", ")));
  if (sides.empty()) return "no driver stands out: each is within 5 % of its reference";
  return fmt::format("{}", fmt::join(sides, "; "));
}

std::string first_few(std::vector<std::string> const& names, std::size_t most) {
  std::size_t const shown = std::min(names.size(), most);
  std::string const text =
      fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
  return shown == names.size() ? text : fmt::format("{} and {} more", text, names.size() - shown);
}

}  // namespace detente
