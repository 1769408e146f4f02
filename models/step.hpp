#pragma once

#include "engine/core/draws.hpp"
#include "engine/core/elementary.hpp"
#include "engine/core/event_sink.hpp"
#include "models/derived.hpp"
#include "models/inputs.hpp"
#include "models/levers.hpp"
#include "models/scenario.hpp"
#include "models/state.hpp"
#include "models/streams.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace detente {

struct NetworkPrograms;

// What a process is given: when it is made (Setup, Reference) and in every month (View, Month).

inline constexpr double dt_years = 1.0 / 12.0;

/// Probability that something of this rate [1/year] happens in a month, and the share of its distance that an index
/// moving at this rate covers: 1 - exp(-rate dt).
template <class P>
P rho(P const& rate_per_year) {
  using Real = typename P::Scalar;
  return P::Constant(1) - exponential(rate_per_year * static_cast<Real>(-dt_years));
}

/// All that is fixed for the runs in the lanes. Lives as long as the model.
template <class Real, int L>
struct Setup {
  using P = Pack<Real, L>;

  Region const& region;                // structure: the same in every lane
  std::array<Inputs const*, L> lanes;  // values, by lane
  Scenario const& scenario;
  StreamLayout const& streams;
  NetworkPrograms const& network;
  Noise noise;
  Parameters<P> base;        // of the reference
  Parameters<P> parameters;  // acting: the base with the scenario's replacements

  /// A number of the region in every lane: pick([](Region const& r) { return r.countries[0].gdp; }).
  template <class Pick>
  P pick(Pick&& value) const {
    P pack;
    for (int lane = 0; lane < L; ++lane) {
      bool const same = lane > 0 && lanes[lane] == lanes[lane - 1];
      pack[lane] = same ? pack[lane - 1] : static_cast<Real>(value(lanes[lane]->region));
    }
    return pack;
  }
  /// One number of every country: per_country(&Country::gdp).
  Field<Real, L> per_country(double Country::*member) const {
    Field<Real, L> field;
    for (int i = 0; i < region.country_count(); ++i)
      field.push_back(pick([&](Region const& r) { return r.countries[i].*member; }));
    return field;
  }
  Field<Real, L> per_dispute(double Dispute::*member) const {
    Field<Real, L> field;
    for (int d = 0; d < region.dispute_count(); ++d)
      field.push_back(pick([&](Region const& r) { return r.disputes[d].*member; }));
    return field;
  }
  /// In a held world without noise no event moves a level: predictors read the usual values.
  bool feels_usual_levels() const { return scenario.holds_reference && noise == Noise::off; }
};

/// Sets the indices that follow a path to where it stands at the start of a month.
template <class Real, int L>
void follow_paths(Followed const& followed, YearMonth date, State<Real, L>& state) {
  auto const set = [date](std::vector<std::optional<DatedPath>> const& paths, Field<Real, L>& field) {
    for (std::size_t i = 0; i < paths.size(); ++i) {
      if (paths[i]) field[i] = Pack<Real, L>::Constant(static_cast<Real>(paths[i]->at(date)));
    }
  };
  set(followed.oversight, state.oversight);
  set(followed.capture, state.capture);
}

/// What predictors read: a state, what follows from it, and the levers.
template <class Real, int L>
struct View {
  State<Real, L> const& state;
  Derived<Real, L> const& derived;
  Levers<Real, L> const& levers;
};

/// The region's initial state under its own levers, with what only events move at its usual value; and the values at
/// which the runs start, which an experiment may have shifted.
template <class Real, int L>
struct Reference {
  State<Real, L> state;
  Derived<Real, L> derived;
  Levers<Real, L> levers;
  State<Real, L> start;

  View<Real, L> view() const { return {state, derived, levers}; }
};

/// The luck of a month. Without noise every normal is 0 and every uniform 1, so that nothing random happens.
template <class Real, int L>
class Luck {
 public:
  using P = Pack<Real, L>;

  Luck(Draws<Real, L> const& draws, StreamLayout const& streams, Noise noise)
      : draws_(draws), streams_(streams), noise_(noise) {}
  P const& normal(Stream stream, int index) const {
    assert(kind_of(stream) == DrawKind::normal && "the stream draws uniforms");
    return noise_ == Noise::on ? draws_[streams_.slot(stream, index)] : zero_;
  }
  P const& uniform(Stream stream, int index) const {
    assert(kind_of(stream) == DrawKind::uniform && "the stream draws normals");
    return noise_ == Noise::on ? draws_[streams_.slot(stream, index)] : one_;
  }

 private:
  Draws<Real, L> const& draws_;
  StreamLayout const& streams_;
  Noise noise_;
  P const zero_ = P::Zero();
  P const one_ = P::Ones();
};

/// One month as a process sees it: month m runs from m dt to (m + 1) dt.
template <class Real, int L>
struct Month {
  int index;  // 0 is the first
  State<Real, L> const& now;
  Derived<Real, L> const& derived;
  Levers<Real, L> const& levers;
  Luck<Real, L> const& luck;
  EventSink* events;  // null: nobody records them

  View<Real, L> view() const { return {now, derived, levers}; }
};

/// Mean over the parties of a dispute, by their weights.
template <class Real, int L>
Pack<Real, L> party_mean(Dispute const& dispute, Field<Real, L> const& by_country) {
  Pack<Real, L> sum = Pack<Real, L>::Zero();
  for (CountryShare const& party : dispute.parties) sum += static_cast<Real>(party.share) * by_country[party.country];
  return sum;
}

/// Mean of some entries of a field, in their order; 0 if there are none.
template <class Real, int L>
Pack<Real, L> mean_of(Field<Real, L> const& field, std::vector<int> const& entries) {
  Pack<Real, L> sum = Pack<Real, L>::Zero();
  for (int const entry : entries) sum += field[entry];
  return sum / static_cast<Real>(std::max<std::size_t>(entries.size(), 1));
}

/// Entry of a table over the levels 0, 1, ... for a whole-numbered level in every lane.
template <class P, std::size_t levels>
P at_level(std::array<P, levels> const& table, P const& level) {
  using Real = typename P::Scalar;
  P value = table[0];
  for (std::size_t k = 1; k < levels; ++k)
    value = select(at_least(level, static_cast<Real>(k) - static_cast<Real>(0.5)), table[k], value);
  return value;
}

/// 1 where a level (a usual one rounded) is k or more, else 0.
template <class P>
P at_level_or_more(P const& level, int k) {
  return at_least(level, static_cast<typename P::Scalar>(k - 0.5));
}

/// 1 where a level (a usual one rounded) is less than k, else 0.
template <class P>
P below_level(P const& level, int k) {
  return less(level, static_cast<typename P::Scalar>(k - 0.5));
}

}  // namespace detente
