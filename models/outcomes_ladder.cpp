#include "models/outcomes_ladder.hpp"

#include "engine/core/instances.hpp"

#include <cmath>

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
void LadderOutcomes<Real, L>::describe(std::vector<OutcomeInfo>& table) {
  auto const by_dispute = [&table](std::string name, std::string unit, std::string meaning) {
    table.push_back({std::move(name), std::move(unit), std::move(meaning), {"dispute"}});
  };
  auto const or_missing = [&table] { table.back().may_be_missing = true; };
  auto const count_by_dispute = [&](std::string name, std::string meaning) {
    by_dispute(std::move(name), "1", std::move(meaning));
    table.back().is_count = true;
  };
  by_dispute("peak_level", "level", "highest level reached");
  by_dispute("months_at_2", "months", "months at level 2 or more");
  by_dispute("months_at_3", "months", "months at level 3 or more");
  by_dispute("first_at_4", "month", "first month at level 4 or more, missing if never");
  or_missing();
  by_dispute("first_at_5", "month", "first month at level 5, missing if never");
  or_missing();
  for (char const* level : {"2", "3", "4", "5"}) {
    count_by_dispute(std::string("episodes_at_") + level,
                     std::string("entries into level ") + level + " or more from below");
  }
  count_by_dispute("episodes", "completed spells above level 0");
  by_dispute("episode_months", "months", "their mean length, missing if there was none");
  or_missing();
  by_dispute("episode_peak", "level", "their mean peak, missing if there was none");
  or_missing();
  count_by_dispute("spells_at_2", "completed spells at level 2 or more");
  by_dispute("spell_months", "months", "their mean length, missing if there was none");
  or_missing();
  by_dispute("spell_peak", "level", "their mean peak, missing if there was none");
  or_missing();
  by_dispute("settled", "1", "share of months that end with an agreement");
  count_by_dispute("settlements", "new agreements");
  count_by_dispute("breakdowns", "agreements that failed");
  table.push_back({"open_conflict", "1", "1 if any dispute reached level 5", {}});
  table.push_back({"relapse_24",
                   "1",
                   "share of spells at 2+ that had reached 3 after whose end 3 came again within 24 months, missing if "
                   "there was none",
                   {},
                   true});
  table.push_back({"relapse_60", "1", "the same within 60 months", {}, true});
  table.push_back({"months_to_deescalate",
                   "months",
                   "mean length of completed spells at level 3 or more, missing if there was none",
                   {},
                   true});
}

template <class Real, int L>
void LadderOutcomes<Real, L>::observe(Lived<Real, L> const& lived) {
  int const month = lived.month + 1;
  for (std::size_t d = 0; d < disputes_.size(); ++d) {
    DisputeRecord& record = disputes_[d];
    Sum<L> const before = wide(lived.now.level[d]);
    Sum<L> const level = wide(lived.next.level[d]);
    record.peak = record.peak.max(level);
    record.months_at_2 += at_least(level, 1.5);
    record.months_at_3 += at_least(level, 2.5);
    for (int k = 0; k < 4; ++k) {
      double const border = k + 1.5;
      record.entries[k] += at_least(level, border) * less(before, border);
    }
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
void LadderOutcomes<Real, L>::finish(OutcomeWriter<L>& writer) const {
  auto const put_each = [&](auto&& value) {
    for (DisputeRecord const& record : disputes_) writer.put(value(record));
  };
  put_each([](DisputeRecord const& r) { return r.peak; });
  put_each([](DisputeRecord const& r) { return r.months_at_2; });
  put_each([](DisputeRecord const& r) { return r.months_at_3; });
  put_each([](DisputeRecord const& r) { return r.first_at_4; });
  put_each([](DisputeRecord const& r) { return r.first_at_5; });
  for (int k = 0; k < 4; ++k) put_each([k](DisputeRecord const& r) { return r.entries[k]; });
  for (auto const spells : {&DisputeRecord::above_0, &DisputeRecord::at_2}) {
    put_each([=](DisputeRecord const& r) { return (r.*spells).completed; });
    put_each([=](DisputeRecord const& r) { return ratio_or_missing<L>((r.*spells).months, (r.*spells).completed); });
    put_each([=](DisputeRecord const& r) { return ratio_or_missing<L>((r.*spells).peaks, (r.*spells).completed); });
  }
  put_each([this](DisputeRecord const& r) { return Sum<L>(r.settled / months_); });
  put_each([](DisputeRecord const& r) { return r.settlements; });
  put_each([](DisputeRecord const& r) { return r.breakdowns; });

  Sum<L> war = Sum<L>::Zero();
  Sum<L> calm_months = Sum<L>::Zero();
  Sum<L> calm_spells = Sum<L>::Zero();
  Sum<L> of_24 = relapse_24_of_;
  Sum<L> of_60 = relapse_60_of_;
  for (DisputeRecord const& record : disputes_) {
    war = war.max(at_least(record.peak, levels - 1.5));
    calm_months += record.at_3.months;
    calm_spells += record.at_3.completed;
    of_24 += at_least(record.last_end, 0.5) *
             at_least(Sum<L>(months_ - record.last_end), static_cast<double>(short_horizon));
    of_60 +=
        at_least(record.last_end, 0.5) * at_least(Sum<L>(months_ - record.last_end), static_cast<double>(long_horizon));
  }
  writer.put(war);
  writer.put(ratio_or_missing<L>(relapse_24_, of_24));
  writer.put(ratio_or_missing<L>(relapse_60_, of_60));
  writer.put(ratio_or_missing<L>(calm_months, calm_spells));
}

#define DETENTE_INSTANCE(Real, L) template class LadderOutcomes<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)

}  // namespace detente
