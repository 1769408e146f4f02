#pragma once

#include "engine/config/diagnostics.hpp"
#include "engine/config/form.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace detente {

struct ConfigStore;

/// `missing` stands in for what should be there, so that reading on does no harm; `null` is a key with nothing after
/// it.
enum class ConfigKind : std::uint8_t { missing, null, scalar, sequence, map };

/// One value of a configuration with the key it stands under. Owned by its store; children are kept in written order.
struct ConfigData {
  ConfigStore* store = nullptr;
  ConfigData* parent = nullptr;
  ConfigKind kind = ConfigKind::missing;
  bool is_quoted = false;  // a scalar in quotes, or a block of text
  bool key_is_quoted = false;
  bool from_dotted_key = false;  // a map that is there only because a dotted key implies it
  bool is_known = false;         // somebody asked for this key
  std::string key;               // "[2]" in a sequence, empty at the root
  std::string text;              // of a scalar
  Place place;                   // of the value
  Place key_place;
  std::vector<ConfigData*> children;
  std::vector<std::string> asked;   // keys that somebody asked for here, present or not
  std::vector<ConfigData*> absent;  // stand-ins handed out for missing keys

  bool is_container() const { return kind == ConfigKind::map || kind == ConfigKind::sequence; }
  /// A map with the key `value`; a map whose keys all begin with a digit; a map that is neither.
  bool is_described() const;
  bool is_dated() const;
  bool is_plain_map() const { return kind == ConfigKind::map && !is_described() && !is_dated(); }

  ConfigData* child(std::string_view name) const;
  /// Takes `data` as the last child; of a map it must bring its key along.
  void add(ConfigData* data);
  /// Puts `data` where `old` stands; it gets that key. The place of the key stays its own.
  void replace(ConfigData* old, ConfigData* data);
  void remove(ConfigData* old);

  bool note_asked(std::string_view name);  // whether it is for the first time
  /// Where what is asked of this value is noted; null if nothing is.
  Form* form() const;
  /// Nothing is written here, and the tree answers as if there were something.
  bool poses() const;
  /// Everything below counts as asked for.
  void make_all_known();
  /// "places.north.height", "routes[3].km"; empty at the root.
  std::string path() const;
  /// Where messages about the whole value point: at the key of a block map, else at the value.
  Place place_of_whole() const;

 private:
  std::unique_ptr<std::unordered_map<std::string_view, ConfigData*>> index_;  // by key, once there are many children
};

/// All that one tree owns. Values that were replaced or removed stay until the end, so that no view of them dangles.
struct ConfigStore {
  Diagnostics diagnostics;
  std::deque<ConfigData> values;
  ConfigData* root = nullptr;
  int files = 0;
  Form* form = nullptr;  // notes what is asked for, when somebody wants to know
  Guise guise;           // in which everything absent is then handed out

  ConfigData* make(ConfigKind kind, Place const& place);
  bool is_full() const;
};

/// Reports a fault at a value, with its path in front: "path: what (expected)".
void report_at(ConfigData const& data, std::string const& what, std::string const& expected,
               std::string const& hint = "");

/// Reports that a map does not have a key that it must have; and takes that back, where the key is there in other
/// letters and reported as unknown.
void report_missing(ConfigData const& map, std::string const& key);
void withdraw_missing(ConfigData const& map, std::string const& key);

/// "'abc'", "a list", "a map" or "nothing", for messages.
std::string describe(ConfigData const& data);

/// The keys of a described value.
bool is_evidence_key(std::string_view key);

/// The parts of a dotted key, in order.
std::vector<std::string> split_dotted(std::string_view key);

}  // namespace detente
