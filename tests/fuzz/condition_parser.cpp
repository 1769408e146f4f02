// The parser of conditions, over a fixed catalogue.
//   Either there is a fault at a place of the text and fit for a terminal, or a program that leaves one answer; printed
//   with a bracket around everything it parses to the same program.

#include "engine/config/number_text.hpp"
#include "models/condition.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace detente {
namespace {

Catalogue const& catalogue() {
  static Catalogue const fixed{
      .dimensions = {{.name = "country", .meaning = "", .labels = {"AAA", "BBB", "CCC"}},
                     {.name = "actor", .meaning = "", .labels = {"EU", "RUS"}},
                     {.name = "dispute", .meaning = "", .labels = {"AAA_BBB", "BBB_INT"}},
                     {.name = "nobody", .meaning = "", .labels = {}}},
      .variables = {{.name = "level", .unit = "1", .meaning = "", .dimensions = {"dispute"}},
                    {.name = "leaning", .unit = "1", .meaning = "", .dimensions = {"country", "actor"}},
                    {.name = "governance", .unit = "1", .meaning = "", .dimensions = {"country"}},
                    {.name = "max", .unit = "1", .meaning = "named as a summary", .dimensions = {"country"}},
                    {.name = "void", .unit = "1", .meaning = "", .dimensions = {"nobody"}},
                    {.name = "shock", .unit = "1", .meaning = "", .dimensions = {}}},
      .outcomes = {},
      .events = {}};
  return fixed;
}

std::map<std::string, double> const& thresholds() {
  static std::map<std::string, double> const named{{"high", 0.75}, {"low", -1e-3}};
  return named;
}

std::string printed(Comparison const& comparison) {
  static constexpr std::array summaries{"", "max", "min", "mean", "sum"};
  static constexpr std::array relations{">=", "<=", ">", "<", "==", "!="};
  std::string quantity = comparison.variable;
  if (!comparison.index.empty()) quantity += fmt::format("[{}]", fmt::join(comparison.index, ","));
  if (comparison.aggregate != Comparison::Aggregate::one)
    quantity = fmt::format("{}({})", summaries.at(static_cast<std::size_t>(comparison.aggregate)), quantity);
  return fmt::format("{}{}{}", quantity, relations.at(static_cast<std::size_t>(comparison.relation)),
                     comparison.name.empty() ? to_text(comparison.threshold) : comparison.name);
}

/// Runs the program on texts in place of answers.
std::string printed(Condition const& condition) {
  std::vector<std::string> stack;
  for (Condition::Step const& step : condition.steps) {
    if (step.kind == Condition::Kind::compare) {
      require(step.comparison >= 0 && static_cast<std::size_t>(step.comparison) < condition.comparisons.size(),
              "a step asks a comparison that there is");
      stack.push_back(printed(condition.comparisons[static_cast<std::size_t>(step.comparison)]));
      continue;
    }
    bool const is_negation = step.kind == Condition::Kind::negate;
    require(stack.size() >= (is_negation ? 1 : 2), "a step takes what is there");
    std::string const last = stack.back();
    if (is_negation) {
      stack.back() = "not(" + last + ")";
      continue;
    }
    stack.pop_back();
    char const* const word = step.kind == Condition::Kind::both ? "and" : "or";
    stack.back() = fmt::format("({} {} {})", stack.back(), word, last);
  }
  require(stack.size() == 1, "a condition leaves one answer");
  return stack.front();
}

bool is_of_a_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::ptrdiff_t count_of(std::string_view text, std::string_view word) {
  std::ptrdiff_t count = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    std::size_t const end = at + word.size();
    bool const is_part = (at > 0 && is_of_a_word(text[at - 1])) || (end < text.size() && is_of_a_word(text[end]));
    count += is_part ? 0 : 1;
  }
  return count;
}

void require_every_word(Condition const& condition, std::string const& text) {
  auto const steps = [&](Condition::Kind kind) {
    return std::count_if(condition.steps.begin(), condition.steps.end(),
                         [kind](Condition::Step const& step) { return step.kind == kind; });
  };
  require(steps(Condition::Kind::either) == count_of(text, "or"), "each `or` is a step");
  require(steps(Condition::Kind::both) == count_of(text, "and"), "each `and` is a step");
  require(steps(Condition::Kind::negate) == count_of(text, "not"), "each `not` is a step");
}

void require_sound(Comparison const& comparison) {
  require(std::isfinite(comparison.threshold), "a threshold is finite");
  bool const is_of_nobody = comparison.variable == "void";
  if (is_of_nobody) return;
  std::vector<int> const entities = entities_of(comparison, catalogue());
  require(!entities.empty() && entities.front() >= 0, "a comparison names somebody");
  require(std::is_sorted(entities.begin(), entities.end(), std::less_equal<>()), "entities ascend");
  require(comparison.aggregate != Comparison::Aggregate::one || entities.size() == 1, "one is one");
}

void try_text(std::string const& text) {
  ConditionNames const names{catalogue(), "country", "BBB", thresholds()};
  try {
    Condition const condition = parse_condition(text, names);
    for (Comparison const& comparison : condition.comparisons) require_sound(comparison);
    require_every_word(condition, text);
    std::string const again = printed(condition);
    if (again.size() > 1000) return;  // longer than a condition may be
    require(parse_condition(again, names) == condition, "a condition that is printed parses to the same");
  } catch (ConditionFault const& fault) {
    require(fault.at <= text.size(), "the place of a fault is in the text");
    require(*fault.what() != '\0' && !fault.expected.empty(), "a fault says what is wrong and what was expected");
    require(is_fit_for_a_terminal(fault.what()) && is_fit_for_a_terminal(fault.expected) &&
                is_fit_for_a_terminal(fault.hint),
            "a fault is fit for a terminal");
  }
}

}  // namespace
}  // namespace detente

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  detente::try_text(detente::text_of(data, size));
  return 0;
}
