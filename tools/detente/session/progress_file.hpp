#pragma once

#include "engine/run/ensemble.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace detente {

/// What a process that is at work on an ensemble says of itself, for `detente status` in another shell.
struct Working {
  std::string host;
  std::int64_t process = 0;
  int threads = 0;
  std::string started, updated = {};  // UTC
  Progress progress = {};
  double runs_per_second = 0;
};

/// Keeps progress.json in a folder up to date, at most once a second, while it lives.
class ProgressFile {
 public:
  ProgressFile(std::string const& folder, int threads);
  /// Removes the file: who looks later finds run.json.
  ~ProgressFile();
  ProgressFile(ProgressFile const&) = delete;
  ProgressFile& operator=(ProgressFile const&) = delete;

  void show(Progress const& progress);
  /// What stands in a folder; nothing if nobody has written there, or what is there cannot be read.
  static std::optional<Working> read(std::string const& folder);

 private:
  std::string path_;
  Working working_;
  std::chrono::steady_clock::time_point start_, written_;
};

/// This machine's name, and the time in UTC as 2026-11-24T12:00:00Z.
std::string host_name();
std::string utc_now();

}  // namespace detente
