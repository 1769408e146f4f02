#include "engine/config/config_data.hpp"
#include "engine/config/config_node.hpp"
#include "engine/config/config_tree.hpp"
#include "engine/config/nearest.hpp"

#include <fmt/format.h>

namespace detente {
namespace {

constexpr std::size_t keys_shown = 5;

void report_unknown(ConfigData const& map, ConfigData const& child) {
  std::vector<std::string> const few = nearest_few(child.key, map.asked, keys_shown);
  std::string names;
  for (std::string const& name : few) names += (names.empty() ? "" : ", ") + name;
  if (map.asked.size() > few.size()) names += ", ...";
  std::optional<std::string> const meant = nearest(child.key, map.asked);
  if (meant) withdraw_missing(map, *meant);  // one slip, one message
  map.store->diagnostics.report(child.key_place, "unknown key " + cited(child.key),
                                few.empty() ? "no key is known here" : "known here: " + names, did_you_mean(meant));
}

void report_unknown_below(ConfigData const& data) {
  for (ConfigData const* child : data.children) {
    bool const is_unknown = data.kind == ConfigKind::map && !child->is_known;
    if (is_unknown)
      report_unknown(data, *child);
    else
      report_unknown_below(*child);
  }
}

}  // namespace

void ConfigTree::report_unknown_keys(std::string const& below) {
  ConfigData const* data = store_->root;
  for (std::string const& part : below.empty() ? std::vector<std::string>{} : split_dotted(below)) {
    if (data != nullptr) data = data->child(part);
  }
  if (data != nullptr) report_unknown_below(*data);
  store_->form = nullptr;  // what is asked for after this may be asked for by anybody
}

}  // namespace detente
