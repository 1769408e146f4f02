#pragma once

#include "engine/config/config_error.hpp"
#include "engine/config/config_node.hpp"
#include "engine/config/dated_path.hpp"
#include "engine/config/evidence.hpp"
#include "engine/config/nearest.hpp"

#include <memory>
#include <string>

namespace detente {

struct ConfigStore;
struct Form;
struct Guise;

/// A configuration resolved from one or several files, every value with its origin.
///
/// Merging (`extends`, overlay): maps merge deeply, later wins, lists replace. A described value or a dated map
/// replaces and is replaced whole, except that a number, text, list or dated map put on a described value becomes its
/// `value` and the evidence stays (a map by id merges into a `value` that is one). Edit a tree (set, unset, include,
/// overlay) before reading it: nodes taken earlier keep showing what stood there.
class ConfigTree {
 public:
  /// Reads a file and what it extends. Throws ConfigError (syntax, duplicate keys, merge keys, aliases, depth over 64,
  /// files over 64 MB, unreadable file, cycles).
  static ConfigTree load(std::string const& file);
  /// The same from text, with `name` in messages; relative paths resolve against `folder`.
  static ConfigTree parse(std::string const& text, std::string const& name, std::string const& folder = ".");

  ConfigTree(ConfigTree&&) noexcept;
  ConfigTree& operator=(ConfigTree&&) noexcept;
  ~ConfigTree();

  ConfigNode root() const;

  /// Sets a dotted key from the command line; the value is YAML (a number, a text, [a list], {a: map}) and replaces
  /// what stood there. The parent must exist or be creatable as a map. A described value keeps its evidence and gets a
  /// new `value`, unless the new one is described too. A new date takes its place among the dates of a dated map. File
  /// names in the value are relative to the working directory. Faults are collected, with `--set KEY=VALUE` for a file
  /// name.
  void set(std::string const& key, std::string const& yaml);
  /// Removes a dotted key; absent: error, with `--unset KEY` for a file name.
  void unset(std::string const& key);
  /// Replaces the file name standing at the key by the content of that file (relative to the file that names it),
  /// checked to be of `schema` ("detente/region@1"). A map written in place of the name stays; its `schema`, if any, is
  /// checked.
  void include(std::string const& key, std::string const& schema);
  /// The same for a file of comma-separated values with a head line: it becomes {columns: [...], rows: [[...], ...]},
  /// as which it may also be written here.
  void include_table(std::string const& key);
  /// Lays another tree's map over a key of this one (the root if empty): maps merge deeply, later wins. Origins stay
  /// with the values. The patch counts as known in its own tree: from here on this tree answers for its keys.
  void overlay(std::string const& key, ConfigNode const& patch);
  /// Checks the root's `schema` key: kind and version.
  void require_schema(std::string const& schema);
  /// From here on notes in `form`, which must outlive this tree and its clones, how everything is asked for, and hands
  /// out what is absent as if it were there, in a guise. Faults are no longer collected. report_unknown_keys ends it.
  void note_forms(Form& form, Guise guise);
  /// A copy with the same values and the same known keys; faults stay with the original.
  ConfigTree clone() const;

  /// Every key that nobody asked for becomes an error, with the nearest key that was asked for at that place; where
  /// that one was missing, this is no longer said. What is below an unknown key is left out. With a dotted key only
  /// what is below it is looked at.
  void report_unknown_keys(std::string const& below = "");
  bool has_errors() const;
  /// Throws ConfigError with all faults in the order of their places, if there are any.
  void throw_if_errors() const;

  /// The whole tree as YAML, in written order, each value followed by a comment with its origin when asked for:
  /// file:line, relative to the folder of the first file, or the option of the command line. Reads back as an equal
  /// tree. Without origins it holds nothing that depends on how values are spread over files.
  std::string resolved(bool with_origins) const;

 private:
  explicit ConfigTree(std::unique_ptr<ConfigStore> store);
  std::unique_ptr<ConfigStore> store_;
};

}  // namespace detente
