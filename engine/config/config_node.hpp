#pragma once

#include "engine/config/dated_path.hpp"
#include "engine/config/evidence.hpp"
#include "engine/config/id_index.hpp"
#include "engine/core/calendar.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace detente {

struct ConfigData;
struct ConfigEntry;
struct Form;
struct FormKey;
struct ValueForm;
class ConfigTree;

/// A place in a configuration, read with types. Faults are collected in the tree, and the reader gets a harmless value,
/// so that one pass reports them all; ConfigTree::throw_if_errors ends the stage. Asking for a key makes it known; what
/// is never asked for is an unknown key (ConfigTree::report_unknown_keys). Cheap to copy; valid as long as its tree.
///
/// Harmless values: 0 or the nearest bound for numbers, "" for text, the first allowed choice, false, 2000-01. Reading
/// what is not present is silent, since its absence is already reported. A key with nothing after it reads as an empty
/// map.
///
/// All of this also shows what may be written: see ConfigTree::note_forms.
class ConfigNode {
 public:
  bool is_present() const;  // false for what stands in for a missing required key
  bool is_map() const;
  bool is_sequence() const;
  bool is_scalar() const;    // a non-empty scalar
  std::string path() const;  // dotted, for messages: "places.north.height", "routes[2].km"
  std::string key() const;   // last part of the path; of an item "[2]"

  ConfigNode operator[](std::string_view key) const;           // required; dotted keys walk down. Missing: error
  std::optional<ConfigNode> find(std::string_view key) const;  // optional; dotted keys walk down. Not in a map: error
  std::vector<ConfigEntry> entries() const;  // of a map, in written order, all known. Not a map: error
  std::vector<ConfigNode> items() const;     // of a sequence. Not a sequence: error
  void ignore() const;                       // this and all below count as known

  // Scalars; each also of a described value, whose evidence is checked on the way.
  std::string text() const;                 // any scalar as written; null or other kind: error
  std::string identifier() const;           // [A-Za-z_][A-Za-z0-9_]*
  double number(Bounds bounds = {}) const;  // finite decimal number without quotes
  std::int64_t integer(std::int64_t lowest, std::int64_t highest) const;  // plain digits
  bool boolean() const;                                                   // true or false, nothing else
  bool says(std::string_view word) const;  // a scalar that is this word; where other forms may stand too
  std::string choice(std::initializer_list<std::string_view> allowed) const;
  std::string choice(std::vector<std::string> const& allowed) const;  // for references to ids: error names the nearest
  int choice(IdIndex const& allowed) const;  // the same by position; with nothing to choose from 0
  YearMonth month() const;                   // YYYY-MM

  bool is_described() const;                    // a map with the key `value`
  ConfigNode value() const;                     // the `value` of a described value, else itself
  Evidence evidence() const;                    // of a described value, else empty. Faulty tags: error
  Quantity quantity(Bounds bounds = {}) const;  // number or described value; the range within the bounds too
  bool is_dated() const;                        // a map whose keys all begin with a digit
  /// A number, a dated map (dates ascending, none before `earliest`: error), or a described value with one of these.
  DatedPath dated_path(Bounds bounds, YearMonth earliest) const;
  /// A map by id (keys from `ids` or `default`), or one value for all (anything that is no plain map). One node per id,
  /// in the order of `ids`; an id that is neither written nor covered by `default` is an error and its node is not
  /// present.
  std::vector<ConfigNode> by_id(std::vector<std::string> const& ids) const;
  /// The same, with nothing for ids that are neither written nor covered by `default`.
  std::vector<std::optional<ConfigNode>> by_id_if_present(std::vector<std::string> const& ids) const;

  /// The same, with those ids left out: positions in `ids` ascending.
  std::vector<std::pair<int, ConfigNode>> written_by_id(IdIndex const& ids) const;

  /// Reports a fault here: "what is wrong (what was expected)", with an optional hint (printed after "hint: "). Nothing
  /// is added to the texts but the place; silent if the node is not present.
  void error(std::string const& what, std::string const& expected, std::string const& hint = "") const;

 private:
  friend class ConfigTree;
  explicit ConfigNode(ConfigData* data) : data_(data) {}
  ConfigData* scalar(std::string const& expected) const;
  ConfigData* stand_in(std::string_view key) const;
  std::vector<ConfigNode> stand_ins(std::vector<std::string> const& keys) const;
  Form* form() const;
  Form* form_read() const;
  FormKey* key_read(std::string_view key) const;
  bool looks_described() const;
  void note(ValueForm const& value) const;
  void note_required(std::string_view key) const;
  void note_optional(std::string_view key) const;
  void note_entry() const;
  void note_item() const;
  void note_ids(std::vector<std::string> const& ids) const;
  void note_evidence() const;
  std::string placeholder() const;
  std::string answered(std::string const& text) const;
  double answer_within(Bounds bounds) const;
  ConfigNode required_child(std::string const& key) const;
  ConfigData* known_child(std::string const& key) const;
  template <class IsAllowed>
  std::string choose(std::vector<std::string> const& allowed, IsAllowed&& is_allowed) const;
  std::optional<std::pair<double, double>> limits(std::string_view key, Bounds bounds) const;
  void check_ranges(Evidence& evidence) const;
  Evidence evidence_within(Bounds bounds) const;
  double plain_number(Bounds bounds) const;
  DatedPath dated_points(Bounds bounds, YearMonth earliest) const;
  template <class IsKnown>
  void check_ids(std::vector<std::string> const& ids, IsKnown&& is_known) const;
  bool poses_as_map_by_id() const;

  ConfigData* data_;
};

struct ConfigEntry {
  std::string id;
  ConfigNode node;
};

}  // namespace detente
