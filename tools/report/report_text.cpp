// The report without pictures: titles, captions and tables.
#include "tools/report/report.hpp"
#include "tools/report/text_figures.hpp"

#include <fmt/format.h>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

/// How a form marks what stands out.
struct Style {
  TextForm form;

  bool is_markdown() const { return form == TextForm::markdown; }
  std::string heading(std::string const& text, int level) const {
    if (is_markdown()) return fmt::format("{} {}\n\n", std::string(static_cast<std::size_t>(level), '#'), text);
    std::string const lines = wrapped(text, 0);
    return form == TextForm::terminal_in_colour ? fmt::format("\x1b[1m{}\x1b[0m", lines) : lines;
  }
  std::string paragraph(std::string const& text) const {
    return is_markdown() ? text + "\n\n" : wrapped(text, 0) + "\n";
  }
  std::string faint(std::string const& text) const {
    return form == TextForm::terminal_in_colour ? fmt::format("\x1b[2m{}\x1b[0m", text) : text;
  }
  static std::string command(std::string const& text) { return fmt::format("    {}\n\n", text); }
};

std::string figure_text(Style const& style, Json const& figure) {
  std::string const number = figure["number"].get<std::string>();
  std::string const topic = figure["topic"].get<std::string>();
  std::string text = style.heading(fmt::format("{}  {}", number, topic), 2);
  if (!figure["absent"].is_null()) {
    return text + style.paragraph(figure["absent"]["sentence"].get<std::string>()) +
           style.command(figure["absent"]["command"].get<std::string>());
  }
  std::string last;
  for (Json const& finding : figure["findings"]) {
    std::string const sentence = finding["text"].get<std::string>();
    if (sentence != last) text += style.paragraph(sentence + ".");
    last = sentence;
  }
  for (ReadableTable const& table : tables_of(figure))
    text += style.is_markdown() ? markdown_table(table) : terminal_table(table);
  return text + style.faint(style.paragraph(figure["caption"].get<std::string>()));
}

}  // namespace

std::string report_text(Json const& report, TextForm form) {
  Style const style{form};
  std::string text = style.heading(report["title"].get<std::string>(), 1);
  if (!style.is_markdown()) text += "\n";
  text += style.paragraph(report["lead"].get<std::string>());
  for (Json const& notice : report["notices"]) text += style.paragraph(notice.get<std::string>());
  std::vector<std::string> facts;
  for (Json const& fact : report["facts"])
    facts.push_back(fmt::format("{}: {}", fact["label"].get<std::string>(), fact["text"].get<std::string>()));
  text += style.paragraph(fmt::format("{}.", fmt::join(facts, "; ")));
  for (Json const& figure : report["figures"]) text += figure_text(style, figure);
  text += style.heading("Methods", 2);
  for (Json const& method : report["methods"]) text += style.paragraph(method.get<std::string>());
  for (Json const& command : report["commands"]) text += style.command(command.get<std::string>());
  for (Json const& note : report["footnotes"]) text += style.paragraph(note.get<std::string>());
  return text;
}

}  // namespace detente
