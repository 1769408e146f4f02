#include "tools/report/figures.hpp"
#include "tools/report/wording.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

double number_in(nlohmann::json const& estimate, char const* key) {
  return estimate.contains(key) && estimate[key].is_number() ? estimate[key].get<double>() : std::nan("");
}

/// What one comparison of a claim found: "transit_hours, misaligned against as_is: +1.9 (+1.89 to +1.9) hours, claimed
/// higher; so in 95 % of the samples".
std::string row_text(nlohmann::json const& row) {
  nlohmann::json const& difference = row.at("difference");
  std::string const unit = row.value("unit", "1") == "1" ? "" : " " + row.value("unit", "");
  return fmt::format("{}, {}: {} ({} to {}){}, claimed {}; so in {} of the samples of what is uncertain",
                     row.value("outcome", ""), row.value("compared", ""), signed_plain(number_in(difference, "value")),
                     signed_plain(number_in(difference, "lower")), signed_plain(number_in(difference, "upper")), unit,
                     row.value("expect", ""), percent(number_in(row.at("share"), "value")));
}

/// Rows that do not hold, or the first where all do.
std::string detail_of(nlohmann::json const& claim) {
  std::string text;
  for (nlohmann::json const& row : claim.at("rows")) {
    if (row.value("verdict", "") == "holds") continue;
    text += (text.empty() ? "" : "; ") + fmt::format("{}: {}", row.value("verdict", ""), row_text(row));
  }
  return text.empty() && !claim.at("rows").empty() ? row_text(claim.at("rows").front()) : text;
}

/// Older evidence names no region; whether it is this one nobody can say.
std::string about_region(nlohmann::json const& evidence) {
  auto const region = evidence.find("region");
  std::string const name = region != evidence.end() && region->is_string() ? region->get<std::string>() : "";
  return name.empty() ? "about an unnamed region" : "about the region " + name;
}

}  // namespace

Figure claims_figure(ReportInputs const& inputs) {
  Figure figure{.id = "claims", .number = "F10", .topic = "Claims about the region, held against the model"};
  if (inputs.claims.is_null()) {
    figure.absent = fmt::format("Claims about the region {} were not given to this report.", inputs.region().name);
    figure.command = fmt::format(
        "detente claims FOLDER --out outputs/claims && detente report {} --claims outputs/claims/claims.json",
        inputs.output);
    return figure;
  }
  FigureTable table;
  for (char const* const column : {"claim", "says", "section", "verdict", "detail"}) table.text_column(column, column);
  Json claims = Json::array();
  std::map<std::string, int> verdicts;
  for (nlohmann::json const& claim : inputs.claims.at("claims")) {
    std::string const verdict = claim.value("verdict", "");
    std::string const detail = detail_of(claim);
    ++verdicts[verdict];
    table.row();
    for (std::string const& text :
         {claim.value("claim", ""), claim.value("says", ""), claim.value("section", ""), verdict, detail})
      table.cell(text);
    claims.push_back({{"id", claim.value("claim", "")},
                      {"says", claim.value("says", "")},
                      {"section", claim.value("section", "")},
                      {"verdict", verdict},
                      {"detail", detail}});
  }
  std::string const sentence =
      fmt::format("Of {} claims {} {} hold in the model, {} fail and {} depend on what is not known", claims.size(),
                  about_region(inputs.claims), verdicts["holds"], verdicts["fails"], verdicts["depends"]);
  for (std::string const& policy : inputs.policies()) figure.findings.push_back({policy, sentence});
  figure.caption = fmt::format(
      "Computed apart from this result, by `detente claims`, each with arms of its own; {} intervals of the "
      "difference, and the share of samples of everything uncertain in which it has the claimed sign. A claim holds if "
      "every comparison does, fails if one does, else depends.",
      "95 %");
  figure.table = table.json();
  figure.data = Json{{"claims", std::move(claims)}, {"source", inputs.claims_file}};
  return figure;
}

}  // namespace detente
