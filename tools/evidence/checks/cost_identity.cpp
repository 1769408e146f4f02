#include "tools/evidence/checks/cost_identity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

constexpr double relative = 1e-9;  // sums of some thousand months and parts in double precision

/// Reads outcomes by their name out of the columns of a table.
class Columns {
 public:
  Columns(ResultSpec const& spec, OutcomeTable const& table, std::size_t arm, std::size_t run)
      : spec_(spec), table_(table), arm_(arm), run_(run) {}

  /// By label; "" for an outcome of one number.
  std::map<std::string, double> of(std::string const& outcome) const {
    std::map<std::string, double> values;
    std::size_t column = 0;
    for (OutcomeInfo const& info : spec_.catalogue.outcomes) {
      std::size_t const size = spec_.catalogue.size_of(info.dimensions);
      for (std::size_t k = 0; k < size && info.name == outcome; ++k) {
        std::string const label =
            info.dimensions.empty() ? "" : spec_.catalogue.dimension(info.dimensions.front()).labels[k];
        values[label] = table_.column(arm_, column + k)[run_];
      }
      column += size;
    }
    return values;
  }
  double one(std::string const& outcome) const { return of(outcome).at(""); }
  double sum(std::string const& outcome) const {
    double total = 0;
    for (auto const& [label, value] : of(outcome)) total += value;
    return total;
  }

 private:
  ResultSpec const& spec_;
  OutcomeTable const& table_;
  std::size_t arm_, run_;
};

/// The Union's part of what the mediation lever costs over the runs of an arm, discounted (K4).
double mediation_at_large(Experiment const& experiment, std::size_t arm) {
  CostParameters<double> const& p = experiment.model.arms[arm].scenario.parameters.cost;
  LeverPaths const& levers = experiment.result.levers;
  auto const at = std::find(levers.names.begin(), levers.names.end(), "mediation") - levers.names.begin();
  double sum = 0;
  for (int month = 0; month < experiment.result.months; ++month) {
    double const lever =
        levers.values[arm][static_cast<std::size_t>(month) * levers.names.size() + static_cast<std::size_t>(at)];
    sum += std::exp(-p.discount_rate * month / 12) * p.mediation_lever * lever / 12 * p.eu_share[0];
  }
  return sum;
}

}  // namespace

std::vector<CostOfRun> costs_of(Experiment const& experiment, OutcomeTable const& outcomes) {
  ResultSpec const& spec = experiment.result;
  std::vector<CostOfRun> all;
  for (std::size_t arm = 0; arm < spec.arms.size(); ++arm) {
    std::string const name = fmt::format("{} in {}", spec.policies[static_cast<std::size_t>(spec.arms[arm].policy)],
                                         spec.scenarios[static_cast<std::size_t>(spec.arms[arm].scenario)]);
    double const at_large = mediation_at_large(experiment, arm);
    for (std::size_t run = 0; run < static_cast<std::size_t>(outcomes.runs()); ++run) {
      Columns const columns(spec, outcomes, arm, run);
      CostOfRun cost{.arm = name, .run = static_cast<std::int64_t>(run), .crisis = columns.one("crisis_cost")};
      if (std::isnan(cost.crisis)) continue;
      cost.asset = columns.one("asset_value");
      cost.net_position = columns.one("net_position");
      cost.policy = columns.one("policy_cost");
      cost.paid_by_union = columns.of("cost.payer").at("EU");
      cost.component = columns.of("crisis_cost.component");
      cost.years = columns.sum("crisis_cost.year");
      cost.disputes = columns.sum("crisis_cost.dispute");
      cost.countries = columns.sum("crisis_cost.country");
      cost.mediation_at_large = at_large;
      all.push_back(std::move(cost));
    }
  }
  return all;
}

std::vector<CheckRow> check_costs(std::vector<CostOfRun> const& runs) {
  Comparisons all_parts("cost", "crisis_cost is the sum of its components", "K1 to K10", "MEUR");
  Comparisons years("cost", "crisis_cost is the sum of its years", "K1 to K10", "MEUR");
  Comparisons payer("cost", "crisis_cost is what the Union pays", "K1 to K10", "MEUR");
  Comparisons disputes("cost", "disputes: mediation and stabilisation", "K4, K5", "MEUR");
  Comparisons countries("cost", "countries: misinvestment and leakage", "K8, K9", "MEUR");
  Comparisons policy("cost", "policy_cost is its component, apart", "K11", "MEUR");
  Comparisons net("cost", "net_position is asset less cost", "K1 to K10", "MEUR");
  for (CostOfRun const& run : runs) {
    double sum = 0;
    for (auto const& [name, value] : run.component) sum += name == "policy" ? 0 : value;
    auto const part = [&run](char const* name) { return run.component.at(name); };
    std::string const where = fmt::format("{}, run {}", run.arm, run.run);
    auto const compare = [&](Comparisons& row, double observed, double expected, double scale) {
      row.add({observed, expected, relative * std::max(1.0, std::abs(scale))}, where);
    };
    compare(all_parts, run.crisis, sum, sum);
    compare(years, run.years, run.crisis, run.crisis);
    compare(payer, run.paid_by_union, run.crisis, run.crisis);
    compare(disputes, run.disputes + run.mediation_at_large, part("mediation") + part("stabilisation"), run.crisis);
    compare(countries, run.countries, part("misinvestment") + part("leakage"), run.crisis);
    compare(policy, run.policy, part("policy"), run.policy);
    compare(net, run.net_position, run.asset - run.crisis, std::max(run.asset, run.crisis));
  }
  auto const n = static_cast<std::int64_t>(runs.size());
  std::vector<CheckRow> rows;
  for (Comparisons const* one : {&all_parts, &years, &payer, &disputes, &countries, &policy, &net})
    rows.push_back(one->row(n));
  return rows;
}

}  // namespace detente
