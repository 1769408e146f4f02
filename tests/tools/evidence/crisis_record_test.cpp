// Records of crises: what is read of a file, and what a fit compares.
#include "tools/evidence/crisis_record.hpp"

#include "engine/config/config_error.hpp"
#include "tests/tools/evidence/quickstart.hpp"
#include "tools/evidence/record_statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

namespace detente {
namespace {

class CrisisRecords : public testing::Test {
 protected:
  std::string file(std::string const& text) {
    std::string const path =
        testing::TempDir() + "crisis_record_" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".csv";
    std::ofstream(path) << text;
    return path;
  }
  CrisisRecord read(std::string const& text, int months = 24) {
    return read_crisis_record(file(text), region_, YearMonth::of(2000, 1), months);
  }
  std::string fault(std::string const& text) {
    try {
      static_cast<void>(read(text));
    } catch (ConfigError const& error) {
      return error.what();
    }
    return "";
  }
  std::size_t dispute(std::string const& id) const {
    for (std::size_t d = 0; d < region_.disputes.size(); ++d) {
      if (region_.disputes[d].id == id) return d;
    }
    return 0;
  }

  Experiment const quickstart_ = quickstart();
  Region const& region_ = quickstart_.model.arms.front().inputs.region;
  std::string const head_ = "id,dispute,title,start_month,end_month,peak_level,model_dispute,exclusion\n";
};

// Would catch: a quoted comma taken for a border, an end that is left out, a peak 1 that counts, a row outside the
// window.
TEST_F(CrisisRecords, Reads_spells_of_a_window_by_dispute) {
  CrisisRecord const record = read(head_ +
                                   "A,X,\"one, two\",1999-11,2000-02,3,BEL_PRI,\n"
                                   "B,X,t,2000-06,2000-06,2,BEL_PRI,\n"
                                   "C,X,t,2000-07,2000-08,4,BEL_PRI,\n"
                                   "D,X,t,2001-01,2001-02,1,BEL_PRI,\n"
                                   "E,X,t,2001-12,2002-03,5,BIH_CONST,\n"
                                   "F,X,t,2002-01,2002-03,5,BIH_CONST,\n"
                                   "G,Y,t,2000-01,2000-02,2,,no such dispute\n");

  std::vector<LevelSpell> const& spells = record.spells[dispute("BEL_PRI")];
  ASSERT_EQ(spells.size(), 2U);
  EXPECT_EQ(spells[0].begin, 0);
  EXPECT_EQ(spells[0].end, 2);
  EXPECT_EQ(spells[0].peak, 3);
  EXPECT_FALSE(spells[0].begins_inside);
  EXPECT_EQ(spells[1].begin, 5);
  EXPECT_EQ(spells[1].months, 3);
  EXPECT_EQ(spells[1].peak, 4);
  ASSERT_EQ(record.spells[dispute("BIH_CONST")].size(), 1U);
  EXPECT_EQ(record.spells[dispute("BIH_CONST")][0].begin, 23);
  EXPECT_FALSE(record.spells[dispute("BIH_CONST")][0].is_completed);
  ASSERT_EQ(record.left_out.size(), 1U);
  EXPECT_EQ(record.left_out[0].reason, "no such dispute");
}

TEST_F(CrisisRecords, Names_every_fault_with_its_line) {
  std::string const text = fault(head_ +
                                 "A,X,t,2000-13,2000-02,3,BEL_PRI,\n"
                                 "B,X,t,2000-06,2000-05,2,BEL_PRI,\n"
                                 "C,X,t,2000-06,2000-07,7,BEL_PRI,\n"
                                 "D,X,t,2000-06,2000-07,2,BEL_PRY,\n"
                                 "E,X,t,2000-06,2000-07,2,,\n");

  for (char const* const part : {":2:", "2000-13", ":3:", "before it begins", ":4:", "1 to 5",
                                 ":5:", "did you mean 'BEL_PRI'?", ":6:", "both empty"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

TEST_F(CrisisRecords, Refuses_what_is_no_record) {
  EXPECT_NE(fault("a,b\n1,2\n").find("no column 'id'"), std::string::npos);
  EXPECT_NE(fault("").find("no column 'id'"), std::string::npos);
  EXPECT_NE(fault(head_ + "A,X\n").find("2 fields"), std::string::npos);
}

// A later record need not name disputes of the region, if an earlier one has said what its codes stand for. Would
// catch: a code whose rows differ taken from one of them.
TEST_F(CrisisRecords, Codes_of_one_record_are_understood_in_another) {
  std::string const earlier = file(head_ +
                                   "A,SRB-KOS,t,2000-01,2000-02,3,BEL_PRI,\n"
                                   "B,SRB-HRV,t,2000-01,2000-02,3,,outside\n"
                                   "C,MIXED,t,2000-01,2000-02,3,BIH_CONST,\n"
                                   "D,MIXED,t,2000-01,2000-02,3,,not it\n");
  auto const codes = dispute_codes(earlier);
  std::string const short_head = "id,dispute,start_month,end_month,peak_level\n";
  auto const later = [&](std::string const& rows) {
    return read_crisis_record(file(short_head + rows), region_, YearMonth::of(2018, 1), 12, codes);
  };

  CrisisRecord const record =
      later("Z,SRB-KOS,2018-03,2018-04,2\nY,SRB-HRV,2018-03,2018-04,2\nX,MKD_INT,2018-02,2018-02,2\n");
  EXPECT_EQ(record.spells[dispute("BEL_PRI")].size(), 1U);
  EXPECT_EQ(record.spells[dispute("MKD_INT")].size(), 1U);
  EXPECT_EQ(record.left_out.size(), 1U);
  EXPECT_THROW(static_cast<void>(later("W,MIXED,2018-03,2018-04,2\n")), ConfigError);
}

// The model's months 1.. are the record's months 0... Would catch: a record that is one month off the model's.
TEST(SpellsOfPath, The_first_month_is_the_one_after_the_start) {
  std::vector<float> const path{2, 2, 0, 3, 3, 0};

  std::vector<LevelSpell> const spells = spells_of_path(path, 5);

  ASSERT_EQ(spells.size(), 2U);
  EXPECT_EQ(spells[0].begin, 0);
  EXPECT_EQ(spells[0].end, 1);
  EXPECT_EQ(spells[1].begin, 2);
  EXPECT_EQ(spells[1].peak, 3);
}

LevelSpell completed_spell(int begin, int end, int peak) {
  return {.begin = begin,
          .end = end,
          .months = end - begin,
          .peak = peak,
          .begins_inside = begin > 0,
          .is_completed = true};
}

double statistic(std::vector<std::vector<LevelSpell>> const& spells, int months, std::string const& name) {
  std::vector<std::string> disputes;
  for (std::size_t d = 0; d < spells.size(); ++d) disputes.push_back(std::string(1, static_cast<char>('A' + d)));
  std::vector<std::string> const names = record_statistic_names(disputes);
  std::vector<double> const values = record_statistics(spells, months);
  EXPECT_EQ(names.size(), values.size());
  for (std::size_t k = 0; k < names.size(); ++k) {
    if (names[k] == name) return values[k];
  }
  ADD_FAILURE() << name;
  return 0;
}

TEST(RecordStatistics, Count_lengths_and_relapses_by_hand) {
  std::vector<std::vector<LevelSpell>> const spells{
      {completed_spell(0, 2, 2), completed_spell(30, 34, 3), completed_spell(50, 51, 4)}, {}};

  EXPECT_DOUBLE_EQ(statistic(spells, 240, "sqrt_spells[A]"), std::sqrt(3));
  EXPECT_DOUBLE_EQ(statistic(spells, 240, "sqrt_spells_reaching_3[A]"), std::sqrt(2));
  EXPECT_DOUBLE_EQ(statistic(spells, 240, "sqrt_spells_reaching_4[A]"), 1);
  EXPECT_DOUBLE_EQ(statistic(spells, 240, "sqrt_months_in_spells[A]"), std::sqrt(7));
  EXPECT_DOUBLE_EQ(statistic(spells, 240, "sqrt_spells[B]"), 0);
  EXPECT_DOUBLE_EQ(statistic(spells, 240, "spread_of_spells"), std::sqrt(3.0 / 2));
  EXPECT_DOUBLE_EQ(statistic(spells, 240, "log_length_peak_3"), (std::log(4) + std::log(3)) / 2);
  // The first of 3 and more is followed within 60 months, the second is not: (0.5 + 1 + 0) / 3.
  EXPECT_DOUBLE_EQ(statistic(spells, 240, "relapse_60"), 0.5);
  EXPECT_DOUBLE_EQ(statistic(spells, 240, "trend"), -3.0 / 4);
}

// What cannot be known is not counted: the record ends less than five years after the last one. Would catch: a relapse
// that did not come yet taken for one that never came.
TEST(RecordStatistics, An_end_near_the_end_of_the_record_says_nothing_of_relapse) {
  EXPECT_DOUBLE_EQ(statistic({{completed_spell(10, 12, 3)}}, 60, "relapse_60"), 0.5);
  EXPECT_DOUBLE_EQ(statistic({{completed_spell(10, 12, 3), completed_spell(40, 41, 2)}}, 72, "relapse_60"), 0.25);
}

// Would catch: relapses near the end counted where their absence is not.
TEST(RecordStatistics, A_relapse_near_the_end_of_the_record_is_not_counted_either) {
  EXPECT_DOUBLE_EQ(statistic({{completed_spell(10, 12, 3), completed_spell(20, 21, 3)}}, 60, "relapse_60"), 0.5);
  EXPECT_DOUBLE_EQ(statistic({{completed_spell(10, 12, 3), completed_spell(20, 21, 3)}}, 75, "relapse_60"), 0.75);
}

TEST(RecordStatistics, Are_finite_without_any_crisis) {
  for (double const value : record_statistics({{}, {}}, 216)) EXPECT_TRUE(std::isfinite(value));
}

// Crises of one dispute in one year, or spread evenly. Would catch: a variance taken over disputes.
TEST(RecordStatistics, Dispersion_tells_bunched_crises_from_even_ones) {
  std::vector<LevelSpell> bunched;
  std::vector<LevelSpell> even;
  for (int k = 0; k < 6; ++k) {
    bunched.push_back(completed_spell(24 + 2 * k, 25 + 2 * k, 2));
    even.push_back(completed_spell(12 * k, 12 * k + 1, 2));
  }

  EXPECT_GT(statistic({bunched}, 72, "dispersion_within"), 3);
  EXPECT_LT(statistic({even}, 72, "dispersion_within"), 0.6);
}

}  // namespace
}  // namespace detente
