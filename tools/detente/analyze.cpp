#include "engine/io/durable_file.hpp"
#include "engine/io/io_error.hpp"
#include "tools/analysis/analysis.hpp"
#include "tools/detente/files/guarded_file.hpp"
#include "tools/detente/files/printed.hpp"
#include "tools/detente/next_step.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/tables/opened_result.hpp"
#include "tools/detente/usage_error.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

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

/// All that the experiment asks. Throws UsageError where `analysis.discover` has nothing to search.
Analysis answers_to(OpenedResult const& opened, OutcomeData const& data) try {
  Experiment const& experiment = opened.experiment;
  std::variant<SensitivityDesign, NoDesign> const design = sensitivity_design(experiment);
  SensitivityDesign const* const usable = std::get_if<SensitivityDesign>(&design);
  return analyse(data, experiment.analysis, usable != nullptr ? std::optional(*usable) : std::nullopt,
                 experiment.result.seed);
} catch (NothingToSearch const& fault) {
  throw UsageError(fmt::format("analysis.discover: {}", fault.what()));
}

ExitCode analyze(AnalyzeOptions const& options) {
  OpenedResult const opened = open_result(options.output, options.sets);
  std::string const path = options.out.empty() ? opened.path_beside("analysis.h5") : options.out;
  OutcomeData const data(*opened.result);
  require_free(path, {.is_so = [&](std::string const& there) { return is_analysis_of(there, opened.path); },
                      .refused_as = "no analysis of this result"});
  Analysis const analysis = answers_to(opened, data);
  write_analysis(path, data, analysis);
  fmt::print("{}", robustness_text(analysis.robustness, analysis.asked));
  for (SensitivityTable const& table : analysis.sensitivity)
    fmt::print("\n{}", sensitivity_text(table, *analysis.design, numbers_shown));
  for (Discovery const& discovery : analysis.discoveries) fmt::print("\n{}", discovery_text(discovery));
  require_printed();
  if (!options.is_quiet) {
    spdlog::info("analysis written file={} outcomes={}", path, analysis.columns.size());
    print_next(fmt::format("compare {} --policies A,B", shell_word(options.output)));
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
