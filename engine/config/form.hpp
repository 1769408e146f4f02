#pragma once

#include "engine/config/evidence.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace detente {

class ConfigTree;

enum class ValueKind : std::uint8_t { number, integer, text, identifier, boolean, choice, month, path };

/// One way in which a single value was asked for; a path is a number or a dated map.
struct ValueForm {
  ValueKind kind;
  Bounds bounds = {};                     // of number, integer and path
  std::vector<std::string> choices = {};  // of choice
  friend bool operator==(ValueForm const& a, ValueForm const& b);
};

struct FormKey;

/// What a reader asks for at one place of a configuration: all that may be written there. Alternatives stand side by
/// side, as the reader was seen to take them: a list, or one of its words.
struct Form {
  std::vector<ValueForm> values;
  std::vector<FormKey> keys;    // of a map, asked for by name
  std::unique_ptr<Form> entry;  // of a map: any other key
  std::unique_ptr<Form> item;   // of a list
  bool has_ids = false;         // the keys of `entry` are `ids` or `default`, else any
  std::vector<std::string> ids;
  bool is_described = false;  // its evidence was asked for: lists and maps may stand in a described value too
  bool is_tested = false;     // the reader looked whether it is described,
  bool is_bare = false;       // and went on when it was not
  int maps = 0;               // how many maps were read here
  std::string schema;         // "detente/region@1": a map in a file of its own, or written here
  std::string overrides;      // dotted key of the map that this one is laid over

  // What tables elsewhere know of it.
  std::string description;
  std::string unit;             // that a described value names
  bool needs_evidence = false;  // a described value has to say its unit and status
  std::size_t length = 0;       // of a list; 0 is any

  FormKey& key(std::string_view name);    // made where it is not there
  Form* find_key(std::string_view name);  // null if it is not there
  /// The form at a dotted path, where `*` is any other key and `[]` an item of a list; null if there is none.
  Form* find(std::string_view path);
  /// Every map that was read here had to have the key.
  bool needs(FormKey const& key) const;
  bool is_map() const { return !keys.empty() || entry != nullptr; }
  /// Asked for, and never read as anything.
  bool is_unread() const;
};

struct FormKey {
  std::string name;
  std::unique_ptr<Form> form;
  bool is_optional = false;  // asked for by somebody who can do without
  int maps = 0;              // how many maps had to have it
};

/// How a tree answers where nothing is written: as if there were something, so that a reader goes on and shows what it
/// would ask of it. No answer takes a reader down all its branches, hence several.
struct Guise {
  enum class Shape : std::uint8_t { scalar, sequence, map, described, dated };
  enum class Answer : std::uint8_t { least, most };
  Shape shape = Shape::scalar;
  Answer number = Answer::least;
  Answer choice = Answer::least;  // the first one, or the last
};

/// What `read` asks for, from its reading of the trees that `open` makes: once in each guise. Adds to `form`.
void note_forms(Form& form, std::function<ConfigTree()> const& open, std::function<void(ConfigTree)> const& read);

/// Paths of all that was asked for and never read as anything: whoever builds on the form knows nothing of these.
std::vector<std::string> unread(Form const& form);

/// Whether an id only stands for those that a file would name.
inline bool is_placeholder(std::string_view id) { return id.starts_with('<'); }

}  // namespace detente
