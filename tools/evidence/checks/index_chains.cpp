#include "tools/evidence/checks/index_chains.hpp"

#include "engine/core/keyed_draws.hpp"
#include "models/anchored_index.hpp"
#include "models/regional_model.hpp"
#include "models/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

constexpr int slots = 64;
constexpr int chain_count = slots * 16;

/// How long chains run: several times the months in which an index forgets.
struct Months {
  int before = 0, counted = 0;
};

Months months_of(double share) {
  double const memory = 1 / share;
  return {static_cast<int>(std::min(3 * memory, 600.0)), static_cast<int>(std::clamp(60 * memory, 60.0, 6000.0))};
}

/// What the months of each chain add up to.
struct Sums {
  std::vector<ChainPack> mean, square;  // of x - target
  double clipped = 0, clipped_squares = 0;
};

/// (R1) before the clipping, written out once more.
ChainPack unclipped(IndexChain const& chain, ChainPack const& x, ChainPack const& eps) {
  double const share = 1 - std::exp(-chain.rate / 12);
  return x + share * (chain.target - x) + chain.vol * std::sqrt(1.0 / 12) * (x * (1 - x)).max(0.0).sqrt() * eps;
}

Sums run_chains(IndexChain const& chain, ChainStep const& step, Months const& months, std::uint64_t seed) {
  std::vector<DrawSlot> luck;
  for (int k = 0; k < slots; ++k)
    luck.push_back({1, stable_hash(fmt::format("{} {}", chain.name, k)), DrawKind::normal});
  Draws<double, 16> draws(seed, luck);
  LaneKeys<16> keys{};
  for (int lane = 0; lane < 16; ++lane) keys.sample[lane] = static_cast<std::uint32_t>(lane);
  draws.assign(keys);
  std::vector<ChainPack> x(slots, ChainPack::Constant(chain.target));
  Sums sums{std::vector<ChainPack>(slots, ChainPack::Zero()), std::vector<ChainPack>(slots, ChainPack::Zero())};
  for (int month = 0; month < months.before + months.counted; ++month) {
    draws.begin_month(month);
    for (int k = 0; k < slots; ++k) {
      ChainPack const free = unclipped(chain, x[k], draws[k]);
      ChainPack const held = free.max(0.0).min(1.0);
      sums.clipped += (held - free).abs().sum();
      sums.clipped_squares += ((held - chain.target).square() - (free - chain.target).square()).abs().sum();
      x[k] = step(x[k], draws[k]);
      if (month < months.before) continue;
      sums.mean[k] += x[k] - chain.target;
      sums.square[k] += (x[k] - chain.target).square();
    }
  }
  double const all = static_cast<double>(months.before + months.counted) * chain_count;
  sums.clipped /= all;
  sums.clipped_squares /= all;
  return sums;
}

struct Average {
  double value, standard_error;
};

/// Mean over independent chains; the standard error is that of their own means over time, so that the months of a chain
/// need not be independent.
Average average(std::vector<ChainPack> const& sums, int months) {
  double total = 0;
  double squares = 0;
  for (ChainPack const& sum : sums) {
    total += (sum / months).sum();
    squares += (sum / months).square().sum();
  }
  double const mean = total / chain_count;
  return {mean, std::sqrt(std::max(squares / chain_count - mean * mean, 0.0) / (chain_count - 1))};
}

/// Mean of v (1 - left^t) over the months counted: chains begin at the target, so the variance is still growing.
double growing(double v, double left, Months const& months) {
  double const missing = std::pow(left, months.before + 1) * (1 - std::pow(left, months.counted)) / (1 - left);
  return v * (1 - missing / months.counted);
}

template <class Values>
double furthest_inside(Values const& values) {
  double best = 0;
  for (auto const& value : values) {
    if (std::abs(value[0] - 0.5) < std::abs(best - 0.5)) best = value[0];
  }
  return best;
}

}  // namespace

std::vector<IndexChain> index_chains(ArmInputs const& arm) {
  ModelSpec const spec{.arms = {arm}, .months = 1, .noise = Noise::off};
  RegionalModel<double, 1> const model(spec);
  State<double, 1> const& start = model.world(0).reference().start;
  Parameters<double> const& p = arm.scenario.parameters;
  std::vector<IndexChain> all;
  auto const add = [&all](char const* name, auto const& starts, double rate, double vol) {
    double const target = std::clamp(furthest_inside(starts), 0.01, 0.99);
    if (!starts.empty() && rate > 0 && vol > 0) all.push_back({name, target, rate, vol});
  };
  add("oversight", start.oversight, p.governance.oversight_rate, p.governance.oversight_vol);
  add("capture", start.capture, p.governance.capture_rate, p.governance.capture_vol);
  add("resilience", start.resilience, p.governance.resilience_rate, p.governance.resilience_vol);
  add("fragmentation", start.fragmentation, p.governance.fragmentation_rate, p.governance.fragmentation_vol);
  add("stability", start.stability, p.governance.stability_rate, p.governance.stability_vol);
  add("alignment", start.alignment, p.alignment.alignment_rate, p.alignment.alignment_vol);
  add("dependence", start.dependence, p.alignment.dependence_rate, p.alignment.dependence_vol);
  add("pressure", start.pressure, p.hybrid_pressure.pressure_rate, p.hybrid_pressure.pressure_vol);
  add("mistrust", start.mistrust, p.mistrust.mistrust_rate, p.mistrust.mistrust_vol);
  add("tension", start.tension, p.escalation.tension_rate, p.escalation.tension_vol);
  add("war_intensity", Field<double, 1>{start.war_intensity}, p.drivers.war_rate, p.drivers.war_vol);
  return all;
}

ChainStep model_step(IndexChain const& chain) {
  AnchoredIndex<double, 16> const index(Field<double, 16>{ChainPack::Constant(chain.target)},
                                        ChainPack::Constant(chain.rate), ChainPack::Constant(chain.vol));
  return [index](ChainPack const& x, ChainPack const& eps) { return index.next(0, x, ChainPack::Zero(), eps); };
}

std::vector<CheckRow> check_relax(std::vector<IndexChain> const& chains, std::uint64_t seed,
                                  std::function<ChainStep(IndexChain const&)> const& step) {
  std::vector<CheckRow> rows;
  for (IndexChain const& chain : chains) {
    double const m = chain.target;
    double const share = 1 - std::exp(-chain.rate / 12);
    double const s = chain.vol * chain.vol / 12;
    double const divisor = 1 - (1 - share) * (1 - share) + s;
    double const v = s * m * (1 - m) / divisor;  // (R2)
    Months const months = months_of(share);
    Sums const sums = run_chains(chain, step(chain), months, seed);
    Average const mean = average(sums.mean, months.counted);
    Average const variance = average(sums.square, months.counted);
    double const shifted = sums.clipped / share;
    double const widened = (s * std::abs(1 - 2 * m) * shifted + sums.clipped_squares) / divisor;
    std::string const where = fmt::format("at {:.3g}, {:.3g} a year", m, chain.rate);

    Comparisons of_mean("relax", "mean of " + chain.name, "R1, R3");
    of_mean.add_random({m + mean.value, m, tolerated_standard_errors * mean.standard_error + shifted},
                       mean.standard_error, where);
    Comparisons of_variance("relax", "variance of " + chain.name, "R1, R2");
    of_variance.add_random({variance.value, growing(v, 1 - divisor, months),
                            tolerated_standard_errors * variance.standard_error + widened},
                           variance.standard_error, where);
    rows.push_back(of_mean.row(chain_count));
    rows.push_back(of_variance.row(chain_count));
  }
  return rows;
}

}  // namespace detente
