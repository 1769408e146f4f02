#pragma once

#include "engine/core/record.hpp"
#include "tools/detente/files/csv_writer.hpp"

#include <string>

namespace detente {

// The record of a single run as tables, in the form in which export writes those of a result.

/// One row a month: policy, scenario, run, month, date, then a column for each variable and entity.
void write_history(CsvWriter& csv, ResultSpec const& spec, BlockRecord const& run);
/// One row an event, in the order of time.
void write_events(CsvWriter& csv, ResultSpec const& spec, BlockRecord const& run);
/// One row: policy, scenario, run, then a column for each outcome and label.
void write_outcomes(CsvWriter& csv, ResultSpec const& spec, BlockRecord const& run);

/// Which variable is the first that is no number, and when: "pressure.SRB is no number in month 12". The history must
/// hold every variable.
std::string first_fault_text(ResultSpec const& spec, BlockRecord const& run);

}  // namespace detente
