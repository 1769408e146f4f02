#pragma once

#include "tools/report/figures.hpp"

#include <string>

namespace detente {

/// What a report says of the program that made the result.
struct ReportOrigin {
  std::string revision;
  std::vector<std::string> commands;  // that make result and page again
};

/// The report as data, schema detente/report@1 (docs/report.md).
nlohmann::ordered_json report_json(ReportInputs const& inputs, ReportOrigin const& origin);

/// The page: a document that needs no other file.
std::string report_page(nlohmann::ordered_json const& report);

/// The page of the explorer.
std::string_view explorer_page();

/// The same without pictures, for a terminal (at most 80 columns) or as Markdown.
enum class TextForm { terminal, terminal_in_colour, markdown };
std::string report_text(nlohmann::ordered_json const& report, TextForm form);

}  // namespace detente
