#pragma once

#include "engine/run/ensemble.hpp"
#include "tools/detente/session/manifest.hpp"
#include "tools/detente/session/stop_request.hpp"
#include "tools/kernel/target.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace detente {

class PartStore;

/// What every process of a crew must know to compute its share of an ensemble.
struct Assignment {
  std::string parts_path;
  Manifest manifest;
  int threads = 0;                        // of each process; 0: as many as the machine has
  std::optional<Target> target = {};      // none: the best that each process finds
  std::optional<double> time_limit = {};  // seconds
  std::int64_t failures_allowed = 0;      // further failed runs that do not end the ensemble
};

/// The processes that compute an ensemble together, seen from the one that leads: it holds the folder, shows progress
/// and merges. This crew is a process alone; detente-mpi brings one of ranks.
class Crew {
 public:
  /// How it ended: why, and what all have done.
  struct End {
    StopReason reason = StopReason::none;
    Progress progress = {};
  };

  Crew() = default;
  virtual ~Crew() = default;
  Crew(Crew const&) = delete;
  Crew& operator=(Crew const&) = delete;

  virtual int processes() const { return 1; }
  /// A crew of one, which knows at any time what is stored.
  virtual bool is_alone() const { return true; }
  /// Threads of each process unless the user says otherwise; 0: as many as the machine has.
  virtual int usual_threads() const { return 0; }

  /// Begins: what this process takes its parts from, which lasts as long as the crew.
  virtual PartSource& begin(Assignment const& assignment, ResultSpec const& spec, PartStore const& store);
  /// What all have done, from what this process has. Called after each block.
  virtual Progress add_up(Progress const& own) { return own; }
  /// Why all are to stop, from why this process would. Called before each part.
  virtual StopReason agree(StopReason own) { return own; }
  /// Waits until the parts of all are stored. Throws what went wrong in one of them.
  virtual End finish(StopReason own, Progress const& done) { return {own, done}; }

 private:
  std::optional<PartList> parts_;
};

}  // namespace detente
