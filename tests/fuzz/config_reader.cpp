// The reader of configurations. An input is a text, or several with lines of ===== between them: what is read, what is
// laid over it, and lines KEY=VALUE to be set.
//   Either there are faults, each at a place of the text and fit for a terminal, or a tree that written out reads back
//   as itself; with a byte order mark and the line ends of Windows it is the same tree.

#include "engine/config/number_text.hpp"
#include "tests/fuzz/written_config.hpp"

#include <optional>
#include <vector>

namespace detente {
namespace {

constexpr std::string_view parting = "\n=====\n";
constexpr std::size_t longest_text = 4096;  // what is slow finds little
constexpr std::size_t longest_rewritten = 96;
constexpr std::size_t longest_for_hints = 128;  // names that are close are sought among all
constexpr std::size_t most_settings = 4;
constexpr std::size_t deepest = 64;

std::vector<std::string> split(std::string_view text, std::string_view at) {
  std::vector<std::string> parts;
  for (std::size_t end = text.find(at); end != std::string_view::npos; end = text.find(at)) {
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(end + at.size());
  }
  parts.emplace_back(text);
  return parts;
}

std::optional<ConfigTree> read(std::string const& text, std::string const& name) {
  if (would_open_files(text)) return std::nullopt;
  try {
    return ConfigTree::parse(text, name);
  } catch (ConfigError const& faults) {
    require_good_faults(faults, name, text);
    return std::nullopt;
  }
}

struct Pair {
  ConfigTree& first;
  ConfigTree& second;
};

/// The same values under the same keys in the same order; what is a text in quotes stays one.
bool is_same(Pair const& trees, ConfigNode const& a, ConfigNode const& b) {
  if (a.is_map() != b.is_map() || a.is_sequence() != b.is_sequence() || a.is_scalar() != b.is_scalar()) return false;
  if (a.is_map()) {
    std::vector<ConfigEntry> const entries = a.entries();
    std::vector<ConfigEntry> const others = b.entries();
    return std::equal(
        entries.begin(), entries.end(), others.begin(), others.end(),
        [&](ConfigEntry const& x, ConfigEntry const& y) { return x.id == y.id && is_same(trees, x.node, y.node); });
  }
  if (a.is_sequence()) {
    std::vector<ConfigNode> const items = a.items();
    std::vector<ConfigNode> const others = b.items();
    return std::equal(items.begin(), items.end(), others.begin(), others.end(),
                      [&](ConfigNode const& x, ConfigNode const& y) { return is_same(trees, x, y); });
  }
  if (!a.is_scalar()) return true;
  if (a.text() != b.text()) return false;
  if (!parse_number(a.text()).reason.empty()) return true;
  return a.number() == b.number() && trees.first.has_errors() == trees.second.has_errors();  // quotes are a fault
}

/// What is laid over a described value comes to stand a level deeper than where it was written.
bool is_too_deep(ConfigNode const& node, std::size_t level) {
  if (level > deepest) return node.is_map() || node.is_sequence();
  std::vector<ConfigNode> inner;
  if (node.is_sequence()) inner = node.items();
  if (node.is_map()) {
    for (ConfigEntry const& entry : node.entries()) inner.push_back(entry.node);
  }
  return std::any_of(inner.begin(), inner.end(), [&](ConfigNode const& each) { return is_too_deep(each, level + 1); });
}

void require_reads_back(ConfigTree& tree) {
  std::string const written = tree.resolved(false);
  if (would_open_files(written)) return;
  try {
    ConfigTree again = ConfigTree::parse(written, "written.yaml");
    require(again.resolved(false) == written, "what was written is written again the same");
    require(is_same({tree, again}, tree.root(), again.root()), "what was written reads back as the same tree");
  } catch (ConfigError const&) {
    require(false, "what was written reads back without faults");
  }
}

/// The line ends and the mark that an editor on Windows leaves.
std::string as_of_windows(std::string const& text) {
  std::string result = "\xEF\xBB\xBF";
  for (char const c : text) result += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return result;
}

void require_same_on_windows(ConfigTree const& tree, std::string const& text) {
  bool const applies = text.size() <= longest_rewritten && text.find('\r') == std::string::npos &&
                       text.find('\xEF') == std::string::npos;
  if (!applies) return;
  try {
    ConfigTree const again = ConfigTree::parse(as_of_windows(text), "windows.yaml");
    require(again.resolved(false) == tree.resolved(false), "line ends do not matter");
  } catch (ConfigError const&) {
    require(false, "line ends are no fault");
  }
}

void edit(ConfigTree& tree, std::vector<std::string> const& parts) {
  std::optional<ConfigTree> const patch = read(parts[1], "patch.yaml");
  if (patch) tree.overlay("", patch->root());
  std::vector<std::string> settings = parts.size() > 2 ? split(parts[2], "\n") : std::vector<std::string>{};
  settings.resize(std::min(settings.size(), most_settings));
  for (std::string const& setting : settings) {
    std::size_t const equals = setting.find('=');
    if (equals == std::string::npos)
      tree.unset(setting);
    else
      tree.set(setting.substr(0, equals), setting.substr(equals + 1));
  }
}

void ask_and_report(ConfigTree& tree) {
  for (char const* key : {"a", "b", "a.b", "value"}) tree.root().find(key);
  tree.report_unknown_keys();
}

/// The tree is read, so that further faults are those of reading.
void require_good_faults_of(ConfigTree& tree, std::string const& text) {
  if (text.size() <= longest_for_hints) ask_and_report(tree);
  try {
    tree.throw_if_errors();
  } catch (ConfigError const& faults) {
    require_good_faults(faults, "base.yaml", text);
  }
}

void require_edits_read_back(ConfigTree& tree, std::vector<std::string> const& parts) {
  edit(tree, parts);
  if (tree.has_errors()) return;
  ConfigTree copy = tree.clone();
  if (!is_too_deep(copy.root(), 1)) require_reads_back(copy);
}

void try_text(std::string const& input) {
  std::vector<std::string> const parts = split(input, parting);
  std::string const& text = parts.front();
  std::optional<ConfigTree> tree = read(text, "base.yaml");
  if (!tree) return;
  require_same_on_windows(*tree, text);
  if (parts.size() > 1)
    require_edits_read_back(*tree, parts);
  else
    require_reads_back(*tree);
  require_good_faults_of(*tree, text);
}

}  // namespace
}  // namespace detente

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size <= detente::longest_text) detente::try_text(detente::text_of(data, size));
  return 0;
}
