#include "tools/bench/peers/ladder_record.hpp"

#include <algorithm>
#include <cmath>

namespace detente::bench {
namespace {

constexpr int short_horizon = 24;  // months
constexpr int long_horizon = 60;
constexpr double surge_counts_as_met = 0.9;

}  // namespace

bool Spells::take(int level) {
  if (level >= least) {
    ++running;
    running_peak = std::max(running_peak, level);
    return false;
  }
  if (running == 0) return false;
  completed += 1;
  months += running;
  peaks += running_peak;
  running = 0;
  running_peak = 0;
  return true;
}

LadderRecord::LadderRecord(int start_level) {
  for (Spells* spells : {&above_0_, &at_2_, &at_3_}) spells->take(start_level);
}

void LadderRecord::take(DisputeMonth const& it, int months, Relapses& relapses) {
  peak_ = std::max(peak_, it.level);
  if (it.level >= 2) months_at_2_ += 1;
  if (it.level >= 3) months_at_3_ += 1;
  for (int k = 0; k < 4; ++k) {
    if (it.level >= k + 2 && it.level_before < k + 2) entries_[k] += 1;
  }
  if (it.level >= 4 && std::isnan(first_at_4_)) first_at_4_ = it.month;
  if (it.level >= 5 && std::isnan(first_at_5_)) first_at_5_ = it.month;
  above_0_.take(it.level);
  at_3_.take(it.level);
  take_relapse(it, months, relapses);
  settled_ += it.settlement;
  if (it.settlement > it.settlement_before) settlements_ += 1;
  if (it.settlement < it.settlement_before) breakdowns_ += 1;
}

void LadderRecord::take_relapse(DisputeMonth const& it, int months, Relapses& relapses) {
  int const peak_before = at_2_.running_peak;
  bool const ended = at_2_.take(it.level);
  if (it.level >= 3 && waiting_since_ > 0) {
    int const gap = it.month - waiting_since_;
    int const left = months - waiting_since_;
    if (left >= short_horizon) {
      relapses.of_24 += 1;
      if (gap <= short_horizon) relapses.within_24 += 1;
    }
    if (left >= long_horizon) {
      relapses.of_60 += 1;
      if (gap <= long_horizon) relapses.within_60 += 1;
    }
    waiting_since_ = 0;
  }
  if (ended && peak_before >= 3) waiting_since_ = it.month;
}

void put_ladder(std::vector<LadderRecord> const& disputes, Relapses relapses, int months,
                std::vector<double>& outcomes) {
  auto const put_each = [&](auto&& value) {
    for (LadderRecord const& record : disputes) outcomes.push_back(value(record));
  };
  put_each([](LadderRecord const& r) { return static_cast<double>(r.peak_); });
  put_each([](LadderRecord const& r) { return r.months_at_2_; });
  put_each([](LadderRecord const& r) { return r.months_at_3_; });
  put_each([](LadderRecord const& r) { return r.first_at_4_; });
  put_each([](LadderRecord const& r) { return r.first_at_5_; });
  for (int k = 0; k < 4; ++k) put_each([k](LadderRecord const& r) { return r.entries_[k]; });
  for (auto const spells : {&LadderRecord::above_0_, &LadderRecord::at_2_}) {
    put_each([=](LadderRecord const& r) { return (r.*spells).completed; });
    put_each([=](LadderRecord const& r) { return ratio_or_missing((r.*spells).months, (r.*spells).completed); });
    put_each([=](LadderRecord const& r) { return ratio_or_missing((r.*spells).peaks, (r.*spells).completed); });
  }
  put_each([months](LadderRecord const& r) { return r.settled_ / months; });
  put_each([](LadderRecord const& r) { return r.settlements_; });
  put_each([](LadderRecord const& r) { return r.breakdowns_; });

  bool war = false;
  double calm_months = 0;
  double calm_spells = 0;
  for (LadderRecord const& record : disputes) {
    war = war || record.peak_ == 5;
    calm_months += record.at_3_.months;
    calm_spells += record.at_3_.completed;
    if (record.waiting_since_ == 0) continue;
    if (months - record.waiting_since_ >= short_horizon) relapses.of_24 += 1;
    if (months - record.waiting_since_ >= long_horizon) relapses.of_60 += 1;
  }
  outcomes.push_back(war ? 1 : 0);
  outcomes.push_back(ratio_or_missing(relapses.within_24, relapses.of_24));
  outcomes.push_back(ratio_or_missing(relapses.within_60, relapses.of_60));
  outcomes.push_back(ratio_or_missing(calm_months, calm_spells));
}

void SurgeRecord::put(std::vector<double>& outcomes) const {
  outcomes.push_back(ratio_or_missing(share, months));
  outcomes.push_back(ratio_or_missing(months_to_meet, met));
  outcomes.push_back(ratio_or_missing(met, asked));
}

void SurgeCase::take(bool alarmed, double above, double called, double reserve, SurgeRecord& record) {
  if (!alarmed) {
    months_ = 0;
    met_ = false;
    return;
  }
  record.share += above / reserve;
  record.months += 1;
  if (months_ == 0) {
    record.asked += 1;
    met_ = false;
  }
  ++months_;
  if (met_ || above < surge_counts_as_met * called) return;
  met_ = true;
  record.met += 1;
  record.months_to_meet += months_;
}

}  // namespace detente::bench
