// Trajectories without noise against those that another program, written from the same equations, made from the same
// data.
#include "models/regional_model.hpp"
#include "tests/models/experiment_text.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <sstream>

namespace detente {
namespace {

constexpr int golden_months = 180;

std::vector<std::string> cells_of(std::string const& line) {
  std::vector<std::string> cells;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
  return cells;
}

/// A golden file: rows by month, numbers by column; cells that are empty are left out.
using Golden = std::map<int, std::map<std::string, double>>;

Golden golden(std::string const& policy) {
  std::ifstream file(DETENTE_SOURCE_DIR "/tests/models/golden/" + policy + ".csv");
  std::string line;
  std::getline(file, line);
  std::vector<std::string> const names = cells_of(line);
  Golden rows;
  while (std::getline(file, line)) {
    std::vector<std::string> const cells = cells_of(line);
    for (std::size_t k = 1; k < cells.size(); ++k) {
      if (!cells[k].empty()) rows[std::stoi(cells[0])][names[k]] = std::stod(cells[k]);
    }
  }
  return rows;
}

Experiment skeleton(std::string const& policy) {
  return read({.head = "experiment: {name: golden, seed: 1, months: 180, precision: double}",
               .policies = "policies: {from: ../policies.yaml, use: [" + policy + "]}",
               .more = "noise: off"});
}

/// What the columns of the golden files are called here.
template <class Real, int L>
class Columns {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;
  using S = State<Real, L>;
  using D = Derived<Real, L>;
  using Trajectory = typename RegionalModel<Real, L>::Trajectory;
  using Values = std::map<std::string, P>;

  explicit Columns(Region const& region) : region_(region) {}

  /// State and what follows from it at the start of a month.
  void read(Trajectory const& trajectory, Values& values) const {
    read_world(trajectory.state(), values);
    read_countries(trajectory.state(), values);
    read_places(trajectory.state(), values);
    read_derived(trajectory.derived(), values);
    read_rates_and_transport(trajectory.derived(), values);
  }
  /// The Union's cost of the month just lived.
  void read_cost(Trajectory const& trajectory, Values& values) const {
    put(values, "cost", component_names(), trajectory.cost().eu);
  }

 private:
  using Names = std::vector<std::string>;

  static void put(Values& values, std::string const& name, Names const& ids, F const& field) {
    for (std::size_t k = 0; k < ids.size(); ++k) values[name + "." + ids[k]] = field.at(k);
  }
  static Names pairs(Names const& first, Names const& second) {
    Names names;
    for (std::string const& one : first) {
      for (std::string const& other : second) names.push_back(one + "." + other);
    }
    return names;
  }
  Names countries() const { return ids_of(region_.countries); }
  Names adversaries() const {
    Names names;
    for (int e = 0; e < region_.adversary_count(); ++e) names.push_back(region_.adversary(e).id);
    return names;
  }

  static void read_world(S const& s, Values& v) {
    v["us_regime"] = s.us_regime;
    v["us_attention"] = s.us_attention;
    v["war_intensity"] = s.war_intensity;
    v["shock"] = s.shock;
    v["eu_bandwidth"] = s.eu_bandwidth;
    v["crossings"] = s.crossings;
  }
  void read_countries(S const& s, Values& v) const {
    std::vector<std::pair<char const*, F S::*>> const fields{{"oversight", &S::oversight},
                                                             {"capture", &S::capture},
                                                             {"alignment", &S::alignment},
                                                             {"trust", &S::trust},
                                                             {"access", &S::access},
                                                             {"resilience", &S::resilience},
                                                             {"fragmentation", &S::fragmentation},
                                                             {"stability", &S::stability},
                                                             {"campaign", &S::campaign},
                                                             {"spending", &S::spending},
                                                             {"contract", &S::contract},
                                                             {"peacekeepers", &S::peacekeepers},
                                                             {"experience", &S::experience},
                                                             {"propensity", &S::propensity}};
    for (auto const& [name, field] : fields) put(v, name, countries(), s.*field);
    for (int i = 0; i < region_.country_count(); ++i) {
      std::string const stance = "stance." + region_.countries[i].id;
      v[stance + ".cooperate"] = s.cooperate[i];
      v[stance + ".hedge"] = s.hedge[i];
      v[stance + ".defy"] = s.defy[i];
    }
    put(v, "stock", pairs(countries(), ids_of(region_.suppliers)), s.stock);
    put(v, "industry", pairs(countries(), region_.products), s.industry);
    put(v, "pressure", pairs(adversaries(), countries()), s.pressure);
    put(v, "dependence", pairs(adversaries(), countries()), s.dependence);
  }
  void read_places(S const& s, Values& v) const {
    put(v, "mistrust", ids_of(region_.pairs), s.mistrust);
    put(v, "tension", ids_of(region_.disputes), s.tension);
    put(v, "level", ids_of(region_.disputes), s.level);
    put(v, "recency", ids_of(region_.disputes), s.recency);
    put(v, "settlement", ids_of(region_.disputes), s.settlement);
    put(v, "strength", ids_of(region_.missions), s.strength);
    put(v, "legacy", ids_of(region_.missions), s.legacy);
    put(v, "quality", ids_of(region_.transport.segments), s.quality);
  }
  void read_derived(D const& d, Values& v) const {
    std::vector<std::pair<char const*, F D::*>> const fields{{"g", &D::governance},
                                                             {"leak", &D::leakage},
                                                             {"leak_eu", &D::leakage_eu},
                                                             {"infoleak", &D::information_leakage},
                                                             {"R", &D::reward},
                                                             {"elig", &D::eligibility},
                                                             {"gap", &D::gap},
                                                             {"dep", &D::dependence},
                                                             {"Hi", &D::pressure},
                                                             {"p", &D::interoperability}};
    for (auto const& [name, field] : fields) put(v, name, countries(), d.*field);
  }
  void read_rates_and_transport(D const& d, Values& v) const {
    std::vector<std::pair<char const*, F D::*>> const fields{{"presence", &D::presence},
                                                             {"effort", &D::effort},
                                                             {"perceived_cost", &D::perceived_cost},
                                                             {"up_rate", &D::up_rate},
                                                             {"down_rate", &D::down_rate},
                                                             {"settle_rate", &D::settle_rate},
                                                             {"unsettle_rate", &D::unsettle_rate}};
    for (auto const& [name, field] : fields) put(v, name, ids_of(region_.disputes), d.*field);
    Names closed = region_.transport.corridors;
    for (std::string const& country : countries()) closed.push_back(country);
    put(v, "throughput_without", closed, d.throughput_without);
    v["throughput"] = d.throughput;
    v["robust_throughput"] = d.robust_throughput;
    v["redundancy"] = d.redundancy;
    v["transit_hours"] = d.transit_hours;
    v["border_wait"] = d.border_wait;
  }

  Region const& region_;
};

/// What the model says in the months of the golden rows, by column. Every lane has the luck of another run, unused.
template <class Real, int L>
std::map<int, typename Columns<Real, L>::Values> computed(Experiment const& experiment, Golden const& rows) {
  RegionalModel<Real, L> const model(experiment.model);
  Columns<Real, L> const columns(experiment.model.arms.front().inputs.region);
  Draws<Real, L> draws(experiment.result.seed, model.slots());
  LaneKeys<L> keys{};
  for (int lane = 0; lane < L; ++lane) keys.sample[lane] = static_cast<std::uint32_t>(lane);
  draws.assign(keys);
  draws.begin_month(0);
  auto trajectory = model.trajectory(0);
  trajectory.start(draws);
  std::map<int, typename Columns<Real, L>::Values> result;
  for (int month = 0; month <= golden_months; ++month) {
    bool const is_wanted = rows.contains(month);
    if (is_wanted) columns.read(trajectory, result[month]);
    if (month == golden_months) break;
    draws.begin_month(month);
    trajectory.step(month, draws, nullptr);
    if (is_wanted) columns.read_cost(trajectory, result[month]);
  }
  return result;
}

/// The largest difference, relative above 1, and how much was compared.
struct Agreement {
  double worst = 0;
  std::string where = "nothing differs";
  std::map<std::string, int> compared;  // rows by column
  std::string unknown;                  // columns that the model does not have
};

template <class P>
Agreement agreement(Golden const& rows, std::map<int, std::map<std::string, P>> const& values) {
  Agreement result;
  for (auto const& [month, row] : rows) {
    for (auto const& [name, expected] : row) {
      auto const& known = values.at(month);
      auto const at = known.find(name);
      if (at == known.end()) {
        result.unknown += fmt::format("{} in month {}\n", name, month);
        continue;
      }
      ++result.compared[name];
      for (int lane = 0; lane < at->second.size(); ++lane) {
        double const actual = static_cast<double>(at->second[lane]);
        double const apart = std::abs(actual - expected) / std::max(1.0, std::abs(expected));
        if (apart <= result.worst) continue;  // false for a difference that is not a number
        result.worst = std::isnan(apart) ? HUGE_VAL : apart;
        result.where = fmt::format("{} in month {}, lane {}: {} and not {}", name, month, lane, actual, expected);
      }
    }
  }
  return result;
}

class Skeleton : public testing::TestWithParam<char const*> {};

// Would catch: an equation, a coefficient or a starting value read another way; a reference taken at another place; an
// update that is not synchronous. 1e-9 leaves room for another order of sums over 180 months (2e-14 was found) and for
// nothing else.
TEST_P(Skeleton, Agrees_with_an_independent_implementation) {
  Golden const rows = golden(GetParam());

  Agreement const found = agreement(rows, computed<double, 1>(skeleton(GetParam()), rows));

  EXPECT_LE(found.worst, 1e-9) << found.where;
}

// Would catch: a variable renamed here or there, and since then compared with nothing.
TEST_P(Skeleton, Every_column_is_compared_in_at_least_nine_months) {
  Golden const rows = golden(GetParam());

  Agreement const found = agreement(rows, computed<double, 1>(skeleton(GetParam()), rows));

  EXPECT_EQ(found.unknown, "");
  EXPECT_GE(found.compared.size(), 400U);
  for (auto const& [name, months_compared] : found.compared) EXPECT_GE(months_compared, 9) << name;
}

// Would catch: a kernel that mixes lanes, or sums in another order when it is wide.
TEST_P(Skeleton, Every_lane_of_sixteen_has_the_bits_of_the_single_run) {
  Golden const rows = golden(GetParam());
  Experiment const experiment = skeleton(GetParam());
  auto const single = computed<double, 1>(experiment, rows);

  auto const wide = computed<double, 16>(experiment, rows);

  std::string different;
  for (auto const& [month, values] : single) {
    for (auto const& [name, value] : values) {
      bool const same = (wide.at(month).at(name) == value[0]).all();
      if (!same) different += fmt::format("{} in month {}\n", name, month);
    }
  }
  EXPECT_EQ(different, "");
}

// Single precision has 6e-8; rounding in 180 months of coupled equations makes 4e-6 of it, in the stocks of arms. The
// tolerance is five times that.
// Would catch: a difference of large numbers, or a table that single precision cannot hold.
TEST_P(Skeleton, Single_precision_agrees_to_2e_5_in_every_lane) {
  Golden const rows = golden(GetParam());

  Agreement const found = agreement(rows, computed<float, 16>(skeleton(GetParam()), rows));

  EXPECT_LE(found.worst, 2e-5) << found.where;
}

INSTANTIATE_TEST_SUITE_P(Golden, Skeleton, testing::Values("status_quo", "conditional_credible"),
                         [](auto const& policy) { return std::string(policy.param); });

}  // namespace
}  // namespace detente
