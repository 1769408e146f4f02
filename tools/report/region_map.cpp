#include "tools/report/figures.hpp"
#include "tools/report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

constexpr int risk_level = 4;
constexpr char const* risk_name = "lethal clash";
constexpr char const* first_at = "first_at_4";

/// 1 where the level was reached by the end of a month; a run that never got there has no month (NaN), as has one that
/// came to no result, which `costs` tells apart.
std::vector<double> reached_by(std::vector<double> const& first, std::vector<double> const& costs, double month) {
  std::vector<double> flags;
  for (std::size_t r = 0; r < first.size(); ++r)
    flags.push_back(std::isnan(costs[r]) ? costs[r] : (first[r] <= month ? 1.0 : 0.0));
  return flags;
}

std::set<std::string> nodes_of(Transport const& transport) {
  std::set<std::string> nodes;
  for (Segment const& segment : transport.segments) nodes.insert({segment.from, segment.to});
  return nodes;
}

/// Adds where the region file puts the name of a country or the mark of a dispute, if it does.
void add_place(Json& entry, Transport const& transport, std::string const& id) {
  if (nodes_of(transport).contains(id)) return;
  for (NodePlace const& place : transport.places) {
    if (place.node != id) continue;
    entry["lon"] = page_number(place.longitude);
    entry["lat"] = page_number(place.latitude);
  }
}

Json geography(Region const& region) {
  Json map;
  map["countries"] = Json::array();
  for (Country const& country : region.countries) {
    map["countries"].push_back({{"id", country.id}, {"name", country.name}});
    add_place(map["countries"].back(), region.transport, country.id);
  }
  map["nodes"] = Json::array();
  std::set<std::string> const nodes = nodes_of(region.transport);
  for (NodePlace const& place : region.transport.places) {
    if (!nodes.contains(place.node)) continue;
    map["nodes"].push_back({{"id", place.node},
                            {"name", place.name},
                            {"lon", page_number(place.longitude)},
                            {"lat", page_number(place.latitude)}});
  }
  map["segments"] = Json::array();
  for (Segment const& segment : region.transport.segments) {
    Json corridors = Json::array();
    for (int const corridor : segment.corridors)
      corridors.push_back(region.transport.corridors[static_cast<std::size_t>(corridor)]);
    map["segments"].push_back(
        {{"id", segment.id},
         {"from", segment.from},
         {"to", segment.to},
         {"corridors", std::move(corridors)},
         {"country", segment.country < 0 ? "" : region.countries[static_cast<std::size_t>(segment.country)].id},
         {"km", page_number(segment.km)}});
  }
  map["corridors"] = Json::array();
  for (std::string const& corridor : region.transport.corridors) map["corridors"].push_back({{"id", corridor}});
  map["disputes"] = Json::array();
  for (Dispute const& dispute : region.disputes) {
    Json parties = Json::array();
    for (CountryShare const& party : dispute.parties)
      parties.push_back(region.countries[static_cast<std::size_t>(party.country)].id);
    map["disputes"].push_back({{"id", dispute.id}, {"name", dispute.name}, {"parties", std::move(parties)}});
    add_place(map["disputes"].back(), region.transport, dispute.id);
  }
  return map;
}

/// Ends of years, or the end of the horizon where that is less than a year.
std::vector<double> slider_months(ReportInputs const& inputs) {
  std::vector<double> months;
  for (int month = 12; month <= inputs.experiment.result.months; month += 12) months.push_back(month);
  if (months.empty()) months.push_back(inputs.experiment.result.months);
  return months;
}

std::vector<std::vector<Estimate>> risks_of(ReportInputs const& inputs, std::vector<double> const& months,
                                            std::size_t policy) {
  std::vector<double> const costs = inputs.runs("crisis_cost", policy);
  std::vector<std::vector<Estimate>> risks;
  for (Dispute const& dispute : inputs.region().disputes) {
    std::vector<double> const first = inputs.runs(fmt::format("{}[{}]", first_at, dispute.id), policy);
    std::vector<Estimate> by_month;
    for (double const month : months) by_month.push_back(inputs.share(reached_by(first, costs, month)));
    risks.push_back(std::move(by_month));
  }
  return risks;
}

Json mean_levels(ReportInputs const& inputs, std::vector<double> const& months, std::size_t policy) {
  Hdf5Reader const& file = inputs.file().file();
  if (!file.exists("/summary/level_mean")) return nullptr;
  std::vector<std::uint64_t> const extent = file.extent("/summary/level_mean");  // policy, scenario, month, dispute
  Json rows = Json::array();
  for (std::size_t dispute = 0; dispute < extent[3]; ++dispute) {
    std::vector<double> const line =
        file.numbers("/summary/level_mean", {policy, inputs.scenario, 0, dispute}, {1, 1, extent[2], 1});
    std::vector<double> at;
    for (double const month : months) at.push_back(line[static_cast<std::size_t>(month)]);
    rows.push_back(page_numbers(at));
  }
  return rows;
}

/// Throughput that would be lost if a corridor were closed.
std::vector<Estimate> losses_of(ReportInputs const& inputs, std::size_t policy) {
  std::vector<double> const whole = inputs.runs("throughput", policy);
  std::vector<Estimate> losses;
  for (std::string const& corridor : inputs.region().transport.corridors) {
    std::vector<double> const without = inputs.runs(fmt::format("throughput_without.corridor[{}]", corridor), policy);
    losses.push_back(inputs.mean(differences(whole, without)));
  }
  return losses;
}

std::string risk_sentence(ReportInputs const& inputs, std::vector<std::vector<Estimate>> const& risks,
                          std::size_t policy, std::string const& until) {
  std::size_t most = 0;
  for (std::size_t d = 0; d < risks.size(); ++d) {
    if (risks[d].back().value > risks[most].back().value) most = d;
  }
  Estimate const& risk = risks[most].back();
  return fmt::format("{}: a {} by {} is likeliest in {}, {} of runs ({})", inputs.policies()[policy], risk_name, until,
                     inputs.region().disputes[most].name, percent(risk.value), share_interval(risk, inputs.confidence));
}

void add_rows(FigureTable& table, ReportInputs const& inputs, std::size_t policy, std::vector<std::string> const& dates,
              std::vector<std::vector<Estimate>> const& risks) {
  for (std::size_t d = 0; d < risks.size(); ++d) {
    for (std::size_t m = 0; m < dates.size(); ++m) {
      table.row();
      table.cell(inputs.policies()[policy]);
      table.cell(inputs.region().disputes[d].name);
      table.cell(dates[m]);
      table.cell(risks[d][m]);
    }
  }
}

}  // namespace

Figure map_figure(ReportInputs const& inputs) {
  Figure figure{.id = "map", .number = "F6", .topic = "Where lethal violence is likely, and what carries traffic"};
  Region const& region = inputs.region();
  if (region.transport.places.empty()) {
    figure.absent = "The region file says nothing of where the nodes of its network lie (transport.places).";
    figure.command = fmt::format(
        "detente export {} --table outcomes --variables first_at_4,throughput_without.corridor", inputs.output);
    return figure;
  }
  std::vector<double> const months = slider_months(inputs);
  std::vector<std::string> const all_dates = inputs.file().file().texts("date");
  std::vector<std::string> dates;
  for (double const month : months) dates.push_back(all_dates[static_cast<std::size_t>(month)]);
  FigureTable table;
  table.policy_column();
  table.text_column("dispute", "dispute");
  table.text_column("by", "by");
  table.estimate_column("risk", fmt::format("level {} ({}) reached by then, share of runs", risk_level, risk_name),
                        share_unit);
  Json arms = Json::array();
  std::vector<std::string> sentences(inputs.policies().size());
  for (std::size_t p = 0; p < inputs.policies().size(); ++p) {
    std::vector<std::vector<Estimate>> const risks = risks_of(inputs, months, p);
    add_rows(table, inputs, p, dates, risks);
    sentences[p] = risk_sentence(inputs, risks, p, dates.back());
    Json by_dispute = Json::array();
    for (std::vector<Estimate> const& risk : risks) by_dispute.push_back(page_shares(risk));
    arms.push_back({{"policy", inputs.policies()[p]},
                    {"risk", std::move(by_dispute)},
                    {"mean_level", mean_levels(inputs, months, p)},
                    {"throughput", page_estimate(inputs.mean(inputs.runs("throughput", p)))},
                    {"loss", page_estimates(losses_of(inputs, p))}});
  }
  for (std::size_t const policy : inputs.best_first())
    figure.findings.push_back({inputs.policies()[policy], sentences[policy]});
  figure.caption = fmt::format(
      "Shading and marks: share of runs in which a dispute has reached level {} ({}) by the chosen year, with its {}; "
      "a "
      "country has the highest of its disputes. Lines: corridors, as wide as the military throughput that closing them "
      "would take away, in class units; thin lines are links and routes around the region. {}.",
      risk_level, risk_name, interval_name(inputs.confidence), over_runs(inputs));
  figure.table = table.json();
  figure.data = geography(region);
  figure.data["level"] = risk_level;
  figure.data["level_name"] = risk_name;
  figure.data["months"] = page_numbers(months);
  figure.data["dates"] = dates;
  figure.data["throughput_unit"] = "class units";
  figure.data["arms"] = std::move(arms);
  return figure;
}

}  // namespace detente
