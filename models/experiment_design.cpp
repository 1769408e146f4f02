#include "models/experiment_design.hpp"

#include "engine/config/config_node.hpp"
#include "models/input_sampler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace detente {
namespace {

constexpr std::int64_t usual_batch = 128;
constexpr int most_levels = 1000;

using Types = std::initializer_list<std::string_view>;

/// What `type` may be, and how its samples are drawn: of a list, what it does not name.
constexpr std::string_view list_type = "list";
constexpr std::array<std::pair<std::string_view, DesignKind>, 7> types{{{"mc", DesignKind::mc},
                                                                        {"lhs", DesignKind::lhs},
                                                                        {"sobol", DesignKind::sobol},
                                                                        {"factorial", DesignKind::factorial},
                                                                        {list_type, DesignKind::mc},
                                                                        {"morris", DesignKind::morris},
                                                                        {"saltelli", DesignKind::saltelli}}};

/// Reads one `design`; every key is asked for, so that one without effect is told from one that does not exist.
class DesignReader {
 public:
  DesignReader(ConfigNode const& root, Uncertainty& uncertainty, ResultSpec& spec)
      : root_(root),
        node_(root["design"]),
        factors_(design_factors(uncertainty)),
        uncertainty_(uncertainty),
        spec_(spec) {}

  void read() {
    DesignSpec& design = uncertainty_.design;
    read_type();
    spec_.design = type_;
    read_replications();
    design = {};
    design.kind = kind_;
    design.seed = spec_.seed;
    read_levels();
    design.batch = read_batch();
    spec_.samples = read_samples();
    design.samples = spec_.samples;
    read_correlations();
    check();
  }

 private:
  std::int64_t factors() const { return static_cast<std::int64_t>(factors_.size()); }

  void read_type() {
    std::vector<std::string> names;
    for (auto const& [name, kind] : types) names.emplace_back(name);
    ConfigNode const type = node_["type"];
    type_ = type.choice(names);
    kind_ = types[static_cast<std::size_t>(std::find(names.begin(), names.end(), type_) - names.begin())].second;
    if (kind_ != DesignKind::mc && factors_.empty() && !root_.find("uncertainties"))
      type.error(fmt::format("a design of type {} varies what is uncertain, and nothing is", type_),
                 "uncertainties, or type: mc");
  }

  /// A key that only some types have; nothing for the others, for which it is an error.
  std::optional<ConfigNode> find(char const* key, Types takers) {
    std::optional<ConfigNode> const node = node_.find(key);
    if (!node) return std::nullopt;
    if (std::find(takers.begin(), takers.end(), type_) != takers.end()) return node;
    node->error(fmt::format("{} has no effect on a design of type {}", key, type_),
                fmt::format("type: {}", fmt::join(takers, " or ")),
                fmt::format("--unset design.{} if it comes from a file that is extended", key));
    return std::nullopt;
  }

  /// The same for a number; what it is, is read in any case.
  std::optional<std::int64_t> find_number(char const* key, Types takers) {
    std::optional<ConfigNode> const written = node_.find(key);
    std::int64_t const number = written ? written->integer(1, most_runs) : 1;
    return find(key, takers) ? std::optional(number) : std::nullopt;
  }

  void read_replications() {
    std::optional<ConfigNode> const replications = node_.find("replications");
    spec_.replications = replications ? static_cast<int>(replications->integer(1, 1'000'000)) : 1;
  }

  void read_levels() {
    std::vector<int>& numbers = uncertainty_.design.levels;
    if (kind_ == DesignKind::morris) numbers = {usual_morris_levels};
    std::optional<ConfigNode> const levels = node_.find("levels");
    if (!levels) {
      if (kind_ == DesignKind::factorial) static_cast<void>(node_["levels"]);  // missing
      return;
    }
    std::vector<int> written;
    if (levels->is_sequence()) {
      for (ConfigNode const& item : levels->items()) written.push_back(static_cast<int>(item.integer(1, most_levels)));
    } else {
      written = {static_cast<int>(levels->integer(1, most_levels))};
    }
    if (!find("levels", {"factorial", "morris"})) return;
    numbers = written;
    if (kind_ != DesignKind::factorial) return;
    if (!levels->is_sequence()) numbers.assign(factors_.size(), written.front());
    if (numbers.size() != factors_.size())
      levels->error(fmt::format("{} numbers of levels", numbers.size()),
                    fmt::format("{}, one for each uncertain number", factors_.size()));
    numbers.resize(factors_.size(), 1);
  }

  std::int64_t read_batch() {
    std::optional<std::int64_t> const written = find_number("batch", {"lhs", "sobol", "saltelli"});
    std::int64_t const size = written.value_or(usual_batch);
    if (kind_ == DesignKind::lhs) return size;
    if (kind_ != DesignKind::sobol && kind_ != DesignKind::saltelli) return 0;
    if (written && !std::has_single_bit(static_cast<std::uint64_t>(size))) {
      auto const below = static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(size)));
      node_["batch"].error(fmt::format("sets of {} Sobol' points", size), "a power of two",
                           fmt::format("{} or {}", below, 2 * below));
      has_faulty_batch_ = true;
      return usual_batch;
    }
    return kind_ == DesignKind::saltelli && size == 1 ? 0 : size;
  }

  std::int64_t read_samples() {
    std::optional<std::int64_t> const samples = find_number("samples", {"mc", "lhs", "sobol", list_type});
    std::optional<std::int64_t> const trajectories = find_number("trajectories", {"morris"});
    std::optional<std::int64_t> const base = find_number("base", {"saltelli"});
    bool const has_list = find("from", {list_type}).has_value();            // read with the uncertainties
    if (type_ == list_type && !has_list) static_cast<void>(node_["from"]);  // missing
    if (type_ == list_type) return listed_samples(samples);
    switch (kind_) {
      case DesignKind::factorial:
        return within_limit(factorial_samples(uncertainty_.design.levels), node_);
      case DesignKind::morris:
        return within_limit(trajectories.value_or(1) * (factors() + 1), node_["trajectories"]);
      case DesignKind::saltelli:
        return within_limit(in_batches(base.value_or(1), "base", "base points") * (factors() + 2), node_["base"]);
      default:
        return within_limit(in_batches(samples.value_or(1), "samples", "samples"), node_["samples"]);
    }
  }

  /// The number at a key, in whole batches.
  std::int64_t in_batches(std::int64_t number, char const* key, char const* what) const {
    std::int64_t const batch = uncertainty_.design.batch;
    if (batch == 0 || number % batch == 0 || !node_[key].is_present()) return number;
    std::int64_t const below = number / batch * batch;
    if (has_faulty_batch_) return below + batch;
    node_[key].error(fmt::format("{} {} are no whole number of batches of {}", number, what, batch),
                     fmt::format("a multiple of {} (design.batch)", batch),
                     below > 0 ? fmt::format("{} or {}", below, below + batch) : fmt::format("{}", batch));
    return below + batch;
  }

  /// The first rows, or all.
  std::int64_t listed_samples(std::optional<std::int64_t> const& samples) const {
    std::int64_t const rows = std::max<std::int64_t>(static_cast<std::int64_t>(uncertainty_.posterior.rows.size()), 1);
    if (samples && *samples > rows)
      node_["samples"].error(fmt::format("{} samples", *samples),
                             fmt::format("at most {}, the rows of the list", rows));
    return std::min(samples.value_or(rows), rows);
  }

  std::int64_t within_limit(std::int64_t samples, ConfigNode const& place) const {
    if (samples > 0 && samples <= most_runs / spec_.replications) return samples;
    place.error(
        samples > 0 ? fmt::format("{} x {} runs", samples, spec_.replications) : std::string("too many samples"),
        "at most 2^31");
    return 1;
  }

  void read_correlations() {
    std::optional<ConfigNode> const uncertainties = root_.find("uncertainties");
    std::optional<ConfigNode> const list =
        uncertainties && uncertainties->is_map() ? uncertainties->find("correlations") : std::nullopt;
    if (!list) return;
    correlations_ = list;
    std::vector<std::string> keys;
    for (DesignFactor const& factor : factors_) keys.push_back(factor.key);
    for (ConfigNode const& item : list->items()) {
      std::vector<ConfigNode> const between = item["between"].items();
      double const rank = item["rank"].number({-1, 1});
      std::vector<int> pair;
      bool is_known = true;
      for (ConfigNode const& key : between) {
        std::string const name = key.choice(keys);
        is_known = is_known && (!key.is_scalar() || name == key.text());  // else a stand-in
        pair.push_back(static_cast<int>(std::find(keys.begin(), keys.end(), name) - keys.begin()));
      }
      if (!is_known) continue;
      if (between.size() == 2)
        uncertainty_.design.correlations.push_back({pair[0], pair[1], rank});
      else
        item["between"].error(fmt::format("{} numbers", between.size()), "two of what is uncertain");
    }
  }

  /// What only the whole shows.
  void check() {
    if (factors_.empty()) return;
    DesignSpec design = uncertainty_.design;
    std::vector<std::string> names;
    for (DesignFactor const& factor : factors_) {
      design.identities.push_back(factor.identity);
      names.push_back(factor.key);
    }
    ConfigNode const place = correlations_ ? *correlations_ : node_;
    std::vector<std::string> const problems = design_problems(design, names);
    for (std::string const& problem : problems) place.error(problem, "a design that can be drawn");
    spec_.samples_per_observation = independent_samples(design);
    if (problems.empty()) return;
    uncertainty_.design = {};  // harmless: what reads on may draw from it
    uncertainty_.design.samples = 1;
  }

  ConfigNode root_, node_;
  std::vector<DesignFactor> factors_;
  Uncertainty& uncertainty_;
  ResultSpec& spec_;
  std::string type_;
  DesignKind kind_ = DesignKind::mc;
  bool has_faulty_batch_ = false;
  std::optional<ConfigNode> correlations_;
};

}  // namespace

void read_design(ConfigNode const& root, Uncertainty& uncertainty, ResultSpec& spec) {
  DesignReader(root, uncertainty, spec).read();
}

}  // namespace detente
