#include "engine/io/durable_file.hpp"
#include "engine/io/hdf5_file.hpp"
#include "tools/analysis/analysis.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <limits>

namespace detente {
namespace {

constexpr char const* analysis_schema = "detente/analysis";
constexpr std::int64_t analysis_version = 1;

/// Writes tables of estimates, each as a value and the ends of its interval.
class AnalysisWriter {
 public:
  AnalysisWriter(Hdf5Writer& file, OutcomeData const& data, Analysis const& analysis)
      : file_(file),
        analysis_(analysis),
        policies_(data.file().policies().size()),
        scenarios_(data.file().scenarios().size()) {}

  void write_estimates() {
    file_.group("/estimates");
    by_arm_and_outcome(
        "/estimates", "mean", "mean over runs; a probability where the outcome is 0 or 1",
        [this](std::size_t p, std::size_t s, std::size_t k) { return analysis_.estimates[p][s][k].mean; });
    single("/estimates/deviation", "standard deviation between single runs",
           [this](std::size_t p, std::size_t s, std::size_t k) { return analysis_.estimates[p][s][k].deviation; });
    single("/estimates/run_p05", "5 % of single runs are below",
           [this](std::size_t p, std::size_t s, std::size_t k) { return analysis_.estimates[p][s][k].p05; });
    single("/estimates/run_p50", "median of single runs",
           [this](std::size_t p, std::size_t s, std::size_t k) { return analysis_.estimates[p][s][k].p50; });
    single("/estimates/run_p95", "95 % of single runs are below",
           [this](std::size_t p, std::size_t s, std::size_t k) { return analysis_.estimates[p][s][k].p95; });
  }

  void write_differences() {
    file_.group("/differences");
    auto const of = [this](std::size_t p, std::size_t s, std::size_t k) -> PairedComparison const& {
      return analysis_.differences[p][s][k];
    };
    by_arm_and_outcome("/differences", "mean", "policy less baseline, mean over pairs of runs in the same luck",
                       [of](std::size_t p, std::size_t s, std::size_t k) { return of(p, s, k).mean; });
    by_arm_and_outcome("/differences", "share_lower", "share of pairs of runs in which the policy is lower",
                       [of](std::size_t p, std::size_t s, std::size_t k) { return of(p, s, k).less; });
    by_arm_and_outcome("/differences", "share_equal", "share of pairs of runs without a difference",
                       [of](std::size_t p, std::size_t s, std::size_t k) { return of(p, s, k).equal; });
    single("/differences/run_p05", "5 % of differences of single pairs of runs are below",
           [of](std::size_t p, std::size_t s, std::size_t k) { return of(p, s, k).run_p5; });
    single("/differences/run_p95", "95 % of differences of single pairs of runs are below",
           [of](std::size_t p, std::size_t s, std::size_t k) { return of(p, s, k).run_p95; });
    single("/differences/variance_reduction", "times as many runs as independent luck would take",
           [of](std::size_t p, std::size_t s, std::size_t k) { return of(p, s, k).variance_reduction; });
    single("/differences/p_value", "two-sided t-test of no difference",
           [of](std::size_t p, std::size_t s, std::size_t k) { return of(p, s, k).p_value; });
    single("/differences/p_value_holm", "the same, adjusted over all outcomes of the arm (Holm 1979)",
           [this](std::size_t p, std::size_t s, std::size_t k) { return analysis_.adjusted_p[p][s][k]; });
  }

  void write_robustness() {
    RobustnessTable const& table = analysis_.robustness;
    file_.group("/robustness");
    auto const of = [&table](std::size_t p, std::size_t s) -> RobustnessOfArm const& {
      return table.policies[p].scenarios[s];
    };
    Shape const arms{{policies_, scenarios_}, {"policy", "scenario"}, {}};
    auto const by_arm = [&](std::string const& name, std::string const& meaning, auto const& estimate) {
      std::string const unit = name == "satisficing" ? "1" : table.unit;
      write("/robustness/" + name, arms, unit, meaning,
            [&](std::size_t at) { return estimate(of(at / scenarios_, at % scenarios_)); });
    };
    by_arm("mean", "mean over runs", [](RobustnessOfArm const& arm) { return arm.mean; });
    by_arm("p95", "95 % of single runs are below", [](RobustnessOfArm const& arm) { return arm.p95; });
    by_arm("cvar95", "mean of the worst 5 % of runs", [](RobustnessOfArm const& arm) { return arm.cvar95; });
    if (!analysis_.asked.satisficing.empty())
      by_arm("satisficing", "share of runs that meet all conditions",
             [](RobustnessOfArm const& arm) { return arm.satisficing; });
    bracket("/robustness/expected_regret", arms, "regret if who chooses knows the scenario",
            [&](std::size_t at) { return of(at / scenarios_, at % scenarios_).expected_regret; });
    Shape const policies{{policies_}, {"policy"}, {}};
    bracket("/robustness/largest_regret", policies, "largest over scenarios: the least is minimax regret",
            [&](std::size_t at) { return table.policies[at].largest_regret; });
    bracket("/robustness/regret_in_state", policies, "regret if who chooses knows the parameters too",
            [&](std::size_t at) { return table.policies[at].regret_in_state; });
    file_.attribute("/robustness", "outcome", table.outcome);
    for (std::size_t k = 0; k < table.attainment.size(); ++k) {
      AttainmentCurve const& curve = table.attainment[k];
      write_curves(fmt::format("/attainment_{}", k + 1), curve.thresholds, curve.shares,
                   "share of runs that would meet the condition with this threshold");
      file_.attribute(fmt::format("/attainment_{}", k + 1), "condition", curve.condition.text());
    }
  }

  void write_exceedance() {
    for (std::size_t k = 0; k < analysis_.exceedance.size(); ++k) {
      ExceedanceTable const& table = analysis_.exceedance[k];
      std::string const group = fmt::format("/exceedance_{}", k + 1);
      write_curves(group, table.thresholds, table.shares, "share of runs at or above the threshold");
      file_.attribute(group, "outcome", table.column.name);
    }
  }

  void write_sensitivity() {
    for (std::size_t k = 0; k < analysis_.sensitivity.size(); ++k) {
      SensitivityTable const& table = analysis_.sensitivity[k];
      std::string const group = fmt::format("/sensitivity_{}", k + 1);
      file_.group(group);
      file_.attribute(group, "outcome", table.column.name);
      file_.attribute(group, "policy", table.policy);
      file_.attribute(group, "scenario", table.scenario);
      file_.attribute(group, "less", table.less.value_or(""));
      Shape const shape{{analysis_.design->factors.size()}, {"number"}, {}};
      auto const add = [&](char const* name, char const* unit, char const* meaning, auto const& estimates) {
        write(fmt::format("{}/{}", group, name), shape, unit, meaning, [&](std::size_t at) { return estimates(at); });
      };
      if (table.sobol) {
        add("first", "1", "share of the variance between inputs that the number makes alone",
            [&](std::size_t at) { return table.sobol->first[at]; });
        add("total", "1", "share in which it has a part", [&](std::size_t at) { return table.sobol->total[at]; });
      } else {
        std::string const& unit = table.column.unit;
        add("mean_effect", unit.c_str(), "mu: mean elementary effect",
            [&](std::size_t at) { return table.morris[at].mean; });
        add("size", unit.c_str(), "root mean square of the effects, free of luck",
            [&](std::size_t at) { return table.morris[at].root_mean_square; });
        add("spread", unit.c_str(), "sigma: standard deviation of the effects, free of luck",
            [&](std::size_t at) { return table.morris[at].spread; });
      }
    }
  }

  void write_discoveries() {
    for (std::size_t k = 0; k < analysis_.discoveries.size(); ++k) {
      std::string const group = fmt::format("/discovery_{}", k + 1);
      file_.group(group);
      file_.attribute(group, "schema", std::string("detente/discovery@1"));
      file_.text(group + "/json", discovery_json(analysis_.discoveries[k]).dump());
      file_.text(group + "/text", discovery_text(analysis_.discoveries[k]));
    }
  }

 private:
  using OfOutcome = std::function<Estimate(std::size_t, std::size_t, std::size_t)>;
  using NumberOfOutcome = std::function<double(std::size_t, std::size_t, std::size_t)>;

  Shape outcomes() const {
    return {{policies_, scenarios_, analysis_.columns.size()}, {"policy", "scenario", "outcome"}, {}};
  }

  void single(std::string const& path, std::string const& meaning, NumberOfOutcome const& of) {
    std::vector<double> numbers;
    for (std::size_t p = 0; p < policies_; ++p) {
      for (std::size_t s = 0; s < scenarios_; ++s) {
        for (std::size_t k = 0; k < analysis_.columns.size(); ++k) numbers.push_back(of(p, s, k));
      }
    }
    file_.values(path, numbers, outcomes(), "", meaning);
  }

  void by_arm_and_outcome(std::string const& group, std::string const& name, std::string const& meaning,
                          OfOutcome const& of) {
    std::size_t const columns = analysis_.columns.size();
    write(group + "/" + name, outcomes(), "", meaning,
          [&](std::size_t at) { return of(at / columns / scenarios_, at / columns % scenarios_, at % columns); });
  }

  /// A value, and the ends of its interval beside it.
  void write(std::string const& path, Shape const& shape, std::string const& unit, std::string const& meaning,
             std::function<Estimate(std::size_t)> const& of) {
    std::size_t count = 1;
    for (std::uint64_t const extent : shape.extent) count *= extent;
    std::vector<double> values;
    std::vector<double> lower;
    std::vector<double> upper;
    for (std::size_t at = 0; at < count; ++at) {
      Estimate const estimate = of(at);
      values.push_back(estimate.value);
      lower.push_back(estimate.lower);
      upper.push_back(estimate.upper);
    }
    file_.values(path, values, shape, unit, meaning);
    file_.values(path + "_lower", lower, shape, unit, "lower end of its interval of confidence");
    file_.values(path + "_upper", upper, shape, unit, "upper end of its interval of confidence");
  }

  void bracket(std::string const& path, Shape const& shape, std::string const& meaning,
               std::function<Bracket(std::size_t)> const& of) {
    std::size_t count = 1;
    for (std::uint64_t const extent : shape.extent) count *= extent;
    std::vector<double> low;
    std::vector<double> high;
    for (std::size_t at = 0; at < count; ++at) {
      low.push_back(of(at).low);
      high.push_back(of(at).high);
    }
    std::string const& unit = analysis_.robustness.unit;
    file_.values(path + "_low", low, shape, unit, meaning + "; estimate that errs down");
    file_.values(path + "_high", high, shape, unit, meaning + "; estimate that errs up");
  }

  void write_curves(std::string const& group, std::vector<double> const& thresholds,
                    std::vector<std::vector<std::vector<Estimate>>> const& shares, std::string const& meaning) {
    if (thresholds.empty()) return;
    std::string const axis = group.substr(1) + "_threshold";
    file_.real_coordinate(axis, thresholds, "", "thresholds of " + group.substr(1));
    file_.group(group);
    std::size_t const points = thresholds.size();
    write(group + "/share", {{policies_, scenarios_, points}, {"policy", "scenario", axis}, {}}, "1", meaning,
          [&](std::size_t at) { return shares[at / points / scenarios_][at / points % scenarios_][at % points]; });
  }

  Hdf5Writer& file_;
  Analysis const& analysis_;
  std::size_t policies_, scenarios_;
};

void write_head(Hdf5Writer& file, OutcomeData const& data, Analysis const& analysis) {
  ResultFile const& result = data.file();
  file.attribute("/", "schema", std::string(analysis_schema));
  file.attribute("/", "schema_version", analysis_version);
  file.attribute("/", "title", result.name());
  file.attribute("/", "Conventions", std::string("CF-1.10"));
  file.attribute("/", "confidence", analysis.asked.confidence);
  file.attribute("/", "baseline_policy", result.baseline_policy());
  file.attribute("/", "runs", result.runs());
  file.attribute("/", "result_checksum", file_checksum(result.path()));
  file.text_coordinate("policy", result.policies(), "policies");
  file.text_coordinate("scenario", result.scenarios(), "scenarios");
  std::vector<std::string> names;
  std::vector<std::string> units;
  for (OutcomeColumn const& column : analysis.columns) {
    names.push_back(column.name);
    units.push_back(column.unit);
  }
  file.text_coordinate("outcome", names, "outcomes, one for each label");
  file.texts("outcome_unit", units, {{units.size()}, {"outcome"}, {}}, "unit of the outcome");
  if (analysis.design)
    file.text_coordinate("number", analysis.design->factors, "uncertain numbers that the design varies");
}

}  // namespace

void write_analysis(std::string const& path, OutcomeData const& data, Analysis const& analysis) {
  std::string const temporary = path + ".tmp";
  Hdf5Writer file(temporary);
  write_head(file, data, analysis);
  AnalysisWriter writer(file, data, analysis);
  writer.write_estimates();
  writer.write_differences();
  writer.write_exceedance();
  writer.write_robustness();
  writer.write_sensitivity();
  writer.write_discoveries();
  file.close();
  make_durable(temporary, path);
}

}  // namespace detente
