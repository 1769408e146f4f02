#pragma once

#include "tools/bench/peers/objects_agent.hpp"

#include <vector>

namespace detente::bench {

class CountryAgent;
class MissionAgent;

/// A dispute: its tension, its place on the ladder, an agreement or none. Section 2.13.
class DisputeAgent : public Agent {
 public:
  DisputeAgent(Dispute const& it, int at) : facts(it), index(at) {}

  void meet(std::vector<std::pair<CountryAgent*, double>> parties, std::vector<DisputeAgent*> neighbours,
            std::vector<MissionAgent*> missions);
  void set_reference();
  void anchor(ObjectWorld& world);
  void begin(ObjectWorld& world);

  void observe_level(ObjectWorld& world);
  void observe(ObjectWorld& world);
  void observe_perceived_cost(ObjectWorld& world);

  void step(ObjectWorld& world) override;
  void advance() override;

  double up_rate(ObjectWorld& world) const;
  double down_rate(ObjectWorld& world) const;
  double settle_rate(ObjectWorld& world) const;
  double unsettle_rate(ObjectWorld& world) const;
  int rung() const { return static_cast<int>(level.now); }

  Dispute const& facts;
  int const index;
  Index tension;
  Staged level, recency, settlement;
  double level_felt = 0, recency_felt = 0, presence = 0, effort = 0, perceived_cost = 0, defiance = 0, cooperation = 0;

 private:
  struct Seen {  // means over the parties, and the rest of what predictors read
    double pressure = 0, reward = 0, fragmentation = 0, dependence = 0, campaign = 0, nationalist_campaign = 0,
           stability = 0, interoperability = 0, least_governance = 0, neighbours = 0, presence = 0, effort = 0,
           perceived_cost = 0, defiance = 0, cooperation = 0, tension = 0, recency = 0;
  };
  double tension_predictor(ObjectWorld& world) const;
  double cost_predictor(ObjectWorld& world) const;
  void move(ObjectWorld& world);
  void settle_or_fail(ObjectWorld& world);
  Seen seen_now() const;

  std::vector<std::pair<CountryAgent*, double>> parties_;
  std::vector<DisputeAgent*> neighbours_;
  std::vector<MissionAgent*> missions_;
  Seen seen_, reference_;
  double cost_predictor_reference_ = 0, log_guard_reference_ = 0;
};

}  // namespace detente::bench
