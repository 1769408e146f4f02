#include "tools/detente/files/evidence_file.hpp"

#include "engine/io/durable_file.hpp"
#include "engine/io/io_error.hpp"
#include "tools/detente/files/guarded_file.hpp"
#include "tools/evidence/evidence_head.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace detente {

void write_evidence(std::string const& path, nlohmann::ordered_json const& evidence) {
  if (path.empty()) return;
  write_guarded(path, evidence.dump(1) + "\n");
}

nlohmann::ordered_json read_evidence(std::string const& path, std::string const& kind) {
  nlohmann::ordered_json evidence = nlohmann::ordered_json::parse(read_text_file(path), nullptr, false);
  if (!evidence.is_discarded() && evidence.is_object() && evidence.value("kind", "") == kind) return evidence;
  throw IoError(fmt::format("'{}' is no evidence of kind '{}'", path, kind), IoError::Kind::foreign);
}

void print_fresh(std::string const& path, nlohmann::ordered_json const& evidence) {
  fmt::print("{} {} stands: no configuration it rests on has changed\n", path, of_region(evidence));
}

ExitCode check_fresh(std::string const& path, std::string const& kind, std::string const& fingerprint) {
  nlohmann::ordered_json const evidence = read_evidence(path, kind);
  if (evidence.value("fingerprint", "") != fingerprint)
    throw IoError(
        fmt::format("'{}' is stale: what it rests on has changed, or it was made with other options; compute it anew",
                    path),
        IoError::Kind::exists);
  print_fresh(path, evidence);
  return ExitCode::done;
}

}  // namespace detente
