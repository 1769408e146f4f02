#include "tools/evidence/crisis_record.hpp"

#include "engine/config/config_node.hpp"
#include "engine/config/nearest.hpp"
#include "tools/evidence/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

namespace detente {
namespace {

using Codes = std::vector<std::pair<std::string, std::string>>;

class RecordReader {
 public:
  RecordReader(CsvTable& table, Region const& region, Codes const& codes)
      : table_(table), disputes_(ids_of(region.disputes)) {
    bool const maps_itself = table.find("model_dispute") >= 0;
    for (char const* const name : {"id", "dispute", "start_month", "end_month", "peak_level"}) require(name);
    if (!maps_itself && codes.empty()) require("model_dispute");
    if (!maps_itself) {
      for (auto const& [code, dispute] : codes) codes_[code] = dispute;
      for (std::string const& dispute : disputes_) codes_.emplace(dispute, dispute);
    }
    table.throw_if_faults();
  }

  CrisisRecord read(YearMonth first, int months) {
    CrisisRecord record{.first = first, .months = months, .spells = {}, .left_out = {}, .last_of_file = {}};
    record.spells.resize(disputes_.size());
    for (CsvTable::Row const& row : table_.rows()) {
      std::optional<YearMonth> const start = month(row, "start_month");
      std::optional<YearMonth> const end = month(row, "end_month");
      std::optional<int> const peak = level(row);
      if (start && end && *end < *start)
        table_.report(row, fmt::format("the episode ends in {}, before it begins", text(row, "end_month")),
                      "end_month not before start_month");
      std::optional<std::string> const dispute = dispute_of(row);
      if (!start || !end || !peak || !dispute) continue;
      record.last_of_file = std::max(record.last_of_file, *end);
      int const begin = std::max(start->index - first.index, 0);
      int const stop = std::min(end->index - first.index + 1, months);
      if (begin >= stop) continue;
      if (dispute->empty()) {
        record.left_out.push_back({text(row, "id"), text(row, "dispute"), text(row, "exclusion")});
      } else if (*peak >= recorded_level) {
        LevelSpell spell{.begin = begin, .end = stop, .months = stop - begin, .peak = *peak};
        auto const at = std::find(disputes_.begin(), disputes_.end(), *dispute);
        record.spells[static_cast<std::size_t>(at - disputes_.begin())].push_back(spell);
      }
    }
    table_.throw_if_faults();
    for (std::vector<LevelSpell>& spells : record.spells) join(spells, months);
    return record;
  }

 private:
  void require(std::string const& column) {
    if (table_.find(column) >= 0) return;
    table_.report(
        {1, {}}, fmt::format("no column '{}'", column), "a record of crises",
        column == "model_dispute" ? "model_dispute names the dispute of the region that a row stands for" : "");
  }

  std::string text(CsvTable::Row const& row, std::string const& column) const {
    int const at = table_.find(column);
    return at < 0 ? "" : row.fields[static_cast<std::size_t>(at)];
  }

  std::optional<YearMonth> month(CsvTable::Row const& row, char const* column) {
    std::optional<YearMonth> const month = parse_year_month(text(row, column));
    if (!month) table_.report(row, fmt::format("{} is {}", column, cited(text(row, column))), "a month as 2004-03");
    return month;
  }

  std::optional<int> level(CsvTable::Row const& row) {
    std::string const written = text(row, "peak_level");
    if (written.size() == 1 && written[0] >= '1' && written[0] <= '5') return written[0] - '0';
    table_.report(row, fmt::format("peak_level is {}", cited(written)), "1 to 5");
    return {};
  }

  /// The dispute of the region; empty if the row is left out.
  std::optional<std::string> dispute_of(CsvTable::Row const& row) {
    std::string dispute;
    if (codes_.empty()) {
      dispute = text(row, "model_dispute");
      if (dispute.empty() && text(row, "exclusion").empty()) {
        table_.report(row, "model_dispute and exclusion are both empty", "one of the two",
                      "exclusion says why a row stands for no dispute of the region");
        return {};
      }
      if (!dispute.empty() && !text(row, "exclusion").empty()) {
        table_.report(row, "model_dispute and exclusion are both there", "one of the two");
        return {};
      }
    } else {
      auto const known = codes_.find(text(row, "dispute"));
      if (known == codes_.end()) {
        table_.report(row, fmt::format("nobody says which dispute {} stands for", cited(text(row, "dispute"))),
                      listed(disputes_), "a column model_dispute would say it");
        return {};
      }
      dispute = known->second;
    }
    if (dispute.empty() || std::find(disputes_.begin(), disputes_.end(), dispute) != disputes_.end()) return dispute;
    table_.report(row, fmt::format("the region has no dispute {}", cited(dispute)), listed(disputes_),
                  did_you_mean(nearest(dispute, disputes_)));
    return {};
  }

  /// Spells that overlap or touch become one.
  static void join(std::vector<LevelSpell>& spells, int months) {
    std::sort(spells.begin(), spells.end(), [](LevelSpell const& a, LevelSpell const& b) { return a.begin < b.begin; });
    std::vector<LevelSpell> joined;
    for (LevelSpell const& spell : spells) {
      if (joined.empty() || spell.begin > joined.back().end) {
        joined.push_back(spell);
      } else {
        joined.back().end = std::max(joined.back().end, spell.end);
        joined.back().peak = std::max(joined.back().peak, spell.peak);
      }
    }
    for (LevelSpell& spell : joined) {
      spell.months = spell.end - spell.begin;
      spell.begins_inside = spell.begin > 0;
      spell.is_completed = spell.end < months;
    }
    spells = std::move(joined);
  }

  CsvTable& table_;
  std::vector<std::string> disputes_;
  std::map<std::string, std::string> codes_;  // empty: the rows say it
};

}  // namespace

CrisisRecord read_crisis_record(std::string const& file, Region const& region, YearMonth first, int months,
                                Codes const& codes) {
  CsvTable table = CsvTable::read(file);
  return RecordReader(table, region, codes).read(first, months);
}

std::string read_record_file(ConfigNode const& node, std::string const& folder) {
  std::string const written = node.text();
  std::string const file = (std::filesystem::path(folder) / written).lexically_normal().string();
  if (!written.empty() && !std::filesystem::is_regular_file(file))
    node.error(fmt::format("no file '{}'", file), "a record of crises (CSV)", "names are relative to the file given");
  return file;
}

Codes dispute_codes(std::string const& file) {
  CsvTable const table = CsvTable::read(file);
  int const code = table.find("dispute");
  int const dispute = table.find("model_dispute");
  if (code < 0 || dispute < 0) return {};
  std::map<std::string, std::optional<std::string>> found;  // nothing: its rows differ
  for (CsvTable::Row const& row : table.rows()) {
    std::string const& stands_for = row.fields[static_cast<std::size_t>(dispute)];
    auto const [at, is_new] = found.emplace(row.fields[static_cast<std::size_t>(code)], stands_for);
    if (!is_new && at->second != stands_for) at->second.reset();
  }
  Codes codes;
  for (auto const& [name, stands_for] : found) {
    if (stands_for) codes.emplace_back(name, *stands_for);
  }
  return codes;
}

std::vector<LevelSpell> spells_of_path(std::span<float const> path, int months) {
  std::vector<LevelSpell> spells;
  add_spells(path.subspan(1, static_cast<std::size_t>(months)), recorded_level, spells);
  return spells;
}

}  // namespace detente
