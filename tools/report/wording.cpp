#include "tools/report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

constexpr double fewest_whole = 10;  // smaller numbers get a decimal

std::string with_separators(std::string digits) {
  for (auto place = static_cast<std::ptrdiff_t>(digits.size()) - 3; place > 0; place -= 3)
    digits.insert(static_cast<std::size_t>(place), ",");
  return digits;
}

/// "456 less", "30 more".
std::string sided(double change) {
  return fmt::format("{} {}", grouped(std::abs(change)), change < 0 ? "less" : "more");
}

std::string sided_range(Estimate const& change) {
  if (change.upper <= 0) return fmt::format("{} to {} less", grouped(-change.upper), grouped(-change.lower));
  if (change.lower >= 0) return fmt::format("{} to {} more", grouped(change.lower), grouped(change.upper));
  return fmt::format("{} to {}", sided(change.lower), sided(change.upper));
}

}  // namespace

std::string grouped(double value) {
  if (!std::isfinite(value)) return "unknown";
  std::string const sign = value < 0 ? "-" : "";
  double const size = std::abs(value);
  if (size == 0) return "0";
  if (size == std::trunc(size)) return sign + with_separators(fmt::format("{:.0f}", size));
  if (size < 1) return sign + fmt::format("{:.2g}", size);
  if (size < fewest_whole) return sign + fmt::format("{:.1f}", size);
  return sign + with_separators(fmt::format("{:.0f}", size));
}

std::string percent(double share) {
  if (!std::isfinite(share)) return "unknown";
  double const hundredths = 100 * share;
  if (hundredths == 0 || hundredths >= fewest_whole) return fmt::format("{:.0f} %", hundredths);
  return fmt::format("{:.2g} %", hundredths);
}

std::string plain(double value) {
  if (!std::isfinite(value)) return "unknown";
  if (std::abs(value) >= 1000) return grouped(value);
  return fmt::format("{:.3g}", value);
}

std::string signed_plain(double value) { return (value > 0 ? "+" : "") + plain(value); }

std::string interval_name(double confidence) { return fmt::format("{:g} % interval", 100 * confidence); }

std::string grouped_range(double lower, double upper) {
  return fmt::format("{} to {}", grouped(lower), grouped(upper));
}

std::string percent_range(Estimate const& share) {
  std::string lower = percent(share.lower);
  if (std::isfinite(share.lower)) lower.resize(lower.size() - 2);
  return fmt::format("{} to {}", lower, percent(share.upper));
}

std::string money_interval(Estimate const& estimate, double confidence, std::string const& of) {
  if (std::isnan(estimate.lower) || std::isnan(estimate.upper)) return "too few runs for an interval";
  return fmt::format("{}{} {}", interval_name(confidence), of.empty() ? "" : " of the " + of,
                     grouped_range(estimate.lower, estimate.upper));
}

std::string share_interval(Estimate const& share, double confidence) {
  if (std::isnan(share.lower) || std::isnan(share.upper)) return "too few runs for an interval";
  return fmt::format("{} {}", interval_name(confidence), percent_range(share));
}

std::string money_change(Estimate const& change, std::string const& baseline, double confidence) {
  if (std::isnan(change.lower))
    return fmt::format("a difference to {} of which too few runs say how sure it is", baseline);
  if (!change.excludes_zero()) {
    return fmt::format("no distinguishable difference to {} ({} {}, million euro)", baseline, interval_name(confidence),
                       sided_range(change));
  }
  return fmt::format("{} million euro {} than {} ({} {})", grouped(std::abs(change.value)),
                     change.value < 0 ? "less" : "more", baseline, interval_name(confidence), sided_range(change));
}

std::string counted(std::int64_t count, std::string const& one, std::string const& many) {
  return fmt::format("{} {}", grouped(static_cast<double>(count)), count == 1 ? one : many);
}

std::string spaced(std::string id) {
  std::replace(id.begin(), id.end(), '_', ' ');
  return id;
}

double round_number(double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  double const unit = std::pow(10, std::floor(std::log10(std::abs(value))) - 1);
  return std::round(value / unit) * unit;
}

}  // namespace detente
