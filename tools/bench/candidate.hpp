#pragma once

#include <functional>
#include <string>
#include <vector>

namespace detente::bench {

/// Something that is timed: one call does some work and says what it cost.
struct Candidate {
  std::string name;                      // unique, of the JSON: "kernel.v4.double"
  std::string meaning;                   // of the table
  std::function<double()> ns_per_month;  // of a run and month: processor time of one thread, or wall-clock time of many
  int most_rounds = 1000;                // fewer for what takes seconds
};

/// What a candidate cost in all rounds [ns per run and month].
struct Measurement {
  std::string name, meaning;
  std::vector<double> rounds;

  double least() const;
  double median() const;
};

/// Runs all candidates one after the other, round after round, so that what else the machine does falls on all alike.
/// The first call of each is not counted. `show` is told of every round.
std::vector<Measurement> time_in_turn(std::vector<Candidate> const& candidates, int rounds,
                                      std::function<void(int)> const& show);

/// Processor time of this thread [ns].
double thread_time();
/// Wall-clock time [ns].
double wall_time();

}  // namespace detente::bench
