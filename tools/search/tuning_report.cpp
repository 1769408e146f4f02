#include "tools/search/tuning.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_columns = 80;
constexpr std::size_t name_width = 20, side_by_side = 2, cell_width = 29, variables_in_line = 4;

std::string cut(std::string const& text, std::size_t width) {
  return text.size() <= width ? text : text.substr(0, width - 2) + "..";
}

std::string interval(Json const& estimate) {
  return fmt::format("{} to {}", shown(estimate["lower"]), shown(estimate["upper"]));
}

/// Names on as many lines as they need, two spaces in.
std::string list_of(Json const& names) {
  std::string text, line;
  for (Json const& name : names) {
    std::string const next = (line.empty() ? "  " : line + ", ") + text_of(name);
    bool const is_full = next.size() > most_columns - 1 && !line.empty();
    if (is_full) text += line + ",\n";
    line = is_full ? "    " + text_of(name) : next;
  }
  return text + line + "\n";
}

/// The name, with a star for what is on the front.
std::string name_cell(Json const& policy) {
  std::string const name = cut(text_of(policy["name"]), name_width - 2);
  return fmt::format("{:<{}}", name + (policy["is_on_front"].get<bool>() ? " *" : ""), name_width);
}

std::string estimate_cell(Json const& estimate) {
  return fmt::format("{:>8} {:>20}", shown(estimate["value"]), interval(estimate));
}

/// A line for every policy, two objectives beside each other.
template <class Cell>
std::string objectives_table(Json const& result, Cell&& cell) {
  std::string text;
  Json const& objectives = result["objectives"];
  for (std::size_t first = 0; first < objectives.size(); first += side_by_side) {
    std::size_t const end = std::min(first + side_by_side, objectives.size());
    text += std::string(name_width, ' ');
    for (std::size_t k = first; k < end; ++k) {
      std::string const name =
          fmt::format("{}, {}", text_of(objectives[k]["objective"]), text_of(objectives[k]["unit"]));
      text += fmt::format(" {:>{}}", cut(name, cell_width), cell_width);
    }
    text += "\n";
    for (Json const& policy : result["final"]["policies"]) {
      text += name_cell(policy);
      for (std::size_t k = first; k < end; ++k)
        text += fmt::format(" {:>{}}", cell(policy["objectives"][k]), cell_width);
      text += "\n";
    }
  }
  return text;
}

std::string head(Json const& result) {
  Json const& final = result["final"];
  Json const& generations = result["generations"];
  std::string const share =
      generations.back().contains("dominated_share")
          ? fmt::format(", {:.1f} % of their box dominated", 100 * generations.back()["dominated_share"].get<double>())
          : "";
  return fmt::format(
      "Search for numbers of {}\n"
      "{} points in {} generations, {} runs; ended by its {}\n"
      "{} points on the front{}\n"
      "Judged on {} runs that the search has not seen (seed {})\n",
      text_of(result["policy"]), result["points"].size(), generations.size(), result["runs"].get<std::int64_t>(),
      text_of(result["ended_by"]), generations.back()["front"].get<std::int64_t>(), share,
      final["runs"].get<std::int64_t>(), final["seed"].get<std::uint64_t>());
}

std::string values_text(Json const& result) {
  std::string text = "\nWhat was searched\n";
  Json const& variables = result["variables"];
  for (std::size_t first = 0; first < variables.size(); first += variables_in_line) {
    std::size_t const end = std::min(first + variables_in_line, variables.size());
    text += std::string(name_width, ' ');
    for (std::size_t k = first; k < end; ++k) {
      std::string const key = text_of(variables[k]["key"]);  // its end says more than its beginning
      text += fmt::format(" {:>13}", key.size() <= 13 ? key : ".." + key.substr(key.size() - 11));
    }
    text += "\n";
    for (Json const& policy : result["final"]["policies"]) {
      if (!policy.contains("values")) continue;
      std::string line = name_cell(policy);
      for (std::size_t k = first; k < end; ++k)
        line += fmt::format(" {:>13}", written(policy["values"][k].get<double>()));
      text += line + "\n";
    }
  }
  return text;
}

std::string constraints_text(Json const& result) {
  std::string text;
  for (std::size_t k = 0; k < result["constraints"].size(); ++k) {
    text += fmt::format("\nConstraint: {}\n", text_of(result["constraints"][k]));
    for (Json const& policy : result["final"]["policies"]) {
      Json const& one = policy["constraints"][k];
      text += fmt::format("{:<{}} {:>8} {:>19}  {}{}\n", cut(text_of(policy["name"]), name_width), name_width,
                          shown(one["fresh"]["value"]), interval(one["fresh"]),
                          one["is_met"].get<bool>() ? "met" : "missed",
                          one["is_beyond_noise"].get<bool>() ? "" : ", within noise");
    }
  }
  return text;
}

/// What the intervals allow to be said of one policy against another.
std::string order_text(Json const& result) {
  std::string text;
  for (Json const& policy : result["final"]["policies"]) {
    if (!policy.contains("dominated_by")) continue;
    std::string by = "a constraint";
    bool is_sure = true;
    if (!policy["dominated_by"].empty()) {
      Json const* best = &policy["dominated_by"].front();
      for (Json const& other : policy["dominated_by"]) {
        if (other["is_beyond_noise"].get<bool>() && !(*best)["is_beyond_noise"].get<bool>()) best = &other;
      }
      by = text_of((*best)["name"]);
      is_sure = (*best)["is_beyond_noise"];
    }
    text += fmt::format("  {} is beaten by {}{}\n", text_of(policy["name"]), by, is_sure ? "" : ", within noise");
  }
  return text.empty() ? "" : "\nNot on the front in fresh runs\n" + text;
}

std::string noise_text(Json const& result) {
  std::string text;
  for (Json const& group : result["final"]["within_noise"]) text += list_of(group);
  return text.empty() ? "\nNo two policies of the front are within noise of each other\n"
                      : "\nWithin noise of each other in every objective, one by one or in a chain\n" + text;
}

std::string optimism_text(Json const& result) {
  std::string text = "\nWhat the search thought, and what fresh runs say\n";
  text += objectives_table(result, [](Json const& objective) {
    std::string const thought = objective.contains("search") ? shown(objective["search"]) : "-";
    return fmt::format("{:>12} {:>15}", thought, shown(objective["fresh"]["value"]));
  });
  for (std::size_t k = 0; k < result["objectives"].size(); ++k) {
    Json const& mean = result["final"]["optimism"][k];
    if (mean.is_null()) continue;
    double const worse = mean.get<double>();
    text += fmt::format("{}: changes are {} {} {} than thought, on average\n",
                        text_of(result["objectives"][k]["objective"]), shown(std::abs(worse)),
                        text_of(result["objectives"][k]["unit"]), worse < 0 ? "better" : "worse");
  }
  return text;
}

}  // namespace

std::string text_of(Json const& json) { return json.get<std::string>(); }

std::string shown(Json const& number) {
  double const value = number.is_number() ? number.get<double>() : std::nan("");
  if (std::isnan(value)) return "-";
  return std::abs(value) >= 1000 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

std::string tuning_text(Json const& result) {
  double const percent = 100 * result["final"]["confidence"].get<double>();
  std::string text = head(result);
  text += fmt::format("\nFresh runs, with {:.4g} % intervals; * on the front\n", percent);
  text += objectives_table(result, [](Json const& objective) { return estimate_cell(objective["fresh"]); });
  text += fmt::format("\nChange to {}, run by run\n", text_of(result["policy"]));
  text += objectives_table(result, [](Json const& objective) {
    return objective.contains("change") ? estimate_cell(objective["change"]) : std::string("-");
  });
  text += values_text(result) + constraints_text(result) + order_text(result) + noise_text(result);
  return text + optimism_text(result);
}

}  // namespace detente
