#pragma once

#include "engine/core/draws.hpp"
#include "engine/core/event_sink.hpp"
#include "engine/core/pack.hpp"
#include "models/derived.hpp"
#include "models/lever_rules.hpp"
#include "models/levers.hpp"
#include "models/lived.hpp"
#include "models/month_cost.hpp"
#include "models/observables.hpp"
#include "models/outcomes.hpp"
#include "models/state.hpp"

#include <memory>
#include <span>
#include <vector>

namespace detente {

class InputSampler;
struct ModelSpec;
template <class Real, int L>
class World;

/// The world of one pack of runs whose inputs are samples, with these inputs.
template <class Real, int L>
struct SampledWorld;

/// The model as the engine sees it (engine/core/model.hpp): L runs in lockstep, in one precision.
template <class Precision, int L>
class RegionalModel {
 public:
  using Real = Precision;
  static constexpr int lanes = L;

  /// `spec` must outlive the model.
  explicit RegionalModel(ModelSpec const& spec);
  ~RegionalModel();

  std::span<DrawSlot const> slots() const;

  /// L runs of one arm. Copying it copies the runs where they stand.
  class Trajectory {
   public:
    void start(Draws<Real, L> const& draws);
    void step(int month, Draws<Real, L> const& draws, EventSink* events);
    Pack<Real, L> const& value(int variable, int entity) const;
    void outcomes(std::vector<Sum<L>>& columns) const { outcomes_.finish(now_, derived_, columns); }
    State<Real, L> const& state() const { return now_; }
    Derived<Real, L> const& derived() const { return derived_; }
    MonthCost<Real, L> const& cost() const { return cost_; }
    Levers<Real, L> const& levers() const { return levers_; }

   private:
    friend class RegionalModel;
    Trajectory(RegionalModel const& model, int arm);

    /// The world of these runs: the arm's, or one made of the samples in the lanes.
    void enter_world(Draws<Real, L> const& draws);

    RegionalModel const* model_;
    int arm_;
    World<Real, L> const* world_;
    std::shared_ptr<SampledWorld<Real, L> const> sampled_;  // copies of a trajectory live on in the same world
    State<Real, L> now_, next_;
    Derived<Real, L> derived_;
    Levers<Real, L> levers_;
    MonthCost<Real, L> cost_;
    RuleClock<Real, L> rules_;
    Outcomes<Real, L> outcomes_;
  };
  Trajectory trajectory(int arm) const { return Trajectory(*this, arm); }
  World<Real, L> const& world(int arm) const;

 private:
  struct Arm;

  ModelSpec const& spec_;
  std::vector<std::unique_ptr<Arm>> arms_;
  std::vector<Observable<Real, L>> observables_;
  std::unique_ptr<InputSampler const> sampler_;  // null where nothing is uncertain
};

extern template class RegionalModel<double, 1>;
extern template class RegionalModel<double, 16>;
extern template class RegionalModel<float, 16>;

}  // namespace detente
