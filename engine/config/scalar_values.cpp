#include "engine/config/config_data.hpp"
#include "engine/config/config_node.hpp"
#include "engine/config/form.hpp"
#include "engine/config/nearest.hpp"
#include "engine/config/number_text.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace detente {
namespace {

std::string describe_whole(std::int64_t lowest, std::int64_t highest) {
  using Limits = std::numeric_limits<std::int64_t>;
  bool const from = lowest != Limits::min();
  bool const to = highest != Limits::max();
  if (from && to) return fmt::format("a whole number from {} to {}", lowest, highest);
  if (from) return fmt::format("a whole number of at least {}", lowest);
  if (to) return fmt::format("a whole number of at most {}", highest);
  return "a whole number";
}

/// What people write for true and false elsewhere.
std::string meant_by(std::string_view text) {
  for (std::string_view word : {"True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "1"}) {
    if (text == word) return did_you_mean("true");
  }
  for (std::string_view word : {"False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "0"}) {
    if (text == word) return did_you_mean("false");
  }
  return did_you_mean(nearest(text, {"true", "false"}));
}

}  // namespace

/// The scalar that stands here or as the `value` of a described value; null, and a fault, if there is none.
ConfigData* ConfigNode::scalar(std::string const& expected) const {
  ConfigData* const data = data_->is_described() ? value().data_ : data_;
  if (data->kind == ConfigKind::scalar) return data;
  report_at(*data, data->kind == ConfigKind::null ? "nothing is written here" : describe(*data) + " stands here",
            expected + " was expected");
  data->make_all_known();
  return nullptr;
}

std::string ConfigNode::text() const {
  note({.kind = ValueKind::text});
  if (data_->poses()) return data_->text;
  ConfigData const* const data = scalar("a text");
  return data == nullptr ? "" : data->text;
}

std::string ConfigNode::identifier() const {
  note({.kind = ValueKind::identifier});
  if (data_->poses()) return answered(placeholder());
  ConfigData const* const data = scalar("an id");
  if (data == nullptr) return "";
  if (is_identifier(data->text)) return data->text;
  report_at(*data, cited(data->text) + " is not an id",
            "letters, digits and _, beginning with no digit, were expected");
  return "";
}

double ConfigNode::plain_number(Bounds bounds) const {
  double const harmless = answer_within(bounds);
  std::string const expected = describe(bounds) + " was expected";
  ConfigData const* const data = scalar(describe(bounds));
  if (data == nullptr) return harmless;
  if (data->is_quoted) {
    report_at(*data, cited(data->text) + " is a text in quotes", expected + ", without quotes");
    return harmless;
  }
  ParsedNumber<double> const number = parse_number(data->text);
  if (!number.reason.empty()) {
    report_at(*data, fmt::format("{} {}", cited(data->text), number.reason), expected);
    return harmless;
  }
  bool const is_below = number.value < bounds.lowest;
  if (is_below || number.value > bounds.highest) {
    report_at(*data,
              fmt::format("{} lies {} {}", data->text, is_below ? "below" : "above",
                          is_below ? bounds.lowest : bounds.highest),
              expected);
  }
  return std::clamp(number.value, bounds.lowest, bounds.highest);
}

double ConfigNode::number(Bounds bounds) const { return quantity(bounds).value; }

std::int64_t ConfigNode::integer(std::int64_t lowest, std::int64_t highest) const {
  using Limits = std::numeric_limits<std::int64_t>;
  Bounds bounds;
  if (lowest != Limits::min()) bounds.lowest = static_cast<double>(lowest);
  if (highest != Limits::max()) bounds.highest = static_cast<double>(highest);
  note({.kind = ValueKind::integer, .bounds = bounds});
  auto const harmless = static_cast<std::int64_t>(answer_within(bounds));
  std::string const expected = describe_whole(lowest, highest) + " was expected";
  ConfigData const* const data = scalar(describe_whole(lowest, highest));
  if (data == nullptr) return harmless;
  if (data->is_quoted) {
    report_at(*data, cited(data->text) + " is a text in quotes", expected + ", without quotes");
    return harmless;
  }
  ParsedNumber<std::int64_t> const number = parse_integer(data->text);
  if (!number.reason.empty()) {
    report_at(*data, fmt::format("{} {}", cited(data->text), number.reason), expected);
    return harmless;
  }
  bool const is_below = number.value < lowest;
  if (is_below || number.value > highest) {
    report_at(*data,
              fmt::format("{} lies {} {}", data->text, is_below ? "below" : "above", is_below ? lowest : highest),
              expected);
  }
  return std::clamp(number.value, lowest, highest);
}

bool ConfigNode::boolean() const {
  note({.kind = ValueKind::boolean});
  ConfigData const* const data = scalar("true or false");
  if (data == nullptr) return answer_within(unit_interval) > 0;
  bool const is_plain = !data->is_quoted;
  if (is_plain && data->text == "true") return true;
  if (is_plain && data->text == "false") return false;
  if (data->is_quoted)
    report_at(*data, cited(data->text) + " is a text in quotes", "true or false was expected, without quotes");
  else
    report_at(*data, cited(data->text) + " is neither true nor false", "true or false was expected",
              meant_by(data->text));
  return false;
}

namespace {

/// What an answer in other words most likely means where the choices are on and off.
std::optional<std::string> switch_meant(std::string const& text, std::vector<std::string> const& allowed) {
  bool const is_switch = allowed.size() == 2 && std::is_permutation(allowed.begin(), allowed.end(),
                                                                    std::vector<std::string>{"on", "off"}.begin());
  if (!is_switch) return std::nullopt;
  if (text == "no" || text == "false" || text == "0") return "off";
  if (text == "yes" || text == "true" || text == "1") return "on";
  return std::nullopt;
}

}  // namespace

template <class IsAllowed>
std::string ConfigNode::choose(std::vector<std::string> const& allowed, IsAllowed&& is_allowed) const {
  if (form() != nullptr) note({.kind = ValueKind::choice, .choices = allowed});  // a copy of them all
  bool const takes_last = data_->poses() && data_->store->guise.choice == Guise::Answer::most;
  std::string const harmless = allowed.empty() ? "" : takes_last ? allowed.back() : allowed.front();
  if (data_->poses()) return answered(harmless);
  std::string const expected = allowed.empty() ? "nothing can be chosen here" : listed(allowed) + " was expected";
  ConfigData const* const data = scalar(allowed.empty() ? "a choice" : listed(allowed));
  if (data == nullptr) return harmless;
  if (is_allowed(data->text)) return data->text;
  std::optional<std::string> const meant = switch_meant(data->text, allowed);
  report_at(*data, cited(data->text) + " is not one of the choices", expected,
            did_you_mean(meant ? meant : nearest(data->text, allowed)));
  return harmless;
}

bool ConfigNode::says(std::string_view word) const {
  note({.kind = ValueKind::choice, .choices = {std::string(word)}});
  if (data_->poses()) return data_->store->guise.choice == Guise::Answer::most;
  ConfigData const* const data = value().data_;
  return data->kind == ConfigKind::scalar && data->text == word;
}

std::string ConfigNode::choice(std::initializer_list<std::string_view> allowed) const {
  return choice(std::vector<std::string>(allowed.begin(), allowed.end()));
}

std::string ConfigNode::choice(std::vector<std::string> const& allowed) const {
  return choose(allowed, [&](std::string const& text) {
    return std::find(allowed.begin(), allowed.end(), text) != allowed.end();
  });
}

int ConfigNode::choice(IdIndex const& allowed) const {
  std::string const chosen =
      choose(allowed.ids(), [&](std::string const& text) { return allowed.position(text) >= 0; });
  return std::max(allowed.position(chosen), 0);
}

YearMonth ConfigNode::month() const {
  note({.kind = ValueKind::month});
  ConfigData const* const data = scalar("a month like 2026-01");
  if (data == nullptr) return YearMonth::of(2000, 1);
  std::optional<YearMonth> const month = parse_year_month(data->text);
  if (!month) report_at(*data, cited(data->text) + " is not a month", "a month like 2026-01 was expected");
  return month.value_or(YearMonth::of(2000, 1));
}

}  // namespace detente
