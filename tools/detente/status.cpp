#include "engine/config/source_text.hpp"
#include "engine/io/durable_file.hpp"
#include "engine/io/part_store.hpp"
#include "engine/io/result_file.hpp"
#include "tools/detente/ensemble_commands.hpp"
#include "tools/detente/next_step.hpp"
#include "tools/detente/session/progress_display.hpp"
#include "tools/detente/session/progress_file.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace detente {
namespace {

struct StatusOptions {
  std::string output;
  bool as_json = false;
};

/// How an ensemble stands, seen from another shell: nothing of it is changed or waited for.
struct Status {
  std::string state;  // running, finished, shard finished, stopped
  std::int64_t parts = 0, parts_done = 0;
  std::optional<Working> working;
  std::string stopping;  // of a finished one with a rule for stopping: at which check it ended, and why
};

/// Parts that belong in the folder and have a file there.
std::int64_t stored_parts(std::string const& folder, Manifest const& manifest) {
  std::vector<std::int64_t> const numbers = PartStore::numbers_in(OutputFolder::parts_path_in(folder));
  return std::count_if(numbers.begin(), numbers.end(),
                       [&](std::int64_t part) { return part < manifest.parts && manifest.shard.has(part); });
}

Status status_of(std::string const& folder, Manifest const& manifest) {
  Status status;
  status.parts = manifest.shard.size(manifest.parts);
  std::string const result = OutputFolder::result_path_in(folder);
  bool const is_finished = std::filesystem::exists(result);
  if (is_finished) status.stopping = ResultFile(result).stopping();
  status.parts_done = is_finished ? status.parts : stored_parts(folder, manifest);
  if (FolderLock::is_held(folder)) {
    status.state = "running";
    status.working = ProgressFile::read(folder);
  } else if (is_finished) {
    status.state = "finished";
  } else {
    status.state = status.parts_done == status.parts && !manifest.shard.is_whole() ? "shard finished" : "stopped";
  }
  return status;
}

double seconds_left(Working const& working) {
  return static_cast<double>(working.progress.runs - working.progress.runs_done) /
         std::max(working.runs_per_second, 1e-9);
}

void print_text(std::string const& folder, Manifest const& manifest, Status const& status) {
  fmt::print("{}: {}\n", printable(folder), status.state);
  fmt::print("experiment  {}, revision {}\n", manifest.name, manifest.revision);
  if (!manifest.shard.is_whole()) fmt::print("shard       {} of {}\n", manifest.shard.index, manifest.shard.count);
  if (status.stopping.empty())
    fmt::print("parts       {} of {} stored\n", status.parts_done, status.parts);
  else
    fmt::print("stop        {}\n", status.stopping);
  if (status.working) {
    Working const& working = *status.working;
    fmt::print("process     {} on {}, {} threads, since {}\n", working.process, working.host, working.threads,
               working.started);
    fmt::print("runs        {} of {} in this session, {:.0f} a second, {} left\n", working.progress.runs_done,
               working.progress.runs, working.runs_per_second, duration_text(seconds_left(working)));
    if (working.progress.failed_runs > 0) fmt::print("failed      {}\n", working.progress.failed_runs);
  }
}

void print_json(Manifest const& manifest, Status const& status) {
  nlohmann::ordered_json json{
      {"state", status.state},         {"experiment", manifest.name},
      {"revision", manifest.revision}, {"shard", {{"index", manifest.shard.index}, {"count", manifest.shard.count}}},
      {"parts", status.parts},         {"parts_stored", status.parts_done}};
  if (!status.stopping.empty()) json["stopping"] = status.stopping;
  if (status.working) {
    Working const& working = *status.working;
    json["process"] = working.process;
    json["host"] = working.host;
    json["threads"] = working.threads;
    json["runs"] = working.progress.runs;
    json["runs_done"] = working.progress.runs_done;
    json["failed_runs"] = working.progress.failed_runs;
    json["seconds_left"] = seconds_left(working);
  }
  fmt::print("{}\n", json.dump(2));
}

ExitCode show_status(StatusOptions const& options) {
  require_output(options.output);
  Manifest const manifest = Manifest::read(options.output);
  Status const status = status_of(options.output, manifest);
  if (options.as_json) {
    print_json(manifest, status);
    return ExitCode::done;
  }
  print_text(options.output, manifest, status);
  if (status.state == "stopped") print_next("resume " + shell_word(options.output));
  if (status.state == "finished") print_next("report " + shell_word(options.output));
  return ExitCode::done;
}

}  // namespace

Subcommand add_status(CLI::App& app) {
  CLI::App* const options = app.add_subcommand("status", "how far an ensemble is, also while it runs");
  auto const values = std::make_shared<StatusOptions>();
  options->add_option("output", values->output, "its folder")->required()->type_name("FOLDER");
  options->add_flag("--json", values->as_json, "for programs");
  return {options, [values] { return show_status(*values); }, true};
}

}  // namespace detente
