#include "models/world.hpp"
#include "tests/models/process_checks.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace detente {
namespace {

// Every coefficient at both ends of the range that uncertainty analysis samples, and those of society at both ends of
// what a file may say at all: whatever the state, half a year later every index is a number within its bounds.

std::set<std::string> const indices{"us_attention", "war_intensity", "eu_bandwidth",  "cooperate", "hedge",
                                    "defy",         "oversight",     "capture",       "alignment", "trust",
                                    "access",       "resilience",    "fragmentation", "stability", "campaign",
                                    "experience",   "pressure",      "dependence",    "mistrust",  "tension",
                                    "settlement",   "quality"};

/// Names of what is no number or out of bounds after half a year from sixteen scattered states.
std::set<std::string> out_of_bounds(ArmInputs arm) {
  ModelBench<double, 16> bench(std::move(arm), Noise::on);
  scatter(bench.state, bench.region());
  scatter(bench.levers);
  bench.derive();
  for (int month = 0; month < 6; ++month) bench.step(month);
  std::set<std::string> wrong;
  for (auto const& packs : packs_of(bench.state)) {
    std::string const field = packs.field();
    Pack<double, 16> const& x = *packs.pack;
    double const lowest = field == "propensity" ? -1e9 : 0;
    double const highest = indices.contains(field)                      ? 1
                           : field == "us_regime" || field == "recency" ? 2
                           : field == "level"                           ? 5
                                                                        : 1e9;
    if (!(x >= lowest && x <= highest).all()) wrong.insert(field);
  }
  return wrong;
}

template <class Value, class Change>
void change_all(Value& value, Change const& change) {
  if constexpr (std::is_same_v<Value, double>) {
    value = change(value);
  } else {
    for (auto& entry : value) change_all(entry, change);
  }
}

/// The base arm with one coefficient changed, in the reference and in what acts. Entries of a list change alike.
template <class Change>
ArmInputs with_coefficient(ArmInputs const& base, std::string_view key, Change const& change) {
  ArmInputs arm = base;
  for (Parameters<double>* parameters : {&arm.inputs.parameters, &arm.scenario.parameters}) {
    Parameters<double>::describe(*parameters, [&](auto& value, ParameterInfo const& info) {
      if (info.key == key) change_all(value, change);
    });
  }
  return arm;
}

std::string listed(std::set<std::string> const& names) {
  std::string all;
  for (std::string const& name : names) all += name + " ";
  return all;
}

std::vector<ParameterRow> rows_of_the_file() {
  ConfigTree const tree = ConfigTree::load(std::string(DETENTE_SOURCE_DIR) + "/configs/parameters.yaml");
  return read_parameter_rows(tree.root());
}

// Would catch: an overflow, a division by what can be 0, or a clip that is missing where only an end of a range needs
// it.
TEST(Bounds, Indices_keep_them_at_both_ends_of_every_sampled_range) {
  ArmInputs const base = arm_with({}, moving_world);
  for (ParameterRow const& row : rows_of_the_file()) {
    std::vector<ArmInputs> arms;
    if (row.evidence.range) {
      for (double const end : {row.evidence.range->first, row.evidence.range->second}) {
        arms.push_back(with_coefficient(base, row.info.key, [end](double) { return end; }));
      }
    } else if (row.evidence.factor_range) {
      for (double const factor : {row.evidence.factor_range->first, row.evidence.factor_range->second}) {
        arms.push_back(with_coefficient(base, row.info.key, [factor](double value) { return factor * value; }));
      }
    }
    for (ArmInputs& arm : arms) {
      std::set<std::string> const wrong = out_of_bounds(std::move(arm));
      EXPECT_TRUE(wrong.empty()) << row.info.key << ": " << listed(wrong);
    }
  }
}

TEST(Bounds, Indices_keep_them_at_both_ends_of_what_is_valid_for_society) {
  std::set<std::string> const society{"drivers",    "decisions", "inclusion", "hybrid_pressure",
                                      "governance", "alignment", "mistrust"};
  ArmInputs const base = arm_with({}, moving_world);
  for (ParameterRow const& row : rows_of_the_file()) {
    if (!society.contains(std::string(row.info.key.substr(0, row.info.key.find('.'))))) continue;
    if (row.info.key == "inclusion.access_weight") continue;  // three weights of a mean: they sum to 1
    for (double const end : {row.info.valid.lowest, row.info.valid.highest}) {
      std::set<std::string> const wrong =
          out_of_bounds(with_coefficient(base, row.info.key, [end](double) { return end; }));
      EXPECT_TRUE(wrong.empty()) << row.info.key << " = " << end << ": " << listed(wrong);
    }
  }
}

// Would catch: a bound that only several extremes together break.
TEST(Bounds, Indices_keep_them_when_all_sampled_ranges_are_at_one_end) {
  std::vector<ParameterRow> const rows = rows_of_the_file();
  for (bool const at_the_top : {false, true}) {
    ArmInputs arm = arm_with({}, moving_world);
    for (ParameterRow const& row : rows) {
      if (!row.evidence.range) continue;
      double const end = at_the_top ? row.evidence.range->second : row.evidence.range->first;
      arm = with_coefficient(arm, row.info.key, [end](double) { return end; });
    }
    std::set<std::string> const wrong = out_of_bounds(std::move(arm));
    EXPECT_TRUE(wrong.empty()) << (at_the_top ? "top: " : "bottom: ") << listed(wrong);
  }
}

// Would catch: a start at a bound from which an index jumps, or that no logit can bear.
TEST(Bounds, Indices_keep_them_in_regions_that_start_at_the_bounds) {
  for (double const bound : {0.0, 1.0}) {
    ArmInputs arm = arm_with({}, moving_world);
    for (Country& c : arm.inputs.region.countries) {
      for (double* index : {&c.oversight, &c.capture, &c.alignment, &c.trust, &c.resilience, &c.fragmentation,
                            &c.stability, &c.nationalism}) {
        *index = bound;
      }
    }
    for (Dispute& dispute : arm.inputs.region.disputes) dispute.tension = bound;
    for (CountryPair& pair : arm.inputs.region.pairs) pair.mistrust = bound;
    for (int const e : arm.inputs.region.adversaries) {
      arm.inputs.region.actors[static_cast<std::size_t>(e)].pressure.assign(6, bound);
      arm.inputs.region.actors[static_cast<std::size_t>(e)].dependence.assign(6, bound);
    }
    std::set<std::string> const wrong = out_of_bounds(std::move(arm));
    EXPECT_TRUE(wrong.empty()) << "all at " << bound << ": " << listed(wrong);
  }
}

}  // namespace
}  // namespace detente
