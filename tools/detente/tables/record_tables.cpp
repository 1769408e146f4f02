#include "tools/detente/tables/record_tables.hpp"

#include <fmt/format.h>

#include <cmath>
#include <vector>

namespace detente {
namespace {

auto labels_in(Catalogue const& catalogue) {
  return [&catalogue](std::string const& dimension) { return catalogue.dimension(dimension).labels; };
}

std::vector<std::string> series_names(ResultSpec const& spec) {
  std::vector<std::string> names;
  for (VariableInfo const& variable : spec.catalogue.variables) {
    std::vector<std::string> const columns =
        column_names(variable.name, variable.dimensions, labels_in(spec.catalogue));
    names.insert(names.end(), columns.begin(), columns.end());
  }
  return names;
}

/// Policy, scenario and number of the run.
std::vector<std::string> place_of(ResultSpec const& spec, BlockRecord const& run) {
  Arm const& arm = spec.arms[static_cast<std::size_t>(run.id.arm)];
  return {spec.policies[static_cast<std::size_t>(arm.policy)], spec.scenarios[static_cast<std::size_t>(arm.scenario)],
          std::to_string(run.id.first_run)};
}

std::string date_of(ResultSpec const& spec, int month) { return to_string(YearMonth{spec.start.index + month}); }

}  // namespace

void write_history(CsvWriter& csv, ResultSpec const& spec, BlockRecord const& run) {
  std::vector<std::string> head{"policy", "scenario", "run", "month", "date"};
  std::vector<std::string> const names = series_names(spec);
  head.insert(head.end(), names.begin(), names.end());
  csv.row(head);
  std::size_t const instants = static_cast<std::size_t>(spec.months) + 1;
  for (std::size_t month = 0; month < instants; ++month) {
    std::vector<std::string> fields = place_of(spec, run);
    fields.push_back(std::to_string(month));
    fields.push_back(date_of(spec, static_cast<int>(month)));
    for (std::size_t s = 0; s < names.size(); ++s) fields.push_back(csv_number(run.history[s * instants + month]));
    csv.row(fields);
  }
}

void write_events(CsvWriter& csv, ResultSpec const& spec, BlockRecord const& run) {
  std::vector<std::string> const& terms = spec.catalogue.dimension("driver").labels;
  std::vector<std::string> head{"kind", "policy", "scenario", "run", "month", "date", "entity", "from", "to"};
  head.insert(head.end(), terms.begin(), terms.end());
  csv.row(head);
  for (Event const& event : run.events) {
    EventKind const& kind = spec.catalogue.events[static_cast<std::size_t>(event.kind)];
    std::string const entity =
        kind.entity_dimension.empty()
            ? ""
            : spec.catalogue.dimension(kind.entity_dimension).labels[static_cast<std::size_t>(event.entity)];
    std::vector<std::string> fields{kind.name};
    for (std::string const& part : place_of(spec, run)) fields.push_back(part);
    for (std::string const& part : {std::to_string(event.month), date_of(spec, event.month), entity,
                                    csv_number(event.from), csv_number(event.to)})
      fields.push_back(part);
    for (std::size_t k = 0; k < terms.size(); ++k) {
      fields.push_back(
          event.contributions < 0
              ? ""
              : csv_number(run.contributions[static_cast<std::size_t>(event.contributions) * terms.size() + k]));
    }
    csv.row(fields);
  }
}

void write_outcomes(CsvWriter& csv, ResultSpec const& spec, BlockRecord const& run) {
  std::vector<std::string> head{"policy", "scenario", "run"};
  for (OutcomeInfo const& outcome : spec.catalogue.outcomes) {
    std::vector<std::string> const columns = column_names(outcome.name, outcome.dimensions, labels_in(spec.catalogue));
    head.insert(head.end(), columns.begin(), columns.end());
  }
  csv.row(head);
  std::vector<std::string> fields = place_of(spec, run);
  for (double const value : run.outcomes) fields.push_back(csv_number(value));
  csv.row(fields);
}

std::string first_fault_text(ResultSpec const& spec, BlockRecord const& run) {
  std::vector<std::string> const names = series_names(spec);
  std::vector<bool> may_start_missing;
  for (VariableInfo const& variable : spec.catalogue.variables)
    may_start_missing.insert(may_start_missing.end(), spec.catalogue.size_of(variable.dimensions),
                             variable.timing == Timing::flow);
  std::size_t const instants = static_cast<std::size_t>(spec.months) + 1;
  for (std::size_t month = 0; month < instants; ++month) {
    for (std::size_t s = 0; s < names.size(); ++s) {
      bool const is_fault = !std::isfinite(run.history[s * instants + month]) && (month > 0 || !may_start_missing[s]);
      if (is_fault) return fmt::format("{} is no number in month {}", names[s], month);
    }
  }
  return "every variable of its history is a number";
}

}  // namespace detente
