#pragma once

#include "tools/bench/candidate.hpp"
#include "tools/bench/operations.hpp"

#include <string>
#include <vector>

namespace detente {
struct Experiment;
}

namespace detente::bench {

/// The kernel alone, blocks of the first arm in one thread: every target that the machine runs, in both precisions.
std::vector<Candidate> kernel_candidates(Experiment const& experiment);

/// The floor below each of these: as many draws and operations, and nothing else.
std::vector<Candidate> floor_candidates(Experiment const& experiment, OperationCounts const& counts);

/// The same arm by the peers in C++ (tools/bench/peers), in one thread.
std::vector<Candidate> peer_candidates(Experiment const& experiment);

/// The same arm by the peers in Python, a process each. `folder` is for the world file, `peers` holds the sources.
std::vector<Candidate> python_candidates(Experiment const& experiment, std::string const& folder,
                                         std::string const& peers);

/// Whole ensembles into parts, by wall-clock time, on 1 and 2 threads: outcomes alone, with events and the summary, and
/// with the histories that the experiment keeps; of `few`, events and summary alone. Parts go below `folder` and are
/// removed.
enum class Ensembles { few, all };
std::vector<Candidate> ensemble_candidates(Experiment const& experiment, std::string const& folder, Ensembles which);

}  // namespace detente::bench
