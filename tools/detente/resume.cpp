#include "engine/io/io_error.hpp"
#include "tools/detente/ensemble_commands.hpp"
#include "tools/detente/usage_error.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <regex>

namespace detente {
namespace {

namespace fs = std::filesystem;

struct ResumeOptions {
  std::string output;
  SessionOptions session;
};

/// The shard that a folder was computed as: its name says so.
Shard shard_of(std::string const& folder) {
  std::smatch parts;
  std::string const name = fs::path(folder).lexically_normal().filename().string();
  if (!std::regex_search(name, parts, std::regex("-shard-([0-9]+)-of-([0-9]+)$"))) return {};
  return {std::stol(parts[1]), std::stol(parts[2])};
}

void require_output(std::string const& folder) {
  if (!Manifest::exists(folder))
    throw IoError(fmt::format("'{}' is no output of this program (it has no manifest.json)", folder),
                  IoError::Kind::foreign);
}

ExitCode resume(ResumeOptions const& options) {
  require_output(options.output);
  Experiment experiment = experiment_of(Manifest::read(options.output), options.output);
  OutputFolder const folder(options.output, IfExists::resume, experiment);
  return work_on(options.session, shard_of(options.output), folder, experiment);
}

struct MergeOptions {
  std::string output;
  std::vector<std::string> shards;
  SessionOptions session;
};

/// Brings the parts of a shard over: by a link where the file system has them, else by a copy.
void take_parts(std::string const& from, std::string const& to) {
  for (fs::directory_entry const& entry : fs::directory_iterator(from + "/parts")) {
    if (entry.path().extension() != ".h5") continue;
    fs::path const target = fs::path(to) / entry.path().filename();
    if (fs::exists(target)) continue;
    std::error_code failed;
    fs::create_hard_link(entry.path(), target, failed);
    if (failed) fs::copy_file(entry.path(), target, failed);
    if (failed)
      throw IoError(
          fmt::format("cannot copy '{}' to '{}' ({})", entry.path().string(), target.string(), failed.message()));
  }
}

ExitCode merge_shards(MergeOptions const& options) {
  for (std::string const& shard : options.shards) require_output(shard);
  Manifest const first = Manifest::read(options.shards.front());
  for (std::string const& shard : options.shards) {
    if (Manifest::read(shard).digest == first.digest) continue;
    throw IoError(fmt::format("'{}' and '{}' are of different experiments or revisions of the program",
                              options.shards.front(), shard),
                  IoError::Kind::exists);
  }
  Experiment experiment = experiment_of(first, options.shards.front());
  OutputFolder const folder(options.output, IfExists::resume, experiment);
  if (!folder.has_result()) {
    fs::create_directories(folder.parts_path());
    for (std::string const& shard : options.shards) take_parts(shard, folder.parts_path());
    merge(folder, experiment);
  }
  show_result(options.session, folder);
  return ExitCode::done;
}

}  // namespace

Subcommand add_resume(CLI::App& app) {
  CLI::App* const options = app.add_subcommand("resume", "go on with an ensemble that was interrupted or stopped");
  auto const values = std::make_shared<ResumeOptions>();
  options->add_option("output", values->output, "its folder")->required();
  values->session.add_to(*options);
  return {options, [values] { return resume(*values); }};
}

Subcommand add_merge(CLI::App& app) {
  CLI::App* const options =
      app.add_subcommand("merge", "make one result of the shards of an ensemble; the shards stay");
  auto const values = std::make_shared<MergeOptions>();
  options->add_option("output", values->output, "folder of the result")->required();
  options->add_option("shards", values->shards, "folders of all shards")->required();
  options->add_flag("-q,--quiet", values->session.is_quiet, "results and errors only");
  return {options, [values] { return merge_shards(*values); }};
}

}  // namespace detente
