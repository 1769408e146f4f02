#include "tools/detente/tables/export_tables.hpp"

#include "engine/config/diagnostics.hpp"
#include "engine/config/nearest.hpp"
#include "tools/detente/usage_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>

namespace detente {
namespace {

constexpr std::int64_t runs_at_once = 16384;

/// A dataset whose last axes are labelled entities: one column of a table for each.
struct Variable {
  std::string name, path;
  std::vector<std::uint64_t> extent;
  std::size_t lead;                  // axes before those of the entities
  std::vector<std::string> columns;  // "trust.ALB", ..., in the order of the file
};

auto labels_in(ResultFile const& result) {
  return [&result](std::string const& dimension) { return result.labels(dimension); };
}

/// The variables of a group: its datasets that are no coordinates, with `lead` axes in front.
std::vector<Variable> variables_of(ResultFile const& result, std::string const& group, std::size_t lead,
                                   std::vector<std::string> const& wanted, std::string const& suffix = "") {
  if (!result.file().exists(group))
    throw UsageError(fmt::format("'{}' has no {} (nothing of it was recorded)", result.path(), group));
  std::vector<std::string> names;
  for (std::string const& child : result.file().children(group)) {
    std::string const path = group + "/" + child;
    bool const is_variable =
        result.file().extent(path).size() >= lead && child.ends_with(suffix) && !result.file().is_coordinate(path);
    if (is_variable) names.push_back(child.substr(0, child.size() - suffix.size()));
  }
  std::vector<Variable> variables;
  for (std::size_t const k : chosen(wanted, names, "variable")) {
    std::string const path = group + "/" + names[k] + suffix;
    std::vector<std::string> dimensions = result.file().dimensions(path);
    dimensions.erase(dimensions.begin(), dimensions.begin() + static_cast<std::ptrdiff_t>(lead));
    variables.push_back(
        {names[k], path, result.file().extent(path), lead, column_names(names[k], dimensions, labels_in(result))});
  }
  return variables;
}

/// A slab of a variable: fixed leading indices but the last, `count` from `first` along it, all entities.
std::vector<double> slab(ResultFile const& result, Variable const& variable, std::vector<std::uint64_t> offset,
                         std::uint64_t count) {
  std::vector<std::uint64_t> counts(offset.size(), 1);
  counts.back() = count;
  for (std::size_t axis = variable.lead; axis < variable.extent.size(); ++axis) {
    offset.push_back(0);
    counts.push_back(variable.extent[axis]);
  }
  return result.file().numbers(variable.path, offset, counts);
}

std::string cell(double value, bool is_single) {
  return is_single ? csv_number(static_cast<float>(value)) : csv_number(value);
}

/// Rows of several variables side by side: row r of each slab is its `columns.size()` numbers from there.
void write_rows(CsvWriter& csv, std::vector<Variable> const& variables, std::vector<std::vector<double>> const& slabs,
                std::size_t rows, bool is_single, std::function<std::vector<std::string>(std::size_t)> const& head) {
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<std::string> fields = head(row);
    for (std::size_t v = 0; v < variables.size(); ++v) {
      std::size_t const width = variables[v].columns.size();
      for (std::size_t k = 0; k < width; ++k) fields.push_back(cell(slabs[v][row * width + k], is_single));
    }
    csv.row(fields);
  }
}

void write_head(CsvWriter& csv, std::vector<std::string> fields, std::vector<Variable> const& variables) {
  for (Variable const& variable : variables)
    fields.insert(fields.end(), variable.columns.begin(), variable.columns.end());
  csv.row(fields);
}

/// Calls visit(policy, scenario) for every arm that is wanted.
void for_each_arm(ResultFile const& result, TableFilter const& filter,
                  std::function<void(std::size_t, std::size_t)> const& visit) {
  for (std::size_t const policy : chosen(filter.policies, result.policies(), "policy")) {
    for (std::size_t const scenario : chosen(filter.scenarios, result.scenarios(), "scenario")) visit(policy, scenario);
  }
}

/// First and end of the wanted runs among `runs`.
std::pair<std::int64_t, std::int64_t> run_range(TableFilter const& filter, std::int64_t runs) {
  if (!filter.run) return {0, runs};
  if (*filter.run >= runs) throw UsageError(fmt::format("--run {}: runs 0 to {} are recorded", *filter.run, runs - 1));
  return {*filter.run, *filter.run + 1};
}

void refuse_run(TableFilter const& filter, std::string const& table) {
  if (filter.run) throw UsageError(fmt::format("--run has no effect on the table {}", table));
}

}  // namespace

std::vector<std::size_t> chosen(std::vector<std::string> const& wanted, std::vector<std::string> const& known,
                                std::string const& what) {
  std::vector<std::size_t> indices(known.size());
  std::iota(indices.begin(), indices.end(), std::size_t{0});
  if (wanted.empty()) return indices;
  for (std::string const& name : wanted) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string const hint = did_you_mean(nearest(name, known));
    throw UsageError(fmt::format("no {} '{}' in this result{}", what, name,
                                 hint.empty() ? fmt::format(" ({})", listed(known)) : "; " + hint));
  }
  std::erase_if(indices,
                [&](std::size_t k) { return std::find(wanted.begin(), wanted.end(), known[k]) == wanted.end(); });
  return indices;
}

void export_outcomes(ResultFile const& result, TableFilter const& filter, CsvWriter& csv) {
  std::vector<Variable> const variables = variables_of(result, "/outcomes", 3, filter.variables);
  auto const [first_run, end_run] = run_range(filter, result.runs());
  write_head(csv, {"policy", "scenario", "run"}, variables);
  for_each_arm(result, filter, [&, first = first_run, end = end_run](std::size_t policy, std::size_t scenario) {
    for (std::int64_t from = first; from < end; from += runs_at_once) {
      std::uint64_t const count = static_cast<std::uint64_t>(std::min(runs_at_once, end - from));
      std::vector<std::vector<double>> slabs;
      for (Variable const& variable : variables)
        slabs.push_back(slab(result, variable, {policy, scenario, static_cast<std::uint64_t>(from)}, count));
      write_rows(csv, variables, slabs, count, false, [&](std::size_t row) -> std::vector<std::string> {
        return {result.policies()[policy], result.scenarios()[scenario],
                std::to_string(from + static_cast<std::int64_t>(row))};
      });
    }
  });
}

void export_history(ResultFile const& result, TableFilter const& filter, CsvWriter& csv) {
  std::vector<Variable> const variables = variables_of(result, "/history", 4, filter.variables);
  std::vector<std::string> const dates = result.file().texts("date");
  auto const [first_run, end_run] =
      run_range(filter, static_cast<std::int64_t>(result.file().extent("history_run").front()));
  bool const is_single = !variables.empty() && result.file().type(variables.front().path) == NumberType::float32;
  write_head(csv, {"policy", "scenario", "run", "month", "date"}, variables);
  for_each_arm(result, filter, [&, first = first_run, end = end_run](std::size_t policy, std::size_t scenario) {
    for (std::int64_t run = first; run < end; ++run) {
      std::vector<std::vector<double>> slabs;
      for (Variable const& variable : variables)
        slabs.push_back(slab(result, variable, {policy, scenario, static_cast<std::uint64_t>(run), 0}, dates.size()));
      write_rows(csv, variables, slabs, dates.size(), is_single, [&](std::size_t month) -> std::vector<std::string> {
        return {result.policies()[policy], result.scenarios()[scenario], std::to_string(run), std::to_string(month),
                dates[month]};
      });
    }
  });
}

void export_summary(ResultFile const& result, TableFilter const& filter, CsvWriter& csv) {
  refuse_run(filter, "summary");
  std::vector<Variable> const means = variables_of(result, "/summary", 3, filter.variables, "_mean");
  std::vector<std::string> const dates = result.file().texts("date");
  std::vector<double> const probabilities = result.file().numbers("quantile");
  std::vector<std::string> head{"policy", "scenario", "month", "date", "variable", "mean", "sd"};
  for (double const p : probabilities) head.push_back(fmt::format("q{:02.0f}", 100 * p));
  csv.row(head);
  bool const has_years = result.file().exists("year_end");
  for_each_arm(result, filter, [&](std::size_t policy, std::size_t scenario) {
    for (Variable const& mean : means) {
      std::size_t const width = mean.columns.size();
      auto const whole = [&](std::string const& path, std::size_t lead, std::uint64_t count) {
        Variable const other{mean.name, path, result.file().extent(path), lead, mean.columns};
        return slab(result, other, {policy, scenario, 0}, count);
      };
      std::string const stem = "/summary/" + mean.name;
      std::vector<double> const average = whole(stem + "_mean", 3, dates.size());
      std::vector<double> const spread = whole(stem + "_sd", 3, dates.size());
      std::vector<double> const quantiles =
          has_years ? whole(stem + "_quantile", 3, dates.size() / 12) : std::vector<double>{};
      for (std::size_t month = 0; month < dates.size(); ++month) {
        for (std::size_t k = 0; k < width; ++k) {
          std::vector<std::string> fields{result.policies()[policy],
                                          result.scenarios()[scenario],
                                          std::to_string(month),
                                          dates[month],
                                          mean.columns[k],
                                          csv_number(average[month * width + k]),
                                          csv_number(spread[month * width + k])};
          for (std::size_t q = 0; q < probabilities.size(); ++q) {
            bool const known = has_years && month > 0 && month % 12 == 0;
            fields.push_back(known ? csv_number(quantiles[((month / 12 - 1) * probabilities.size() + q) * width + k])
                                   : "");
          }
          csv.row(fields);
        }
      }
    }
  });
}

void export_levers(ResultFile const& result, TableFilter const& filter, CsvWriter& csv) {
  refuse_run(filter, "levers");
  std::vector<std::string> const names = result.file().texts("lever");
  std::vector<std::size_t> const columns = chosen(filter.variables, names, "lever");
  std::vector<std::string> const dates = result.file().texts("date");
  std::vector<std::string> head{"policy", "scenario", "month", "date"};
  for (std::size_t const k : columns) head.push_back(names[k]);
  csv.row(head);
  for_each_arm(result, filter, [&](std::size_t policy, std::size_t scenario) {
    std::vector<double> const values =
        result.file().numbers("/levers/value", {policy, scenario, 0, 0}, {1, 1, dates.size(), names.size()});
    for (std::size_t month = 0; month < dates.size(); ++month) {
      std::vector<std::string> fields{result.policies()[policy], result.scenarios()[scenario], std::to_string(month),
                                      dates[month]};
      for (std::size_t const k : columns) fields.push_back(csv_number(values[month * names.size() + k]));
      csv.row(fields);
    }
  });
}

void export_parameters(ResultFile const& result, TableFilter const& filter, CsvWriter& csv) {
  refuse_run(filter, "parameters");
  if (!filter.policies.empty() || !filter.scenarios.empty())
    throw UsageError("--policy and --scenario have no effect on the table parameters: all arms share them");
  std::vector<Variable> const variables = variables_of(result, "/parameters", 1, filter.variables);
  write_head(csv, {"sample"}, variables);
  std::uint64_t const samples = result.file().extent("sample").front();
  std::vector<std::vector<double>> slabs;
  for (Variable const& variable : variables) slabs.push_back(slab(result, variable, {0}, samples));
  write_rows(csv, variables, slabs, samples, false,
             [](std::size_t sample) -> std::vector<std::string> { return {std::to_string(sample)}; });
}

void export_failures(ResultFile const& result, TableFilter const& filter, CsvWriter& csv) {
  Hdf5Reader const& file = result.file();
  std::vector<std::size_t> const policies = chosen(filter.policies, result.policies(), "policy");
  std::vector<std::size_t> const scenarios = chosen(filter.scenarios, result.scenarios(), "scenario");
  if (!file.exists("/failures")) return csv.row({"policy", "scenario", "run", "sample", "replication", "outcome"});
  std::vector<std::string> const outcomes = file.texts("/failures/outcome");
  auto const column = [&](char const* name) { return file.numbers(std::string("/failures/") + name); };
  std::vector<double> const policy = column("policy_index"), scenario = column("scenario_index");
  std::vector<double> const run = column("run_index"), sample = column("sample_index");
  std::vector<double> const replication = column("replication");
  csv.row({"policy", "scenario", "run", "sample", "replication", "outcome"});
  for (std::size_t k = 0; k < outcomes.size(); ++k) {
    auto const is_wanted = [](std::vector<std::size_t> const& list, double index) {
      return std::find(list.begin(), list.end(), static_cast<std::size_t>(index)) != list.end();
    };
    bool const is_chosen = is_wanted(policies, policy[k]) && is_wanted(scenarios, scenario[k]) &&
                           (!filter.run || static_cast<std::int64_t>(run[k]) == *filter.run);
    if (!is_chosen) continue;
    csv.row({result.policies()[static_cast<std::size_t>(policy[k])],
             result.scenarios()[static_cast<std::size_t>(scenario[k])], csv_number(run[k]), csv_number(sample[k]),
             csv_number(replication[k]), outcomes[k]});
  }
}

}  // namespace detente
