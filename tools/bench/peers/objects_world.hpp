#pragma once

#include "models/model_spec.hpp"
#include "tools/bench/peers/objects_agents.hpp"
#include "tools/bench/peers/objects_country.hpp"
#include "tools/bench/peers/objects_dispute.hpp"
#include "tools/bench/peers/scalar_network.hpp"
#include "tools/bench/peers/scalar_state.hpp"

#include <memory>

namespace detente::bench {

/// What all runs of an arm share.
struct ObjectSettings {
  ObjectSettings(ArmInputs const& arm, int months, Noise noise);

  ArmInputs const& arm;
  int months;
  Noise noise;
  ScalarLevers<double> usual_levers;
  std::vector<ScalarLevers<double>> levers;  // months 0 to T
  ScalarNetwork<double> network;
  double mean_gdp = 0;

  Region const& region() const { return arm.inputs.region; }
};

/// What nobody in the region chooses: section 2.1, and crossings.
class OutsideWorld : public Agent {
 public:
  void set_reference(ObjectWorld& world);
  void begin(ObjectWorld& world);
  void step(ObjectWorld& world) override;
  void advance() override;

  Staged us_regime, us_attention, shock, eu_bandwidth, crossings;
  Index war_intensity;

 private:
  double free_bandwidth(ObjectWorld& world) const;
  void change_regime(ObjectWorld& world);
  void step_crossings(ObjectWorld& world);

  double shock_reference_ = 0, mean_alignment_reference_ = 0;
};

/// All agents of one run and what they share.
class ObjectWorld {
 public:
  ObjectWorld(ObjectSettings const& settings, Dice& dice);
  ObjectWorld(ObjectWorld const&) = delete;
  ObjectWorld& operator=(ObjectWorld const&) = delete;

  /// Lets all decide what a month brings; then makes it so.
  void step(int month);
  void advance();
  void observe();

  ObjectSettings const& settings;
  Dice& dice;
  int month = 0;

  Region const& region() const { return settings.region(); }
  Scenario const& scenario() const { return settings.arm.scenario; }
  Parameters<double> const& p() const { return *parameters_; }
  ScalarLevers<double> const& levers() const { return *levers_; }
  YearMonth date() const { return {region().start.index + month}; }
  bool is_held() const { return scenario().holds_reference; }
  bool feels_usual_levels() const { return is_reference_ || (is_held() && !dice.is_on()); }
  double mean_alignment() const;

  OutsideWorld outside;
  std::vector<std::unique_ptr<CountryAgent>> countries;
  std::vector<std::unique_ptr<AdversaryAgent>> adversaries;
  std::vector<std::unique_ptr<RelationAgent>> relations;
  std::vector<std::unique_ptr<DisputeAgent>> disputes;
  std::vector<std::unique_ptr<MissionAgent>> missions;
  std::vector<std::unique_ptr<SegmentAgent>> segments;

  double throughput = 0, robust_throughput = 0, redundancy = 0, transit_hours = 0, border_wait = 0;
  std::vector<double> throughput_without;
  double throughput_reference = 0, transit_reference = 0;

 private:
  void create();
  void introduce_countries();
  void introduce_disputes();
  void set_reference();
  void begin();
  void share_diplomacy();
  void share_infrastructure();
  void observe_network();

  Parameters<double> const* parameters_;
  ScalarLevers<double> const* levers_;
  bool is_reference_ = true;
  std::vector<Agent*> schedule_;
  std::vector<double> work_;
};

}  // namespace detente::bench
