#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace detente {

/// Holds a thread until another has done something. Should that never come, as on a machine that gives a single thread,
/// it lets go after a while: tests then prove less, but do not hang, and none of them asserts how long anything took.
class Gate {
 public:
  void open() {
    std::lock_guard<std::mutex> const lock(mutex_);
    is_open_ = true;
    opened_.notify_all();
  }
  /// True if it was opened in time.
  bool wait(std::chrono::milliseconds longest = std::chrono::milliseconds(1000)) {
    std::unique_lock<std::mutex> lock(mutex_);
    return opened_.wait_for(lock, longest, [this] { return is_open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool is_open_ = false;
};

}  // namespace detente
