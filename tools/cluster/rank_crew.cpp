#include "tools/cluster/rank_crew.hpp"

#include "engine/io/part_store.hpp"
#include "tools/cluster/assignment_text.hpp"
#include "tools/cluster/messages.hpp"
#include "tools/detente/session/progress_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace detente {
namespace {

constexpr int leader = 0;

/// How often a rank tells rank 0 what it has done: rarer the more there are, a thousand times a second in all.
std::chrono::milliseconds between_publications(int processes) {
  return std::max(std::chrono::milliseconds(100), std::chrono::milliseconds(processes));
}

}  // namespace

RankCrew::RankCrew() {
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &processes_);
}

PartSource& RankCrew::begin(Assignment const& assignment, ResultSpec const&, PartStore const& store) {
  called_ = assignment;
  called_.parts_path = std::filesystem::absolute(assignment.parts_path).string();
  broadcast(to_text(called_), leader);
  phase_ = Phase::called;
  return join(called_, store);
}

std::optional<Assignment> RankCrew::await() {
  std::string const text = broadcast("", leader);
  if (text.empty()) return std::nullopt;
  called_ = read_assignment(text);
  phase_ = Phase::called;
  return called_;
}

PartSource& RankCrew::join(Assignment const& assignment, PartStore const& store) {
  divide(assignment, [&](std::int64_t part) { return store.has(part); });
  meet();
  return source_;
}

void RankCrew::divide(Assignment const& assignment, std::function<bool(std::int64_t)> const& has) {
  std::vector<std::int64_t> const all = assignment.manifest.shard.parts(assignment.manifest.parts);
  std::vector<std::uint8_t> is_stored(all.size());
  for (std::size_t k = static_cast<std::size_t>(rank_); k < all.size(); k += static_cast<std::size_t>(processes_))
    is_stored[k] = has(all[k]) ? 1 : 0;
  is_stored = any_of(std::move(is_stored));
  for (std::size_t k = 0; k < all.size(); ++k) {
    if (is_stored[k] == 0) source_.missing.push_back(all[k]);
  }
  numbers_.emplace();
  phase_ = Phase::at_work;
}

std::optional<std::int64_t> RankCrew::SharedParts::next() {
  std::lock_guard const turn(crew_.turn_);
  std::int64_t const index = crew_.numbers_->add(SharedNumber::next_part, 1);
  if (index >= static_cast<std::int64_t>(missing.size())) return std::nullopt;
  return missing[static_cast<std::size_t>(index)];
}

void RankCrew::publish(Progress const& own) {
  numbers_->add(SharedNumber::runs_done, own.runs_done - published_.runs_done);
  numbers_->add(SharedNumber::failed_runs, own.failed_runs - published_.failed_runs);
  // Last, and read first: who sees all blocks sees all runs.
  numbers_->add(SharedNumber::blocks_done, own.blocks_done - published_.blocks_done);
  published_ = own;
}

Progress RankCrew::read_total(Progress const& own) const {
  Progress total = own;  // how much there is in all is the same for everyone
  total.blocks_done = numbers_->get(SharedNumber::blocks_done);
  total.runs_done = numbers_->get(SharedNumber::runs_done);
  total.failed_runs = numbers_->get(SharedNumber::failed_runs);
  return total;
}

Progress RankCrew::add_up(Progress const& own) {
  std::lock_guard const turn(turn_);
  auto const now = std::chrono::steady_clock::now();
  if (now - publication_ >= between_publications(processes_)) {
    publication_ = now;
    publish(own);
    total_ = read_total(own);
  }
  Progress all = total_;
  all.blocks_done += own.blocks_done - published_.blocks_done;
  all.runs_done += own.runs_done - published_.runs_done;
  all.failed_runs += own.failed_runs - published_.failed_runs;
  return all;
}

StopReason RankCrew::agree(StopReason own) {
  std::lock_guard const turn(turn_);
  if (own != StopReason::none) ask_to_stop(own);
  return why_to_stop();
}

void RankCrew::ask_to_stop(StopReason reason) const { numbers_->add(SharedNumber::stops, 1, static_cast<int>(reason)); }

StopReason RankCrew::why_to_stop() const {
  for (StopReason const reason : {StopReason::failures, StopReason::terminated, StopReason::interrupted,
                                  StopReason::asked, StopReason::time_limit}) {
    if (numbers_->get(SharedNumber::stops, static_cast<int>(reason)) > 0) return reason;
  }
  return StopReason::none;
}

Crew::End RankCrew::finish(StopReason, Progress const& done) {
  publish(done);
  total_ = done;
  std::string const fault = close("");
  if (!fault.empty() && leads()) throw_fault(fault);
  return end_;
}

std::string RankCrew::close(std::string const& fault) {
  int const first_fault = least(fault.empty() ? processes_ : rank_);  // all have published what they did
  end_.progress = read_total(total_);
  end_.reason = why_to_stop();
  meet();
  numbers_.reset();
  phase_ = Phase::over;
  return first_fault < processes_ ? broadcast(fault, first_fault) : "";
}

void RankCrew::fail(ExitCode code, std::string const& message) {
  bool const has_begun = phase_ == Phase::at_work;
  if (phase_ != Phase::called && !has_begun) return;
  if (!has_begun) divide(called_, [](std::int64_t) { return false; });
  ask_to_stop(StopReason::asked);
  if (!has_begun) meet();  // now the others begin, and see it
  close(fault_text(code, fmt::format("{} (rank {} on {})", message, rank_, host_name())));
}

int RankCrew::dismiss(int exit_code) {
  if (leads()) fail(ExitCode{exit_code}, "");
  if (leads() && phase_ == Phase::idle) broadcast("", leader);  // the others still wait for an assignment
  return std::stoi(broadcast(std::to_string(exit_code), leader));
}

}  // namespace detente
