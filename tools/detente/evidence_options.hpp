#pragma once

#include "tools/detente/progress_display.hpp"
#include "tools/detente/stop_request.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/evidence/evidence_head.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

namespace detente {

/// The options of every subcommand that computes evidence.
struct EvidenceOptions {
  int threads = 0;
  std::optional<Target> target;
  ProgressStyle progress = ProgressStyle::automatic;

  void add_to(CLI::App& options);
};

/// Work on evidence with progress on standard error, which a signal ends.
class EvidenceSession {
 public:
  explicit EvidenceSession(EvidenceOptions const& options);
  /// For one computation; its progress begins anew. Lasts until the next call.
  EvidenceWork work();
  /// Ends a redrawn line.
  void finish();
  /// Exit code after EvidenceStopped.
  ExitCode stopped() const;

 private:
  EvidenceOptions options_;
  StopRequest request_;
  std::optional<ProgressDisplay> display_;
};

}  // namespace detente
