#include "tools/detente/options/evidence_options.hpp"

#include "tools/detente/ensemble_commands.hpp"
#include "tools/detente/options/shared_options.hpp"

#include <map>

namespace detente {

void WorkOptions::add_to(CLI::App& options) {
  add_threads_option(options, threads);
  add_target_option(options, target);
}

void EvidenceOptions::add_to(CLI::App& options) {
  WorkOptions::add_to(options);
  add_progress_option(options, progress);
}

EvidenceSession::EvidenceSession(EvidenceOptions const& options)
    : options_(options), style_(options.progress), request_(std::nullopt) {}

EvidenceSession::EvidenceSession(WorkOptions const& options) : options_(options), request_(std::nullopt) {}

EvidenceWork EvidenceSession::work() {
  finish();
  EvidenceWork work{.threads = options_.threads, .target = options_.target};
  work.should_stop = [this] { return request_.reason(std::chrono::duration<double>(0)) != StopReason::none; };
  if (!style_) return work;
  display_.emplace(*style_);
  work.progress = [this](Progress const& progress) { display_->show(progress); };
  return work;
}

void EvidenceSession::finish() {
  if (display_) display_->finish();
  display_.reset();
}

ExitCode EvidenceSession::stopped() const { return exit_of(request_.reason(std::chrono::duration<double>(0))); }

}  // namespace detente
