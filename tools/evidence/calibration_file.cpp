#include "tools/evidence/calibration_file.hpp"

#include "engine/config/config_tree.hpp"
#include "models/uncertainty_reader.hpp"
#include "tools/evidence/kept_histories.hpp"
#include "tools/evidence/record_statistics.hpp"

#include <boost/math/distributions/normal.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace detente {
namespace {

constexpr int particles_per_statistic = 5;

/// "region.disputes.BEL_PRI.recency" as "region.disputes.*.recency"; nothing where no id stands.
std::optional<std::string> pattern_of(std::string const& key) {
  if (!key.starts_with("region.")) return {};
  std::size_t const set = key.find('.');
  std::size_t const id = key.find('.', set + 1);
  std::size_t const end = id == std::string::npos ? id : key.find('.', id + 1);
  if (end == std::string::npos) return {};
  return key.substr(0, id + 1) + "*" + key.substr(end);
}

class Reader {
 public:
  Reader(Calibration& calibration, std::string folder) : calibration_(calibration), folder_(std::move(folder)) {}

  void read(ConfigNode const& root, Experiment const& experiment) {
    if (experiment.model.arms.size() != 1)
      root["policies"].error(fmt::format("{} arms", experiment.model.arms.size()),
                             "one policy in one scenario: the world of the record");
    if (!experiment.model.uncertainty.is_empty())
      root["uncertainties"].error("uncertainties beside priors", "what is fitted stands under priors");
    for (ConfigEntry const& spread : root["spreads"].entries()) {
      calibration_.spreads.push_back({spread.id, read_law(spread.node)});
      if (!(calibration_.spreads.back().prior.lowest >= 0)) spread.node["min"].error("a negative spread", "0 or more");
    }
    read_priors(root["priors"], experiment.model.arms.front().inputs);
    statistics_ =
        static_cast<int>(record_statistic_names(ids_of(experiment.model.arms.front().inputs.region.disputes)).size());
    ConfigNode const settings = root["calibration"];
    calibration_.smc = read_smc(settings);
    calibration_.draws = static_cast<int>(settings["draws"].integer(10, 1'000'000));
    read_recovery(root["recovery"]);
    calibration_.record_file = read_record_file(settings["record"], folder_);
  }

 private:
  void read_priors(ConfigNode const& priors, Inputs const& inputs) {
    std::vector<std::string> const keys = input_keys(inputs);
    for (std::size_t at = 0; at < keys.size(); ++at) {
      std::optional<ConfigNode> prior = priors.find(keys[at]);
      std::optional<std::string> const pattern = pattern_of(keys[at]);
      std::optional<ConfigNode> const shared = pattern ? priors.find(*pattern) : std::nullopt;
      if (!prior) prior = shared;
      if (prior) read_number(*prior, keys[at], static_cast<int>(at));
    }
    if (calibration_.numbers.empty()) priors.error("nothing is fitted", "at least one key of an input");
  }

  void read_number(ConfigNode const& prior, std::string const& key, int at) {
    FittedNumber number{.key = key, .number = at};
    std::optional<ConfigNode> const spread = prior.find("spread");
    if (!spread) {
      number.prior = read_law(prior);
    } else {
      std::vector<std::string> names;
      for (FittedSpread const& known : calibration_.spreads) names.push_back(known.name);
      auto const found = std::find(names.begin(), names.end(), spread->choice(names));
      number.spread = found == names.end() ? 0 : static_cast<int>(found - names.begin());
      std::optional<ConfigNode> const mean = prior.find("mean");
      if (mean) number.mean = mean->number();
    }
    calibration_.numbers.push_back(std::move(number));
  }

  /// The regression at the end has a coefficient for each statistic: with few particles it would explain them all.
  AbcSettings read_smc(ConfigNode const& node) const {
    AbcSettings settings;
    settings.particles = static_cast<int>(node["particles"].integer(1, 1'000'000));
    if (settings.particles < particles_per_statistic * statistics_)
      node["particles"].error(fmt::format("{} particles for {} statistics", settings.particles, statistics_),
                              fmt::format("at least {}", particles_per_statistic * statistics_));
    settings.generations = static_cast<int>(node["generations"].integer(1, 1000));
    settings.moves = static_cast<int>(node["moves"].integer(1, 1000));
    if (std::optional<ConfigNode> const keep = node.find("keep")) {
      settings.keep = keep->number({0.01, 0.99});
    }
    if (std::optional<ConfigNode> const least = node.find("least_acceptance"))
      settings.least_acceptance = least->number({0, 1});
    return settings;
  }

  void read_recovery(ConfigNode const& node) {
    RecoverySettings& recovery = calibration_.recovery;
    recovery.records = static_cast<int>(node["records"].integer(0, 1'000'000));
    recovery.draws = static_cast<int>(node["draws"].integer(rank_bins - 1, 1'000'000));
    if ((recovery.draws + 1) % rank_bins != 0)
      node["draws"].error(fmt::format("{} draws give {} ranks", recovery.draws, recovery.draws + 1),
                          fmt::format("ranks that fall evenly into {} bins, as with 99", rank_bins));
  }

  Calibration& calibration_;
  std::string folder_;
  int statistics_ = 0;
};

}  // namespace

Eigen::VectorXd Calibration::values(Eigen::VectorXd const& coordinates) const {
  static boost::math::normal const standard;
  auto const at = [&](Distribution const& law, Eigen::Index k) {
    double const u = boost::math::cdf(standard, coordinates[k]);
    return law.quantile(std::clamp(u, 1e-12, 1 - 1e-12));
  };
  auto const first_spread = static_cast<Eigen::Index>(numbers.size());
  Eigen::VectorXd result(coordinates.size());
  for (std::size_t s = 0; s < spreads.size(); ++s) {
    Eigen::Index const k = first_spread + static_cast<Eigen::Index>(s);
    result[k] = at(spreads[s].prior, k);
  }
  for (std::size_t n = 0; n < numbers.size(); ++n) {
    FittedNumber const& number = numbers[n];
    auto const k = static_cast<Eigen::Index>(n);
    result[k] =
        number.spread >= 0 ? number.mean + result[first_spread + number.spread] * coordinates[k] : at(number.prior, k);
  }
  return result;
}

Calibration read_calibration(std::string const& file, std::function<void(ConfigTree&)> const& edit) {
  Calibration calibration;
  Reader reader(calibration, std::filesystem::path(file).parent_path().string());
  ExperimentKind const kind{
      .schema = "detente/calibration@1",
      .read = [&](ConfigNode const& root, Experiment const& experiment) { reader.read(root, experiment); },
      .further_keys = {"calibration", "recovery", "priors", "spreads"}};
  calibration.experiment = read_experiment(ConfigTree::load(file), edit, kind);
  Experiment const& experiment = calibration.experiment;
  calibration.experiment.result.replications = 1;  // a particle is a sample
  keep_histories(calibration.experiment.result, {"level"});
  calibration.record_name = std::filesystem::path(calibration.record_file).filename().string();
  calibration.record = read_crisis_record(calibration.record_file, experiment.model.arms.front().inputs.region,
                                          experiment.result.start, experiment.result.months);
  return calibration;
}

}  // namespace detente
