#include "tools/evidence/calibration.hpp"
#include "tools/evidence/report_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

constexpr double surprising_share = 0.025;  // of records of the posterior, on either side

std::string range_text(Json const& middle) {
  return fmt::format("{} [{}, {}]", short_number(middle["median"]), short_number(middle["lower"]),
                     short_number(middle["upper"]));
}

std::string numbers_text(Json const& numbers) {
  std::string text =
      "Median and middle 95 % of prior and posterior; learned: 1 - the\nstandard deviation of its normal coordinate, "
      "which is 1 under the prior\n\n";
  for (Json const& number : numbers)
    text += fmt::format("{}\n  prior {:<23} posterior {:<24} learned {:.2f}\n", number["number"].get<std::string>(),
                        range_text(number["prior"]), range_text(number["posterior"]), number["learned"].get<double>());
  return text;
}

std::string record_text(Json const& statistics) {
  int surprising = 0;
  std::string text = "\nThe record among records of the posterior: observed, median [middle 95 %]\n\n";
  for (Json const& line : statistics) {
    double const below = line["share_below"];
    bool const surprises = below < surprising_share || below > 1 - surprising_share;
    surprising += surprises ? 1 : 0;
    text += fmt::format("  {:<34} {:>7} {:<26}{}\n", line["statistic"].get<std::string>(),
                        short_number(line["observed"]), range_text(line), surprises ? " outside" : "");
  }
  return text + fmt::format("\n{} of {} outside their middle 95 %; were they not fitted, {:.0f} would be by\nchance\n",
                            surprising, statistics.size(), 0.05 * static_cast<double>(statistics.size()));
}

std::string recovery_text(Json const& recovery) {
  std::string text = fmt::format(
      "\nRecovery: ranks of the true number among {} posterior draws, {} records made by\nthe model; ten bins, p of "
      "the chi-square test of their being even\n\n",
      recovery["draws"].get<int>(), recovery["records"].get<std::int64_t>());
  for (Json const& line : recovery["ranks"]) {
    std::string bins;
    for (Json const& count : line["histogram"]) bins += fmt::format("{:>4}", count.get<int>());
    std::string const p = line.contains("p") ? fmt::format(" p {:.3f}", line["p"].get<double>()) : "";
    text += fmt::format("  {}\n  {}{}\n", line["number"].get<std::string>(), bins, p);
  }
  if (!recovery.contains("least_p"))
    return text + fmt::format("\ntoo few records for a test of ranks: at least {}\n", fewest_records);
  double const corrected = recovery["least_p_corrected"];
  return text + fmt::format("\nleast p {:.4f}; corrected for {} numbers {:.3f}:\n{}\n",
                            recovery["least_p"].get<double>(), recovery["ranks"].size(), corrected,
                            corrected < 0.05 ? "the fit does not recover what is known"
                                             : "no sign that the fit does not recover what is known");
}

}  // namespace

std::string calibration_text(Json const& evidence) {
  Json const& last = evidence["generations"].back();
  std::string text = region_line(evidence);
  text += fmt::format(
      "Fit to {}\n{} months from {}, {} episodes left out; {} particles, {} generations, last\ntolerance {}, accepted "
      "{:.1f} % of moves\n\n",
      evidence["record"].get<std::string>(), evidence["months"].get<int>(), evidence["first"].get<std::string>(),
      evidence["left_out"].size(), evidence["particles"].get<std::int64_t>(), evidence["generations"].size() - 1,
      short_number(last["tolerance"]), 100 * last["acceptance"].get<double>());
  text += numbers_text(evidence["numbers"]);
  if (!evidence["correlations"].empty()) text += "\nPairs that go together (rank correlation)\n\n";
  for (Json const& pair : evidence["correlations"])
    text += fmt::format("  {:>5.2f}  {}\n         {}\n", pair["rank_correlation"].get<double>(),
                        pair["a"].get<std::string>(), pair["b"].get<std::string>());
  text += record_text(evidence["statistics"]);
  if (evidence.contains("recovery")) text += recovery_text(evidence["recovery"]);
  return text;
}

}  // namespace detente
