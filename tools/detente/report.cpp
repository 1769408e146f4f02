#include "tools/report/report.hpp"

#include "engine/io/durable_file.hpp"
#include "engine/statistics/bootstrap.hpp"
#include "tools/detente/files/evidence_file.hpp"
#include "tools/detente/files/guarded_file.hpp"
#include "tools/detente/options/shared_options.hpp"
#include "tools/detente/program.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/tables/export_tables.hpp"
#include "tools/detente/tables/opened_result.hpp"
#include "tools/detente/tables/replayed_run.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/evidence/evidence_head.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <unistd.h>

namespace detente {
namespace {

enum class ReportFormat { html, json, text, markdown };

struct ReportOptions {
  std::string output, out, scenario, policy, sensitivity, claims;
  std::optional<std::int64_t> run;
  double confidence = 0.95;
  ReportFormat format = ReportFormat::html;
  std::optional<Target> target;
  bool is_quiet = false;
};

/// The run of an arm whose cost has a share p of the others' below.
std::int64_t run_at(std::vector<double> const& costs, double p) {
  std::vector<std::size_t> order;
  for (std::size_t run = 0; run < costs.size(); ++run) {
    if (std::isfinite(costs[run])) order.push_back(run);
  }
  if (order.empty()) return 0;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return costs[a] < costs[b]; });
  return static_cast<std::int64_t>(order[static_cast<std::size_t>(p * static_cast<double>(order.size() - 1) + 0.5)]);
}

constexpr double bad = 0.95;  // of the runs cost less than the one that is told

/// Runs to show one by one: a common and a bad one, and the one that the user asks for.
std::vector<std::int64_t> shown_runs(ReportOptions const& options, ReportInputs const& inputs) {
  std::vector<double> const costs = inputs.runs("crisis_cost", inputs.baseline());
  std::vector<std::int64_t> numbers{run_at(costs, 0.5), run_at(costs, bad)};
  if (options.run) numbers.push_back(*options.run);
  return numbers;
}

/// Computes single runs again; none, with the reason, where this program does not come to the numbers of the result.
void add_single_runs(ReportOptions const& options, OpenedResult& source, ReportInputs& inputs) {
  ResultSpec const& spec = source.experiment.result;
  std::vector<std::int64_t> const numbers = shown_runs(options, inputs);
  if (options.run && *options.run >= spec.runs())
    throw UsageError(fmt::format("--run {}: the ensemble has runs 0 to {}", *options.run, spec.runs() - 1));
  SingleRuns singles{.numbers = {numbers[0], numbers[1]}, .policy = {}, .ties = ties_of(inputs.region())};
  for (std::size_t policy = 0; policy < inputs.policies().size(); ++policy) {
    singles.policy.emplace_back();
    auto const arm = static_cast<int>(policy * spec.scenarios.size() + inputs.scenario);
    for (std::int64_t const number : numbers) {
      BlockRecord record = replay_run(source, arm, number, options.target);
      if (!agrees_with_result(source, record)) {
        inputs.untold = fmt::format(
            "revision {} of the program computes other numbers than revision {}, which made "
            "this result",
            program_revision(), source.revision);
        if (!options.is_quiet) spdlog::warn("single runs are left out: {}", inputs.untold);
        return;
      }
      singles.policy.back().push_back(std::move(record));
    }
  }
  std::size_t const told =
      options.policy.empty() ? inputs.baseline() : chosen({options.policy}, inputs.policies(), "policy").front();
  inputs.told = {.policy = told,
                 .position = numbers.size() - 1,
                 .why = options.run ? "as asked for"
                                    : fmt::format("under {} it costs more than {:.0f} % of runs: a bad future, not the "
                                                  "worst",
                                                  inputs.baseline_name(), 100 * bad)};
  inputs.singles = std::move(singles);
}

/// Sensitivity of the cost under the baseline, and of the change that each other policy makes; in the scenario of this
/// name, or the first.
SensitivityFindings sensitivity_of_result(OpenedResult const& screened, SensitivityDesign const& design,
                                          std::string const& scenario, double confidence) {
  OutcomeData const data(*screened.result);
  OutcomeColumn const& column = data.column("crisis_cost");
  Bootstrap const bootstrap{.seed = screened.experiment.result.seed, .confidence = confidence};
  SensitivityFindings findings{.tables = {}, .design = design, .experiment = &screened.experiment};
  std::size_t const baseline = data.baseline();
  std::vector<std::string> const& scenarios = data.file().scenarios();
  auto const same = std::find(scenarios.begin(), scenarios.end(), scenario);
  auto const place = same == scenarios.end() ? 0 : static_cast<std::size_t>(same - scenarios.begin());
  for (std::size_t policy = 0; policy < data.file().policies().size(); ++policy) {
    std::optional<std::size_t> less;
    if (policy != baseline) less = baseline;
    findings.tables.push_back(sensitivity_of(data, design, column, policy, place, less, bootstrap));
  }
  return findings;
}

/// What was computed of another region says nothing of this one, though policies and outcomes have the same names.
/// Evidence that names no region is shown as such.
void require_this_region(std::string const& option, std::string const& given, std::string const& region,
                         ReportInputs const& inputs) {
  std::string const& own = inputs.region().name;
  if (region.empty() || region == own) return;
  throw UsageError(
      fmt::format("{} {}: it is of the region '{}', and {} is a result of '{}'; give one of the same region, or "
                  "leave {} out",
                  option, given, region, inputs.output, own, option));
}

/// What `detente claims` found; null if it is not given.
nlohmann::ordered_json claims_for(ReportOptions const& options, ReportInputs const& inputs) {
  if (options.claims.empty()) return {};
  nlohmann::ordered_json claims = read_evidence(options.claims, "claims");
  require_this_region("--claims", options.claims, named_region(claims), inputs);
  return claims;
}

std::optional<SensitivityDesign> design_for(OpenedResult const& screened, bool is_asked_for) {
  std::variant<SensitivityDesign, NoDesign> const design = sensitivity_design(screened.experiment);
  if (auto const* const usable = std::get_if<SensitivityDesign>(&design)) return *usable;
  if (is_asked_for)
    throw UsageError(fmt::format("--sensitivity {}: {}", screened.path, std::get<NoDesign>(design).reason));
  return std::nullopt;
}

/// A report may replace earlier reports.
Replaceable earlier_report() {
  return {
      .is_so =
          [](std::string const& path) { return read_text_file(path).find("detente/report@1") != std::string::npos; },
      .refused_as = "no report"};
}

bool wants_colour() {
  char const* const none = std::getenv("NO_COLOR");
  if (none != nullptr && *none != '\0') return false;
  char const* const forced = std::getenv("CLICOLOR_FORCE");
  if (forced != nullptr && *forced != '\0' && std::string(forced) != "0") return true;
  char const* const terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) == 1 && terminal != nullptr && std::string(terminal) != "dumb";
}

std::string text_of(nlohmann::ordered_json const& report, ReportFormat format, bool is_for_screen) {
  if (format == ReportFormat::json) return report.dump(1) + "\n";
  if (format == ReportFormat::html) return report_page(report);
  if (format == ReportFormat::markdown) return report_text(report, TextForm::markdown);
  return report_text(report, is_for_screen && wants_colour() ? TextForm::terminal_in_colour : TextForm::terminal);
}

std::vector<std::string> commands_of(ReportOptions const& options) {
  std::string page = "detente report " + options.output;
  if (!options.scenario.empty()) page += " --scenario " + options.scenario;
  if (!options.policy.empty()) page += " --policy " + options.policy;
  if (options.run) page += fmt::format(" --run {}", *options.run);
  if (!options.sensitivity.empty()) page += " --sensitivity " + options.sensitivity;
  if (!options.claims.empty()) page += " --claims " + options.claims;
  return {fmt::format("detente init experiment.yaml --from {}", options.output),
          "detente run experiment.yaml --out outputs/again", page};
}

/// Where the report goes; empty: to standard output.
std::string place_of(ReportOptions const& options, OpenedResult const& source) {
  if (!options.out.empty()) return options.out == "-" ? "" : options.out;
  return options.format == ReportFormat::html ? source.path_beside("report.html") : "";
}

ExitCode report(ReportOptions const& options) {
  OpenedResult source = open_result(options.output);
  std::string const path = place_of(options, source);
  require_free(path, earlier_report());
  OutcomeData const data(*source.result);
  std::size_t const scenario = options.scenario.empty() ? 0 : chosen_scenarios(data.file(), options.scenario).front();
  ReportInputs inputs{.data = data,
                      .experiment = source.experiment,
                      .output = options.output,
                      .scenario = scenario,
                      .confidence = options.confidence,
                      .costs = policy_costs(data.file(), scenario, options.confidence),
                      .singles = {},
                      .told = {},
                      .untold = {},
                      .sensitivity = {},
                      .claims = {},
                      .claims_file = options.claims};
  inputs.claims = claims_for(options, inputs);
  std::optional<OpenedResult> other;
  if (!options.sensitivity.empty()) other.emplace(open_result(options.sensitivity));
  OpenedResult const& screened = other ? *other : source;
  require_this_region("--sensitivity", options.sensitivity, region_name(screened.experiment), inputs);
  add_single_runs(options, source, inputs);
  if (std::optional<SensitivityDesign> const design = design_for(screened, !options.sensitivity.empty()))
    inputs.sensitivity =
        sensitivity_of_result(screened, *design, data.file().scenarios()[scenario], options.confidence);
  ReportOrigin const origin{.revision = source.revision, .commands = commands_of(options)};
  std::string const text = text_of(report_json(inputs, origin), options.format, path.empty());
  if (path.empty()) {
    fmt::print("{}", text);
    return ExitCode::done;
  }
  write_guarded(path, text, earlier_report());
  if (!options.is_quiet) spdlog::info("report written file={} kB={}", path, text.size() / 1000);
  return ExitCode::done;
}

}  // namespace

Subcommand add_report(CLI::App& app) {
  CLI::App* const options =
      app.add_subcommand("report", "a page to read: the answer, its figures and their numbers, in one file");
  auto const values = std::make_shared<ReportOptions>();
  std::map<std::string, ReportFormat> const formats{{"html", ReportFormat::html},
                                                    {"json", ReportFormat::json},
                                                    {"text", ReportFormat::text},
                                                    {"md", ReportFormat::markdown}};
  options->add_option("output", values->output, "folder of the ensemble, or a result file alone")
      ->required()
      ->type_name("OUTPUT");
  options->add_option("--format", values->format, "html, json (detente/report@1), text (80 columns) or md")
      ->transform(CLI::CheckedTransformer(formats).description(""))
      ->type_name(one_of(formats))
      ->default_str("html");
  options->add_option("--out", values->out, "file (default: report.html beside the result; other forms: printed)")
      ->type_name("FILE");
  options->add_option("--scenario", values->scenario, "the scenario of the figures (default: the first)");
  options->add_option("--policy", values->policy, "the policy whose run is told (default: the baseline)");
  options->add_option("--run", values->run, "the run that is told (default: a bad one, dearer than 95 % of runs)")
      ->check(CLI::NonNegativeNumber);
  options
      ->add_option("--sensitivity", values->sensitivity,
                   "another output, whose design tells uncertain numbers apart (default: this one, if it does)")
      ->type_name("OUTPUT");
  options->add_option("--claims", values->claims, "claims.json, as `detente claims` writes it")->type_name("FILE");
  options->add_option("--confidence", values->confidence, "of intervals")
      ->check(CLI::Range(0.5, 0.9999))
      ->capture_default_str();
  options->add_flag("-q,--quiet", values->is_quiet, "errors only");
  add_target_option(*options, values->target);
  return {options, [values] { return report(*values); }, true};
}

}  // namespace detente
