#include "models/regional_model.hpp"

#include "engine/core/instances.hpp"
#include "models/input_sampler.hpp"
#include "models/model_spec.hpp"
#include "models/world.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace detente {
namespace {

/// Coefficients in all lanes.
template <class Real, int L>
Parameters<Pack<Real, L>> in_lanes(std::array<Parameters<double> const*, L> const& lanes) {
  using P = Pack<Real, L>;
  Parameters<P> packs;
  std::vector<P*> places;
  Parameters<P>::describe(packs, [&](auto& value, ParameterInfo const&) {
    for_each_number(value, [&places](P& pack) { places.push_back(&pack); });
  });
  for (int lane = 0; lane < L; ++lane) {
    std::size_t at = 0;
    Parameters<double>::describe(*lanes[lane], [&](auto const& value, ParameterInfo const&) {
      for_each_number(value, [&](double number) { (*places[at++])[lane] = static_cast<Real>(number); });
    });
  }
  return packs;
}

template <class T, int L>
std::array<T const*, L> everywhere(T const& one) {
  std::array<T const*, L> lanes;
  lanes.fill(&one);
  return lanes;
}

}  // namespace

template <class Precision, int L>
struct RegionalModel<Precision, L>::Arm {
  StreamLayout streams;
  NetworkPrograms network;
  std::vector<double> lever_values;  // [month * levers + lever], months 0..T
  std::size_t levers;
  LeverRules<Real, L> rules;
  int first_rule = 0;  // in the dimension of rules
  std::unique_ptr<World<Real, L>> world;

  Arm(ArmInputs const& inputs, int months, Noise noise);
  double const* levers_in(int month) const { return lever_values.data() + static_cast<std::size_t>(month) * levers; }
};

template <class Precision, int L>
RegionalModel<Precision, L>::RegionalModel(ModelSpec const& spec) : spec_(spec), observables_(observables<Real, L>()) {
  if (!spec.uncertainty.is_empty()) sampler_ = std::make_unique<InputSampler const>(spec.uncertainty);
  std::vector<Policy const*> const policies = policies_of(spec);
  for (ArmInputs const& arm : spec.arms) {
    arms_.push_back(std::make_unique<Arm>(arm, spec.months, spec.noise));
    for (auto policy = policies.begin(); (*policy)->id != arm.policy.id; ++policy)
      arms_.back()->first_rule += static_cast<int>((*policy)->rules.size());
  }
}

template <class Precision, int L>
RegionalModel<Precision, L>::~RegionalModel() = default;

template <class Precision, int L>
std::span<DrawSlot const> RegionalModel<Precision, L>::slots() const {
  return arms_.front()->streams.slots();
}

template <class Precision, int L>
World<Precision, L> const& RegionalModel<Precision, L>::world(int arm) const {
  return *arms_[arm]->world;
}

template <class Precision, int L>
RegionalModel<Precision, L>::Arm::Arm(ArmInputs const& inputs, int months, Noise noise)
    : streams(inputs.inputs.region),
      network(inputs.inputs.region),
      lever_values(detente::lever_values(inputs.policy, inputs.inputs.region.start, months + 1)),
      levers(inputs.policy.paths.size()),
      rules(inputs.policy.rules, inputs.inputs.region) {
  Region const& region = inputs.inputs.region;
  Levers<Real, L> status_quo(region);
  std::vector<double> const start = detente::lever_values(inputs.status_quo, region.start, 1);
  status_quo.assign(region, start.data());
  Setup<Real, L> const setup{
      .region = region,
      .lanes = everywhere<Inputs, L>(inputs.inputs),
      .scenario = inputs.scenario,
      .streams = streams,
      .network = network,
      .noise = noise,
      .base = in_lanes<Real, L>(everywhere<Parameters<double>, L>(inputs.inputs.parameters)),
      .parameters = in_lanes<Real, L>(everywhere<Parameters<double>, L>(inputs.scenario.parameters))};
  world = std::make_unique<World<Real, L>>(setup, status_quo);
}

template <class Real, int L>
struct SampledWorld {
  std::vector<Inputs> inputs;              // one for each sample that differs from the lane before
  std::vector<Parameters<double>> acting;  // the same
  std::optional<World<Real, L>> world;
};

template <class Precision, int L>
void RegionalModel<Precision, L>::Trajectory::enter_world(Draws<Real, L> const& draws) {
  if (!model_->sampler_) return;
  ArmInputs const& arm = model_->spec_.arms[arm_];
  Setup<Real, L> setup = model_->world(arm_).setup();
  auto sampled = std::make_shared<SampledWorld<Real, L>>();
  sampled->inputs.reserve(L);
  sampled->acting.reserve(L);
  std::array<Parameters<double> const*, L> base;
  std::array<Parameters<double> const*, L> acting;
  for (int lane = 0; lane < L; ++lane) {
    std::uint32_t const sample = draws.lanes().sample[lane];
    if (lane == 0 || sample != draws.lanes().sample[lane - 1]) {
      sampled->inputs.push_back(model_->sampler_->sample(arm.inputs, sample));
      sampled->acting.push_back(
          acting_parameters(sampled->inputs.back().parameters, arm.inputs.parameters, arm.scenario.parameters));
    }
    setup.lanes[lane] = &sampled->inputs.back();
    base[lane] = &sampled->inputs.back().parameters;
    acting[lane] = &sampled->acting.back();
  }
  setup.base = in_lanes<Real, L>(base);
  setup.parameters = in_lanes<Real, L>(acting);
  sampled->world.emplace(setup, model_->world(arm_).reference().levers);
  sampled_ = std::move(sampled);
  world_ = &*sampled_->world;
}

template <class Precision, int L>
RegionalModel<Precision, L>::Trajectory::Trajectory(RegionalModel const& model, int arm)
    : model_(&model),
      arm_(arm),
      world_(&model.world(arm)),
      now_(world_->setup().region),
      next_(now_),
      derived_(world_->setup().region),
      levers_(world_->setup().region),
      cost_(world_->setup().region),
      rules_(model.arms_[arm]->rules.fresh_clock()),
      outcomes_(*world_, model.spec_.months) {}

template <class Precision, int L>
void RegionalModel<Precision, L>::Trajectory::start(Draws<Real, L> const& draws) {
  enter_world(draws);
  Arm const& arm = *model_->arms_[arm_];
  Luck<Real, L> const luck(draws, arm.streams, model_->spec_.noise);
  now_ = world_->start(luck);
  levers_.assign(world_->setup().region, arm.levers_in(0));
  world_->derive(now_, levers_, derived_);
  if (!arm.rules.empty()) {
    cost_ = MonthCost<Real, L>(world_->setup().region);  // not that of the last run's end
    rules_ = arm.rules.fresh_clock();
    arm.rules.act({now_, derived_, cost_}, rules_, levers_);
    world_->derive(now_, levers_, derived_);
  }
  outcomes_ = Outcomes<Real, L>(*world_, model_->spec_.months);
}

template <class Precision, int L>
void RegionalModel<Precision, L>::Trajectory::step(int month, Draws<Real, L> const& draws, EventSink* events) {
  Arm const& arm = *model_->arms_[arm_];
  Luck<Real, L> const luck(draws, arm.streams, model_->spec_.noise);
  Month<Real, L> const view{month, now_, derived_, levers_, luck, events};
  if (!arm.rules.empty()) arm.rules.report(rules_, arm.first_rule, events);
  world_->step(view, next_);
  world_->account(view, next_, cost_);
  outcomes_.observe({month, now_, derived_, levers_, next_, cost_});
  std::swap(now_, next_);
  levers_.assign(world_->setup().region, arm.levers_in(month + 1));
  if (!arm.rules.empty()) arm.rules.act({now_, derived_, cost_}, rules_, levers_);
  world_->derive(now_, levers_, derived_, month + 1);
}

template <class Precision, int L>
Pack<Precision, L> const& RegionalModel<Precision, L>::Trajectory::value(int variable, int entity) const {
  return model_->observables_[variable].of(now_, derived_, cost_, entity);
}

#define DETENTE_INSTANCE(Real, L) template class RegionalModel<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
