#include "engine/config/config_data.hpp"
#include "engine/config/config_tree.hpp"
#include "engine/config/number_text.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace detente {
namespace {

bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }

/// What YAML reads as nothing at all: as a part of a dotted key, or in a table, it is a word like any other.
bool means_nothing(std::string_view text) { return text == "null" || text == "Null" || text == "NULL"; }

/// Text that needs no quotes in any position: as a key, in a block or in a list in brackets.
bool is_plain(std::string_view text) {
  if (parse_number(text).reason.empty()) return true;
  if (text.empty() || text.back() == ' ' || means_nothing(text)) return false;
  bool const starts_well = is_alphanumeric(text[0]) || (text.size() > 1 && text[0] == '.' && is_alphanumeric(text[1]));
  return starts_well && std::all_of(text.begin(), text.end(), [](char c) {
           return is_alphanumeric(c) || std::string_view(" ._+-/()<>=@").find(c) != std::string_view::npos;
         });
}

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (char const c : text) {
    if (c == '"' || c == '\\')
      result += std::string("\\") + c;
    else if (c == '\n')
      result += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20U || c == 0x7F)
      result += fmt::format("\\x{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    else
      result += c;
  }
  return result + "\"";
}

std::string as_written(std::string_view text, bool is_quoted) {
  return is_quoted || !is_plain(text) ? in_quotes(text) : std::string(text);
}

/// Writes one value after another; `indent` is the column at which the keys of a map stand.
class Writer {
 public:
  explicit Writer(ConfigStore const& store, bool with_origins) : store_(store), with_origins_(with_origins) {}

  std::string map(ConfigData const& data, std::size_t indent) const {
    std::string text;
    for (ConfigData const* child : data.children) {
      text += std::string(indent, ' ') + as_written(child->key, child->key_is_quoted) + ":";
      text += is_block(*child) ? "\n" + block(*child, indent + 2) : " " + inline_text(*child) + origin(*child);
    }
    return text;
  }

 private:
  /// Maps with keys, and lists that hold one somewhere, take lines of their own.
  static bool is_block(ConfigData const& data) {
    if (data.kind == ConfigKind::map) return !data.children.empty();
    return std::any_of(data.children.begin(), data.children.end(),
                       [](ConfigData const* child) { return is_block(*child); });
  }

  std::string block(ConfigData const& data, std::size_t indent) const {
    if (data.kind == ConfigKind::map) return map(data, indent);
    std::string text;
    for (ConfigData const* item : data.children) {
      std::string const dash = std::string(indent, ' ') + "- ";
      text +=
          dash + (is_block(*item) ? block(*item, indent + 2).substr(indent + 2) : inline_text(*item) + origin(*item));
    }
    return text;
  }

  static std::string inline_text(ConfigData const& data) {
    if (data.kind == ConfigKind::map) return "{}";
    if (data.kind == ConfigKind::scalar) return as_written(data.text, data.is_quoted);
    if (data.kind != ConfigKind::sequence) return "null";
    std::string text;
    for (ConfigData const* item : data.children) text += (text.empty() ? "" : ", ") + inline_text(*item);
    return "[" + text + "]";
  }

  std::string origin(ConfigData const& data) const {
    if (!with_origins_ || data.place.source < 0) return "\n";
    auto const [shown, is_new] = shown_.try_emplace(data.place.source);
    if (is_new) shown->second = shown_name(store_.diagnostics.source(data.place.source).name());
    if (shown->second.starts_with("--")) return fmt::format("  # {}\n", shown->second);  // of the command line
    return fmt::format("  # {}:{}\n", shown->second, data.place.line + 1);
  }

  std::string shown_name(std::string const& name) const {
    if (name.starts_with("--")) return printable(name);
    std::filesystem::path const file =
        std::filesystem::path(name).lexically_relative(store_.diagnostics.source(0).folder());
    return printable(file.empty() ? name : file.string());
  }

  ConfigStore const& store_;
  bool with_origins_;
  mutable std::map<int, std::string> shown_;  // by source
};

}  // namespace

std::string ConfigTree::resolved(bool with_origins) const {
  if (store_->root->children.empty()) return "{}\n";
  return Writer(*store_, with_origins).map(*store_->root, 0);
}

}  // namespace detente
