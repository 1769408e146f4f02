#include "engine/config/config_tree.hpp"
#include "engine/config/diagnostics.hpp"
#include "engine/config/nearest.hpp"
#include "models/parameters.hpp"
#include "tools/detente/files/csv_writer.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/kernel/installation.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <sstream>

namespace detente {
namespace {

constexpr std::size_t page_width = 80;

struct ParamsOptions {
  std::string prefix, file = shipped_configuration("configs/parameters.yaml");
  bool as_csv = false;
};

std::vector<ParameterRow> read_rows(std::string const& file) {
  ConfigTree tree = ConfigTree::load(file);
  tree.require_schema("detente/parameters@1");
  std::vector<ParameterRow> rows = read_parameter_rows(tree.root());
  tree.report_unknown_keys();
  tree.throw_if_errors();
  return rows;
}

/// Text in lines of the page's width, each after `indent` spaces.
std::string wrapped(std::string const& text, std::size_t indent) {
  std::istringstream words(text);
  std::string result, line(indent, ' ');
  for (std::string word; words >> word;) {
    if (line.size() > indent && line.size() + 1 + word.size() > page_width) {
      result += line + "\n";
      line.assign(indent, ' ');
    }
    line += (line.size() > indent ? " " : "") + word;
  }
  return result + line + "\n";
}

std::string value_text(ParameterRow const& row) {
  if (row.values.size() == 1) return fmt::format("{}", row.values.front());
  std::vector<std::string> entries;
  for (std::size_t k = 0; k < row.values.size(); ++k) {
    entries.push_back(k < row.info.labels.size() ? fmt::format("{} {}", row.info.labels[k], row.values[k])
                                                 : fmt::format("{}", row.values[k]));
  }
  return fmt::format("[{}]", fmt::join(entries, ", "));
}

std::string range_text(Evidence const& evidence) {
  if (evidence.range) return fmt::format("range {} to {}", evidence.range->first, evidence.range->second);
  if (evidence.factor_range)
    return fmt::format("factor {} to {}", evidence.factor_range->first, evidence.factor_range->second);
  return "fixed";
}

void print_page(ParameterRow const& row) {
  ParameterInfo const& info = row.info;
  fmt::print("{}\n", info.key);
  fmt::print("{}", wrapped(fmt::format("{}{}{}", value_text(row), info.unit == "1" ? "" : " ",
                                       info.unit == "1" ? "" : info.unit),
                           2));
  fmt::print("{}", wrapped(std::string(info.meaning), 2));
  fmt::print("{}", wrapped(fmt::format("{}, {}; valid {} to {}{}", row.evidence.status, range_text(row.evidence),
                                       info.valid.lowest, info.valid.highest,
                                       info.scale == Scale::logarithmic ? "; sampled on the logarithmic scale" : ""),
                           2));
  fmt::print("{}\n", wrapped(row.evidence.source, 2));
}

void print_csv(std::vector<ParameterRow const*> const& rows) {
  CsvWriter csv(stdout);
  csv.row({"key", "value", "unit", "status", "range_lowest", "range_highest", "factor_lowest", "factor_highest",
           "valid_lowest", "valid_highest", "scale", "meaning", "source"});
  for (ParameterRow const* row : rows) {
    Evidence const& evidence = row->evidence;
    auto const limit = [](auto const& range, bool upper) {
      return range ? fmt::format("{}", upper ? range->second : range->first) : std::string();
    };
    csv.row({std::string(row->info.key), value_text(*row), std::string(row->info.unit), evidence.status,
             limit(evidence.range, false), limit(evidence.range, true), limit(evidence.factor_range, false),
             limit(evidence.factor_range, true), fmt::format("{}", row->info.valid.lowest),
             fmt::format("{}", row->info.valid.highest),
             row->info.scale == Scale::logarithmic ? "logarithmic" : "linear", std::string(row->info.meaning),
             evidence.source});
  }
  csv.flush();
}

ExitCode params(ParamsOptions const& options) {
  std::vector<ParameterRow> const rows = read_rows(options.file);
  std::vector<ParameterRow const*> chosen;
  std::vector<std::string> keys;
  for (ParameterRow const& row : rows) {
    keys.emplace_back(row.info.key);
    keys.emplace_back(row.info.key.substr(0, row.info.key.find('.')));
    if (row.info.key.starts_with(options.prefix)) chosen.push_back(&row);
  }
  if (chosen.empty()) {
    std::string const hint = did_you_mean(nearest(options.prefix, keys));
    throw UsageError(fmt::format("no parameter begins with '{}'{}", options.prefix, hint.empty() ? "" : "; " + hint));
  }
  if (options.as_csv) {
    print_csv(chosen);
  } else {
    for (ParameterRow const* row : chosen) print_page(*row);
  }
  return ExitCode::done;
}

}  // namespace

Subcommand add_params(CLI::App& app) {
  CLI::App* const options = app.add_subcommand("params", "the coefficients: values, ranges, evidence, sources");
  auto const values = std::make_shared<ParamsOptions>();
  options->add_option("prefix", values->prefix, "only keys that begin like this, as escalation or cost.l");
  options->add_option("--parameters", values->file, "parameter file")->type_name("FILE")->capture_default_str();
  options->add_flag("--csv", values->as_csv, "as a table, comma-separated");
  return {options, [values] { return params(*values); }};
}

}  // namespace detente
