#include "models/outcomes_response.hpp"

#include "engine/core/instances.hpp"
#include "models/world.hpp"

namespace detente {
namespace {

constexpr double surge_counts_as_met = 0.9;

}  // namespace

template <class Real, int L>
ResponseOutcomes<Real, L>::ResponseOutcomes(World<Real, L> const& world, int months)
    : world_(&world),
      months_(months),
      cases_(world.setup().region.missions.size()),
      without_corridor_(world.setup().region.corridor_count(), Sum<L>::Zero()),
      without_country_(world.setup().region.country_count(), Sum<L>::Zero()) {
  for (Sum<L>* sum : {&surge_, &surge_months_, &asked_, &met_, &months_to_meet_, &throughput_, &robust_, &redundancy_,
                      &transit_, &wait_, &infrastructure_}) {
    *sum = Sum<L>::Zero();
  }
  throughput_min_ = Sum<L>::Constant(std::numeric_limits<double>::max());
}

template <class Real, int L>
std::vector<typename ResponseOutcomes<Real, L>::Row> const& ResponseOutcomes<Real, L>::rows() {
  using Self = ResponseOutcomes;
  using End = Ending<Real, L>;
  using To = OutcomeWriter<L>;
  using Put = typename Row::Put;
  auto const mean = [](Sum<L> Self::*of) -> Put {
    return [of](Self const& it, End const&, To& to) { to.put(it.*of / it.months_); };
  };
  auto const ratio = [](Sum<L> Self::*of, Sum<L> Self::*count) -> Put {
    return [of, count](Self const& it, End const&, To& to) { to.put(ratio_or_missing<L>(it.*of, it.*count)); };
  };
  auto const means = [](std::vector<Sum<L>> Self::*of) -> Put {
    return [of](Self const& it, End const&, To& to) { to.put_scaled(it.*of, it.months_); };
  };
  static std::vector<Row> const table{
      {{"surge",
        "1",
        "strength above mandate and legacy over the reserve, mean over months with a dispute of the mission at surge "
        "level; missing if there was none",
        {},
        true},
       ratio(&Self::surge_, &Self::surge_months_)},
      {{"months_to_surge",
        "months",
        "months from the first such month, which counts 1, to 90 % of the surge that is asked for, missing if none "
        "reached it",
        {},
        true},
       ratio(&Self::months_to_meet_, &Self::met_)},
      {{"surge_met",
        "1",
        "share of surges that reached 90 % before the level fell, missing if there was none",
        {},
        true},
       ratio(&Self::met_, &Self::asked_)},
      {{"throughput", "class units", "mean military throughput", {}}, mean(&Self::throughput_)},
      {{"throughput_min", "class units", "smallest military throughput of a month", {}},
       [](Self const& it, End const&, To& to) { to.put(it.throughput_min_); }},
      {{"throughput_without.corridor", "class units", "mean throughput with a corridor closed", {"corridor"}},
       means(&Self::without_corridor_)},
      {{"throughput_without.country", "class units", "mean throughput if a country denied passage", {"country"}},
       means(&Self::without_country_)},
      {{"robust_throughput", "class units", "mean of the smallest throughput with one corridor closed", {}},
       mean(&Self::robust_)},
      {{"redundancy", "1", "mean of robust throughput over throughput", {}}, mean(&Self::redundancy_)},
      {{"transit_hours", "hours", "mean fastest transit", {}}, mean(&Self::transit_)},
      {{"border_wait", "hours", "mean waiting over segments with a border", {}}, mean(&Self::wait_)},
      {{"quality_per_meur",
        "1",
        "MEUR of cost of the quality gained in the region per MEUR of infrastructure spent, missing if none was",
        {},
        true},
       [](Self const& it, End const& ending, To& to) {
         to.put(ratio_or_missing<L>(it.gained(ending.state), it.infrastructure_));
       }},
  };
  return table;
}

template <class Real, int L>
void ResponseOutcomes<Real, L>::observe_surge(Lived<Real, L> const& lived, int mission) {
  Mission const& it = world_->setup().region.missions[mission];
  if (it.reserve <= 0 || it.disputes.empty()) return;
  P const reserve = world_->setup().pick([&](Region const& r) { return r.missions[mission].reserve; });
  P const& surge_level = world_->setup().parameters.missions.surge_level;
  P const level = highest_level<Real, L>(it, lived.now.level);
  Sum<L> const alarmed = wide(less_equal(surge_level, level));
  P const mandated = lived.levers.missions[mission] * world_->reference().state.strength[mission];
  Sum<L> const above =
      wide(P((lived.next.strength[mission] - mandated - lived.next.legacy[mission]).max(static_cast<Real>(0))));
  Sum<L> const called = wide(called_reserve<Real, L>(it, reserve, surge_level, level, lived.now));
  surge_ += alarmed * above / wide(reserve);
  surge_months_ += alarmed;

  Case& running = cases_[mission];
  Sum<L> const begins = alarmed * equals(running.months, 0.0);
  asked_ += begins;
  running.months = alarmed * (running.months + 1);
  running.met *= alarmed * (1 - begins);
  Sum<L> const meets = alarmed * (1 - running.met) * less_equal(Sum<L>(surge_counts_as_met * called), above);
  met_ += meets;
  months_to_meet_ += meets * running.months;
  running.met += meets;
}

template <class Real, int L>
void ResponseOutcomes<Real, L>::observe(Lived<Real, L> const& lived) {
  for (int m = 0; m < world_->setup().region.mission_count(); ++m) observe_surge(lived, m);
  Derived<Real, L> const& derived = lived.derived;
  throughput_ += wide(derived.throughput);
  throughput_min_ = throughput_min_.min(wide(derived.throughput));
  robust_ += wide(derived.robust_throughput);
  redundancy_ += wide(derived.redundancy);
  transit_ += wide(derived.transit_hours);
  wait_ += wide(derived.border_wait);
  std::size_t const corridors = without_corridor_.size();
  for (std::size_t k = 0; k < corridors; ++k) without_corridor_[k] += wide(derived.throughput_without[k]);
  for (std::size_t i = 0; i < without_country_.size(); ++i)
    without_country_[i] += wide(derived.throughput_without[corridors + i]);
  infrastructure_ += wide(lived.levers.infrastructure) * dt_years;
}

template <class Real, int L>
Sum<L> ResponseOutcomes<Real, L>::gained(State<Real, L> const& end) const {
  Field<Real, L> const cost = segment_cost(world_->setup());
  Sum<L> gained = Sum<L>::Zero();
  for (int r = 0; r < world_->setup().region.segment_count(); ++r) {
    if (world_->setup().region.transport.segments[r].country < 0) continue;
    gained += wide(P((end.quality[r] - world_->reference().start.quality[r]) * cost[r]));
  }
  return gained;
}

#define DETENTE_INSTANCE(Real, L) template class ResponseOutcomes<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
