#include "models/uncertainty_reader.hpp"

#include "engine/config/config_node.hpp"
#include "engine/config/diagnostics.hpp"
#include "engine/config/nearest.hpp"
#include "engine/core/keyed_draws.hpp"
#include "models/region_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <type_traits>

namespace detente {
namespace {

constexpr double approximate_half_width = 0.10;
constexpr double judgement_half_width = 0.25;

bool begins_with(std::string_view key, std::string const& prefix) {
  return key.compare(0, prefix.size(), prefix) == 0 &&
         (key.size() == prefix.size() || key[prefix.size()] == '.' || key[prefix.size()] == '[');
}

/// The item of a list that a part of a path means: "[1]", the id of a segment, the two countries of a pair.
std::optional<ConfigNode> item_of(ConfigNode const& list, std::string const& part) {
  std::vector<ConfigNode> const items = list.items();
  for (ConfigNode const& item : items) {
    if (item.key() == part) return item;
    if (!item.is_map()) continue;
    if (std::optional<ConfigNode> const id = item.find("id"); id && id->text() == part) return item;
    std::optional<ConfigNode> const between = item.find("between");
    if (between && between->items().size() == 2 &&
        between->items()[0].text() + "-" + between->items()[1].text() == part)
      return item;
  }
  return {};
}

std::vector<std::string> parts_of(std::string const& path) {
  std::vector<std::string> parts(1);
  for (char const letter : path) {
    if (letter == '.' || letter == '[') parts.emplace_back();
    if (letter != '.') parts.back() += letter;
  }
  return parts;
}

/// Confidence of the number at a path below the region: its own, or that of the described value it stands in; a bare
/// number is judgement. Empty if it is not written.
std::string confidence_at(ConfigNode node, std::string const& path) {
  std::string confidence = "judgement";
  for (std::string const& part : parts_of(path)) {
    if (node.is_described()) {
      if (std::string const said = node.evidence().confidence; !said.empty()) confidence = said;
      node = node.value();
    }
    if (node.is_scalar()) return confidence;  // one value for all ids
    std::optional<ConfigNode> const below = node.is_sequence() ? item_of(node, part)
                                            : node.is_map()    ? node.find(part)
                                                               : std::optional<ConfigNode>{};
    std::optional<ConfigNode> const fallback =
        below || !node.is_map() ? std::optional<ConfigNode>{} : node.find("default");
    if (!below && !fallback) return "";
    node = below ? *below : *fallback;
  }
  if (node.is_described()) {
    if (std::string const said = node.evidence().confidence; !said.empty()) confidence = said;
  }
  return confidence;
}

class Reader {
 public:
  Reader(ConfigNode const& root, Inputs const& inputs)
      : root_(root), inputs_(inputs), keys_(input_keys(inputs)), knows_ids_(knows_ids()) {}

  Uncertainty read() {
    std::optional<ConfigNode> const node = root_.find("uncertainties");
    std::optional<ConfigNode> const list = root_["design"].find("from");
    std::optional<ConfigNode> const fit = node ? node->find("posterior") : std::nullopt;
    if (fit) read_posterior(*fit);
    if (list) read_list(*list, fit.has_value());
    if (!node) return std::move(uncertainty_);
    read_laws(*node);
    return std::move(uncertainty_);
  }

 private:
  /// Those of evidence, and those that are written.
  void read_laws(ConfigNode const& node) {
    read_prefixes(node.find("from_evidence"));
    int at = 0;
    Parameters<double>::describe(inputs_.parameters, [&](auto const& value, ParameterInfo const& info) {
      int const entries = count_numbers(value);
      read_parameter(node, info, value, at, entries);
      at += entries;
    });
    visit_region_numbers(inputs_.region, [&](double number, Movement movement, auto&&) {
      read_region_number(node, number, movement, at++);
    });
    for (; at < static_cast<int>(keys_.size()); ++at) {  // up_offset: by its key or by a fit alone
      if (std::optional<ConfigNode> const law = written(node, keys_[at])) add_written(*law, at, 1, "1");
    }
    for (std::string const& prefix : unmatched_)
      node["from_evidence"].error(fmt::format("'{}' names nothing uncertain", prefix),
                                  "the beginning of a key, as escalation or region.countries");
  }

  /// False where only the form of files is noted, whose entities have no names yet.
  bool knows_ids() const {
    return std::none_of(keys_.begin(), keys_.end(),
                        [](std::string const& key) { return key.find('<') != std::string::npos; });
  }

  /// The law written for a number; numbers of the region are asked for where ids are known (`detente schema --of`).
  std::optional<ConfigNode> written(ConfigNode const& node, std::string const& key) const {
    return knows_ids_ || !key.starts_with("region.") ? node.find(key) : std::nullopt;
  }

  void read_prefixes(std::optional<ConfigNode> const& list) {
    if (!list) return;
    for (ConfigNode const& item : list->items()) {
      std::string const prefix = item.text();
      if (!unmatched_.insert(prefix).second) item.error(fmt::format("'{}' stands here twice", prefix), "each once");
      prefixes_.push_back(prefix);
    }
  }

  bool is_selected(std::string_view key) {
    bool selected = false;
    for (std::string const& prefix : prefixes_) {
      if (!begins_with(key, prefix)) continue;
      unmatched_.erase(prefix);
      selected = true;
    }
    return selected;
  }

  void read_posterior(ConfigNode const& fit) {
    uncertainty_.posterior.identity = stable_hash("posterior");
    read_columns(fit["keys"],
                 {.key = "", .unit = "1", .status = "estimated", .moves = UncertainQuantity::Moves::together});
    read_rows(fit["samples"], fit["keys"].items().size());
  }

  /// A list of samples: each has its row.
  void read_list(ConfigNode const& list, bool has_posterior) {
    if (has_posterior) list.error("a list of samples beside a posterior", "either of them");
    uncertainty_.posterior.is_in_order = true;
    read_columns(list["columns"],
                 {.key = "", .unit = "", .status = "experiment", .moves = UncertainQuantity::Moves::listed});
    read_rows(list["rows"], list["columns"].items().size());
  }

  /// What a column may be named: a number by its key; in a list of samples also all numbers of a coefficient by
  /// "<key>.factor", as results name what moves by a common factor.
  std::map<std::string, std::vector<int>> columns_by_name(UncertainQuantity::Moves moves) const {
    std::map<std::string, std::vector<int>> known;
    for (std::size_t k = 0; k < keys_.size(); ++k) known[keys_[k]] = {static_cast<int>(k)};
    if (moves != UncertainQuantity::Moves::listed) return known;
    int first = 0;
    Parameters<double>::describe(inputs_.parameters, [&](auto const& value, ParameterInfo const& info) {
      int const entries = count_numbers(value);
      std::vector<int> all;
      for (int k = first; k < first + entries; ++k) all.push_back(k);
      if (entries > 1) known[fmt::format("{}.factor", info.key)] = all;
      first += entries;
    });
    return known;
  }

  void read_columns(ConfigNode const& names, UncertainQuantity quantity) {
    std::map<std::string, std::vector<int>> const known = columns_by_name(quantity.moves);
    for (ConfigNode const& item : names.items()) {
      auto const at = known.find(item.text());
      if (at == known.end()) {
        std::vector<std::string> candidates;
        for (auto const& [name, numbers] : known) candidates.push_back(name);
        item.error(fmt::format("'{}' is no number of this model and region", item.text()),
                   "a key of a coefficient, or region.countries... of the region in use",
                   did_you_mean(nearest(item.text(), candidates)));
        continue;
      }
      for (int const number : at->second) {
        if (!fitted_.insert(number).second)
          item.error(fmt::format("'{}' stands here twice", keys_[static_cast<std::size_t>(number)]), "each once");
      }
      uncertainty_.posterior.numbers.push_back(at->second.front());
      quantity.key = at->first;
      quantity.numbers = at->second;
      add(quantity);
    }
  }

  void read_rows(ConfigNode const& rows, std::size_t columns) {
    for (ConfigNode const& row : rows.items()) {
      std::vector<double> values;
      for (ConfigNode const& value : row.items()) values.push_back(value.number());
      if (values.size() != columns)
        row.error(fmt::format("{} numbers", values.size()), fmt::format("{}, one for each key", columns));
      uncertainty_.posterior.rows.push_back(std::move(values));
    }
    if (uncertainty_.posterior.rows.empty()) rows.error("no sample", "at least one row");
  }

  /// Numbers of this coefficient that the fit does not hold.
  std::vector<int> open_numbers(int first, int count) const {
    std::vector<int> numbers;
    for (int k = first; k < first + count; ++k) {
      if (!fitted_.contains(k)) numbers.push_back(k);
    }
    return numbers;
  }

  template <class V>
  void read_parameter(ConfigNode const& node, ParameterInfo const& info, V const& value, int first, int count) {
    if (std::optional<ConfigNode> const written = node.find(info.key)) {
      add_written(*written, first, count, std::string(count == 1 ? info.unit : "1"));
      return;
    }
    if (!is_selected(info.key)) return;
    std::vector<int> const open = open_numbers(first, count);
    Evidence const evidence = root_["parameters"][info.key].evidence();
    std::optional<std::pair<double, double>> const range = count == 1 ? evidence.range : evidence.factor_range;
    if (!range || range->first == range->second || open.empty() || info.constraint == Constraint::sum_is_one) return;
    UncertainQuantity quantity{
        .key = count == 1 ? std::string(info.key) : fmt::format("{}.factor", info.key),
        .unit = std::string(count == 1 ? info.unit : "1"),
        .status = evidence.status,
        .moves = count == 1 ? UncertainQuantity::Moves::itself : UncertainQuantity::Moves::factor,
        .numbers = open};
    Distribution& law = quantity.law;
    law.kind = evidence.status == "estimated"    ? Distribution::Kind::normal
               : evidence.status == "literature" ? Distribution::Kind::triangular
                                                 : Distribution::Kind::uniform;
    law.lowest = range->first;
    law.highest = range->second;
    law.is_logarithmic = info.scale == Scale::logarithmic && law.lowest > 0;
    law.mode = 1;
    if constexpr (std::is_same_v<V, double>) law.mode = value;
    add(std::move(quantity));
  }

  void read_region_number(ConfigNode const& node, double number, Movement movement, int at) {
    std::string const& key = keys_[at];
    if (std::optional<ConfigNode> const law = written(node, key)) {
      add_written(*law, at, 1, "");
      return;
    }
    if (!is_selected(key) || fitted_.contains(at) || number == 0) return;
    std::string const confidence = confidence_at(root_["region"], key.substr(std::string("region.").size()));
    double const half_width = confidence == "approximate" ? approximate_half_width
                              : confidence == "judgement" ? judgement_half_width
                                                          : 0;
    if (half_width == 0) return;
    add({.key = key,
         .unit = "",
         .status = confidence,
         .moves = UncertainQuantity::Moves::region,
         .half_width = half_width,
         .movement = movement,
         .numbers = {at}});
  }

  void add_written(ConfigNode const& node, int first, int count, std::string const& unit) {
    std::vector<int> const open = open_numbers(first, count);
    if (static_cast<int>(open.size()) < count) node.error("a posterior or a list holds this number too", "one owner");
    UncertainQuantity quantity{
        .key = count == 1 ? keys_[first] : node.path().substr(std::string("uncertainties.").size()) + ".factor",
        .unit = unit,
        .status = "experiment",
        .moves = count == 1 ? UncertainQuantity::Moves::itself : UncertainQuantity::Moves::factor,
        .numbers = open};
    quantity.law = read_law(node);
    add(std::move(quantity));
  }

  void add(UncertainQuantity quantity) {
    quantity.identity = stable_hash(quantity.key);
    uncertainty_.quantities.push_back(std::move(quantity));
  }

  ConfigNode root_;
  Inputs const& inputs_;
  std::vector<std::string> keys_;
  bool knows_ids_;
  std::vector<std::string> prefixes_;
  std::set<std::string> unmatched_;
  std::set<int> fitted_;
  Uncertainty uncertainty_;
};

/// Whether the fit of an experiment was made of another region, which is told at its place. Its keys might all be
/// there, and mean disputes that only have the same ids. A fit that names no region is of before fits did, and is let
/// through.
bool is_fit_of_another_region(ConfigNode const& uncertainties, std::string const& name) {
  std::optional<ConfigNode> const region = uncertainties.find("posterior.region");
  if (!region) return false;
  std::string const fitted = region->text();
  bool const is_told_already = fitted.empty();       // that it is no text
  bool const is_stand_in = fitted.starts_with('<');  // where forms are noted
  if (is_told_already || is_stand_in || fitted == name) return false;
  region->error(fmt::format("a fit of the region '{}' in an experiment of '{}'", fitted, name),
                "a fit of the region in use",
                "detente calibrate makes one from a record of crises; without one, leave `posterior` out");
  return true;
}

}  // namespace

Distribution read_law(ConfigNode const& node) {
  Distribution law;
  std::string const kind = node["distribution"].choice({"uniform", "triangular", "normal"});
  law.kind = kind == "normal"       ? Distribution::Kind::normal
             : kind == "triangular" ? Distribution::Kind::triangular
                                    : Distribution::Kind::uniform;
  law.lowest = node["min"].number();
  law.highest = node["max"].number();
  if (!(law.lowest < law.highest)) node["max"].error("max is not above min", "min < max");
  std::optional<ConfigNode> const mode = node.find("mode");
  if (mode) law.mode = mode->number();
  if (mode && (law.mode < law.lowest || law.mode > law.highest))
    mode->error("mode outside of min and max", "min <= mode <= max");
  if (law.kind == Distribution::Kind::triangular && !mode) node.error("no mode", "mode: the most likely value");
  if (law.kind != Distribution::Kind::triangular && mode) mode->error("mode has no effect", "distribution: triangular");
  std::optional<ConfigNode> const scale = node.find("scale");
  law.is_logarithmic = scale && scale->choice({"linear", "logarithmic"}) == "logarithmic";
  if (law.is_logarithmic && !(law.lowest > 0)) node["min"].error("min is not above 0 on a logarithmic scale", "> 0");
  return law;
}

Uncertainty read_uncertainty(ConfigNode const& root, Inputs const& inputs) {
  std::optional<ConfigNode> const node = root.find("uncertainties");
  if (!node && !root["design"].find("from")) return {};
  if (node && is_fit_of_another_region(*node, inputs.region.name)) {
    node->ignore();
    if (std::optional<ConfigNode> const list = root["design"].find("from")) list->ignore();
    return {};
  }
  Uncertainty uncertainty = Reader(root, inputs).read();
  if (uncertainty.is_empty() && node) node->error("nothing is uncertain", "from_evidence, posterior, or a key");
  return uncertainty;
}

}  // namespace detente
