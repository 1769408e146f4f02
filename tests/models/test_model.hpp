#pragma once

#include "engine/config/config_tree.hpp"
#include "engine/core/draws.hpp"
#include "engine/core/event_sink.hpp"
#include "models/derived.hpp"
#include "models/levers.hpp"
#include "models/model_spec.hpp"
#include "models/policy.hpp"
#include "models/regional_model.hpp"
#include "models/scenario.hpp"
#include "models/state.hpp"
#include "models/step.hpp"
#include "models/streams.hpp"
#include "models/world.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace detente {

/// Changes to what the configs say, as dotted keys with YAML values: {"region.countries.ALB.trust", "0.5"},
/// {"parameters.governance.gov_audit", "0"}, {"scenario.us_hold", "engaged"}, {"policy.mediation", "1.0"}.
using Edits = std::vector<std::pair<std::string, std::string>>;

/// The Western Balkans of the configs under one policy in one scenario, with edits. `scenario` is YAML; the default is
/// a world that stands still.
inline ArmInputs arm_with(Edits const& edits = {}, std::string const& scenario = "{hold: reference}") {
  std::string const folder = std::string(DETENTE_SOURCE_DIR) + "/configs";
  ConfigTree tree = ConfigTree::parse(
      "region: western_balkans/region.yaml\nparameters: parameters.yaml\nscenario: " + scenario + "\npolicy: {}\n",
      "test.yaml", folder);
  tree.include("region", "detente/region@1");
  tree.include("parameters", "detente/parameters@1");
  for (auto const& [key, yaml] : edits) tree.set(key, yaml);
  ConfigNode const root = tree.root();
  ArmInputs arm{.inputs = {read_region(root["region"]), read_parameters(root["parameters"])},
                .status_quo = {},
                .policy = {},
                .scenario = {}};
  arm.status_quo = read_status_quo(root["region.status_quo"], arm.inputs.region);
  arm.policy = read_policy(root["policy"], "policy", arm.status_quo, arm.inputs.region);
  arm.scenario = read_scenario(root["scenario"], "scenario", arm.inputs.region, arm.inputs.parameters);
  tree.report_unknown_keys();
  tree.throw_if_errors();
  return arm;
}

/// The region of the configs as it is.
inline Region const& balkans() {
  static Region const region = arm_with().inputs.region;
  return region;
}

/// The same with changes made in code, for values that a file may not have: change(inputs) where `inputs` holds the
/// region and the base coefficients; the coefficients of the scenario follow.
template <class Change>
ArmInputs arm_where(Change&& change, std::string const& scenario = "{hold: reference}") {
  ArmInputs arm = arm_with({}, scenario);
  change(arm.inputs);
  arm.scenario.parameters = arm.inputs.parameters;
  return arm;
}

/// Everything a process needs to be made and called: the setup and reference of one arm, and a month that stands at the
/// start of the runs. Change `state` or `levers`, call derive(), then call a process with month() and look at `next`.
template <class Real, int L>
class ModelBench {
 public:
  explicit ModelBench(ArmInputs arm = arm_with(), Noise noise = Noise::off, std::uint64_t seed = 1)
      : spec_{.arms = {std::move(arm)}, .months = 24, .noise = noise},
        model_(std::make_unique<RegionalModel<Real, L>>(spec_)),
        streams_(region()),
        draws_(seed, streams_.slots()),
        luck_(draws_, streams_, noise),
        state(reference().start),
        levers(reference().levers),
        derived(region()),
        next(state) {
    LaneKeys<L> keys{};
    for (int lane = 0; lane < L; ++lane) keys.sample[lane] = static_cast<std::uint32_t>(lane);
    draws_.assign(keys);
    draws_.begin_month(0);
    derive();
  }
  ModelBench(ModelBench const&) = delete;
  ModelBench& operator=(ModelBench const&) = delete;

  World<Real, L> const& world() const { return model_->world(0); }
  Setup<Real, L> const& setup() const { return world().setup(); }
  Reference<Real, L> const& reference() const { return world().reference(); }
  Region const& region() const { return setup().region; }
  Luck<Real, L> const& luck() const { return luck_; }

  /// Position of an id among entities, throws if there is none: at(bench.region().countries, "SRB").
  template <class Entity>
  static int at(std::vector<Entity> const& entities, std::string const& id) {
    for (std::size_t i = 0; i < entities.size(); ++i) {
      if (entities[i].id == id) return static_cast<int>(i);
    }
    throw std::out_of_range("no entity " + id);
  }
  int country(std::string const& id) const { return at(region().countries, id); }
  int dispute(std::string const& id) const { return at(region().disputes, id); }

  /// Takes the luck of the runs `first`, `first` + 1, ... in the lanes (samples, replication 0).
  void use_runs(std::uint32_t first) {
    LaneKeys<L> keys{};
    for (int lane = 0; lane < L; ++lane) keys.sample[lane] = first + static_cast<std::uint32_t>(lane);
    draws_.assign(keys);
    draws_.begin_month(0);
  }
  /// The runs 0, 1, ... with run k in lane (k + by) % L.
  void use_runs_turned(int by) {
    LaneKeys<L> keys{};
    for (int lane = 0; lane < L; ++lane) keys.sample[(lane + by) % L] = static_cast<std::uint32_t>(lane);
    draws_.assign(keys);
    draws_.begin_month(0);
  }
  /// Derives what follows from `state` under `levers`.
  void derive() { world().derive(state, levers, derived); }
  /// The month with this index as processes see it; its draws are those of that month.
  Month<Real, L> month(int index = 0, EventSink* events = nullptr) {
    draws_.begin_month(index);
    return {index, state, derived, levers, luck_, events};
  }
  /// Steps all processes by a month: `next` becomes `state`.
  void step(int index = 0, EventSink* events = nullptr) {
    world().step(month(index, events), next);
    std::swap(state, next);
    derive();
  }

 private:
  ModelSpec spec_;
  std::unique_ptr<RegionalModel<Real, L>> model_;
  StreamLayout streams_;
  Draws<Real, L> draws_;
  Luck<Real, L> luck_;

 public:
  State<Real, L> state;
  Levers<Real, L> levers;
  Derived<Real, L> derived;
  State<Real, L> next;
};

/// One run in double precision: the reference in which equations are tested.
using SingleBench = ModelBench<double, 1>;

}  // namespace detente
