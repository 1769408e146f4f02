#pragma once

#include "engine/core/record.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace detente {

/// A variable, or a summary of it over entities, held against a number.
struct Comparison {
  enum class Aggregate : std::uint8_t { one, max, min, mean, sum };
  enum class Relation : std::uint8_t { at_least, at_most, above, below, equal, unequal };

  std::string variable;            // of the catalogue
  std::vector<std::string> index;  // a label for each dimension of the variable, or "*" for all of them
  Aggregate aggregate = Aggregate::one;
  Relation relation = Relation::at_least;
  double threshold = 0;
  std::string name = {};  // that the threshold goes by; empty for a number

  /// The same question, by whatever name.
  friend bool operator==(Comparison const& a, Comparison const& b) {
    return a.variable == b.variable && a.index == b.index && a.aggregate == b.aggregate && a.relation == b.relation &&
           a.threshold == b.threshold;
  }
};

/// A condition as a program for a stack: a step asks one comparison, or takes what lies on top of the stack and leaves
/// one answer. At the end there is one. It names entities, so that it holds whatever their order is.
struct Condition {
  enum class Kind : std::uint8_t { compare, both, either, negate };
  struct Step {
    Kind kind;
    int comparison = -1;
    friend bool operator==(Step const&, Step const&) = default;
  };

  std::vector<Comparison> comparisons;
  std::vector<Step> steps;
  friend bool operator==(Condition const&, Condition const&) = default;
};

/// What keeps a text from being a condition. `at` counts bytes of the text from 0.
struct ConditionFault : std::runtime_error {
  ConditionFault(std::size_t place, std::string const& what, std::string expectation, std::string way_out = "")
      : std::runtime_error(what), at(place), expected(std::move(expectation)), hint(std::move(way_out)) {}

  std::size_t at;
  std::string expected, hint;
};

/// What the names in a condition mean.
struct ConditionNames {
  Catalogue const& catalogue;                     // variables, and the labels of their dimensions
  std::string self_dimension = {};                // set that `self` is of; empty: `self` means nothing
  std::string self = {};                          // its label there
  std::map<std::string, double> thresholds = {};  // numbers by name
};

/// Reads a condition:
///   condition  = both {"or" both}          both = one {"and" one}          one = "not" one | "(" condition ")" | test
///   test       = quantity (">=" | "<=" | ">" | "<" | "==" | "!=") (number | name)
///   quantity   = variable | variable "[" ids "]" | ("max" | "min" | "mean" | "sum") "(" variable ["[" ids "]"] ")"
/// with one id for each dimension of the variable, separated by commas: an id of that set, `self`, and inside of a
/// summary also `*`. A summary without ids is over all entities. At most 1000 characters. Throws ConditionFault.
Condition parse_condition(std::string_view text, ConditionNames const& names);

/// Positions of the entities that a comparison names, ascending: entity = first * size(second dimension) + second, as
/// in a field. Its labels must be those of the catalogue.
std::vector<int> entities_of(Comparison const& comparison, Catalogue const& catalogue);

}  // namespace detente
