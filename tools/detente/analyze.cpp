#include "engine/io/durable_file.hpp"
#include "engine/io/io_error.hpp"
#include "tools/analysis/analysis.hpp"
#include "tools/detente/analysed_result.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/usage_error.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <filesystem>
#include <memory>

namespace detente {
namespace {

constexpr std::size_t numbers_shown = 10;

struct AnalyzeOptions {
  std::string output, out;
  std::vector<std::string> sets;
  bool is_quiet = false;
};

bool is_analysis_of(std::string const& path, std::string const& result) try {
  Hdf5Reader const file(path);
  return file.text_attribute("/", "schema") == "detente/analysis" &&
         file.integer_attribute("/", "result_checksum") == file_checksum(result);
} catch (IoError const&) {
  return false;  // no HDF5 file, or one of somebody else
}

/// What tells numbers apart, if luck can be told from them.
std::optional<SensitivityDesign> usable_design(Experiment const& experiment) {
  std::optional<SensitivityDesign> design = sensitivity_design(experiment);
  if (design && design->has_luck && experiment.result.replications < 2) return std::nullopt;
  return design;
}

/// An earlier analysis of the same result is replaced; anything else stays.
void require_free(std::string const& path, std::string const& result) {
  if (!std::filesystem::exists(path) || is_analysis_of(path, result)) return;
  throw IoError(
      fmt::format("'{}' is there and is no analysis of this result; give another --out, or move it away", path),
      IoError::Kind::exists);
}

ExitCode analyze(AnalyzeOptions const& options) {
  AnalysedResult const analysed = analysed_result(options.output, options.sets);
  std::string const path = options.out.empty() ? analysed.path_beside("analysis.h5") : options.out;
  OutcomeData const data(analysed.path);
  require_free(path, analysed.path);
  Analysis const analysis =
      analyse(data, analysed.experiment.analysis, usable_design(analysed.experiment), analysed.experiment.result.seed);
  write_analysis(path, data, analysis);
  fmt::print("{}", robustness_text(analysis.robustness, analysis.asked));
  for (SensitivityTable const& table : analysis.sensitivity)
    fmt::print("\n{}", sensitivity_text(table, *analysis.design, numbers_shown));
  for (Discovery const& discovery : analysis.discoveries) fmt::print("\n{}", discovery_text(discovery));
  std::fflush(stdout);
  if (!options.is_quiet) {
    spdlog::info("analysis written file={} outcomes={}", path, analysis.columns.size());
    fmt::print(stderr, "next: detente compare {} --policies A,B\n", options.output);
  }
  return ExitCode::done;
}

}  // namespace

Subcommand add_analyze(CLI::App& app) {
  CLI::App* const options = app.add_subcommand(
      "analyze", "every statistic that the experiment declares (`analysis`), into analysis.h5 beside the result");
  auto const values = std::make_shared<AnalyzeOptions>();
  options->add_option("output", values->output, "folder of the ensemble, or a result file alone")
      ->required()
      ->type_name("OUTPUT");
  options->add_option("--set", values->sets, "ask otherwise: analysis.KEY=YAML, as analysis.exceedance=[net_position]")
      ->allow_extra_args(false)
      ->type_name("KEY=YAML");
  options->add_option("--out", values->out, "another file (default: analysis.h5 beside the result)")->type_name("FILE");
  options->add_flag("-q,--quiet", values->is_quiet, "results and errors only");
  return {options, [values] { return analyze(*values); }, true};
}

}  // namespace detente
