#include "models/outcomes_ladder.hpp"

#include "engine/core/instances.hpp"
#include "models/world.hpp"

#include <cmath>
#include <string>
#include <utility>

namespace detente {
namespace {

constexpr int short_horizon = 24;  // months
constexpr int long_horizon = 60;

template <int L>
Sum<L> missing() {
  return Sum<L>::Constant(std::numeric_limits<double>::quiet_NaN());
}

}  // namespace

template <class Real, int L>
LadderOutcomes<Real, L>::Spells::Spells(double level)
    : least(level),
      running(Sum<L>::Zero()),
      running_peak(Sum<L>::Zero()),
      completed(Sum<L>::Zero()),
      months(Sum<L>::Zero()),
      peaks(Sum<L>::Zero()) {}

template <class Real, int L>
Sum<L> LadderOutcomes<Real, L>::Spells::take(Sum<L> const& level) {
  Sum<L> const inside = at_least(level, least);
  Sum<L> const ended = (1 - inside) * (1 - equals(running, 0.0));
  completed += ended;
  months += ended * running;
  peaks += ended * running_peak;
  running = inside * (running + 1);
  running_peak = inside * running_peak.max(level);
  return ended;
}

template <class Real, int L>
LadderOutcomes<Real, L>::DisputeRecord::DisputeRecord(Sum<L> const& start_level)
    : first_at_4(missing<L>()), first_at_5(missing<L>()) {
  for (Sum<L>* sum : {&peak, &months_at_2, &months_at_3, &settled, &settlements, &breakdowns, &last_end})
    *sum = Sum<L>::Zero();
  entries.fill(Sum<L>::Zero());
  for (Spells* spells : {&above_0, &at_2, &at_3}) spells->take(start_level);
}

template <class Real, int L>
LadderOutcomes<Real, L>::LadderOutcomes(World<Real, L> const& world, int months) : months_(months) {
  for (Pack<Real, L> const& level : world.reference().start.level) disputes_.emplace_back(wide(level));
  for (Sum<L>* sum : {&relapse_24_, &relapse_24_of_, &relapse_60_, &relapse_60_of_}) *sum = Sum<L>::Zero();
}

template <class Real, int L>
std::vector<typename LadderOutcomes<Real, L>::Row> const& LadderOutcomes<Real, L>::rows() {
  static std::vector<Row> const table = [] {
    std::vector<Row> rows;
    add_dispute_rows(rows);
    add_region_rows(rows);
    return rows;
  }();
  return table;
}

template <class Real, int L>
void LadderOutcomes<Real, L>::add_dispute_rows(std::vector<Row>& rows) {
  enum class Kind { known, may_be_missing, count };
  auto const add = [&rows](std::string name, std::string unit, std::string meaning, auto value,
                           Kind kind = Kind::known) {
    OutcomeInfo info{std::move(name), std::move(unit), std::move(meaning), {"dispute"}};
    info.may_be_missing = kind == Kind::may_be_missing;
    info.is_count = kind == Kind::count;
    rows.push_back({std::move(info), [value](LadderOutcomes const& it, Ending<Real, L> const&, OutcomeWriter<L>& to) {
                      for (DisputeRecord const& record : it.disputes_) to.put(value(record, it.months_));
                    }});
  };
  auto const sum = [](Sum<L> DisputeRecord::*of) { return [of](DisputeRecord const& r, int) { return r.*of; }; };
  add("peak_level", "level", "highest level reached", sum(&DisputeRecord::peak));
  add("months_at_2", "months", "months at level 2 or more", sum(&DisputeRecord::months_at_2));
  add("months_at_3", "months", "months at level 3 or more", sum(&DisputeRecord::months_at_3));
  add("first_at_4", "month", "first month at level 4 or more, missing if never", sum(&DisputeRecord::first_at_4),
      Kind::may_be_missing);
  add("first_at_5", "month", "first month at level 5, missing if never", sum(&DisputeRecord::first_at_5),
      Kind::may_be_missing);
  for (std::size_t k = 0; k < 4; ++k) {
    std::string const level = std::to_string(k + 2);
    add(
        "episodes_at_" + level, "1", "entries into level " + level + " or more from below",
        [k](DisputeRecord const& r, int) { return r.entries[k]; }, Kind::count);
  }
  auto const add_spells = [&](Spells DisputeRecord::*spells, std::string const& names, std::string const& name,
                              std::string const& meaning) {
    add(
        names, "1", meaning, [=](DisputeRecord const& r, int) { return (r.*spells).completed; }, Kind::count);
    add(
        name + "_months", "months", "their mean length, missing if there was none",
        [=](DisputeRecord const& r, int) { return ratio_or_missing<L>((r.*spells).months, (r.*spells).completed); },
        Kind::may_be_missing);
    add(
        name + "_peak", "level", "their mean peak, missing if there was none",
        [=](DisputeRecord const& r, int) { return ratio_or_missing<L>((r.*spells).peaks, (r.*spells).completed); },
        Kind::may_be_missing);
  };
  add_spells(&DisputeRecord::above_0, "episodes", "episode", "completed spells above level 0");
  add_spells(&DisputeRecord::at_2, "spells_at_2", "spell", "completed spells at level 2 or more");
  add("settled", "1", "share of months that end with an agreement",
      [](DisputeRecord const& r, int months) { return Sum<L>(r.settled / months); });
  add("settlements", "1", "new agreements", sum(&DisputeRecord::settlements), Kind::count);
  add("breakdowns", "1", "agreements that failed", sum(&DisputeRecord::breakdowns), Kind::count);
}

template <class Real, int L>
void LadderOutcomes<Real, L>::add_region_rows(std::vector<Row>& rows) {
  using Self = LadderOutcomes;
  using End = Ending<Real, L>;
  using To = OutcomeWriter<L>;
  rows.push_back({{"open_conflict", "1", "1 if any dispute reached level 5", {}},
                  [](Self const& it, End const&, To& to) { to.put(it.open_conflict()); }});
  rows.push_back({{"relapse_24",
                   "1",
                   "share of spells at 2+ that had reached 3 after whose end 3 came again within 24 months, missing if "
                   "there was none",
                   {},
                   true},
                  [](Self const& it, End const&, To& to) {
                    to.put(ratio_or_missing<L>(it.relapse_24_, it.spells_seen(it.relapse_24_of_, short_horizon)));
                  }});
  rows.push_back({{"relapse_60", "1", "the same within 60 months", {}, true}, [](Self const& it, End const&, To& to) {
                    to.put(ratio_or_missing<L>(it.relapse_60_, it.spells_seen(it.relapse_60_of_, long_horizon)));
                  }});
  rows.push_back({{"months_to_deescalate",
                   "months",
                   "mean length of completed spells at level 3 or more, missing if there was none",
                   {},
                   true},
                  [](Self const& it, End const&, To& to) { to.put(it.months_to_deescalate()); }});
}

template <class Real, int L>
void LadderOutcomes<Real, L>::observe(Lived<Real, L> const& lived) {
  int const month = lived.month + 1;
  for (std::size_t d = 0; d < disputes_.size(); ++d) {
    DisputeRecord& record = disputes_[d];
    Sum<L> const before = wide(lived.now.level[d]);
    Sum<L> const level = wide(lived.next.level[d]);
    record.peak = record.peak.max(level);
    record.months_at_2 += at_level_or_more(level, 2);
    record.months_at_3 += at_level_or_more(level, 3);
    for (int k = 0; k < 4; ++k) record.entries[k] += at_level_or_more(level, k + 2) * below_level(before, k + 2);
    using std::isnan;
#pragma GCC unroll 1  // or it is written out lane by lane (engine/core/elementary_impl.hpp)
    for (int lane = 0; lane < L; ++lane) {
      bool const first_4 = (level[lane] >= 4) & isnan(record.first_at_4[lane]);
      bool const first_5 = (level[lane] >= 5) & isnan(record.first_at_5[lane]);
      record.first_at_4[lane] = first_4 ? SumNumber(month) : record.first_at_4[lane];
      record.first_at_5[lane] = first_5 ? SumNumber(month) : record.first_at_5[lane];
    }
    record.above_0.take(level);
    record.at_3.take(level);
    Sum<L> const peak_before = record.at_2.running_peak;
    Sum<L> const ended = record.at_2.take(level);
    observe_relapse(record, level, peak_before, ended, month);

    Sum<L> const held = wide(lived.now.settlement[d]);
    Sum<L> const holds = wide(lived.next.settlement[d]);
    record.settled += holds;
    record.settlements += less(held, holds);
    record.breakdowns += less(holds, held);
  }
}

/// A spell that had reached 3 waits from its end for 3 to come again. No second one can be waiting: to reach 3 it would
/// have answered the first.
template <class Real, int L>
void LadderOutcomes<Real, L>::observe_relapse(DisputeRecord& record, Sum<L> const& level, Sum<L> const& peak_before,
                                              Sum<L> const& ended, int month) {
  for (int lane = 0; lane < L; ++lane) {
    SumNumber& waiting_since = record.last_end[lane];
    if (level[lane] >= 3 && waiting_since > 0) {
      SumNumber const gap = month - waiting_since;
      SumNumber const left = months_ - waiting_since;
      if (left >= short_horizon) {
        relapse_24_of_[lane] += 1;
        relapse_24_[lane] += gap <= short_horizon ? 1 : 0;
      }
      if (left >= long_horizon) {
        relapse_60_of_[lane] += 1;
        relapse_60_[lane] += gap <= long_horizon ? 1 : 0;
      }
      waiting_since = 0;
    }
    if (ended[lane] != 0 && peak_before[lane] >= 3) waiting_since = month;
  }
}

template <class Real, int L>
Sum<L> LadderOutcomes<Real, L>::open_conflict() const {
  Sum<L> war = Sum<L>::Zero();
  for (DisputeRecord const& record : disputes_) war = war.max(at_level_or_more(record.peak, levels - 1));
  return war;
}

template <class Real, int L>
Sum<L> LadderOutcomes<Real, L>::spells_seen(Sum<L> const& answered, int horizon) const {
  Sum<L> seen = answered;
  for (DisputeRecord const& record : disputes_) {
    seen += at_least(record.last_end, 0.5) * at_least(Sum<L>(months_ - record.last_end), static_cast<double>(horizon));
  }
  return seen;
}

template <class Real, int L>
Sum<L> LadderOutcomes<Real, L>::months_to_deescalate() const {
  Sum<L> months = Sum<L>::Zero();
  Sum<L> spells = Sum<L>::Zero();
  for (DisputeRecord const& record : disputes_) {
    months += record.at_3.months;
    spells += record.at_3.completed;
  }
  return ratio_or_missing<L>(months, spells);
}

#define DETENTE_INSTANCE(Real, L) template class LadderOutcomes<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
