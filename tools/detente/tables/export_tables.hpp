#pragma once

#include "engine/io/result_file.hpp"
#include "tools/detente/files/csv_writer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace detente {

/// What of a table is wanted. Empty lists and no run mean all.
struct TableFilter {
  std::vector<std::string> variables, policies, scenarios;
  std::optional<std::int64_t> run;
};

/// Indices of the wanted names, in the order of the file. Throws UsageError with the nearest name.
std::vector<std::size_t> chosen(std::vector<std::string> const& wanted, std::vector<std::string> const& known,
                                std::string const& what);

/// One row a run: policy, scenario, run, then a column for each outcome and label ("mean.trust.ALB").
void export_outcomes(ResultFile const& result, TableFilter const& filter, CsvWriter& csv);
/// One row a month of a recorded run: policy, scenario, run, month, date, then a column for each variable and entity.
void export_history(ResultFile const& result, TableFilter const& filter, CsvWriter& csv);
/// One row a month, variable and entity: mean and standard deviation over all runs, quantiles at the ends of years.
void export_summary(ResultFile const& result, TableFilter const& filter, CsvWriter& csv);
/// One row a month: the value of each lever at its start.
void export_levers(ResultFile const& result, TableFilter const& filter, CsvWriter& csv);
/// One row a sample: the value of each sampled parameter.
void export_parameters(ResultFile const& result, TableFilter const& filter, CsvWriter& csv);
/// One row a run and arm that came to no result: policy, scenario, run, sample, replication, outcome.
void export_failures(ResultFile const& result, TableFilter const& filter, CsvWriter& csv);
/// One row an event: kind, policy, scenario, run, month, date, entity, from, to, then what each driver contributed.
/// `variables` of the filter are kinds.
void export_events(ResultFile const& result, TableFilter const& filter, CsvWriter& csv);

}  // namespace detente
