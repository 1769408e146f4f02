#include "models/world.hpp"
#include "tests/models/security_bench.hpp"
#include "tests/models/state_packs.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace detente {
namespace {

// With sampled coefficients and region values every lane is another world: its own numbers, its own reference.

constexpr int worlds = 16;

/// A positive number a little off, another for every sample and every place it is asked for.
class Nudge {
 public:
  explicit Nudge(int sample) : sample_(sample) {}
  double operator()(double value) { return value * (0.9 + 0.2 * scattered(k_++, sample_)); }
  void index(double& value) { value = std::clamp((*this)(value), 0.0, 1.0); }
  void path(DatedPath& path) { path = path.scaled((*this)(1.0)); }

 private:
  int sample_;
  std::size_t k_ = 0;
};

void nudge_country(Nudge& nudge, Country& c) {
  for (double* value : {&c.population, &c.gdp, &c.growth, &c.early_election, &c.spending_share, &c.stock_years})
    *value = nudge(*value);
  for (double* value : {&c.nationalism, &c.usual_crisis, &c.oversight, &c.capture, &c.alignment, &c.trust,
                        &c.resilience, &c.fragmentation, &c.stability, &c.equipment_share}) {
    nudge.index(*value);
  }
  nudge.path(c.spending_plan);
  nudge.path(c.peacekeepers);
  for (DatedPath& path : c.coproduction) nudge.path(path);
  for (auto* values : {&c.appeal, &c.industry, &c.support}) {
    for (double& value : *values) value = nudge(value);
  }
}

void nudge_places(Nudge& nudge, Region& region) {
  for (Actor& a : region.actors) {
    for (double* value : {&a.capacity, &a.vacuum, &a.focus}) *value = nudge(*value);
    for (double* value : {&a.adversity, &a.distraction, &a.elsewhere}) nudge.index(*value);
    for (auto* values : {&a.value, &a.pressure, &a.dependence}) {
      for (double& value : *values) nudge.index(value);
    }
  }
  for (Supplier& s : region.suppliers) {
    nudge.index(s.compat);
    nudge.index(s.opacity);
  }
  for (CountryPair& pair : region.pairs) {
    nudge.index(pair.mistrust);
    pair.rivalry_of_first = nudge(pair.rivalry_of_first);
    pair.rivalry_of_second = nudge(pair.rivalry_of_second);
  }
  for (Segment& s : region.transport.segments) {
    for (double* value : {&s.km, &s.capacity, &s.wait}) *value = nudge(*value);
    nudge.index(s.quality);
  }
  for (Entry& entry : region.transport.entries) entry.hours = nudge(entry.hours);
  region.transport.cost_per_km = nudge(region.transport.cost_per_km);
}

void nudge_disputes(Nudge& nudge, Region& region) {
  for (Dispute& d : region.disputes) {
    for (double* value : {&d.people, &d.recency, &d.usual_recency, &d.usual_level, &d.weight}) *value = nudge(*value);
    nudge.index(d.tension);
    nudge.index(d.escalation_cost);
    for (CountryShare& touched : d.exposed) nudge.index(touched.share);
    for (double& offset : d.up_offset) offset = nudge(offset);
  }
  for (Mission& m : region.missions) {
    for (double* value : {&m.strength, &m.reserve, &m.people, &m.cost_per_person_year, &m.surge_cost_per_person_year})
      *value = nudge(*value);
    nudge.index(m.mandate);
  }
}

/// The Western Balkans and their coefficients as one sample has them.
Inputs sample_of(Inputs inputs, int sample) {
  Nudge nudge(sample);
  nudge.index(inputs.region.war_intensity);
  inputs.region.crossings = nudge(inputs.region.crossings);
  for (Country& country : inputs.region.countries) nudge_country(nudge, country);
  nudge_places(nudge, inputs.region);
  nudge_disputes(nudge, inputs.region);
  Parameters<double>::describe(inputs.parameters, [&](auto& value, ParameterInfo const& info) {
    for_each_number(value, [&](double& one) { one = std::clamp(nudge(one), info.valid.lowest, info.valid.highest); });
  });
  return inputs;
}

std::vector<Inputs> samples_of(Inputs const& inputs) {
  std::vector<Inputs> samples;
  samples.reserve(worlds);
  for (int sample = 0; sample < worlds; ++sample) samples.push_back(sample_of(inputs, sample));
  return samples;
}

/// Visits the numbers of a set of coefficients in their order.
template <class Set, class Visit>
void for_each_coefficient(Set& set, Visit&& visit) {
  std::remove_const_t<Set>::describe(set, [&](auto& value, ParameterInfo const&) { for_each_number(value, visit); });
}

/// Runs of L samples, the first of which is `first`: a world put together by hand.
template <int L>
class SampledWorld {
 public:
  SampledWorld(ArmInputs const& arm, std::vector<Inputs> const& samples, int first)
      : streams_(samples[first].region),
        network_(samples[first].region),
        luck_(samples[first].region, 1),
        levers(samples[first].region),
        derived(samples[first].region),
        state(samples[first].region),
        next(state),
        cost(samples[first].region) {
    luck_.runs_from(static_cast<std::uint32_t>(first));
    Setup<double, L> setup{.region = samples[first].region,
                           .lanes = {},
                           .scenario = arm.scenario,
                           .streams = streams_,
                           .network = network_,
                           .noise = Noise::on,
                           .base = {},
                           .parameters = {}};
    for (int lane = 0; lane < L; ++lane) {
      Inputs const& sample = samples[first + lane];
      setup.lanes[lane] = &sample;
      std::vector<double> numbers;
      for_each_coefficient(sample.parameters, [&](double number) { numbers.push_back(number); });
      std::size_t at = 0;
      for_each_coefficient(setup.base, [&](Pack<double, L>& pack) { pack[lane] = numbers[at++]; });
    }
    setup.parameters = setup.base;
    levers.assign(setup.region, lever_values(arm.status_quo, setup.region.start, 1).data());
    world = std::make_unique<World<double, L>>(setup, levers);
    state = world->start(luck_.of(0));
    for (auto& level : state.level) level.setConstant(levels - 1);  // forces follow wars
    world->derive(state, levers, derived);
  }

  void live(int months) {
    for (int index = 0; index < months; ++index) {
      Month<double, L> const month{index, state, derived, levers, luck_.of(index), nullptr};
      world->step(month, next);
      world->account(month, next, cost);
      std::swap(state, next);
      world->derive(state, levers, derived);
    }
  }

 private:
  StreamLayout streams_;
  NetworkPrograms network_;
  RunLuck<double, L> luck_;

 public:
  Levers<double, L> levers;
  Derived<double, L> derived;
  State<double, L> state, next;
  MonthCost<double, L> cost;
  std::unique_ptr<World<double, L>> world;
};

/// First pack of `wide` that is not, in its lane, bit by bit what `single` has; empty if there is none.
template <class Wide, class Single>
std::string first_difference(Wide& wide, Single& single, int lane) {
  auto const of_wide = packs_of(wide);
  auto const of_single = packs_of(single);
  for (std::size_t k = 0; k < of_wide.size(); ++k) {
    if ((*of_wide[k].pack)[lane] != (*of_single[k].pack)[0]) return of_wide[k].name;
  }
  return "";
}

// Would catch: a number that is read from the region of the first lane, a reference that all lanes share.
TEST(WorldLanes, Every_lane_is_a_world_with_its_own_numbers) {
  ArmInputs const arm = arm_with({}, open_world);
  std::vector<Inputs> const samples = samples_of(arm.inputs);
  SampledWorld<worlds> wide(arm, samples, 0);
  wide.live(24);

  for (int lane = 0; lane < worlds; ++lane) {
    SampledWorld<1> single(arm, samples, lane);
    single.live(24);
    ASSERT_EQ(first_difference(wide.state, single.state, lane), "") << "state, lane " << lane;
    ASSERT_EQ(first_difference(wide.derived, single.derived, lane), "") << "derived, lane " << lane;
    ASSERT_EQ(wide.cost.crisis[lane], single.cost.crisis[0]) << "cost, lane " << lane;
    ASSERT_EQ(wide.cost.eu[static_cast<std::size_t>(Component::policy)][lane],
              single.cost.eu[static_cast<std::size_t>(Component::policy)][0]);
  }
}

// Would catch: samples that are all the same, in which case the test above would say nothing.
TEST(WorldLanes, Every_sample_has_a_reference_of_its_own) {
  ArmInputs const arm = arm_with({}, open_world);
  std::vector<Inputs> const samples = samples_of(arm.inputs);

  SampledWorld<worlds> const wide(arm, samples, 0);

  auto const& reference = wide.world->reference();
  for (auto const* pack : {&reference.derived.throughput, &reference.derived.transit_hours, &reference.state.access[0],
                           &reference.state.shock, &reference.state.trust[3], &reference.derived.effort[0]}) {
    for (int lane = 1; lane < worlds; ++lane) EXPECT_NE((*pack)[lane], (*pack)[0]);
  }
}

}  // namespace
}  // namespace detente
