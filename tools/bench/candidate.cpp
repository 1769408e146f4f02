#include "tools/bench/candidate.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace detente::bench {

double Measurement::least() const { return *std::min_element(rounds.begin(), rounds.end()); }

double Measurement::median() const {
  std::vector<double> sorted = rounds;
  std::sort(sorted.begin(), sorted.end());
  std::size_t const half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

std::vector<Measurement> time_in_turn(std::vector<Candidate> const& candidates, int rounds,
                                      std::function<void(int)> const& show) {
  std::vector<Measurement> measurements;
  for (Candidate const& candidate : candidates) {
    measurements.push_back({candidate.name, candidate.meaning, {}});
    if (candidate.most_rounds > 1) candidate.ns_per_month();
  }
  for (int round = 0; round < rounds; ++round) {
    show(round);
    for (std::size_t k = 0; k < candidates.size(); ++k) {
      if (round < candidates[k].most_rounds) measurements[k].rounds.push_back(candidates[k].ns_per_month());
    }
  }
  return measurements;
}

double thread_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e9 * static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec);
}

double wall_time() {
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace detente::bench
