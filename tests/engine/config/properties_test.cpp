// Properties that hold for whatever one may write. The inputs are random (the seed is printed and can be given again by
// RC_PARAMS="seed=N") and shrink to the smallest that breaks the property.

#include "engine/config/config_tree.hpp"
#include "engine/config/number_text.hpp"
#include "tests/engine/config/faults.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cmath>
#include <string>
#include <vector>

namespace detente {
namespace {

// Would catch: a number printed with too few digits, which a resolved configuration would repeat differently.
RC_GTEST_PROP(NumberProperties, Every_finite_number_reads_back_as_itself, ()) {
  double const number = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
  RC_PRE(std::isfinite(number));

  ParsedNumber<double> const read = parse_number(to_text(number));

  RC_ASSERT(read.reason.empty());
  RC_ASSERT(std::bit_cast<std::uint64_t>(read.value) == std::bit_cast<std::uint64_t>(number));
}

/// Text made of what YAML is made of, so that much of it parses.
rc::Gen<std::string> yaml_like() {
  auto const token = rc::gen::element<std::string>("a", "b", "value", "default", "extends", "schema", ": ", ":", "\n",
                                                   "\n  ", "\n    ", "- ", "{", "}", "[", "]", ", ", "1", "-0.5", "010",
                                                   "1e999", "2026-01", "no", "~", "'", "\"", "&x ", "*x", "<<", "#",
                                                   "|", ">", "!", "%", "\t", "\xc3\xa9", "\xff", "?");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(token), [](std::vector<std::string> const& tokens) {
    std::string text;
    for (std::string const& one : tokens) text += one;
    return text;
  });
}

// Would catch: a crash, a hang or an exception of the YAML library that gets through.
RC_GTEST_PROP(ConfigProperties, Any_text_is_a_tree_or_a_fault_with_its_place, ()) {
  std::string const text = *yaml_like();

  std::string const faults = faults_of(text);

  RC_ASSERT(faults.empty() || faults.starts_with("x.yaml:") || faults.find("error: ") != std::string::npos);
}

/// A map whose values are quoted texts of any signs, numbers, lists and maps.
rc::Gen<std::string> map_of_anything() {
  auto const text =
      rc::gen::map(rc::gen::container<std::string>(rc::gen::elementOf(std::string("aZ09 .:,-#&*!|>'%@`{}[]?~=_"))),
                   [](std::string const& signs) {
                     std::string quoted = "'";
                     for (char const sign : signs) quoted += sign == '\'' ? std::string("''") : std::string(1, sign);
                     return quoted + "'";
                   });
  auto const scalar =
      rc::gen::oneOf(text, rc::gen::element<std::string>("1", "-0.5", "1e300", "true", "2026-01", "word", "{}", "[]"));
  auto const value =
      rc::gen::oneOf(scalar, rc::gen::map(scalar, [](std::string const& one) { return "[" + one + ", 2]"; }),
                     rc::gen::map(scalar, [](std::string const& one) { return "{a: " + one + ", value: 3}"; }),
                     rc::gen::map(scalar, [](std::string const& one) { return "{2026-01: " + one + ", 2030-01: 1}"; }));
  return rc::gen::map(rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(value)),
                      [](std::vector<std::string> const& values) {
                        std::string map;
                        for (std::size_t k = 0; k < values.size(); ++k)
                          map += "key_" + std::to_string(k) + ": " + values[k] + "\n";
                        return map;
                      });
}

// Would catch: quotes, dates or unusual text that a resolved configuration would lose.
RC_GTEST_PROP(ConfigProperties, Resolved_tree_reads_back_as_itself, ()) {
  std::string const text = *map_of_anything();
  RC_ASSERT(faults_of(text) == "");
  std::string const resolved = ConfigTree::parse(text, "x.yaml").resolved(false);

  std::string const again = ConfigTree::parse(resolved, "y.yaml").resolved(false);

  RC_ASSERT(again == resolved);
}

}  // namespace
}  // namespace detente
