#include "tools/detente/session/progress_display.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <system_error>
#include <unistd.h>

namespace detente {
namespace {

constexpr std::chrono::milliseconds between_drawings{500};
constexpr std::int64_t bar_width = 24;

}  // namespace

std::string duration_text(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", seconds);
  if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

ProgressDisplay::ProgressDisplay(ProgressStyle style)
    : style_(style == ProgressStyle::automatic
                 ? (isatty(STDERR_FILENO) != 0 ? ProgressStyle::bar : ProgressStyle::lines)
                 : style),
      start_(std::chrono::steady_clock::now()) {}

double ProgressDisplay::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

std::string ProgressDisplay::status(Progress const& progress) const {
  double const rate = static_cast<double>(progress.runs_done) / std::max(seconds(), 1e-3);
  double const left = static_cast<double>(progress.runs - progress.runs_done) / std::max(rate, 1e-9);
  return fmt::format("{} of {} runs, {:.0f} a second, {} left", progress.runs_done, progress.runs, rate,
                     duration_text(left));
}

void ProgressDisplay::draw_bar(Progress const& progress) {
  auto const now = std::chrono::steady_clock::now();
  bool const is_last = progress.blocks_done == progress.blocks;
  if (is_drawn_ && !is_last && now - drawn_ < between_drawings) return;
  std::size_t const filled =
      static_cast<std::size_t>(bar_width * progress.blocks_done / std::max<std::int64_t>(progress.blocks, 1));
  std::string const bar = std::string(filled, '#') + std::string(bar_width - filled, '.');
  fmt::print(stderr, "\r[{}] {}\x1b[K", bar, status(progress));
  std::fflush(stderr);
  drawn_ = now;
  is_drawn_ = true;
}

void ProgressDisplay::print_line(Progress const& progress) {
  std::int64_t const tenth = 10 * progress.blocks_done / std::max<std::int64_t>(progress.blocks, 1);
  if (tenth == tenths_) return;
  tenths_ = tenth;
  if (style_ == ProgressStyle::json) {
    nlohmann::ordered_json const line{
        {"event", "progress"}, {"runs_done", progress.runs_done}, {"runs", progress.runs}, {"seconds", seconds()}};
    fmt::print(stderr, "{}\n", line.dump());
  } else {
    fmt::print(stderr, "{:3d} %  {}\n", 10 * tenth, status(progress));
  }
}

void ProgressDisplay::show(Progress const& progress) try {
  if (style_ == ProgressStyle::none) return;
  if (style_ == ProgressStyle::bar)
    draw_bar(progress);
  else
    print_line(progress);
} catch (std::system_error const&) {
  // Only a courtesy to who looks on: no ensemble ends because its log is on a full disk.
}

void ProgressDisplay::finish() {
  if (is_drawn_) std::fputc('\n', stderr);
  is_drawn_ = false;
}

}  // namespace detente
