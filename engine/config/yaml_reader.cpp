#include "engine/config/yaml_reader.hpp"

#include "engine/config/yaml_wording.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <sstream>
#include <utility>

namespace detente {
namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t longest_key = 200;

/// Counted from 0; an end of line at the very end begins no other.
int last_line(std::string const& text) {
  auto const ends = std::count(text.begin(), text.end(), '\n');
  return static_cast<int>(text.ends_with('\n') ? ends - 1 : ends);
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    std::size_t const length = utf8_length(text, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

/// Thrown inside this file when reading cannot go on; the fault is already reported.
struct Refused {};

/// Makes our own tree from the parser's events.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(ConfigStore& store, int source)
      : store_(store), source_(source), last_line_(last_line(store.diagnostics.source(source).text())) {}
  ConfigData* root() const { return root_; }
  /// Where the innermost list or map that is still open begins.
  std::optional<Place> innermost_open() const {
    return open_.empty() ? std::nullopt : std::optional(open_.back().data->place);
  }
  /// In the text: the parser notices what is missing at the end a line or two behind it.
  Place place(YAML::Mark const& mark) const {
    if (mark.line <= last_line_) return {source_, std::max(mark.line, 0), std::max(mark.column, 0)};
    std::size_t const length = store_.diagnostics.source(source_).line(last_line_).size();
    return {source_, last_line_, static_cast<int>(length)};
  }

  void OnDocumentStart(YAML::Mark const& mark) override {
    if (++documents_ > 1) refuse(place(mark), "a second document begins here", "one document per file was expected");
  }
  void OnDocumentEnd() override {}
  void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    bool const after_key = !open_.empty() && open_.back().key != nullptr;
    deliver(make(ConfigKind::null, after_key ? open_.back().key->place : place(mark)));
  }
  void OnAlias(YAML::Mark const& mark, YAML::anchor_t) override {
    store_.diagnostics.report(place(mark), "aliases (*name) are not used here", "the value itself was expected");
    deliver(make(ConfigKind::null, place(mark)));
  }
  void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                std::string const& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    ConfigData* data = awaits_key() ? make_key(place(mark)) : make(ConfigKind::scalar, place(mark));
    data->text = value;
    data->is_quoted = tag == "!";
    if (data->is_quoted && !store_.diagnostics.source(source_).closes_quote(data->place.line, data->place.column)) {
      refuse(data->place, "a text in quotes is not closed", "the closing quote was expected");
    }
    // The file has no control characters, but escapes make some: they would go to terminals with every message.
    if (has_control(value, "\n\t")) {
      store_.diagnostics.report(data->place, "a text with a control character", "readable text was expected");
    }
    // The text of the file is UTF-8, but of these two the parser makes single bytes.
    if (!is_utf8(value)) {
      store_.diagnostics.report(data->place, "the escapes \\N and \\_ are not used here",
                                "\\u0085 or \\u00A0 was expected");
    }
    deliver(data);
  }
  void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    begin(ConfigKind::sequence, mark, tag, anchor);
  }
  void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    begin(ConfigKind::map, mark, tag, anchor);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapEnd() override { end(); }

 private:
  struct Open {
    ConfigData* data;
    ConfigData* key;  // a key that waits for its value, in a map
  };

  [[noreturn]] void refuse(Place const& at, std::string const& what, std::string const& expected) {
    store_.diagnostics.report(at, what, expected);
    throw Refused();
  }
  void refuse_anchor(YAML::Mark const& mark, YAML::anchor_t anchor) {
    if (anchor != 0)
      store_.diagnostics.report(place(mark), "anchors (&name) are not used here", "the value alone was expected");
  }
  void refuse_tag(YAML::Mark const& mark, std::string const& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    store_.diagnostics.report(place(mark), "tags (!name) are not used here", "the value alone was expected");
  }
  ConfigData* make(ConfigKind kind, Place const& at) {
    if (store_.is_full()) refuse(at, "more than 2000000 values", "a smaller configuration was expected");
    return store_.make(kind, at);
  }
  /// A scalar that lives until its value is there, one for each map that is open.
  ConfigData* make_key(Place const& at) {
    while (keys_.size() < open_.size()) keys_.emplace_back();
    ConfigData& key = keys_[open_.size() - 1];
    key.kind = ConfigKind::scalar;
    key.store = &store_;
    key.place = at;
    return &key;
  }
  bool awaits_key() const {
    return !open_.empty() && open_.back().data->kind == ConfigKind::map && open_.back().key == nullptr;
  }

  void begin(ConfigKind kind, YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    // Here and not only in too_deep: the parser recurses along.
    if (open_.size() >= deepest) refuse(place(mark), "more than 64 levels of nesting", "at most 64 were expected");
    open_.push_back({make(kind, place(mark)), nullptr});
  }
  void end() {
    ConfigData* const data = open_.back().data;
    open_.pop_back();
    deliver(data);
  }
  void deliver(ConfigData* data) {
    if (open_.empty())
      root_ = data;
    else if (awaits_key())
      open_.back().key = data;
    else if (open_.back().data->kind == ConfigKind::sequence)
      open_.back().data->add(data);
    else
      enter(*open_.back().data, *std::exchange(open_.back().key, nullptr), data);
  }

  void enter(ConfigData& map, ConfigData const& key, ConfigData* value);
  bool is_usable(ConfigData const& key, ConfigData const& value);
  void insert(ConfigData& map, ConfigData* value, std::string const& written);
  void report_duplicate(ConfigData const& old, Place const& place, std::string const& written);

  ConfigStore& store_;
  int source_;
  int last_line_;
  int documents_ = 0;
  ConfigData* root_ = nullptr;
  std::vector<Open> open_;
  std::deque<ConfigData> keys_;
};

bool TreeBuilder::is_usable(ConfigData const& key, ConfigData const& value) {
  Diagnostics& faults = store_.diagnostics;
  if (key.is_container()) {
    faults.report(key.place, "a key is a list or a map", "a word was expected");
  } else if (key.text.empty()) {
    faults.report(key.place, "an empty key", "a word before the colon was expected");
  } else if (key.text.size() > longest_key) {
    faults.report(key.place, fmt::format("a key of {} bytes", key.text.size()), "at most 200 were expected");
  } else if (key.text.find_first_of("\n\t") != std::string::npos) {
    faults.report(key.place, "a key with an end of line or a tab", "a word was expected");
  } else if (key.text == "<<" && !key.is_quoted) {
    faults.report(key.place, "merge keys (<<) are not used here", "the keys themselves were expected",
                  "whole files merge with `extends:`");
  } else if (value.kind == ConfigKind::null && !key.is_quoted && key.text.find(':') != std::string::npos) {
    faults.report(key.place, fmt::format("key {} has no value", cited(key.text)),
                  "a space after the colon was expected");
  } else {
    return true;
  }
  return false;
}

void TreeBuilder::enter(ConfigData& map, ConfigData const& key, ConfigData* value) {
  if (!is_usable(key, *value)) return;
  bool const starts_with_digit = key.text[0] >= '0' && key.text[0] <= '9';
  bool const is_dotted = !key.is_quoted && !starts_with_digit && key.text.find('.') != std::string::npos;
  std::vector<std::string> const parts = is_dotted ? split_dotted(key.text) : std::vector<std::string>{key.text};
  ConfigData* parent = &map;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].empty()) {
      store_.diagnostics.report(key.place, fmt::format("key {} has an empty part", cited(key.text)),
                                "words with single dots between them were expected");
      return;
    }
    bool const is_last = i + 1 == parts.size();
    if (is_last || parent->child(parts[i]) == nullptr) {
      ConfigData* const data = is_last ? value : make(ConfigKind::map, key.place);
      data->from_dotted_key = !is_last;
      data->key = parts[i];
      data->key_is_quoted = key.is_quoted;
      data->key_place = key.place;
      if (is_last) return insert(*parent, value, key.text);
      parent->add(data);
    }
    parent = parent->child(parts[i]);
    if (parent->kind != ConfigKind::map) return report_duplicate(*parent, key.place, parent->key);
  }
}

/// Adds a value under its own key; a map meets another one only where a dotted key made one of them.
void TreeBuilder::insert(ConfigData& map, ConfigData* value, std::string const& written) {
  ConfigData* const old = map.child(value->key);
  if (old == nullptr) return map.add(value);
  bool const both_maps = old->kind == ConfigKind::map && value->kind == ConfigKind::map;
  if (!both_maps || !(old->from_dotted_key || value->from_dotted_key))
    return report_duplicate(*old, value->key_place, written);
  old->from_dotted_key = old->from_dotted_key && value->from_dotted_key;
  for (ConfigData* each : value->children) insert(*old, each, each->key);
}

void TreeBuilder::report_duplicate(ConfigData const& old, Place const& at, std::string const& written) {
  store_.diagnostics.report(at, fmt::format("key {} is written twice", cited(written)),
                            "first at " + store_.diagnostics.where(old.key_place));
}

/// A container below the deepest level allowed: dotted keys nest beyond what the parser sees.
ConfigData const* too_deep(ConfigData const& data, std::size_t depth) {
  if (data.is_container() && depth > deepest) return &data;
  for (ConfigData const* each : data.children) {
    ConfigData const* const found = too_deep(*each, depth + 1);
    if (found != nullptr) return found;
  }
  return nullptr;
}

}  // namespace

ConfigData* read_yaml(ConfigStore& store, int source) {
  SourceText const& text = store.diagnostics.source(source);
  if (std::optional<SourceText::Flaw> flaw = text.first_flaw()) {
    flaw->place.source = source;
    store.diagnostics.report(flaw->place, flaw->what, flaw->expected, flaw->hint);
    return nullptr;
  }
  std::istringstream stream(text.text() + "\n");  // with it the parser passes on a text in quotes that never ends
  TreeBuilder builder(store, source);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (Refused const&) {
    return nullptr;
  } catch (YAML::Exception const& fault) {
    SyntaxFault const wording = reworded(fault.msg);
    Place const place = builder.place(fault.mark);
    store.diagnostics.report(wording.is_unclosed ? builder.innermost_open().value_or(place) : place, wording.what,
                             wording.expected);
    return nullptr;
  }
  ConfigData* const root = builder.root() != nullptr ? builder.root() : store.make(ConfigKind::null, {source, 0, 0});
  ConfigData const* const deep = too_deep(*root, 1);
  if (deep == nullptr) return root;
  store.diagnostics.report(deep->place, "more than 64 levels of nesting", "at most 64 were expected");
  return nullptr;
}

}  // namespace detente
