#include "tools/detente/evidence_options.hpp"

#include "tools/detente/ensemble_commands.hpp"
#include "tools/detente/shared_options.hpp"

#include <map>

namespace detente {

void EvidenceOptions::add_to(CLI::App& options) {
  options.add_option("--threads", threads, "threads (default: as many as the machine has)")->check(CLI::Range(1, 4096));
  add_target_option(options, target);
  add_progress_option(options, progress);
}

EvidenceSession::EvidenceSession(EvidenceOptions const& options) : options_(options), request_(std::nullopt) {}

EvidenceWork EvidenceSession::work() {
  finish();
  display_.emplace(options_.progress);
  return {.threads = options_.threads,
          .target = options_.target,
          .progress = [this](Progress const& progress) { display_->show(progress); },
          .should_stop = [this] { return request_.reason(std::chrono::duration<double>(0)) != StopReason::none; }};
}

void EvidenceSession::finish() {
  if (display_) display_->finish();
  display_.reset();
}

ExitCode EvidenceSession::stopped() const { return exit_of(request_.reason(std::chrono::duration<double>(0))); }

}  // namespace detente
