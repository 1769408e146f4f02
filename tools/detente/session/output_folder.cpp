#include "tools/detente/session/output_folder.hpp"

#include "engine/io/io_error.hpp"
#include "tools/detente/session/progress_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace detente {
namespace {

namespace fs = std::filesystem;

constexpr char const* run_schema = "detente/run@1";

/// The first of folder-2, folder-3, ... that does not exist.
std::string free_name(std::string const& folder) {
  int number = 2;
  while (fs::exists(fmt::format("{}-{}", folder, number))) ++number;
  return fmt::format("{}-{}", folder, number);
}

bool is_in_use(std::string const& folder) { return fs::exists(folder) && !fs::is_empty(folder); }

/// Nothing is there but what a start leaves that was interrupted before its manifest had its name.
bool holds_nothing_yet(std::string const& folder) {
  return std::all_of(fs::directory_iterator(folder), fs::directory_iterator(), [](fs::directory_entry const& entry) {
    return entry.path().filename() == ".lock" || entry.path().filename() == "manifest.json.tmp";
  });
}

constexpr char const* ways_out = "--if-exists new takes a free name beside it, --out another place";

/// Nothing is written into the folder of somebody else.
void require_ours(std::string const& folder) {
  if (Manifest::exists(folder) || holds_nothing_yet(folder)) return;
  throw IoError(fmt::format("'{}' exists and is no output of this program; {}", folder, ways_out),
                IoError::Kind::exists);
}

}  // namespace

OutputFolder::OutputFolder(std::string folder, IfExists if_exists, Experiment const& experiment, Shard const& shard,
                           std::string const& whole)
    : path_(std::move(folder)), manifest_(Manifest::of(experiment, shard, whole)) {
  bool const is_there = is_in_use(path_);
  if (is_there && if_exists == IfExists::take_new) path_ = free_name(path_);
  make_folder(path_);
  require_ours(path_);  // before the lock, which is a file
  lock_ = std::make_unique<FolderLock>(path_);
  // Seen under the lock: another process may have worked here since it was looked for.
  if (holds_nothing_yet(path_))
    start(experiment);
  else
    join(if_exists);
}

void OutputFolder::start(Experiment const& experiment) { manifest_.write(path_, experiment.result); }

void OutputFolder::join(IfExists if_exists) {
  require_ours(path_);
  Manifest const there = Manifest::read(path_);
  if (there.digest != manifest_.digest) {
    bool const other_program = there.experiment == manifest_.experiment;
    std::string const difference = other_program
                                       ? fmt::format("the same experiment by revision {} of the program, this is {}",
                                                     there.revision, manifest_.revision)
                                       : std::string("another experiment or other settings");
    throw IoError(fmt::format("'{}' holds {}; {}", path_, difference, ways_out), IoError::Kind::exists);
  }
  if (there.shard != manifest_.shard) {
    throw IoError(fmt::format("'{}' holds shard {}/{} of this experiment; {}", path_, there.shard.index,
                              there.shard.count, ways_out),
                  IoError::Kind::exists);
  }
  if (if_exists == IfExists::error) {
    std::string const what = has_result() ? "the result of this experiment already; --if-exists resume shows it"
                                          : "a part of this experiment already; --if-exists resume goes on with it";
    throw IoError(fmt::format("'{}' holds {}, {}", path_, what, ways_out), IoError::Kind::exists);
  }
  manifest_ = there;
}

bool OutputFolder::has_result() const { return fs::exists(result_path()); }

void OutputFolder::write_report(RunReport const& report) const {
  nlohmann::ordered_json const json{{"schema", run_schema},
                                    {"finished", utc_now()},
                                    {"end", report.end},
                                    {"host", host_name()},
                                    {"target", report.target},
                                    {"processes", report.processes},
                                    {"threads", report.threads},
                                    {"wall_seconds", report.wall_seconds},
                                    {"runs_computed", report.runs_computed}};
  write_text_file(path_ + "/run.json", json.dump(2) + "\n");
}

}  // namespace detente
