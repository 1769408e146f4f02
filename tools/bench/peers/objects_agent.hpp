#pragma once

#include "models/inputs.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

namespace detente::bench {

class ObjectWorld;

/// One who acts: step() decides what the month's end will be, advance() makes it so, after all have decided.
class Agent {
 public:
  virtual ~Agent() = default;
  virtual void step(ObjectWorld& world) = 0;
  virtual void advance() = 0;
};

/// A value now and at the month's end.
struct Staged {
  double now = 0, next = 0;

  void advance() { now = next; }
  void begin(double value) { now = next = value; }
};

/// A bounded value that relaxes to a target which is anchored where it starts, (R1) and (R3).
class Index : public Staged {
 public:
  void set_speed(double rate_per_year, double vol) {
    share_ = 1 - std::exp(-rate_per_year / 12);
    noise_scale_ = vol * std::sqrt(1.0 / 12);
  }
  /// Takes the linear predictor at the reference.
  void anchor(double eta) { eta_reference_ = eta; }
  void begin(double start) {
    Staged::begin(start);
    double const inside = std::clamp(start, 0.01, 0.99);
    logit_start_ = std::log(inside / (1 - inside));
  }
  double target(double eta) const { return 1 / (1 + std::exp(-(logit_start_ + eta - eta_reference_))); }
  void relax(double target, double share, double eps) {
    double const spread = std::sqrt(std::max(now * (1 - now), 0.0));
    next = std::clamp(now + share * (target - now) + noise_scale_ * spread * eps, 0.0, 1.0);
  }
  void step(double eta, double eps) { relax(target(eta), share_, eps); }
  void step_to(double target, double eps) { relax(target, share_, eps); }

 private:
  double share_ = 0, noise_scale_ = 0, logit_start_ = 0, eta_reference_ = 0;
};

/// The luck of one run.
class Dice {
 public:
  Dice(Noise noise, std::uint64_t seed, std::uint32_t sample, std::uint32_t replication) : noise_(noise) {
    std::seed_seq words{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32), sample, replication};
    engine_.seed(words);
  }
  bool is_on() const { return noise_ == Noise::on; }
  double normal() { return is_on() ? normal_(engine_) : 0; }
  double uniform() { return is_on() ? uniform_(engine_) : 1; }
  bool happens(double probability) { return uniform() < probability; }
  double exponential(double mean) { return exponential_(engine_) * mean; }

 private:
  Noise noise_;
  std::mt19937_64 engine_;
  std::normal_distribution<double> normal_;
  std::uniform_real_distribution<double> uniform_;
  std::exponential_distribution<double> exponential_;
};

/// Share of its distance that something of this rate [1/year] covers in a month, and the probability that it happens.
inline double in_a_month(double rate_per_year) { return 1 - std::exp(-rate_per_year / 12); }

inline double sigmoid_of(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace detente::bench
