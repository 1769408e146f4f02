#pragma once

#include "tools/explain/run_view.hpp"

#include <string>
#include <vector>

namespace detente {

/// What the numbers before and after an event are called, as far as the catalogue names them: by value, from 0.
struct ValueWords {
  std::vector<std::string> from, to;  // empty: they are numbers
  bool is_scale = false;              // values of a variable, whose number people know too
};

/// Reads "0 routine, 1 political crisis" behind a colon, or as the whole: {"routine", "political crisis"}. Empty if the
/// text is no such list.
std::vector<std::string> listed_words(std::string const& text);

/// The words of a kind. Its `from_to_meaning` lists them ("stance: 0 cooperate, 1 hedge"), once for each column ("from:
/// 0 late, 1 early; to: 1"), names a variable that lists them, or a dimension ("position in the coordinate supplier").
ValueWords words_of(EventKind const& kind, Catalogue const& catalogue);

/// A value in words: "1 political crisis" of a scale, "hedge" of a list, else the number.
std::string value_text(std::vector<std::string> const& words, double value, bool is_scale);

/// Whether a digest names events of a kind for themselves, and not only as what came before others: rules of policies,
/// and kinds that the story does not know.
bool is_told_alone(EventKind const& kind);

/// A rule with the lever that it sets, by its position in the dimension `rule`: "mediation: if level[AB] >= 2: set 1".
std::string rule_text(RunView const& run, std::size_t rule);

/// An event as half a sentence: "Belgrade - Pristina: 1 political crisis -> 2 coercion", "Serbia turns from hedge to
/// defy". Of kinds without a phrase of their own: "<entity>: <meaning of the kind>, from 0 to 1".
std::string event_text(RunView const& run, Event const& event);

/// The same in few words where it is named as what came before: without its dispute where that is `entity`.
std::string event_text_beside(RunView const& run, Event const& event, std::string const& entity);

}  // namespace detente
