#pragma once

#include "tools/detente/progress_display.hpp"
#include "tools/kernel/target.hpp"

#include <CLI/CLI.hpp>

#include <optional>

namespace detente {

/// Adds --target: nothing stays nothing, and means the best that the machine runs.
void add_target_option(CLI::App& options, std::optional<Target>& target);

/// Adds --progress.
void add_progress_option(CLI::App& options, ProgressStyle& progress);

}  // namespace detente
