#pragma once

#include "engine/statistics/failure_tree.hpp"
#include "engine/statistics/prim.hpp"
#include "models/experiment_analysis.hpp"
#include "tools/analysis/outcome_data.hpp"

#include <nlohmann/json_fwd.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace detente {

/// Where one policy fails: boxes and a tree over the sampled numbers.
struct Discovery {
  DiscoveryQuestion question;
  std::vector<std::string> numbers;  // sampled ones that vary, by column
  double base_rate = 0;              // share of runs that fail
  std::int64_t samples = 0;
  std::vector<FoundBox> boxes;
  std::vector<FailureLeaf> tree;
};

/// A result in which nothing was sampled that could tell failures from the rest. what() says what to do.
class NothingToSearch : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The sampled numbers of a result and how often each sample fails. Throws NothingToSearch if no number varies.
ScenarioCases cases_of(OutcomeData const& data, DiscoveryQuestion const& question, std::vector<std::string>& numbers);

Discovery discover(OutcomeData const& data, DiscoveryQuestion const& question, DiscoverySettings const& settings);

/// "hybrid_pressure.w_frag >= 1.12 and region.countries.SRB.oversight <= 0.3"; "anywhere" of a box without limits.
std::string box_text(ScenarioBox const& box, std::vector<std::string> const& numbers);
std::string discovery_text(Discovery const& discovery);
nlohmann::ordered_json discovery_json(Discovery const& discovery);

}  // namespace detente
