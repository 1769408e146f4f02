#include "engine/config/config_tree.hpp"
#include "engine/io/durable_file.hpp"
#include "engine/io/io_error.hpp"
#include "tools/detente/files/evidence_file.hpp"
#include "tools/detente/files/kept_work.hpp"
#include "tools/detente/files/printed.hpp"
#include "tools/detente/options/evidence_options.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/evidence/claim_evaluation.hpp"
#include "tools/evidence/claim_report.hpp"
#include "tools/kernel/installation.hpp"
#include "tools/kernel/kernel.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace detente {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct ClaimsOptions {
  EvidenceOptions evidence;
  std::vector<std::string> paths{shipped_configuration("configs/western_balkans/claims")};
  std::string out = "outputs/claims";
  std::string evidence_file;                             // to be checked against the claims as they are; empty: none
  std::int64_t runs = 0, samples = 0, replications = 0;  // 0: those of the files
};

/// The files named, and those of the folders named, in order.
std::vector<std::string> claim_files(std::vector<std::string> const& paths) {
  std::vector<std::string> files;
  for (std::string const& path : paths) {
    if (!fs::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> in_folder;
    for (fs::directory_entry const& entry : fs::directory_iterator(path)) {
      if (entry.path().extension() == ".yaml") in_folder.push_back(entry.path().string());
    }
    if (in_folder.empty()) throw UsageError(fmt::format("no claim (*.yaml) in '{}'", path));
    std::sort(in_folder.begin(), in_folder.end());
    files.insert(files.end(), in_folder.begin(), in_folder.end());
  }
  return files;
}

/// A claim that is to stand beside others: of another name and the same region, which is that of all of claims.json.
void require_fitting(Claim const& claim, std::vector<Claim> const& others) {
  for (Claim const& other : others) {
    if (other.id == claim.id) throw UsageError(fmt::format("two claims are called '{}' (experiment.name)", claim.id));
    if (region_name(other.experiment) != region_name(claim.experiment))
      throw UsageError(fmt::format("claims of two regions: {} is of '{}', {} of '{}'; name those of one at a time",
                                   other.id, region_name(other.experiment), claim.id, region_name(claim.experiment)));
  }
}

std::vector<Claim> read_claims(ClaimsOptions const& options) {
  auto const edit = [&](ConfigTree& tree) {
    if (options.runs > 0) tree.set("design.samples", std::to_string(options.runs));
    if (options.samples > 0) tree.set("evidence.samples", std::to_string(options.samples));
    if (options.replications > 0) tree.set("evidence.replications", std::to_string(options.replications));
  };
  std::vector<Claim> claims;
  for (std::string const& file : claim_files(options.paths)) {
    Claim claim = read_claim(file, edit);
    require_fitting(claim, claims);
    claims.push_back(std::move(claim));
  }
  return claims;
}

std::string command_text(ClaimsOptions const& options) {
  std::string text = fmt::format("detente claims {}", fmt::join(options.paths, " "));
  if (options.runs > 0) text += fmt::format(" --runs {}", options.runs);
  if (options.samples > 0) text += fmt::format(" --samples {}", options.samples);
  if (options.replications > 0) text += fmt::format(" --replications {}", options.replications);
  return text;
}

ExitCode compute_claims(ClaimsOptions const& options, EvidenceSession& session) {
  std::vector<Claim> const claims = read_claims(options);
  require_kernel(options.evidence.target);
  KeptWork const folder(options.out);
  Json all = evidence_head("claims", command_text(options), claims.front().experiment);
  fmt::print("{}\n", region_line(all));
  std::vector<Json> results;
  for (Claim const& claim : claims) {
    std::string const file = claim.id + ".json";
    std::optional<Json> const earlier = folder.read_evidence_of(fingerprint(claim.experiment), file);
    if (earlier) {
      results.push_back(*earlier);
    } else {
      fmt::print(stderr, "{}: {}\n", claim.id, claim.says);
      Json result = evidence_head("claim", command_text(options), claim.experiment);
      result.update(evaluate(claim, [&session] { return session.work(); }));
      session.finish();
      write_text_file(folder.path(file), result.dump(1) + "\n");
      results.push_back(std::move(result));
    }
    fmt::print("{}\n", claim_text(results.back()));
    require_printed();
  }
  all["claims"] = results;
  write_text_file(folder.path("claims.json"), all.dump(1) + "\n");
  write_claims_file(folder.path("analysis.h5"), results);
  fmt::print("{}", claims_summary(results));
  require_printed();
  fmt::print(stderr, "next: {}/claims.json and {}/analysis.h5 hold every number\n", options.out, options.out);
  return ExitCode::done;
}

/// Says which claims have changed since the evidence was computed.
ExitCode check_evidence(ClaimsOptions const& options) {
  Json const evidence = read_evidence(options.evidence_file, "claims");
  std::vector<std::string> stale;
  for (Claim const& claim : read_claims(options)) {
    bool found = false;
    for (Json const& one : evidence["claims"]) {
      found = found ||
              (one.value("claim", "") == claim.id && one.value("fingerprint", "") == fingerprint(claim.experiment));
    }
    if (!found) stale.push_back(claim.id);
  }
  if (stale.empty()) {
    print_fresh(options.evidence_file, evidence);
    return ExitCode::done;
  }
  throw IoError(fmt::format("'{}' is stale: what {} rests on has changed; compute it anew with detente claims",
                            options.evidence_file, fmt::join(stale, ", ")),
                IoError::Kind::exists);
}

ExitCode claims(ClaimsOptions const& options) {
  if (!options.evidence_file.empty()) return check_evidence(options);
  EvidenceSession session(options.evidence);
  try {
    return compute_claims(options, session);
  } catch (EvidenceStopped const&) {
    session.finish();
    fmt::print(stderr, "stopped; the same command goes on after the last claim that was finished\n");
    return session.stopped();
  }
}

}  // namespace

Subcommand add_claims(CLI::App& app) {
  CLI::App* const options = app.add_subcommand("claims", "put the claims of the policy brief to the test");
  auto const values = std::make_shared<ClaimsOptions>();
  options->add_option("files", values->paths, "claims (YAML), or folders of them")
      ->type_name("FILE")
      ->capture_default_str();
  options->add_option("--out", values->out, "folder for what is found")->type_name("FOLDER")->capture_default_str();
  options->add_option("--runs", values->runs, "runs of each arm under the default coefficients")
      ->check(CLI::PositiveNumber);
  options->add_option("--samples", values->samples, "samples of what is uncertain")->check(CLI::PositiveNumber);
  options->add_option("--replications", values->replications, "runs of each sample")->check(CLI::PositiveNumber);
  options
      ->add_option("--check", values->evidence_file,
                   "only say whether this claims.json still rests on the claims and configurations as they are")
      ->type_name("FILE");
  values->evidence.add_to(*options);
  return {options, [values] { return claims(*values); }};
}

}  // namespace detente
