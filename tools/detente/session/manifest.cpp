#include "tools/detente/session/manifest.hpp"

#include "engine/config/config_tree.hpp"
#include "engine/core/block_plan.hpp"
#include "engine/core/keyed_draws.hpp"
#include "engine/io/durable_file.hpp"
#include "engine/io/io_error.hpp"
#include "tools/detente/program.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <stdexcept>

namespace detente {
namespace {

constexpr char const* manifest_schema = "detente/manifest@1";

std::string path_of(std::string const& folder) { return folder + "/manifest.json"; }

IoError damaged(std::string const& folder) {
  return IoError(fmt::format("'{}' is damaged; give another --out, or move the folder away", path_of(folder)),
                 IoError::Kind::exists);
}

std::uint64_t digest_of(Experiment const& experiment) {
  ResultSpec const& result = experiment.result;
  return stable_hash(fmt::format("{}\n{}\n{}\n{}\n{}", experiment.computed, program_version(), program_revision(),
                                 result.block_runs, result.part_runs));
}

}  // namespace

Manifest Manifest::of(Experiment const& experiment, Shard const& shard, std::string const& whole) {
  return {experiment.result.name,
          digest_of(experiment),
          program_revision(),
          experiment.resolved,
          experiment.origins,
          shard,
          BlockPlan(experiment.result).parts(),
          whole};
}

bool Manifest::exists(std::string const& folder) { return std::filesystem::exists(path_of(folder)); }

Manifest Manifest::read(std::string const& folder) try {
  nlohmann::json const json = nlohmann::json::parse(read_text_file(path_of(folder)));
  std::string const schema = json.at("schema");
  if (schema != manifest_schema) {
    throw IoError(fmt::format("'{}' is a {}, this program reads {}; use the program that wrote it", path_of(folder),
                              schema, manifest_schema),
                  IoError::Kind::foreign);
  }
  Manifest manifest;
  manifest.name = json.at("name");
  manifest.digest = std::stoull(json.at("digest").get<std::string>(), nullptr, 16);
  manifest.revision = json.at("revision");
  manifest.experiment = json.at("experiment");
  manifest.origins = json.at("origins");
  manifest.parts = json.at("parts");
  nlohmann::json const& shard = json.at("shard");
  manifest.shard = {shard.at("index"), shard.at("count")};
  if (manifest.shard.index < 0 || manifest.shard.index >= manifest.shard.count) throw std::out_of_range("shard");
  // Not in a whole, nor in shards of older revisions: `run` names a folder after its experiment unless it is told to
  // name it otherwise.
  manifest.whole = shard.value("whole", manifest.name);
  return manifest;
} catch (nlohmann::json::exception const&) {
  throw damaged(folder);
} catch (std::logic_error const&) {  // no number, or no shard that there can be
  throw damaged(folder);
}

void Manifest::write(std::string const& folder, ResultSpec const& result) const {
  nlohmann::ordered_json share{{"index", shard.index}, {"count", shard.count}};
  if (!shard.is_whole()) share["whole"] = whole;
  nlohmann::ordered_json const json{{"schema", manifest_schema},
                                    {"name", name},
                                    {"digest", fmt::format("{:016x}", digest)},
                                    {"program", fmt::format("detente {}", program_version())},
                                    {"revision", revision},
                                    {"seed", std::to_string(result.seed)},
                                    {"precision", result.precision},
                                    {"policies", result.policies},
                                    {"scenarios", result.scenarios},
                                    {"samples", result.samples},
                                    {"replications", result.replications},
                                    {"months", result.months},
                                    {"parts", parts},
                                    {"shard", share},
                                    {"experiment", experiment},
                                    {"origins", origins}};
  write_text_file(path_of(folder), json.dump(2) + "\n");
}

Experiment experiment_of(Manifest const& manifest, std::string const& folder) {
  Experiment experiment = read_experiment(ConfigTree::parse(manifest.experiment, path_of(folder) + " (experiment)"));
  if (Manifest::of(experiment).digest != manifest.digest) {
    throw IoError(fmt::format("'{}' was begun by revision {} of the program, this is {}: they may compute different "
                              "numbers; go on with that one, or run anew",
                              folder, manifest.revision, program_revision()),
                  IoError::Kind::exists);
  }
  experiment.origins = manifest.origins;
  return experiment;
}

}  // namespace detente
