#include "engine/io/io_error.hpp"
#include "tools/detente/tables/export_tables.hpp"
#include "tools/detente/usage_error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {
namespace {

constexpr std::uint64_t rows_at_once = 65536;

/// Consecutive rows of the events of one kind.
struct Rows {
  std::vector<double> policy, scenario, run, month, entity, from, to, contribution;
};

Rows read_rows(Hdf5Reader const& file, std::string const& group, std::uint64_t first, std::uint64_t count,
               std::size_t driver_count) {
  auto const column = [&](char const* name) { return file.numbers(group + "/" + name, {first}, {count}); };
  Rows rows{column("policy_index"), column("scenario_index"), column("run_index"), column("month_index"),
            column("entity"),       column("from"),           column("to"),        {}};
  if (file.exists(group + "/contribution"))
    rows.contribution = file.numbers(group + "/contribution", {first, 0}, {count, driver_count});
  return rows;
}

/// Labels of the coordinate that the column `entity` points into; empty for the world.
std::vector<std::string> entity_labels(ResultFile const& result, std::string const& group) {
  std::string const dimension = result.file().text_attribute(group + "/entity", "dimension");
  return dimension.empty() ? std::vector<std::string>{} : result.labels(dimension);
}

bool contains(std::vector<std::size_t> const& list, double value) {
  return std::find(list.begin(), list.end(), static_cast<std::size_t>(value)) != list.end();
}

}  // namespace

void export_events(ResultFile const& result, TableFilter const& filter, CsvWriter& csv) {
  Hdf5Reader const& file = result.file();
  if (!file.exists("/events")) throw UsageError(fmt::format("'{}' has no /events (none were recorded)", result.path()));
  std::vector<std::string> kinds;
  for (std::string const& child : file.children("/events")) {
    if (file.exists("/events/" + child + "/event")) kinds.push_back(child);
  }
  std::vector<std::string> const driver_names = file.texts("driver");
  std::vector<std::string> const dates = file.texts("date");
  std::vector<std::size_t> const policies = chosen(filter.policies, result.policies(), "policy");
  std::vector<std::size_t> const scenarios = chosen(filter.scenarios, result.scenarios(), "scenario");
  std::vector<std::string> head{"kind", "policy", "scenario", "run", "month", "date", "entity", "from", "to"};
  head.insert(head.end(), driver_names.begin(), driver_names.end());
  csv.row(head);
  for (std::size_t const kind : chosen(filter.variables, kinds, "kind of event")) {
    std::string const group = "/events/" + kinds[kind];
    std::vector<std::string> const entities = entity_labels(result, group);
    std::vector<std::uint64_t> const extent = file.extent(group + "/event");
    if (extent.size() != 1) throw IoError(fmt::format("{}/event is no list", group), IoError::Kind::foreign);
    std::uint64_t const count = extent.front();
    for (std::uint64_t first = 0; first < count; first += rows_at_once) {
      std::uint64_t const here = std::min(rows_at_once, count - first);
      Rows const rows = read_rows(file, group, first, here, driver_names.size());
      for (std::size_t r = 0; r < here; ++r) {
        bool const wanted = contains(policies, rows.policy[r]) && contains(scenarios, rows.scenario[r]) &&
                            (!filter.run || static_cast<std::int64_t>(rows.run[r]) == *filter.run);
        if (!wanted) continue;
        std::size_t const month = static_cast<std::size_t>(rows.month[r]);
        std::size_t const entity = static_cast<std::size_t>(rows.entity[r]);
        std::vector<std::string> fields{kinds[kind],
                                        result.policies()[static_cast<std::size_t>(rows.policy[r])],
                                        result.scenarios()[static_cast<std::size_t>(rows.scenario[r])],
                                        csv_number(rows.run[r]),
                                        std::to_string(month),
                                        dates.at(month),
                                        entity < entities.size() ? entities[entity] : "",
                                        csv_number(rows.from[r]),
                                        csv_number(rows.to[r])};
        for (std::size_t k = 0; k < driver_names.size(); ++k) {
          fields.push_back(rows.contribution.empty()
                               ? ""
                               : csv_number(static_cast<float>(rows.contribution[r * driver_names.size() + k])));
        }
        csv.row(fields);
      }
    }
  }
}

}  // namespace detente
