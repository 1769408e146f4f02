#include "tools/detente/output_folder.hpp"

#include "engine/io/io_error.hpp"
#include "tools/detente/progress_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

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

}  // namespace

OutputFolder::OutputFolder(std::string folder, IfExists if_exists, Experiment const& experiment, Shard const& shard)
    : path_(std::move(folder)), manifest_(Manifest::of(experiment, shard)) {
  bool const is_there = is_in_use(path_);
  if (is_there && if_exists == IfExists::take_new) path_ = free_name(path_);
  make_folder(path_);
  lock_ = std::make_unique<FolderLock>(path_);
  if (is_there && if_exists != IfExists::take_new)
    join(experiment, if_exists);
  else
    start(experiment);
}

void OutputFolder::start(Experiment const& experiment) { manifest_.write(path_, experiment.result); }

void OutputFolder::join(Experiment const& experiment, IfExists if_exists) {
  bool const is_ours = Manifest::exists(path_);
  bool const holds_only_the_lock =
      !is_ours && std::distance(fs::directory_iterator(path_), fs::directory_iterator()) == 1;
  if (holds_only_the_lock) return start(experiment);  // an earlier start was interrupted before its manifest
  std::string const ways_out = "--if-exists new takes a free name beside it, --out another place";
  if (!is_ours)
    throw IoError(fmt::format("'{}' exists and is no output of this program; {}", path_, ways_out),
                  IoError::Kind::exists);
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
