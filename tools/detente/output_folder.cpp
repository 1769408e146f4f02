#include "tools/detente/output_folder.hpp"

#include "engine/core/draws.hpp"
#include "engine/io/io_error.hpp"
#include "tools/detente/program.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <system_error>

namespace detente {
namespace {

namespace fs = std::filesystem;

constexpr char const* manifest_schema = "detente/manifest@1";
constexpr char const* run_schema = "detente/run@1";

std::uint64_t digest_of(Experiment const& experiment) {
  ResultSpec const& result = experiment.result;
  return stable_hash(fmt::format("{}\n{}\n{}\n{}\n{}", experiment.resolved, program_version(), program_revision(), result.block_runs, result.part_runs));
}

std::string manifest_path(std::string const& folder) { return folder + "/manifest.json"; }

/// The first of folder-2, folder-3, ... that does not exist.
std::string free_name(std::string const& folder) {
  int number = 2;
  while (fs::exists(fmt::format("{}-{}", folder, number))) ++number;
  return fmt::format("{}-{}", folder, number);
}

bool is_in_use(std::string const& folder) { return fs::exists(folder) && !fs::is_empty(folder); }

void make_folder(std::string const& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) throw IoError(fmt::format("cannot make the folder '{}' ({})", folder, failed.message()));
}

nlohmann::json read_manifest(std::string const& folder) try {
  return nlohmann::json::parse(read_text_file(manifest_path(folder)));
} catch (nlohmann::json::exception const&) {
  throw IoError(fmt::format("'{}' cannot be read; give another --out, or move the folder away", manifest_path(folder)), IoError::Kind::exists);
}

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

}  // namespace

OutputFolder::OutputFolder(std::string folder, IfExists if_exists, Experiment const& experiment)
    : path_(std::move(folder)), digest_(digest_of(experiment)) {
  bool const is_there = is_in_use(path_);
  if (is_there && if_exists == IfExists::take_new) path_ = free_name(path_);
  make_folder(path_);
  lock_ = std::make_unique<FolderLock>(path_);
  if (is_there && if_exists != IfExists::take_new) join(experiment, if_exists);
  else start(experiment);
}

void OutputFolder::start(Experiment const& experiment) {
  ResultSpec const& result = experiment.result;
  origins_ = experiment.origins;
  nlohmann::ordered_json const manifest{{"schema", manifest_schema},
                                        {"name", result.name},
                                        {"digest", fmt::format("{:016x}", digest_)},
                                        {"program", fmt::format("detente {}", program_version())},
                                        {"revision", program_revision()},
                                        {"seed", std::to_string(result.seed)},
                                        {"precision", result.precision},
                                        {"policies", result.policies},
                                        {"scenarios", result.scenarios},
                                        {"samples", result.samples},
                                        {"replications", result.replications},
                                        {"months", result.months},
                                        {"experiment", experiment.resolved},
                                        {"origins", origins_}};
  write_text_file(manifest_path(path_), manifest.dump(2) + "\n");
}

void OutputFolder::join(Experiment const& experiment, IfExists if_exists) {
  bool const is_ours = fs::exists(manifest_path(path_));
  bool const holds_only_the_lock = !is_ours && std::distance(fs::directory_iterator(path_), fs::directory_iterator()) == 1;
  if (holds_only_the_lock) return start(experiment);   // an earlier start was interrupted before its manifest
  std::string const ways_out = "--if-exists new takes a free name beside it, --out another place";
  if (!is_ours) throw IoError(fmt::format("'{}' exists and is no output of this program; {}", path_, ways_out), IoError::Kind::exists);
  nlohmann::json const manifest = read_manifest(path_);
  std::string const digest = fmt::format("{:016x}", digest_);
  if (manifest.value("digest", "") != digest) {
    bool const other_program = manifest.value("experiment", "") == experiment.resolved;
    std::string const difference = other_program ? fmt::format("the same experiment by revision {} of the program, this is {}",
                                                               manifest.value("revision", "unknown"), program_revision())
                                                 : std::string("another experiment or other settings");
    throw IoError(fmt::format("'{}' holds {}; {}", path_, difference, ways_out), IoError::Kind::exists);
  }
  if (if_exists == IfExists::error) {
    throw IoError(fmt::format("'{}' holds {} already; --if-exists resume {}, {}", path_, has_result() ? "the result of this experiment" : "a part of this experiment",
                              has_result() ? "shows it" : "goes on with it", ways_out),
                  IoError::Kind::exists);
  }
  origins_ = manifest.value("origins", experiment.origins);
}

bool OutputFolder::has_result() const { return fs::exists(result_path()); }

void OutputFolder::write_report(RunReport const& report) const {
  std::time_t const now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  nlohmann::ordered_json const json{{"schema", run_schema},
                                    {"finished", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now))},
                                    {"host", host_name()},
                                    {"threads", report.threads},
                                    {"wall_seconds", report.wall_seconds},
                                    {"runs_computed", report.runs_computed}};
  write_text_file(path_ + "/run.json", json.dump(2) + "\n");
}

}  // namespace detente
