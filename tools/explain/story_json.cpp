#include "tools/explain/story_json.hpp"

#include "tools/explain/event_words.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

Json number_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json head(RunView const& run, std::string const& kind) {
  ResultSpec const& spec = run.spec();
  return {{"schema", "detente/story@1"},
          {"kind", kind},
          {"result", spec.name},
          {"seed", std::to_string(spec.seed)},
          {"scenario", run.scenario()},
          {"run", run.number()},
          {"sample", run.number() / spec.replications},
          {"replication", run.number() % spec.replications},
          {"start", run.date(0)},
          {"months", spec.months}};
}

Json event_head(RunView const& run, Event const& event) {
  return {{"month", event.month},
          {"date", run.date(event.month)},
          {"kind", run.kind_of(event).name},
          {"entity", run.entity_of(event)},
          {"from", event.from},
          {"to", event.to},
          {"text", event_text(run, event)}};
}

Json told_json(RunView const& run, ToldEvent const& told) {
  Json json = event_head(run, run.events()[told.event]);
  if (told.has_rate) {
    json["rate_per_year"] = number_or_null(told.rate);
    json["reference_rate_per_year"] = number_or_null(told.reference_rate);
    json["drivers"] = Json::array();
    for (Term const& term : told.terms) {
      json["drivers"].push_back({{"driver", term.driver},
                                 {"log_factor", term.log_factor},
                                 {"factor", number_or_null(std::exp(term.log_factor))}});
    }
  }
  if (!run.contributions(run.events()[told.event]).empty()) {
    json["before"] = Json::array();
    for (Antecedent const& before : told.before) {
      Json named = {{"driver", before.driver}};
      named.update(event_head(run, run.events()[before.event]));
      json["before"].push_back(std::move(named));
    }
  }
  return json;
}

Json parting_json(RunView const& run, VariableParting const& parting) {
  return {{"variable", parting.variable},
          {"units", parting.unit},
          {"entity", parting.entity},
          {"month", parting.month},
          {"date", run.date(parting.month)},
          {"values", {number_or_null(parting.first), number_or_null(parting.second)}},
          {"widest_month", parting.widest_month},
          {"widest_values", {number_or_null(parting.widest_first), number_or_null(parting.widest_second)}}};
}

Json one_sided_json(RunPair const& pair, OneSided const& event) {
  RunView const& run = event.side == Side::first ? pair.first : pair.second;
  Json json = {{"only_under", run.policy()}};
  json.update(told_json(run, event.told));
  if (std::isfinite(event.other_level)) {
    json["other_level"] = event.other_level;
    json["other_rate_per_year"] = number_or_null(event.other_rate);
  }
  return json;
}

Json cost_json(RunView const& run, CostPart const& part) {
  Json json = {{"component", part.component},
               {"npv_meur", number_or_null(part.npv)},
               {"mean_of_runs_npv_meur", number_or_null(part.mean_of_runs)},
               {"is_beside", part.is_beside},
               {"first_year", run.spec().start.year()},
               {"by_year_meur", Json::array()}};
  for (double const year : part.by_year) json["by_year_meur"].push_back(number_or_null(year));
  return json;
}

}  // namespace

Json run_json(RunView const& run, RunStory const& story) {
  Json json = head(run, "run");
  json["policy"] = run.policy();
  json["crisis_cost"] = {{"npv_meur", number_or_null(story.crisis_cost)},
                         {"share_of_runs_below", number_or_null(story.cost_rank)},
                         {"median_of_runs_npv_meur", number_or_null(story.median_cost)},
                         {"runs", story.ranked}};
  json["peaks"] = Json::array();
  for (Peak const& peak : story.peaks) {
    json["peaks"].push_back({{"dispute", run.labels("dispute")[peak.dispute]},
                             {"level", number_or_null(peak.level)},
                             {"month", peak.month},
                             {"date", run.date(peak.month)}});
  }
  json["events"] = Json::array();
  for (ToldEvent const& told : story.events) json["events"].push_back(told_json(run, told));
  json["costs"] = Json::array();
  for (CostPart const& part : story.costs) json["costs"].push_back(cost_json(run, part));
  return json;
}

Json difference_json(RunPair const& pair, DifferenceStory const& story) {
  Json json = head(pair.first, "difference");
  json["policies"] = {pair.first.policy(), pair.second.policy()};
  json["crisis_cost_npv_meur"] = {number_or_null(story.first_cost), number_or_null(story.second_cost)};
  json["levers"] = Json::array();
  for (LeverParting const& lever : story.levers) {
    json["levers"].push_back({{"lever", lever.name},
                              {"units", lever.unit},
                              {"month", lever.month},
                              {"date", pair.first.date(lever.month)},
                              {"widest_month", lever.widest_month},
                              {"widest_values", {lever.first, lever.second}}});
  }
  json["rules"] = Json::array({story.first_rules, story.second_rules});
  json["shared_events"] = story.shared_events;
  json["events"] = Json::array();
  for (OneSided const& event : story.events) json["events"].push_back(one_sided_json(pair, event));
  json["variables"] = Json::array();
  for (VariableParting const& parting : story.variables) json["variables"].push_back(parting_json(pair.first, parting));
  json["costs"] = Json::array();
  for (CostDifference const& cost : story.costs) {
    json["costs"].push_back({{"component", cost.component},
                             {"npv_meur", {number_or_null(cost.first), number_or_null(cost.second)}},
                             {"is_beside", cost.is_beside}});
  }
  return json;
}

}  // namespace detente
