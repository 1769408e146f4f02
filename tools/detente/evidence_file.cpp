#include "tools/detente/evidence_file.hpp"

#include "engine/io/durable_file.hpp"
#include "engine/io/io_error.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace detente {

void require_absent(std::string const& path) {
  if (path.empty() || !std::filesystem::exists(path)) return;
  throw IoError(fmt::format("'{}' is there already and was not overwritten; name another file", path),
                IoError::Kind::exists);
}

void write_evidence(std::string const& path, nlohmann::ordered_json const& evidence) {
  if (path.empty()) return;
  require_absent(path);
  write_text_file(path, evidence.dump(1) + "\n");
}

nlohmann::ordered_json read_evidence(std::string const& path, std::string const& kind) {
  nlohmann::ordered_json evidence = nlohmann::ordered_json::parse(read_text_file(path), nullptr, false);
  if (!evidence.is_discarded() && evidence.is_object() && evidence.value("kind", "") == kind) return evidence;
  throw IoError(fmt::format("'{}' is no evidence of kind '{}'", path, kind), IoError::Kind::foreign);
}

ExitCode check_fresh(std::string const& path, std::string const& kind, std::string const& fingerprint) {
  if (read_evidence(path, kind).value("fingerprint", "") != fingerprint)
    throw IoError(
        fmt::format("'{}' is stale: what it rests on has changed, or it was made with other options; compute it anew",
                    path),
        IoError::Kind::exists);
  fmt::print("{} stands: no configuration it rests on has changed\n", path);
  return ExitCode::done;
}

}  // namespace detente
