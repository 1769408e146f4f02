#pragma once

#include "engine/run/ensemble.hpp"

#include <chrono>
#include <string>

namespace detente {

/// How progress is shown on standard error: a line redrawn twice a second, a line at every tenth, a JSON object at
/// every tenth, or nothing. `automatic` is a redrawn line on a terminal and lines elsewhere.
enum class ProgressStyle { automatic, bar, lines, json, none };

/// A time in seconds as people say it: "40 s", "12 min", "3.5 h".
std::string duration_text(double seconds);

/// Shows how far an ensemble is, with the rate of this session and the time that is left at that rate.
class ProgressDisplay {
 public:
  explicit ProgressDisplay(ProgressStyle style);
  void show(Progress const& progress);
  /// Ends a redrawn line.
  void finish();

 private:
  double seconds() const;
  std::string status(Progress const& progress) const;
  void draw_bar(Progress const& progress);
  void print_line(Progress const& progress);

  ProgressStyle style_;
  std::chrono::steady_clock::time_point start_, drawn_;
  std::int64_t tenths_ = 0;
  bool is_drawn_ = false;
};

}  // namespace detente
