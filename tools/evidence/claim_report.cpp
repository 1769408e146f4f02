#include "tools/evidence/claim_report.hpp"

#include "engine/io/durable_file.hpp"
#include "engine/io/hdf5_file.hpp"
#include "tools/evidence/report_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

std::string signed_number(double value) { return (value > 0 ? "+" : "") + short_number(value); }

/// "+0.031 [+0.030, +0.032]".
std::string difference_text(Json const& estimate) {
  return fmt::format("{} [{}, {}]", signed_number(number(estimate["value"])), signed_number(number(estimate["lower"])),
                     signed_number(number(estimate["upper"])));
}

std::string share_with_interval(Json const& share) {
  return fmt::format("{:.2f} [{:.2f}, {:.2f}]", number(share["value"]), number(share["lower"]), number(share["upper"]));
}

/// Words in lines of at most `report_width` columns that begin so far in; the first line may begin elsewhere.
std::string wrapped(std::string const& text, std::size_t first_indent, std::size_t indent) {
  std::string lines;
  std::string line(first_indent, ' ');
  bool is_empty = true;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t const end = std::min(text.find(' ', begin), text.size());
    std::string const word = text.substr(begin, end - begin);
    if (!is_empty && line.size() + 1 + word.size() > report_width) {
      lines += line + "\n";
      line = std::string(indent, ' ') + word;
    } else {
      line += (is_empty ? "" : " ") + word;
    }
    is_empty = false;
    begin = end + 1;
  }
  return lines + line + "\n";
}

std::string row_text(Json const& row) {
  std::string const verdict = row["verdict"];
  std::string text = wrapped(
      fmt::format("{}: {}, {} claimed{}", row["outcome"].get<std::string>(), row["compared"].get<std::string>(),
                  row["expect"].get<std::string>(), row["by_construction"].get<bool>() ? " (by construction)" : ""),
      2, 4);
  text += wrapped(fmt::format("{} {} from {}; in {} of the samples", verdict, difference_text(row["difference"]),
                              short_number(number(row["mean_b"]["value"])), share_with_interval(row["share"])),
                  4, 6);
  if (verdict == "holds") return text;
  std::vector<std::string> deciders;
  for (Json const& decider : row["deciders"]) {
    deciders.push_back(
        fmt::format("{} ({:+.2f})", decider["number"].get<std::string>(), decider["rank_correlation"].get<double>()));
  }
  return text + wrapped(fmt::format("goes most with {}", fmt::join(deciders, ", ")), 4, 6);
}

}  // namespace

std::string claim_text(Json const& claim) {
  std::string text = wrapped(fmt::format("{}  {}: {}", claim["claim"].get<std::string>(),
                                         claim["verdict"].get<std::string>(), claim["says"].get<std::string>()),
                             0, 5);
  for (Json const& row : claim["rows"]) text += row_text(row);
  return text;
}

void write_claims_file(std::string const& path, std::vector<Json> const& claims) {
  std::vector<std::string> labels;
  std::vector<std::string> verdicts;
  std::vector<std::string> names{"difference", "difference_lower", "difference_upper", "mean_b",
                                 "share",      "share_lower",      "share_upper"};
  std::vector<std::vector<double>> columns(names.size());
  for (Json const& claim : claims) {
    for (Json const& row : claim["rows"]) {
      labels.push_back(fmt::format("{}: {}, {}", claim["claim"].get<std::string>(), row["outcome"].get<std::string>(),
                                   row["compared"].get<std::string>()));
      verdicts.push_back(row["verdict"]);
      std::vector<double> const numbers{number(row["difference"]["value"]), number(row["difference"]["lower"]),
                                        number(row["difference"]["upper"]), number(row["mean_b"]["value"]),
                                        number(row["share"]["value"]),      number(row["share"]["lower"]),
                                        number(row["share"]["upper"])};
      for (std::size_t k = 0; k < numbers.size(); ++k) columns[k].push_back(numbers[k]);
    }
  }
  std::string const temporary = path + ".new";
  Hdf5Writer file(temporary);
  file.text_coordinate("row", labels, "claim, outcome and arms compared");
  file.group("/claims");
  Shape const shape{{labels.size()}, {"row"}, {}};
  for (std::size_t k = 0; k < names.size(); ++k)
    file.values("/claims/" + names[k], columns[k], shape, k < 4 ? "unit of the outcome" : "1", names[k]);
  file.texts("/claims/verdict", verdicts, shape, "holds, depends or fails");
  file.close();
  make_durable(temporary, path);
}

std::string claims_summary(std::vector<Json> const& claims) {
  int holds = 0;
  int fails = 0;
  for (Json const& claim : claims) {
    holds += claim["verdict"] == "holds" ? 1 : 0;
    fails += claim["verdict"] == "fails" ? 1 : 0;
  }
  return fmt::format("{} claims: {} hold, {} fail, {} depend\n", claims.size(), holds, fails,
                     static_cast<int>(claims.size()) - holds - fails);
}

}  // namespace detente
