#pragma once

#include "tools/detente/session/progress_display.hpp"
#include "tools/detente/session/stop_request.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/evidence/evidence_head.hpp"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace detente {

/// The options of a subcommand that computes blocks of runs and shows no progress within them.
struct WorkOptions {
  int threads = 0;
  std::optional<Target> target;

  void add_to(CLI::App& options);
};

/// The options of every subcommand that computes evidence.
struct EvidenceOptions : WorkOptions {
  ProgressStyle progress = ProgressStyle::automatic;

  void add_to(CLI::App& options);
};

/// Work that a signal ends, with progress on standard error where that is an option.
class EvidenceSession {
 public:
  explicit EvidenceSession(EvidenceOptions const& options);
  explicit EvidenceSession(WorkOptions const& options);
  /// For one computation; its progress begins anew. Lasts until the next call.
  EvidenceWork work();
  /// Ends a redrawn line.
  void finish();
  /// Exit code after EvidenceStopped.
  ExitCode stopped() const;

 private:
  WorkOptions options_;
  std::optional<ProgressStyle> style_;
  StopRequest request_;
  std::optional<ProgressDisplay> display_;
};

}  // namespace detente
