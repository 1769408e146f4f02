#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace detente {

// Selection of the best of k systems (policies, say) by runs that come in stages. At a stage every system that is still
// in the race gives one observation, the mean of a batch of runs; then those that are worse than another by more than
// chance allows are dropped. What is promised: if the best is better than every other by delta or more, it is selected
// with probability 1 - alpha or more; if others are nearer than delta, one of those within delta is as good a choice.
// Observations of one system are independent and normal. Those of one stage may depend on each other, and should:
// common random numbers make the variances of differences small, and only these are used. Mean and variance of the
// differences are S2_il; the procedure is that with c = 1:
//   eta     = ((2 alpha / (k - 1))^(-2 / (n0 - 1)) - 1) / 2,   h2 = 2 eta (n0 - 1)
//   W_il(r) = max(0, delta / (2 r) (h2 S2_il / delta^2 - r))
// After stage r >= n0, system i is dropped if its mean is worse than that of an l in the race by more than W_il(r).
// Source: Kim and Nelson 2001 (procedure KN).

enum class Best { lowest, highest };

struct KimNelsonSettings {
  double delta = 0;      // indifference zone: a difference worth to be seen, in the unit of the values, > 0
  double alpha = 0.05;   // greatest probability of a wrong selection, in (0, 1 - 1/k)
  int first_stage = 10;  // n0: stages before the first that may drop a system, >= 2
  Best best = Best::lowest;
};

/// When a system left the race, and because of whom.
struct Elimination {
  int system = 0, by = 0;
  int stage = 0;          // stages seen, this one included
  double difference = 0;  // mean of `system` less that of `by`, over these stages
  double bound = 0;       // W: greater differences (in the bad direction) are not put down to chance
};

/// Where a selection stands: plain numbers, all that the next stage depends on.
struct KimNelsonState {
  int systems = 0;
  int stage = 0;                     // stages seen
  std::vector<int> survivors;        // in ascending order
  std::vector<double> sums;          // of the observations, by system
  std::vector<double> first_values;  // [stage * systems + system], of the first n0 stages
  std::vector<double> variances;     // S2 [i * systems + l], empty before stage n0
  std::vector<Elimination> eliminations;
  std::int64_t observations = 0;  // of all systems
};

/// Feed it stage by stage until it is decided. Its state can be stored and taken up again.
class KimNelson {
 public:
  /// Throws std::invalid_argument unless systems >= 1 and the settings are in their ranges.
  KimNelson(int systems, KimNelsonSettings const& settings);
  /// Goes on from a state that a KimNelson of the same settings was in.
  KimNelson(KimNelsonSettings const& settings, KimNelsonState state);

  std::vector<int> const& survivors() const { return state_.survivors; }
  bool is_decided() const { return state_.survivors.size() == 1; }
  /// The selected system; valid once it is decided.
  int best() const;

  /// One observation of each survivor, in the order of survivors(), all of one batch. Equal systems, whose differences
  /// never varied, are decided in favour of the first. Throws std::invalid_argument for another number of values or one
  /// that is not finite: a batch with failed runs is to be left out in all systems. Valid until it is decided.
  void observe(std::span<double const> values);

  /// Observations, of all systems together, that would do with the same number for each, given the variances seen in
  /// the first n0 stages: k max(n0, ceil((t S_il / delta)^2)), t the 1 - alpha/(k - 1) quantile of Student's law with
  /// n0 - 1 degrees. 0 before these are seen. Source: Clark and Yang 1986.
  std::int64_t equal_allocation() const;

  KimNelsonState const& state() const { return state_; }

 private:
  double bound(int i, int l) const;
  double badness(int i, int l) const;
  void estimate_variances();
  void screen();

  KimNelsonSettings settings_;
  KimNelsonState state_;
  double h2_ = 0;
};

}  // namespace detente
