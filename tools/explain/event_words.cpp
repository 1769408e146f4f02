#include "tools/explain/event_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace detente {
namespace {

/// How a kind is told: as values rise, and as they fall. {entity}, {from} and {to} stand for what they say.
struct Phrase {
  char const* kind;
  char const* rising;
  char const* falling;
};

constexpr std::array phrases{
    Phrase{"move", "{entity}: {from} -> {to}", "{entity}: {from} -> {to}"},
    Phrase{"settlement", "{entity} is settled", "{entity} is settled"},
    Phrase{"breakdown", "{entity}: the agreement fails", "{entity}: the agreement fails"},
    Phrase{"regime", "US engagement turns from {from} to {to}", "US engagement turns from {from} to {to}"},
    Phrase{"shock", "a shock arrives ({from} to {to} felt)", "a shock arrives ({from} to {to} felt)"},
    Phrase{"election", "{entity}: a campaign starts, {from}", "{entity}: a campaign starts, {from}"},
    Phrase{"contract", "{entity}: arms come from {to}, no longer from {from}",
           "{entity}: arms come from {to}, no longer from {from}"},
    Phrase{"surge", "{entity} is reinforced ({from} to {to} persons called)", "{entity}: the reinforcement is over"},
    Phrase{"rule", "the rule \"{entity}\" acts", "the rule \"{entity}\" acts no more"},
    Phrase{"stance", "{entity} turns from {from} to {to}", "{entity} turns from {from} to {to}"},
};

std::string phrase_for(EventKind const& kind, bool is_rising) {
  for (Phrase const& phrase : phrases) {
    if (kind.name == phrase.kind) return is_rising ? phrase.rising : phrase.falling;
  }
  std::string const beginning = kind.entity_dimension.empty() ? "" : "{entity}: ";
  return beginning + "{meaning}, from {from} to {to}";
}

std::vector<std::string> parts_of(std::string const& text, std::string const& between) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end = text.find(between); end != std::string::npos; end = text.find(between, begin)) {
    parts.push_back(text.substr(begin, end - begin));
    begin = end + between.size();
  }
  parts.push_back(text.substr(begin));
  return parts;
}

std::string told(RunView const& run, Event const& event, std::string const& pattern, std::string const& entity) {
  EventKind const& kind = run.kind_of(event);
  ValueWords const words = words_of(kind, run.spec().catalogue);
  return fmt::format(fmt::runtime(pattern), fmt::arg("entity", entity), fmt::arg("meaning", kind.meaning),
                     fmt::arg("from", value_text(words.from, event.from, words.is_scale)),
                     fmt::arg("to", value_text(words.to, event.to, words.is_scale)));
}

}  // namespace

std::vector<std::string> listed_words(std::string const& text) {
  std::size_t const colon = text.find(": ");
  std::vector<std::string> words;
  for (std::string const& part : parts_of(colon == std::string::npos ? text : text.substr(colon + 2), ", ")) {
    std::string const number = std::to_string(words.size()) + " ";
    if (!part.starts_with(number) || part.find_first_of(":;") != std::string::npos) return {};
    words.push_back(part.substr(number.size()));
  }
  return words;
}

ValueWords words_of(EventKind const& kind, Catalogue const& catalogue) {
  std::string const& meaning = kind.from_to_meaning;
  std::vector<std::string> const columns = parts_of(meaning, "; ");
  if (columns.size() == 2 && columns[0].starts_with("from: ") && columns[1].starts_with("to: "))
    return {listed_words(columns[0]), listed_words(columns[1])};
  for (VariableInfo const& variable : catalogue.variables) {
    if (variable.name == meaning) {
      std::vector<std::string> const words = listed_words(variable.meaning);
      return {words, words, true};
    }
  }
  std::string const place = "position in the coordinate ";
  for (Dimension const& dimension : catalogue.dimensions) {
    if (meaning == place + dimension.name) {
      std::vector<std::string> const& words = dimension.long_names.empty() ? dimension.labels : dimension.long_names;
      return {words, words};
    }
  }
  std::vector<std::string> const words = listed_words(meaning);
  return {words, words};
}

std::string value_text(std::vector<std::string> const& words, double value, bool is_scale) {
  bool const has_word = value >= 0 && value < static_cast<double>(words.size()) && value == std::floor(value);
  if (!has_word) return fmt::format("{:.4g}", value);
  std::string const& word = words[static_cast<std::size_t>(value)];
  return is_scale ? fmt::format("{} {}", value, word) : word;
}

bool is_told_alone(EventKind const& kind) {
  bool const has_phrase =
      std::any_of(phrases.begin(), phrases.end(), [&](Phrase const& phrase) { return kind.name == phrase.kind; });
  return kind.name == "rule" || !has_phrase;
}

std::string rule_text(RunView const& run, std::size_t rule) {
  std::string const label = run.labels("rule")[rule];  // policy.lever.number; the lever may hold points
  std::size_t const begin = label.find('.') + 1;
  return label.substr(begin, label.rfind('.') - begin) + ": " + run.long_name("rule", rule);
}

std::string event_text(RunView const& run, Event const& event) {
  bool const is_rule = run.kind_of(event).entity_dimension == "rule";
  std::string const entity = is_rule ? rule_text(run, static_cast<std::size_t>(event.entity)) : run.name_of(event);
  return told(run, event, phrase_for(run.kind_of(event), event.to >= event.from), entity);
}

std::string event_text_beside(RunView const& run, Event const& event, std::string const& entity) {
  if (run.name_of(event) != entity) return event_text(run, event);
  std::string pattern = phrase_for(run.kind_of(event), event.to >= event.from);
  for (char const* const with : {"{entity}: ", "{entity} "}) {
    if (pattern.starts_with(with)) pattern.erase(0, std::string(with).size());
  }
  return told(run, event, pattern, entity);
}

}  // namespace detente
