#pragma once

#include "tools/bench/peers/objects_agent.hpp"

#include <vector>

namespace detente::bench {

class CountryAgent;
class MissionAgent;

/// An outside actor that pushes where it is easy and keeps countries dependent: section 2.4, (A2).
class AdversaryAgent : public Agent {
 public:
  AdversaryAgent(Actor const& facts, int index, Region const& region);
  void set_reference();
  void anchor(ObjectWorld& world);
  void begin(ObjectWorld& world);
  void step(ObjectWorld& world) override;
  void advance() override;

  Actor const& facts;
  int const index;
  std::vector<Index> pressure, dependence;  // by country

 private:
  double attraction(ObjectWorld& world, CountryAgent const& country) const;
  double effort(ObjectWorld& world) const;
  /// Shares of its effort by country (H3).
  std::vector<double> aim(ObjectWorld& world) const;
  double dependence_predictor(ObjectWorld& world, CountryAgent const& country) const;

  double capacity_factor_ = 1, effort_reference_ = 1, elsewhere_utility_ = 0;
  std::vector<double> share_reference_, shield_reference_;
};

/// Two countries and how they mistrust each other: section 2.8.
class RelationAgent : public Agent {
 public:
  explicit RelationAgent(CountryPair const& it) : facts(it) {}
  void set_reference() { mistrust.begin(facts.mistrust); }
  void anchor(ObjectWorld& world);
  void step(ObjectWorld& world) override;
  void advance() override { mistrust.advance(); }

  CountryPair const& facts;
  Index mistrust;

 private:
  double predictor(ObjectWorld& world) const;
};

/// A mission, or the force that would follow a war: section 2.12.
class MissionAgent : public Agent {
 public:
  MissionAgent(Mission const& it, int at) : facts(it), index(at) {}
  void set_reference() { strength.begin(facts.strength); }
  void anchor(ObjectWorld& world);
  void observe(ObjectWorld& world);
  void step(ObjectWorld& world) override;
  void advance() override;

  double authority(ObjectWorld& world) const;
  double called_reserve(ObjectWorld& world, double level) const;
  double mandated(ObjectWorld& world) const;

  Mission const& facts;
  int const index;
  Staged strength, legacy;
  double presence = 0;

 private:
  std::vector<double> part_;  // of the force after a war, by dispute
};

/// A stretch of road and railway: section 2.11.
class SegmentAgent : public Agent {
 public:
  explicit SegmentAgent(Segment const& it) : facts(it) {}
  void set_reference() { quality.begin(facts.quality); }
  void begin(double shift);
  void observe(ObjectWorld& world);
  void step(ObjectWorld& world) override;
  void advance() override { quality.advance(); }
  double unbuilt() const { return facts.km * (1 - quality.now); }

  Segment const& facts;
  Staged quality;
  double money = 0, wait = 0, capacity = 0, hours = 0, start_quality = 0;
};

}  // namespace detente::bench
