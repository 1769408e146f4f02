#include "engine/config/config_data.hpp"
#include "engine/config/config_node.hpp"
#include "engine/config/form.hpp"
#include "engine/config/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {
namespace {

std::vector<std::string> texts(std::array<std::string_view, 3> const& words) { return {words.begin(), words.end()}; }

}  // namespace

/// A list of two ascending numbers under a key.
std::optional<std::pair<double, double>> ConfigNode::limits(std::string_view key, Bounds bounds) const {
  std::optional<ConfigNode> const node = find(key);
  if (!node) return std::nullopt;
  bool const is_pair = node->is_sequence() && node->data_->children.size() == 2;
  if (!is_pair) {
    report_at(*node->data_, describe(*node->data_) + " is not a pair", "[lowest, highest] was expected");
    node->ignore();
    return std::nullopt;
  }
  std::vector<ConfigNode> const items = node->items();
  double const lowest = items[0].plain_number(bounds);
  double const highest = items[1].plain_number(bounds);
  if (lowest > highest) {
    report_at(*node->data_, fmt::format("{} lies above {}", lowest, highest), "[lowest, highest] was expected");
    return std::nullopt;
  }
  return std::pair(lowest, highest);
}

/// A range is for a number and holds it, a factor range is for a list or map and holds 1; a faulty one is dropped.
void ConfigNode::check_ranges(Evidence& evidence) const {
  ConfigData const& written = *data_->child("value");
  if (evidence.range && written.is_container()) {
    report_at(*data_->child("range"), "a range does not fit " + describe(written),
              "`factor_range`, one common factor, was expected");
    evidence.range.reset();
  }
  if (evidence.factor_range && !written.is_container()) {
    report_at(*data_->child("factor_range"), "a factor range does not fit a single value",
              "`range`, limits of the number itself, was expected");
    evidence.factor_range.reset();
  }
  ParsedNumber<double> const number = parse_number(written.text);
  bool const is_number = written.kind == ConfigKind::scalar && number.reason.empty();
  if (evidence.range && is_number && (number.value < evidence.range->first || number.value > evidence.range->second)) {
    report_at(
        *data_->child("range"),
        fmt::format("the value {} lies outside {} to {}", written.text, evidence.range->first, evidence.range->second),
        "a range that holds the value was expected");
    evidence.range.reset();
  }
  if (evidence.factor_range && (evidence.factor_range->first > 1 || evidence.factor_range->second < 1)) {
    report_at(*data_->child("factor_range"),
              fmt::format("1 lies outside {} to {}", evidence.factor_range->first, evidence.factor_range->second),
              "a factor range that holds 1 was expected");
    evidence.factor_range.reset();
  }
}

Evidence ConfigNode::evidence_within(Bounds bounds) const {
  Evidence evidence;
  note_evidence();
  if (!data_->is_described()) return evidence;
  known_child("value");
  if (std::optional<ConfigNode> const node = find("unit")) evidence.unit = node->text();
  if (std::optional<ConfigNode> const node = find("status")) evidence.status = node->choice(texts(evidence_statuses));
  if (std::optional<ConfigNode> const node = find("source")) evidence.source = node->text();
  if (std::optional<ConfigNode> const node = find("confidence"))
    evidence.confidence = node->choice(texts(evidence_confidences));
  evidence.range = limits("range", bounds);
  evidence.factor_range = limits("factor_range", non_negative);
  check_ranges(evidence);
  return evidence;
}

Evidence ConfigNode::evidence() const { return evidence_within({}); }

ConfigNode ConfigNode::value() const {
  evidence();
  if (!data_->is_described()) return *this;
  return ConfigNode(known_child("value"));
}

Quantity ConfigNode::quantity(Bounds bounds) const {
  note({.kind = ValueKind::number, .bounds = bounds});
  Quantity result;
  result.evidence = evidence_within(bounds);
  result.value = plain_number(bounds);
  return result;
}

DatedPath ConfigNode::dated_path(Bounds bounds, YearMonth earliest) const {
  note({.kind = ValueKind::path, .bounds = bounds});
  if (data_->poses()) return DatedPath(answer_within(bounds));
  ConfigNode const node = value();
  if (node.is_dated()) return node.dated_points(bounds, earliest);
  bool const is_neither = node.is_map() || node.is_sequence();
  if (!is_neither) return DatedPath(node.plain_number(bounds));
  report_at(*node.data_, describe(*node.data_) + " stands here",
            describe(bounds) + ", or a map of dates like {2026-01: 0.1, 2030-01: 0.8}, was expected");
  node.ignore();
  return DatedPath(std::clamp(0.0, bounds.lowest, bounds.highest));
}

DatedPath ConfigNode::dated_points(Bounds bounds, YearMonth earliest) const {
  Diagnostics& faults = data_->store->diagnostics;
  std::vector<std::pair<YearMonth, double>> points;
  for (ConfigData* const child : data_->children) {
    child->is_known = true;
    ConfigEntry const entry{child->key, ConfigNode(child)};
    Place const place = entry.node.data_->key_place;
    double const number = entry.node.plain_number(bounds);
    std::optional<YearMonth> const month = parse_year_month(entry.id);
    if (!month) {
      faults.report(place, cited(entry.id) + " is not a month", "a month like 2026-01 was expected");
    } else if (*month < earliest) {
      faults.report(place, fmt::format("date {} lies before the start {}", entry.id, to_string(earliest)),
                    "dates from the start on were expected");
    } else if (!points.empty() && *month <= points.back().first) {
      faults.report(place, fmt::format("date {} does not come after {}", entry.id, to_string(points.back().first)),
                    "ascending dates were expected");
    } else {
      points.emplace_back(*month, number);
    }
  }
  return points.empty() ? DatedPath(std::clamp(0.0, bounds.lowest, bounds.highest)) : DatedPath(std::move(points));
}

}  // namespace detente
