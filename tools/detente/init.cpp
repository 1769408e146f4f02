#include "engine/config/config_data.hpp"
#include "engine/config/config_tree.hpp"
#include "engine/config/json_schema.hpp"
#include "engine/config/number_text.hpp"
#include "models/experiment.hpp"
#include "tools/detente/files/guarded_file.hpp"
#include "tools/detente/forms/experiment_form.hpp"
#include "tools/detente/forms/init_text.hpp"
#include "tools/detente/forms/synthetic_region.hpp"
#include "tools/detente/next_step.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/tables/opened_result.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/kernel/installation.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace detente {
namespace {

namespace fs = std::filesystem;

struct InitOptions {
  std::string file, region = shipped_configuration("configs/western_balkans"), from;
  SyntheticSize synthetic{.countries = 0, .seed = 1};
};

/// A file as another one names it; by its whole path if it belongs to an installation, which stays where it is when
/// experiments move.
std::string relative_to(std::string const& experiment, fs::path const& file) {
  fs::path const place = fs::weakly_canonical(file);
  std::optional<fs::path> const installed = find_installed("share/detente");
  if (installed && place.string().starts_with(fs::weakly_canonical(*installed).string() + "/")) return place.string();
  return fs::proximate(place, fs::weakly_canonical(fs::absolute(experiment).parent_path())).generic_string();
}

/// A file of the region's folder, or of the one above it.
fs::path find_file(fs::path const& folder, char const* name) {
  for (fs::path const& place : {folder / name, folder / ".." / name}) {
    if (fs::exists(place)) return place;
  }
  throw UsageError(
      fmt::format("there is no {} in '{}' or above it; --region names the folder of a region, as "
                  "configs/western_balkans of the source tree",
                  name, folder.string()));
}

std::vector<std::string> ids_in(fs::path const& file) {
  std::vector<std::string> ids;
  ConfigTree const tree = ConfigTree::load(file.string());
  for (ConfigEntry const& entry : tree.root().entries()) {
    if (entry.id != "schema") ids.push_back(entry.id);
  }
  return ids;
}

/// Today's settings of a region, as one writes them.
void add_today(InitFiles& files, fs::path const& file) {
  ConfigTree const tree = ConfigTree::load(file.string());
  Region const region = read_region(tree.root());
  Policy const today = read_status_quo(tree.root()["status_quo"], region);
  tree.throw_if_errors();
  files.war_path = to_text(region.war_intensity);
  std::vector<std::string> const names = lever_names(region);
  for (LeverInfo const& lever : lever_table()) {
    std::vector<std::string> settings;
    for (std::size_t k = 0; k < names.size(); ++k) {
      std::string const value = to_text(today.paths[k].at(region.start));
      if (names[k] == lever.name) settings.push_back(value);
      if (names[k].starts_with(fmt::format("{}.", lever.name)))
        settings.push_back(fmt::format("{}: {}", names[k].substr(lever.name.size() + 1), value));
    }
    std::string const setting = fmt::format("{}", fmt::join(settings, ", "));
    files.levers.emplace_back(lever.name, lever.scope == LeverScope::world ? setting : "{" + setting + "}");
  }
}

/// An id from the name of a file.
std::string id_of(std::string const& file) {
  std::string id = fs::path(file).stem().string();
  for (char& c : id) {
    bool const fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!fits) c = '_';
  }
  return id.empty() || (id[0] >= '0' && id[0] <= '9') ? "experiment_" + id : id;
}

std::string fresh_text(InitOptions const& options, Form& form) {
  fs::path const region = find_file(options.region, "region.yaml");
  fs::path const parameters = find_file(options.region, "parameters.yaml");
  fs::path const policies = find_file(options.region, "policies.yaml");
  fs::path const scenarios = find_file(options.region, "scenarios.yaml");
  InitFiles files{.region = relative_to(options.file, region),
                  .parameters = relative_to(options.file, parameters),
                  .policies = relative_to(options.file, policies),
                  .scenarios = relative_to(options.file, scenarios),
                  .policy_ids = ids_in(policies),
                  .scenario_ids = ids_in(scenarios)};
  add_today(files, region);
  std::string head = fmt::format(
      "# An experiment: policies in scenarios, many runs of each. Change it, then\n"
      "#   detente check {0}\n"
      "#   detente run {0}\n"
      "# A line that begins with # and no space is a key that may be used: take the # away.\n"
      "schema: detente/experiment@1\n"
      "# Another experiment that this one changes; what stands here wins.\n"
      "#extends: another.yaml\n",
      options.file);
  return init_text(form, init_keys(id_of(options.file), files), head);
}

/// The experiment of an output folder or a result file, with the origin of every value.
std::string repeated_text(std::string const& from, std::string const& file) {
  OpenedResult const opened = open_output(from);
  ResultSpec const& result = opened.experiment.result;
  return fmt::format(
             "# Repeats the experiment '{0}' of {1}: revision {2} of the program, seed {3}.\n"
             "# All that it uses stands here, each value with where it came from. Unchanged, the same revision gives\n"
             "# the same numbers. To change it, give it another experiment.name, change a value, then\n"
             "#   detente check {4}\n"
             "#   detente run {4}\n",
             result.name, printable(from), opened.revision, result.seed, file) +
         opened.experiment.origins;
}

constexpr char const* schema_file = "experiment.schema.json";

/// By this line an editor with the YAML language server completes keys and marks what is wrong.
std::string with_modeline(std::string const& text) {
  return fmt::format("# yaml-language-server: $schema={}\n", schema_file) + text;
}

/// The schema beside an experiment; one that is there stays. `form` is made if it is not there: to read one takes
/// longer than all else here.
void write_schema_beside(std::string const& experiment, std::optional<Form> form = {}) {
  std::string const path = (fs::path(experiment).parent_path() / schema_file).string();
  if (fs::exists(fs::symlink_status(path))) return;
  if (!form) form = experiment_form();
  write_guarded(path, json_schema(*form, *form->find(""), KnownIds::open));
}

/// A region of its own with policies, scenarios and an experiment, in one folder; nothing is written if a file is
/// there.
std::string write_synthetic(InitOptions const& options) {
  std::string const fallback = fmt::format("synthetic_{}", options.synthetic.countries);
  fs::path const wanted = options.file.empty() ? fallback : options.file;
  bool const is_file = wanted.extension() == ".yaml" || wanted.extension() == ".yml";
  fs::path const folder = is_file ? wanted.parent_path() : wanted;
  std::string const experiment = is_file ? wanted.string() : (wanted / "experiment.yaml").string();
  std::string const parameters = relative_to(experiment, find_file(options.region, "parameters.yaml"));
  std::vector<std::pair<std::string, std::string>> const files{
      {(folder / "region.yaml").string(), synthetic_region(options.synthetic)},
      {(folder / "policies.yaml").string(), synthetic_policies(options.synthetic)},
      {(folder / "scenarios.yaml").string(), synthetic_scenarios(options.synthetic)},
      {experiment, with_modeline(synthetic_experiment(options.synthetic, parameters, experiment))}};
  for (auto const& [file, text] : files) require_free(file);
  std::error_code failed;
  if (!folder.empty()) fs::create_directories(folder, failed);
  for (auto const& [file, text] : files) write_guarded(file, text);
  write_schema_beside(experiment);
  return experiment;
}

ExitCode init(InitOptions options) {
  if (options.synthetic.countries > 0) {
    print_next("check " + shell_word(write_synthetic(options)));
    return ExitCode::done;
  }
  if (options.file.empty()) options.file = "experiment.yaml";
  std::optional<Form> form;
  if (options.from.empty()) form = experiment_form();
  std::string const text = form ? fresh_text(options, *form) : repeated_text(options.from, options.file);
  write_guarded(options.file, with_modeline(text));
  write_schema_beside(options.file, std::move(form));
  print_next("check " + shell_word(options.file));
  return ExitCode::done;
}

}  // namespace

Subcommand add_init(CLI::App& app) {
  CLI::App* const options = app.add_subcommand("init", "write an experiment to start from, or a synthetic region");
  auto const values = std::make_shared<InitOptions>();
  options
      ->add_option("file", values->file,
                   "experiment to write (YAML; default experiment.yaml), never over one that exists; with "
                   "--synthetic a folder, or an experiment beside which the region stands")
      ->type_name("FILE");
  CLI::Option* const region =
      options->add_option("--region", values->region, "folder with region.yaml, policies.yaml and scenarios.yaml")
          ->type_name("FOLDER")
          ->capture_default_str();
  CLI::Option* const from =
      options->add_option("--from", values->from, "repeat the experiment of an output folder or a result file")
          ->type_name("OUTPUT")
          ->excludes(region);
  CLI::Option* const synthetic =
      options
          ->add_option("--synthetic", values->synthetic.countries,
                       "write a region of so many countries that stands for no place, for trials of scale")
          ->check(CLI::Range(1, most_synthetic_countries))
          ->excludes(from);
  options->add_option("--seed", values->synthetic.seed, "of the synthetic region (default 1): other numbers, same kind")
      ->needs(synthetic);
  return {options, [values] { return init(*values); }, true};
}

}  // namespace detente
