#include "models/condition.hpp"

#include "engine/config/diagnostics.hpp"
#include "engine/config/nearest.hpp"
#include "engine/config/number_text.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace detente {
namespace {

constexpr std::size_t longest_text = 1000;
constexpr int deepest = 64;  // as deep as a configuration
constexpr std::string_view blanks = " \t\n\r";

using Aggregate = Comparison::Aggregate;
using Relation = Comparison::Relation;

constexpr std::array<std::pair<std::string_view, Aggregate>, 4> aggregates{
    {{"max", Aggregate::max}, {"min", Aggregate::min}, {"mean", Aggregate::mean}, {"sum", Aggregate::sum}}};
constexpr std::array<std::pair<std::string_view, Relation>, 6> relations{{{">=", Relation::at_least},
                                                                          {"<=", Relation::at_most},
                                                                          {"==", Relation::equal},
                                                                          {"!=", Relation::unequal},
                                                                          {">", Relation::above},
                                                                          {"<", Relation::below}}};
/// What people write for an operator elsewhere.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> foreign_relations{
    {{"=", "=="}, {"=>", ">="}, {"=<", "<="}, {"<>", "!="}, {"===", "=="}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> foreign_words{
    {{"&&", "and"}, {"&", "and"}, {"||", "or"}, {"|", "or"}, {"!", "not"}, {"AND", "and"}}};

template <class Table>
std::string meant_by(std::string_view text, Table const& table) {
  auto const at = std::find_if(table.begin(), table.end(), [&](auto const& entry) { return entry.first == text; });
  return at == table.end() ? "" : fmt::format("did you mean '{}'?", at->second);
}

class ConditionParser {
 public:
  ConditionParser(std::string_view text, ConditionNames const& names) : text_(text), names_(names) {}

  Condition parse() {
    if (text_.size() > longest_text)
      throw ConditionFault(0, fmt::format("{} characters", text_.size()), fmt::format("at most {}", longest_text));
    read_either();
    skip_blanks();
    if (at_ == text_.size()) return std::move(condition_);
    if (text_[at_] == ')') throw ConditionFault(at_, "')' closes nothing", "a '(' before it");
    std::string const word(rest_of_word());
    std::string hint = meant_by(word, foreign_words);
    if (hint.empty()) hint = did_you_mean(nearest(word, {"and", "or"}));
    throw ConditionFault(at_, fmt::format("{} stands here", cited(word)), "and, or, or the end", hint);
  }

 private:
  void read_either() {
    read_both();
    while (take_word("or")) {
      read_both();
      condition_.steps.push_back({Condition::Kind::either});
    }
  }

  void read_both() {
    read_one();
    while (take_word("and")) {
      read_one();
      condition_.steps.push_back({Condition::Kind::both});
    }
  }

  void read_one() {
    skip_blanks();
    std::size_t const opened = at_;
    if (take_word("not")) {
      enter(opened);
      read_one();
      condition_.steps.push_back({Condition::Kind::negate});
    } else if (take('(')) {
      enter(opened);
      read_either();
      close(opened, "and, or, or ')'");
    } else {
      return read_test();
    }
    --depth_;
  }

  /// A level deeper: the stack of the program bears only so many.
  void enter(std::size_t opened) {
    if (++depth_ > deepest)
      throw ConditionFault(opened, fmt::format("more than {} '(' and 'not' inside each other", deepest), "fewer");
  }

  void read_test() {
    Comparison comparison = read_quantity();
    comparison.relation = read_relation();
    read_threshold(comparison);
    condition_.steps.push_back({Condition::Kind::compare, static_cast<int>(condition_.comparisons.size())});
    condition_.comparisons.push_back(std::move(comparison));
  }

  Comparison read_quantity() {
    skip_blanks();
    std::size_t const start = at_;
    std::string const word = read_name();
    if (word.empty()) throw ConditionFault(start, said_here(), "a comparison, as level[...] >= 3", way_out());
    auto const summary =
        std::find_if(aggregates.begin(), aggregates.end(), [&](auto const& a) { return a.first == word; });
    std::size_t const after = at_;
    skip_blanks();
    std::size_t const opened = at_;
    if (summary == aggregates.end() || !take('(')) {
      at_ = after;
      return read_variable(word, start, Aggregate::one);
    }
    skip_blanks();
    std::size_t const inside = at_;
    Comparison const comparison = read_variable(read_name(), inside, summary->second);
    close(opened, "')'");
    return comparison;
  }

  Comparison read_variable(std::string const& name, std::size_t start, Aggregate aggregate) {
    std::vector<VariableInfo> const& variables = names_.catalogue.variables;
    auto const known =
        std::find_if(variables.begin(), variables.end(), [&](VariableInfo const& one) { return one.name == name; });
    if (known == variables.end()) {
      std::vector<std::string> all;
      for (VariableInfo const& one : variables) all.push_back(one.name);
      throw ConditionFault(start, fmt::format("unknown variable {}", cited(name)), "a variable that can be recorded",
                           did_you_mean(nearest(name, all)));
    }
    Comparison comparison{.variable = name, .index = {}, .aggregate = aggregate};
    bool const is_one_number = known->dimensions.empty();
    if (is_one_number && aggregate != Aggregate::one)
      throw ConditionFault(start, fmt::format("'{}' is one number already", name), fmt::format("{} alone", name));
    skip_blanks();
    std::size_t const opened = at_;
    if (take('[')) {
      if (is_one_number) throw ConditionFault(opened, fmt::format("'{}' is one number", name), "nothing in brackets");
      read_index(comparison, *known, opened);
    } else if (aggregate != Aggregate::one) {
      comparison.index.assign(known->dimensions.size(), "*");
    } else if (!is_one_number) {
      throw ConditionFault(start,
                           fmt::format("'{}' has a value for each {}", name, fmt::join(known->dimensions, " and ")),
                           fmt::format("{}, or max({})", example_of(*known), name));
    }
    return comparison;
  }

  void read_index(Comparison& comparison, VariableInfo const& variable, std::size_t opened) {
    std::size_t const closed = text_.find(']', opened);
    if (closed == std::string_view::npos) throw ConditionFault(opened, "'[' is never closed", "']'");
    std::size_t start = at_;
    std::vector<std::pair<std::size_t, std::string>> parts;
    while (start <= closed) {
      std::size_t const end = std::min(text_.find(',', start), closed);
      std::size_t const first = std::min(text_.find_first_not_of(blanks, start), end);
      parts.emplace_back(first, trimmed(text_.substr(start, end - start), blanks));
      start = end + 1;
    }
    if (parts.size() != variable.dimensions.size())
      throw ConditionFault(
          opened, fmt::format("'{}' is by {}", variable.name, fmt::join(variable.dimensions, " and ")),
          fmt::format("{}, as {}", variable.dimensions.size() == 1 ? "1 id" : "2 ids", example_of(variable)));
    for (std::size_t k = 0; k < parts.size(); ++k)
      comparison.index.push_back(label_of(parts[k].second, parts[k].first, variable, k, comparison.aggregate));
    at_ = closed + 1;
  }

  /// The label that an id in brackets means.
  std::string label_of(std::string const& id, std::size_t place, VariableInfo const& variable, std::size_t k,
                       Aggregate aggregate) const {
    std::string const& set = variable.dimensions[k];
    std::vector<std::string> const& labels = names_.catalogue.dimension(set).labels;
    if (id == "*") {
      if (aggregate != Aggregate::one) return id;
      throw ConditionFault(place, "'*' stands for many", fmt::format("one {}, or max({}[...])", set, variable.name));
    }
    bool const is_self = id == "self";
    if (is_self && names_.self.empty())
      throw ConditionFault(place, "'self' means nobody: this lever is set once for all",
                           fmt::format("a {}, as {}", set, listed(labels, 3)));
    bool const is_of_set = set == names_.self_dimension || set == "closed";
    std::string const& label = is_self && is_of_set ? names_.self : id;
    if (std::find(labels.begin(), labels.end(), label) != labels.end()) return label;
    std::string const expected = labels.empty() ? fmt::format("there is no {} here", set) : listed(labels);
    if (is_self)
      throw ConditionFault(place,
                           fmt::format("'self' is the {} '{}', and '{}' is by {}", names_.self_dimension, names_.self,
                                       variable.name, set),
                           expected);
    throw ConditionFault(place, fmt::format("unknown {} {}", set, cited(id)), expected,
                         did_you_mean(nearest(id, labels)));
  }

  /// A variable with an id for each of its dimensions, for messages.
  std::string example_of(VariableInfo const& variable) const {
    std::vector<std::string> ids;
    for (std::string const& set : variable.dimensions) {
      std::vector<std::string> const& labels = names_.catalogue.dimension(set).labels;
      ids.push_back(labels.empty() ? set : labels.front());
    }
    return fmt::format("{}[{}]", variable.name, fmt::join(ids, ","));
  }

  Relation read_relation() {
    skip_blanks();
    std::size_t end = at_;
    while (end < text_.size() && std::string_view("<>=!&|~").find(text_[end]) != std::string_view::npos) ++end;
    std::string const written(text_.substr(at_, end - at_));
    auto const known =
        std::find_if(relations.begin(), relations.end(), [&](auto const& r) { return r.first == written; });
    std::string const expected = ">=, <=, >, <, == or !=";
    if (written.empty()) throw ConditionFault(at_, said_here(), expected + ", and a number");
    if (known == relations.end())
      throw ConditionFault(at_, fmt::format("unknown operator {}", cited(written)), expected,
                           meant_by(written, foreign_relations));
    at_ = end;
    return known->second;
  }

  void read_threshold(Comparison& comparison) {
    skip_blanks();
    std::size_t const start = at_;
    bool const is_name = at_ < text_.size() && is_letter(text_[at_]);
    if (is_name) {
      comparison.name = read_name();
      auto const known = names_.thresholds.find(comparison.name);
      if (known == names_.thresholds.end()) throw unknown_threshold(comparison.name, start);
      comparison.threshold = known->second;
      return;
    }
    auto const is_exponent = [this](std::size_t at) { return text_[at] == 'e' || text_[at] == 'E'; };
    std::size_t end = start;
    while (end < text_.size()) {
      bool const is_sign = text_[end] == '+' || text_[end] == '-';
      bool const is_part = is_digit(text_[end]) || is_letter(text_[end]) || text_[end] == '.';
      if (!is_part && !(is_sign && (end == start || is_exponent(end - 1)))) break;
      ++end;
    }
    std::string const written(text_.substr(start, end - start));
    if (written.empty()) throw ConditionFault(start, said_here(), "a number, or a name of `where`");
    ParsedNumber<double> const number = parse_number(written);
    if (!number.reason.empty())
      throw ConditionFault(start, fmt::format("{} {}", cited(written), number.reason), "a number");
    comparison.threshold = number.value;
    at_ = end;
  }

  ConditionFault unknown_threshold(std::string const& name, std::size_t start) const {
    std::vector<std::string> known;
    for (auto const& [one, value] : names_.thresholds) known.push_back(one);
    std::vector<VariableInfo> const& variables = names_.catalogue.variables;
    bool const is_variable =
        std::any_of(variables.begin(), variables.end(), [&](VariableInfo const& one) { return one.name == name; });
    std::string hint = did_you_mean(nearest(name, known));
    if (hint.empty())
      hint =
          is_variable ? "variables stand on the left, numbers on the right" : fmt::format("where: {{{}: ...}}", name);
    return {start, fmt::format("unknown name {}", cited(name)), "a number, or a name of `where`", hint};
  }

  void skip_blanks() { at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size()); }

  bool take(char c) {
    skip_blanks();
    bool const is_here = at_ < text_.size() && text_[at_] == c;
    at_ += is_here ? 1 : 0;
    return is_here;
  }

  void close(std::size_t opened, std::string const& expected) {
    if (take(')')) return;
    if (at_ == text_.size()) throw ConditionFault(opened, "'(' is never closed", "')'");
    std::string const word(rest_of_word());
    throw ConditionFault(at_, said_here(), expected, meant_by(word, foreign_words));
  }

  std::string_view rest_of_word() const {
    std::size_t const end = text_.find_first_of(blanks, at_);
    return text_.substr(at_, end == std::string_view::npos ? end : end - at_);
  }

  std::string said_here() const {
    return at_ == text_.size() ? "the end stands here" : fmt::format("{} stands here", cited(rest_of_word()));
  }
  std::string way_out() const {
    bool const is_number = at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '-');
    return is_number ? "variables stand on the left, numbers on the right" : meant_by(rest_of_word(), foreign_words);
  }

  std::string read_name() {
    std::size_t const start = at_;
    while (at_ < text_.size() && (is_letter(text_[at_]) || (at_ > start && is_digit(text_[at_])))) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  bool take_word(std::string_view word) {
    skip_blanks();
    std::size_t const start = at_;
    if (read_name() == word) return true;
    at_ = start;
    return false;
  }

  std::string_view text_;
  ConditionNames const& names_;
  int depth_ = 0;
  std::size_t at_ = 0;
  Condition condition_;
};

}  // namespace

Condition parse_condition(std::string_view text, ConditionNames const& names) {
  return ConditionParser(text, names).parse();
}

std::vector<int> entities_of(Comparison const& comparison, Catalogue const& catalogue) {
  auto const variable = std::find_if(catalogue.variables.begin(), catalogue.variables.end(),
                                     [&](VariableInfo const& one) { return one.name == comparison.variable; });
  if (variable == catalogue.variables.end()) throw std::out_of_range("no variable " + comparison.variable);
  std::vector<int> entities{0};
  for (std::size_t k = 0; k < comparison.index.size(); ++k) {
    std::vector<std::string> const& labels = catalogue.dimension(variable->dimensions[k]).labels;
    std::vector<int> longer;
    for (int const before : entities) {
      for (std::size_t at = 0; at < labels.size(); ++at) {
        if (comparison.index[k] == "*" || comparison.index[k] == labels[at])
          longer.push_back(before * static_cast<int>(labels.size()) + static_cast<int>(at));
      }
    }
    if (longer.empty()) throw std::out_of_range("no " + variable->dimensions[k] + " " + comparison.index[k]);
    entities = std::move(longer);
  }
  return entities;
}

}  // namespace detente
