#include "tools/report/report.hpp"

#include <stdexcept>
#include <string_view>

extern "C" {  // pages.S
extern char const detente_report_page_begin[];
extern char const detente_report_page_end[];
extern char const detente_explorer_page_begin[];
extern char const detente_explorer_page_end[];
}

namespace detente {
namespace {

constexpr std::string_view marker = "@REPORT_DATA@";

/// JSON that cannot end the element it stands in, whatever names it holds.
std::string embedded(nlohmann::ordered_json const& report) {
  std::string text;
  for (char const c : report.dump()) {
    if (c == '<') {
      text += "\\u003c";
    } else {
      text += c;
    }
  }
  return text;
}

}  // namespace

std::string report_page(nlohmann::ordered_json const& report) {
  std::string page(detente_report_page_begin, detente_report_page_end);
  std::size_t const place = page.find(marker);
  bool const is_once = place != std::string::npos && page.find(marker, place + 1) == std::string::npos;
  if (!is_once) throw std::logic_error("the built report page has no place for its data");
  return page.replace(place, marker.size(), embedded(report));
}

std::string_view explorer_page() { return {detente_explorer_page_begin, detente_explorer_page_end}; }

}  // namespace detente
