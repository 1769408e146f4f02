// The grammar of single values. An input is a text of YAML with the keys below; each line of it is also read as a bare
// number, whole number and month.
//   Whatever is written, what is read is finite and within its bounds, paths ascend, and there is a value for each id.
//   Without faults, what was read is written out and reads back as the same to the last bit.

#include "engine/config/number_text.hpp"
#include "tests/fuzz/written_config.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>
#include <vector>

namespace detente {
namespace {

constexpr std::size_t longest_text = 2048;
constexpr std::size_t longest_line = 400;
constexpr std::size_t longest_for_hints = 128;  // names that are close are sought among all
constexpr Bounds share_bounds{-0.25, 1.5};
constexpr std::int64_t lowest_count = -5;
constexpr std::int64_t highest_count = 1000000;

std::vector<std::string> const& ids() {
  static std::vector<std::string> const fixed{"aa", "bb", "cc"};
  return fixed;
}

std::vector<std::string> const& choices() {
  static std::vector<std::string> const fixed{"on", "off"};
  return fixed;
}

YearMonth earliest() { return YearMonth::of(2026, 1); }

bool is_bitwise_same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

void require_bare_number(std::string const& text) {
  ParsedNumber<double> const number = parse_number(text);
  require(is_fit_for_a_terminal(number.reason), "a reason is fit for a terminal");
  if (!number.reason.empty()) return;
  require(std::isfinite(number.value), "a number is finite");
  require(is_bitwise_same(number.value, std::strtod(text.c_str(), nullptr)), "a number is what the C library reads");
  ParsedNumber<double> const again = parse_number(to_text(number.value));
  require(again.reason.empty() && is_bitwise_same(again.value, number.value), "a number that is written reads back");
}

void require_bare_integer(std::string const& text) {
  ParsedNumber<std::int64_t> const number = parse_integer(text);
  if (!number.reason.empty()) return;
  ParsedNumber<double> const real = parse_number(text);
  require(real.reason.empty() && real.value == static_cast<double>(number.value), "a whole number is a number");
  ParsedNumber<std::int64_t> const again = parse_integer(fmt::format("{}", number.value));
  require(again.reason.empty() && again.value == number.value, "a whole number that is written reads back");
}

void require_bare_month(std::string const& text) {
  std::optional<YearMonth> const month = parse_year_month(text);
  require(!month || to_string(*month) == text, "a month that is written reads back");
}

struct Values {
  double number = 0, share = 0;
  std::int64_t count = 0, any_count = 0;
  Quantity described;
  DatedPath path;
  std::vector<double> of_all;
  std::vector<std::pair<int, double>> of_some;
  YearMonth month;
  bool flag = false;
  std::string choice = "on";
};

void require_within(double number, Bounds bounds) {
  require(std::isfinite(number) && number >= bounds.lowest && number <= bounds.highest,
          "a number is within its bounds");
}

void require_sound(Quantity const& quantity) {
  require_within(quantity.value, non_negative);
  if (quantity.evidence.range) {
    auto const [lowest, highest] = *quantity.evidence.range;
    require_within(lowest, non_negative);
    require_within(highest, non_negative);
    require(lowest <= highest, "a range ascends");
  }
  if (quantity.evidence.factor_range) {
    require(quantity.evidence.factor_range->first <= 1 && quantity.evidence.factor_range->second >= 1,
            "a factor range holds 1");
  }
}

void require_sound(DatedPath const& path) {
  require(!path.points().empty(), "a path is somewhere");
  for (std::size_t k = 0; k < path.points().size(); ++k) {
    auto const& [month, value] = path.points()[k];
    require_within(value, share_bounds);
    require(path.is_constant() || month >= earliest(), "no point of a path lies before the start");
    require(k == 0 || path.points()[k - 1].first < month, "a path ascends");
    require_within(path.at(YearMonth{month.index + 1}), share_bounds);
  }
}

Values read(ConfigTree const& tree) {
  using Limits = std::numeric_limits<std::int64_t>;
  ConfigNode const root = tree.root();
  Values values;
  if (auto const node = root.find("number")) values.number = node->number();
  if (auto const node = root.find("share")) values.share = node->number(share_bounds);
  if (auto const node = root.find("count")) values.count = node->integer(lowest_count, highest_count);
  if (auto const node = root.find("any_count")) values.any_count = node->integer(Limits::min(), Limits::max());
  if (auto const node = root.find("described")) values.described = node->quantity(non_negative);
  if (auto const node = root.find("path")) values.path = node->dated_path(share_bounds, earliest());
  if (auto const node = root.find("of_all")) {
    for (ConfigNode const& each : node->by_id(ids())) values.of_all.push_back(each.number(share_bounds));
    require(values.of_all.size() == ids().size(), "there is a value for each id");
  }
  if (auto const node = root.find("of_some")) {
    for (auto const& [at, each] : node->value().written_by_id(IdIndex(ids())))
      values.of_some.emplace_back(at, each.number(share_bounds));
  }
  if (auto const node = root.find("month")) values.month = node->month();
  if (auto const node = root.find("flag")) values.flag = node->boolean();
  if (auto const node = root.find("choice")) values.choice = node->choice(choices());
  return values;
}

void require_sound(Values const& values) {
  require(std::isfinite(values.number), "a number is finite");
  require_within(values.share, share_bounds);
  require(values.count >= lowest_count && values.count <= highest_count, "a count is within its bounds");
  require_sound(values.described);
  require_sound(values.path);
  for (double const each : values.of_all) require_within(each, share_bounds);
  for (auto const& [at, each] : values.of_some) {
    require(at >= 0 && static_cast<std::size_t>(at) < ids().size(), "a value is of an id");
    require_within(each, share_bounds);
  }
  require(values.choice == "on" || values.choice == "off", "what is chosen could be chosen");
}

std::string written_range(char const* key, std::optional<std::pair<double, double>> const& range) {
  return range ? fmt::format("  {}: [{}, {}]\n", key, to_text(range->first), to_text(range->second)) : "";
}

std::string written(DatedPath const& path) {
  if (path.points().front().first < earliest()) return to_text(path.points().front().second);  // a bare number
  std::string points;
  for (auto const& [month, value] : path.points())
    points += fmt::format("{}{}: {}", points.empty() ? "" : ", ", to_string(month), to_text(value));
  return "{" + points + "}";
}

std::string written(Values const& values) {
  std::string text =
      fmt::format("number: {}\nshare: {}\ncount: {}\nany_count: {}\nmonth: {}\nflag: {}\nchoice: {}\npath: {}\n",
                  to_text(values.number), to_text(values.share), values.count, values.any_count,
                  to_string(values.month), values.flag, values.choice, written(values.path));
  text += fmt::format("described:\n  value: {}\n", to_text(values.described.value));
  text += written_range("range", values.described.evidence.range);
  if (!values.of_all.empty()) text += "of_all:\n";
  for (std::size_t k = 0; k < values.of_all.size(); ++k)
    text += fmt::format("  {}: {}\n", ids()[k], to_text(values.of_all[k]));
  if (!values.of_some.empty()) text += "of_some:\n";
  for (auto const& [at, each] : values.of_some)
    text += fmt::format("  {}: {}\n", ids()[static_cast<std::size_t>(at)], to_text(each));
  return text;
}

bool is_same(Values const& a, Values const& b) {
  auto const same_list = [](std::vector<double> const& x, std::vector<double> const& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), is_bitwise_same);
  };
  return is_bitwise_same(a.number, b.number) && is_bitwise_same(a.share, b.share) && a.count == b.count &&
         a.any_count == b.any_count && is_bitwise_same(a.described.value, b.described.value) &&
         a.described.evidence.range == b.described.evidence.range && a.path.points() == b.path.points() &&
         same_list(a.of_all, b.of_all) && a.of_some == b.of_some && a.month == b.month && a.flag == b.flag &&
         a.choice == b.choice;
}

void require_reads_back(Values const& values) {
  std::string const text = written(values);
  try {
    ConfigTree const tree = ConfigTree::parse(text, "written.yaml");
    Values const again = read(tree);
    tree.throw_if_errors();
    require(is_same(again, values), "values that are written read back as the same");
  } catch (ConfigError const&) {
    require(false, "values that are written read back without faults");
  }
}

void try_tree(std::string const& text) {
  if (would_open_files(text)) return;
  try {
    ConfigTree tree = ConfigTree::parse(text, "x.yaml");
    Values const values = read(tree);
    require_sound(values);
    if (!tree.has_errors()) require_reads_back(values);
    if (text.size() <= longest_for_hints) tree.report_unknown_keys();
    tree.throw_if_errors();
  } catch (ConfigError const& faults) {
    require_good_faults(faults, "x.yaml", text);
  }
}

void try_lines(std::string const& text) {
  for (std::size_t start = 0; start <= text.size();) {
    std::size_t const end = std::min(text.find('\n', start), text.size());
    std::string const line = text.substr(start, std::min(end - start, longest_line));
    require_bare_number(line);
    require_bare_integer(line);
    require_bare_month(line);
    start = end + 1;
  }
}

}  // namespace
}  // namespace detente

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size > detente::longest_text) return 0;
  std::string const text = detente::text_of(data, size);
  detente::try_lines(text);
  detente::try_tree(text);
  return 0;
}
