#pragma once

#include "engine/core/keyed_draws.hpp"
#include "engine/statistics/scenario_box.hpp"

#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

namespace detente {

/// Columns of Bryant and Lempert's data that the tests name.
namespace bryant_lempert {
inline constexpr int cellulosic_cost = 0, total_biomass = 1, demand_elasticity = 5, biomass_backstop_price = 8;
}

/// See data/README.md.
inline ScenarioCases bryant_lempert_cases() {
  std::ifstream file(DETENTE_SOURCE_DIR "/tests/engine/statistics/data/bryant_lempert_2010.csv");
  std::vector<double> values;
  std::string line;
  std::getline(file, line);  // names
  while (std::getline(file, line)) {
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ',');) values.push_back(std::stod(cell));
  }
  using Table = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  constexpr Eigen::Index columns = 10;
  Table const table = Eigen::Map<Table>(values.data(), static_cast<Eigen::Index>(values.size()) / columns, columns);
  return {.quantities = table.leftCols(columns - 1), .failing = table.rightCols(1), .clusters = {}};
}

/// Quantities uniform in (0, 1); a sample fails with a probability that depends on them.
inline ScenarioCases uniform_cases(std::uint64_t seed, Eigen::Index samples, Eigen::Index quantities,
                                   std::function<double(Eigen::VectorXd const&)> const& probability) {
  ScenarioCases cases{
      .quantities = Eigen::MatrixXd(samples, quantities), .failing = Eigen::VectorXd(samples), .clusters = {}};
  for (Eigen::Index i = 0; i < samples; ++i) {
    auto const sample = static_cast<std::uint32_t>(i);
    for (Eigen::Index k = 0; k < quantities; ++k) {
      cases.quantities(i, k) = keyed_uniform(seed, sample, static_cast<std::uint64_t>(k) + 1);
    }
    cases.failing[i] = keyed_uniform(seed, sample, 0) < probability(cases.quantities.row(i)) ? 1 : 0;
  }
  return cases;
}

/// Every sample `copies` times in a row, of which a share `failing` fails, as one cluster.
inline ScenarioCases replicated(ScenarioCases const& cases, int copies) {
  std::vector<Eigen::Index> rows;
  for (Eigen::Index i = 0; i < cases.samples(); ++i) rows.insert(rows.end(), static_cast<std::size_t>(copies), i);
  ScenarioCases result = rows_of(cases, rows);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    int const copy = static_cast<int>(k) % copies;
    auto const row = static_cast<Eigen::Index>(k);
    result.failing[row] = copy < cases.failing[rows[k]] * copies - 0.5 ? 1 : 0;
    result.clusters.push_back(static_cast<int>(rows[k]));
  }
  return result;
}

}  // namespace detente
