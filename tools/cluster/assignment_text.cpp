#include "tools/cluster/assignment_text.hpp"

#include "engine/io/io_error.hpp"
#include "tools/detente/usage_error.hpp"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace detente {

std::string to_text(Assignment const& assignment) {
  Manifest const& manifest = assignment.manifest;
  nlohmann::json json{{"parts_path", assignment.parts_path},
                      {"digest", manifest.digest},
                      {"revision", manifest.revision},
                      {"experiment", manifest.experiment},
                      {"shard", {manifest.shard.index, manifest.shard.count}},
                      {"parts", manifest.parts},
                      {"threads", assignment.threads},
                      {"failures_allowed", assignment.failures_allowed}};
  if (assignment.target) json["target"] = to_text(*assignment.target);
  if (assignment.time_limit) json["time_limit"] = *assignment.time_limit;
  return json.dump();
}

Assignment read_assignment(std::string const& text) {
  nlohmann::json const json = nlohmann::json::parse(text);
  Assignment assignment{.parts_path = json.at("parts_path"), .manifest = {}};
  assignment.manifest.digest = json.at("digest");
  assignment.manifest.revision = json.at("revision");
  assignment.manifest.experiment = json.at("experiment");
  assignment.manifest.shard = {json.at("shard").at(0), json.at("shard").at(1)};
  assignment.manifest.parts = json.at("parts");
  assignment.threads = json.at("threads");
  assignment.failures_allowed = json.at("failures_allowed");
  if (json.contains("target")) assignment.target = target_of(json.at("target").get<std::string>());
  if (json.contains("time_limit")) assignment.time_limit = json.at("time_limit").get<double>();
  return assignment;
}

std::string fault_text(ExitCode code, std::string const& message) {
  return nlohmann::json{{"exit", static_cast<int>(code)}, {"message", message}}.dump();
}

void throw_fault(std::string const& text) {
  nlohmann::json const json = nlohmann::json::parse(text);
  std::string const message = json.at("message");
  ExitCode const code{json.at("exit").get<int>()};
  if (code == ExitCode::conflict) throw IoError(message, IoError::Kind::exists);
  if (code == ExitCode::io) throw IoError(message);
  if (code == ExitCode::usage) throw UsageError(message);
  throw std::runtime_error(message);
}

}  // namespace detente
