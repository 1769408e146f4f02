#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace detente {

/// Standard errors that a mean of independent chains may be off, and how often it is by chance alone.
inline constexpr double tolerated_standard_errors = 4.5;
inline constexpr double false_alarm_rate = 6.8e-6;  // two-sided, of a normal law

/// One result of the program beside what is known of it by other means. Of several comparisons the row holds the one
/// that comes nearest to its tolerance, or is furthest beyond it.
struct CheckRow {
  std::string check;             // "relax"
  std::string what;              // "mean of oversight"
  std::string tags;              // of the equations: "R1, R2"
  std::int64_t n = 0;            // observations behind it: draws, chains, runs, moves
  std::int64_t comparisons = 0;  // of which this is the worst; 0: no case came up
  double observed = 0, expected = 0, tolerance = 0;
  std::string unit = "1";
  std::optional<double> standard_error = {};
  std::optional<double> false_alarm = {};  // probability that the row differs by chance alone, at most
  std::string where = {};                  // "BEL_PRI, from level 2"

  bool agrees() const;
  /// "agrees", "differs", or "no case".
  std::string verdict() const;
};

/// Collects the comparisons of one row.
class Comparisons {
 public:
  Comparisons(std::string check, std::string what, std::string tags, std::string unit = "1");

  struct Pair {
    double observed, expected, tolerance;
  };
  /// Missing on both sides agrees, missing on one does not.
  void add(Pair const& pair, std::string const& where);
  /// A comparison that chance alone fails with probability `false_alarm_rate` at most.
  void add_random(Pair const& pair, double standard_error, std::string const& where);
  CheckRow row(std::int64_t n) const;

 private:
  CheckRow row_;
  double worst_ = -1;
  std::int64_t random_ = 0;
};

/// What the frequency of an event of probability p in n draws may be off, rare ones included: by chance alone it is
/// further off with probability `false_alarm_rate` at most. Source: Bernstein's inequality.
double frequency_tolerance(double p, double n);

}  // namespace detente
