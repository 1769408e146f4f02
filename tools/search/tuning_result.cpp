#include "tools/search/pareto_front.hpp"
#include "tools/search/policy_runs.hpp"
#include "tools/search/tuning.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

/// A policy that is judged.
struct Judged {
  std::string name, role;                            // role: "start", "compared" or "point"
  std::vector<double> values = {};                   // of a point
  std::optional<std::vector<double>> searched = {};  // objectives in the luck of the search, minimised
  std::vector<Measured> measured = {};               // in fresh luck: objectives, then constraints
  Evaluation fresh = {};
};

class Judgement {
 public:
  Judgement(Tuning const& tuning, SearchState const& state, std::function<EvidenceWork()> const& work)
      : tuning_(tuning), points_(front_points(tuning, state)), work_(work) {
    name_policies();
    compute();
  }

  Json json() const {
    Json policies = Json::array();
    for (std::size_t at = 0; at < judged_.size(); ++at) policies.push_back(policy(at));
    return {{"seed", tuning_.final.seed},
            {"samples", tuning_.final.samples},
            {"runs", runs_},
            {"confidence", tuning_.final.confidence},
            {"comparison_confidence", comparison_confidence()},
            {"failed_runs", failed_runs_},
            {"policies", policies},
            {"within_noise", groups()},
            {"optimism", optimism()}};
  }

 private:
  void name_policies() {
    judged_.push_back({.name = tuning_.policy, .role = "start"});
    for (std::string const& id : tuning_.experiment.result.policies) {
      if (id != tuning_.policy) judged_.push_back({.name = id, .role = "compared"});
    }
    for (std::size_t at = 0; at < points_.size(); ++at)
      judged_.push_back({.name = point_name(at, points_.size()),
                         .role = "point",
                         .values = points_[at].values,
                         .searched = points_[at].evaluation.objectives});
  }

  void compute() {
    PolicyRuns const before = runs_of(tuning_, tuning_.only(tuning_.policy, {}, Stage::search), work_());
    judged_.front().searched = evaluation_of(tuning_, measured(tuning_, before)).objectives;
    std::vector<PolicyRuns> runs;
    for (Judged const& one : judged_) {
      Experiment experiment = tuning_.only(one.role == "point" ? tuning_.policy : one.name, one.values, Stage::final);
      ResultSpec const& spec = experiment.result;
      cluster_ = static_cast<int>(spec.samples_per_observation) * spec.replications;
      runs_ = spec.runs();
      runs.push_back(runs_of(tuning_, std::move(experiment), work_()));
    }
    failed_runs_ = drop_failed(runs);
    std::vector<std::vector<double>> compared;
    for (std::size_t at = 0; at < judged_.size(); ++at) {
      judged_[at].measured = measured(tuning_, runs[at]);
      judged_[at].fresh = evaluation_of(tuning_, judged_[at].measured);
      compared.push_back(fitness(judged_[at].fresh));
    }
    front_ = front_of(compared);
  }

  /// Such that two equal policies are told apart in some objective as rarely as the confidence says: Bonferroni.
  double comparison_confidence() const {
    return 1 - (1 - tuning_.final.confidence) / static_cast<double>(tuning_.objectives.size());
  }

  Estimate difference(std::size_t a, std::size_t b, std::size_t objective, double confidence) const {
    return paired_difference(judged_[a].measured[objective], judged_[b].measured[objective], cluster_, confidence);
  }

  /// Of two policies by their objectives, turned so that less is better.
  PairedRelation relation(std::size_t a, std::size_t b) const {
    std::vector<Estimate> all;
    for (std::size_t k = 0; k < tuning_.objectives.size(); ++k) {
      bool const is_lower_better = tuning_.objectives[k].goal == Goal::minimise;
      all.push_back(is_lower_better ? difference(a, b, k, comparison_confidence())
                                    : difference(b, a, k, comparison_confidence()));
    }
    return paired_relation(all);
  }

  static char const* to_text(PairedRelation relation) {
    switch (relation) {
      case PairedRelation::better:
        return "better";
      case PairedRelation::worse:
        return "worse";
      case PairedRelation::within_noise:
        return "within_noise";
      case PairedRelation::open:
        break;
    }
    return "open";
  }

  bool is_on_front(std::size_t at) const { return std::find(front_.begin(), front_.end(), at) != front_.end(); }

  Json policy(std::size_t at) const {
    Judged const& one = judged_[at];
    Json json{{"name", one.name}, {"role", one.role}, {"is_on_front", is_on_front(at)}};
    if (one.role == "point") json["values"] = one.values;
    Json objectives = Json::array();
    for (std::size_t k = 0; k < tuning_.objectives.size(); ++k) {
      Json objective{{"fresh", as_json(estimate_of(one.measured[k], cluster_, tuning_.final.confidence))}};
      if (one.searched) objective["search"] = as_meant(tuning_.objectives[k], (*one.searched)[k]);
      if (at > 0) objective["change"] = as_json(difference(at, 0, k, tuning_.final.confidence));
      objectives.push_back(objective);
    }
    json["objectives"] = objectives;
    if (at > 0) json["to_start"] = to_text(relation(at, 0));
    if (!tuning_.constraints.empty()) json["constraints"] = constraints(one);
    if (!is_on_front(at)) json["dominated_by"] = dominated_by(at);
    return json;
  }

  Json constraints(Judged const& one) const {
    Json list = Json::array();
    std::size_t at = tuning_.objectives.size();
    for (TuningConstraint const& constraint : tuning_.constraints) {
      Estimate const estimate = estimate_of(one.measured[at++], cluster_, tuning_.final.confidence);
      bool const is_at_most = constraint.side == Goal::minimise;
      bool const is_met = constraint.violation(estimate.value) == 0;
      bool const is_sure = is_met ? constraint.violation(is_at_most ? estimate.upper : estimate.lower) == 0
                                  : constraint.violation(is_at_most ? estimate.lower : estimate.upper) > 0;
      list.push_back({{"fresh", as_json(estimate)}, {"is_met", is_met}, {"is_beyond_noise", is_sure}});
    }
    return list;
  }

  Json dominated_by(std::size_t at) const {
    std::vector<double> const own = fitness(judged_[at].fresh);
    Json list = Json::array();
    for (std::size_t const other : front_) {
      if (!dominates(fitness(judged_[other].fresh), own)) continue;
      bool const is_sure = relation(other, at) == PairedRelation::better;
      list.push_back({{"name", judged_[other].name}, {"is_beyond_noise", is_sure}});
    }
    return list;
  }

  Json groups() const {
    auto const related = [&](std::size_t a, std::size_t b) { return relation(front_[a], front_[b]); };
    Json list = Json::array();
    for (std::vector<std::size_t> const& group : noise_groups(front_.size(), related)) {
      Json names = Json::array();
      for (std::size_t const at : group) names.push_back(judged_[front_[at]].name);
      list.push_back(names);
    }
    return list;
  }

  /// By objective: how much more the search promised of a change than fresh runs keep, mean over the points; luck that
  /// is shared with the policy searched drops out.
  Json optimism() const {
    Json list = Json::array();
    std::vector<double> const& start = *judged_.front().searched;
    for (std::size_t k = 0; k < start.size(); ++k) {
      double sum = 0;
      double count = 0;
      for (Judged const& one : judged_) {
        if (one.role != "point") continue;
        double const promised = (*one.searched)[k] - start[k];
        double const kept = one.fresh.objectives[k] - judged_.front().fresh.objectives[k];
        sum += kept - promised;
        ++count;
      }
      list.push_back(count > 0 ? Json(sum / count) : Json());
    }
    return list;
  }

  Tuning const& tuning_;
  std::vector<SearchPoint> points_;
  std::function<EvidenceWork()> const& work_;
  std::vector<Judged> judged_;      // the policy searched first
  std::vector<std::size_t> front_;  // positions in judged_
  int cluster_ = 1;
  std::int64_t runs_ = 0, failed_runs_ = 0;
};

Json measures_json(Tuning const& tuning) {
  Json list = Json::array();
  for (OutcomeMeasure const& objective : tuning.objectives)
    list.push_back({{"objective", objective.text},
                    {"unit", objective.unit()},
                    {"goal", objective.goal == Goal::minimise ? "minimise" : "maximise"}});
  return list;
}

/// Generation by generation: points evaluated so far, how many of them are a front, and the share of the box of all
/// points that they dominate.
Json generations_json(SearchState const& state) {
  std::vector<std::vector<double>> feasible;
  for (SearchPoint const& point : state.points) {
    if (!(point.evaluation.violation > 0)) feasible.push_back(point.evaluation.objectives);
  }
  Json list = Json::array();
  for (int generation = 0; generation < state.generations; ++generation) {
    std::vector<std::vector<double>> so_far;
    for (SearchPoint const& point : state.points) {
      if (point.generation <= generation) so_far.push_back(fitness(point.evaluation));
    }
    std::vector<std::vector<double>> front;
    for (std::size_t const at : front_of(so_far)) front.push_back(so_far[at]);
    Json line{{"evaluations", so_far.size()}, {"front", front.size()}};
    if (!feasible.empty()) {
      std::vector<double> best = feasible.front(), worst = best;
      for (std::vector<double> const& point : feasible) {
        for (std::size_t k = 0; k < best.size(); ++k) {
          best[k] = std::min(best[k], point[k]);
          worst[k] = std::max(worst[k], point[k]);
        }
      }
      line["dominated_share"] = dominated_share(front, best, worst);
    }
    list.push_back(line);
  }
  return list;
}

}  // namespace

Json tuning_result(Tuning const& tuning, SearchState const& state, std::function<EvidenceWork()> const& work) {
  Json variables = Json::array();
  for (SearchVariable const& variable : tuning.variables)
    variables.push_back({{"key", variable.name}, {"min", variable.min}, {"max", variable.max}});
  Json constraints = Json::array();
  for (TuningConstraint const& constraint : tuning.constraints) constraints.push_back(constraint.measure.text);
  Json points = as_json(state)["points"];
  for (Json& point : points) {
    for (std::size_t k = 0; k < tuning.objectives.size(); ++k) {
      if (point["objectives"][k].is_number())
        point["objectives"][k] = as_meant(tuning.objectives[k], point["objectives"][k].get<double>());
    }
  }
  bool const is_through = state.generations > tuning.settings.generations;
  return {{"fingerprint", fingerprint(tuning.experiment)},
          {"policy", tuning.policy},
          {"scenarios", tuning.experiment.result.scenarios},
          {"variables", variables},
          {"objectives", measures_json(tuning)},
          {"constraints", constraints},
          {"seed", tuning.experiment.result.seed},
          {"runs_per_point", tuning.runs_per_point()},
          {"runs", tuning.runs_per_point() * static_cast<std::int64_t>(state.points.size())},
          {"ended_by", is_through ? "generations" : "budget"},
          {"generations", generations_json(state)},
          {"final", Judgement(tuning, state, work).json()},
          {"points", points}};
}

}  // namespace detente
