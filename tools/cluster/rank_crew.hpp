#pragma once

#include "tools/cluster/shared_numbers.hpp"
#include "tools/detente/session/crew.hpp"
#include "tools/detente/subcommand.hpp"

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace detente {

/// A crew of MPI ranks. Rank 0 leads: it hands out an assignment and at the end the exit code of all. Each rank takes
/// its next part from a number that they share; the parts that are there already are looked at by all together. One
/// assignment in the life of a crew.
class RankCrew final : public Crew {
 public:
  /// Between MPI_Init_thread and MPI_Finalize.
  RankCrew();
  bool leads() const { return rank_ == 0; }
  int processes() const override { return processes_; }
  bool is_alone() const override { return false; }
  int usual_threads() const override { return 1; }

  PartSource& begin(Assignment const& assignment, ResultSpec const& spec, PartStore const& store) override;
  Progress add_up(Progress const& own) override;
  StopReason agree(StopReason own) override;
  End finish(StopReason own, Progress const& done) override;

  /// By a rank that does not lead: waits for the assignment. Nothing if there is none to come.
  std::optional<Assignment> await();
  /// The same rank takes it up.
  PartSource& join(Assignment const& assignment, PartStore const& store);
  /// Something went wrong here: ends the work of all, after the parts they have begun, and tells them.
  void fail(ExitCode code, std::string const& message);
  /// By the leader when all is over, however it ended; and by the others, who are given its exit code.
  int dismiss(int exit_code);

 private:
  enum class Phase { idle, called, at_work, over };

  /// The parts that are missing, each time one less.
  class SharedParts final : public PartSource {
   public:
    explicit SharedParts(RankCrew& crew) : crew_(crew) {}
    std::vector<std::int64_t> const& parts() const override { return missing; }
    std::optional<std::int64_t> next() override;

    std::vector<std::int64_t> missing;

   private:
    RankCrew& crew_;
  };

  void divide(Assignment const& assignment, std::function<bool(std::int64_t)> const& has);
  void publish(Progress const& own);
  void ask_to_stop(StopReason reason) const;
  /// Why a rank has asked to; the weightiest of several reasons.
  StopReason why_to_stop() const;
  Progress read_total(Progress const& own) const;
  /// Ends the work of all together; gives back what a rank has to say of a fault, "" if there was none.
  std::string close(std::string const& fault);

  int rank_ = 0, processes_ = 1;
  Phase phase_ = Phase::idle;
  Assignment called_;
  SharedParts source_{*this};
  std::mutex turn_;  // MPI is used by one thread at a time
  std::optional<SharedNumbers> numbers_;
  Progress published_, total_;
  std::chrono::steady_clock::time_point publication_;
  End end_;
};

}  // namespace detente
