#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace detente {

/// Why an ensemble is to stop before its end: its time is up, SIGUSR1, SIGINT, SIGTERM, too many failed runs. Or that
/// it has come to its end short of a target of its rule for stopping.
enum class StopReason { none, time_limit, asked, interrupted, terminated, failures, short_of_target };

/// "complete", "interrupted", ...
std::string to_text(StopReason reason);

/// Listens to signals while it lives: the first SIGINT, SIGTERM or SIGUSR1 asks to stop after what has begun; a second
/// SIGINT or SIGTERM ends the process at once, which loses nothing that was committed. One at a time in a process.
class StopRequest {
 public:
  /// Asks to stop at the limit (seconds) too, if one is given.
  explicit StopRequest(std::optional<double> limit);
  ~StopRequest();
  StopRequest(StopRequest const&) = delete;
  StopRequest& operator=(StopRequest const&) = delete;

  /// Why to stop now, `next` being the time that what comes next will take.
  StopReason reason(std::chrono::duration<double> next) const;
  std::chrono::duration<double> elapsed() const { return std::chrono::steady_clock::now() - start_; }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::optional<std::chrono::duration<double>> limit_;
};

}  // namespace detente
