#include "engine/core/rank_correlations.hpp"

#include "engine/core/elementary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <stdexcept>

namespace detente {
namespace {

using Pairs = std::vector<RankCorrelation>;
using Rows = std::vector<std::vector<double>>;

constexpr double least_pivot = 1e-9;  // of a matrix that is positive definite beyond rounding

/// Linear correlation of normal scores that have a rank correlation: 2 sin(pi rho / 6).
double score_correlation(double rank) {
  double const sine = turn(Pack<double, 1>::Constant(std::abs(rank) / 12)).sine[0];
  return std::copysign(2 * sine, rank);
}

/// Quantities that hang together by pairs, in their order, without those that are in no pair.
std::vector<std::vector<int>> groups_of(std::size_t quantities, Pairs const& pairs) {
  std::vector<int> label(quantities);
  std::vector<bool> is_paired(quantities);
  for (std::size_t q = 0; q < quantities; ++q) label[q] = static_cast<int>(q);
  for (RankCorrelation const& pair : pairs) {
    is_paired[pair.first] = is_paired[pair.second] = true;
    std::replace(label.begin(), label.end(), int{label[pair.second]}, int{label[pair.first]});
  }
  std::vector<std::vector<int>> by_label(quantities);
  for (std::size_t q = 0; q < quantities; ++q)
    if (is_paired[q]) by_label[label[q]].push_back(static_cast<int>(q));
  std::erase_if(by_label, [](std::vector<int> const& group) { return group.empty(); });
  return by_label;
}

Pairs pairs_within(std::vector<int> const& group, Pairs const& pairs) {
  Pairs within;
  std::copy_if(pairs.begin(), pairs.end(), std::back_inserter(within),
               [&](RankCorrelation const& pair) { return std::binary_search(group.begin(), group.end(), pair.first); });
  return within;
}

/// Matrix of the scores' correlations in a group.
Rows score_matrix(std::vector<int> const& group, Pairs const& pairs) {
  Rows matrix(group.size(), std::vector<double>(group.size()));
  auto const place = [&](int quantity) {
    return static_cast<std::size_t>(std::lower_bound(group.begin(), group.end(), quantity) - group.begin());
  };
  for (std::size_t row = 0; row < group.size(); ++row) matrix[row][row] = 1;
  for (RankCorrelation const& pair : pairs_within(group, pairs)) {
    double const r = score_correlation(pair.rank);
    matrix[place(pair.first)][place(pair.second)] = matrix[place(pair.second)][place(pair.first)] = r;
  }
  return matrix;
}

/// Lower triangle L with L L' = matrix; none if that is not positive definite. Sums run in order, so that the bits are
/// the same on every machine.
std::optional<Rows> cholesky(Rows const& matrix) {
  Rows lower(matrix.size(), std::vector<double>(matrix.size()));
  for (std::size_t row = 0; row < matrix.size(); ++row) {
    for (std::size_t column = 0; column <= row; ++column) {
      double rest = matrix[row][column];
      for (std::size_t k = 0; k < column; ++k) rest -= lower[row][k] * lower[column][k];
      if (column < row) {
        lower[row][column] = rest / lower[column][column];
      } else if (rest > least_pivot) {
        lower[row][row] = std::sqrt(rest);
      } else {
        return std::nullopt;
      }
    }
  }
  return lower;
}

/// Correlations of columns that have the same values in other orders, with mean 0.
Rows sample_correlations(Rows const& columns) {
  auto const product = [](std::vector<double> const& a, std::vector<double> const& b) {
    double sum = 0;
    for (std::size_t k = 0; k < a.size(); ++k) sum += a[k] * b[k];
    return sum;
  };
  double const squares = product(columns[0], columns[0]);
  Rows matrix(columns.size(), std::vector<double>(columns.size(), 1));
  for (std::size_t a = 0; a < columns.size(); ++a)
    for (std::size_t b = 0; b < a; ++b) matrix[a][b] = matrix[b][a] = product(columns[a], columns[b]) / squares;
  return matrix;
}

/// v with Q' v = w, Q a lower triangle: v'y = w'(Q^-1 y), the weights on what Q made correlated.
std::vector<double> weights_on_correlated(Rows const& lower, std::vector<double> weights) {
  for (std::size_t k = weights.size(); k-- > 0;) {
    for (std::size_t later = k + 1; later < weights.size(); ++later) weights[k] -= lower[later][k] * weights[later];
    weights[k] /= lower[k][k];
  }
  return weights;
}

std::string called(int quantity, std::vector<std::string> const& names) {
  return names.empty() ? fmt::format("quantity {}", quantity) : names[static_cast<std::size_t>(quantity)];
}

/// What is wrong with one pair; "" if nothing is.
std::string pair_problem(std::size_t quantities, RankCorrelation const& pair, std::vector<std::string> const& names) {
  auto const is_quantity = [&](int number) { return number >= 0 && static_cast<std::size_t>(number) < quantities; };
  if (!is_quantity(pair.first) || !is_quantity(pair.second))
    return fmt::format("a rank correlation names quantities {} and {} of {}", pair.first, pair.second, quantities);
  if (pair.first == pair.second) return called(pair.first, names) + " is correlated with itself";
  if (!(std::abs(pair.rank) < 1)) {
    return fmt::format("the rank correlation of {} and {} is {} (it lies between -1 and 1)", called(pair.first, names),
                       called(pair.second, names), pair.rank);
  }
  return "";
}

bool are_same(RankCorrelation const& a, RankCorrelation const& b) {
  return std::minmax({a.first, a.second}) == std::minmax({b.first, b.second});
}

}  // namespace

std::vector<std::string> correlation_problems(std::size_t quantities, Pairs const& pairs,
                                              std::vector<std::string> const& names) {
  std::vector<std::string> problems;
  for (auto pair = pairs.begin(); pair != pairs.end(); ++pair) {
    if (std::string const problem = pair_problem(quantities, *pair, names); !problem.empty())
      problems.push_back(problem);
    if (std::any_of(pairs.begin(), pair, [&](RankCorrelation const& earlier) { return are_same(earlier, *pair); }))
      problems.push_back(
          fmt::format("the pair of {} and {} is named twice", called(pair->first, names), called(pair->second, names)));
  }
  if (!problems.empty()) return problems;
  for (std::vector<int> const& group : groups_of(quantities, pairs)) {
    if (cholesky(score_matrix(group, pairs))) continue;
    std::string impossible;
    for (RankCorrelation const& pair : pairs_within(group, pairs))
      impossible += fmt::format("{}{} with {} ({})", impossible.empty() ? "" : ", ", called(pair.first, names),
                                called(pair.second, names), pair.rank);
    problems.push_back("these rank correlations cannot hold together: " + impossible +
                       "; pairs that are not named have 0");
  }
  return problems;
}

RankCorrelations::RankCorrelations(std::size_t quantities, Pairs const& pairs) {
  if (std::vector<std::string> const problems = correlation_problems(quantities, pairs); !problems.empty())
    throw std::invalid_argument(problems.front());
  if (pairs.empty()) return;
  terms_.resize(quantities);
  for (std::vector<int> const& group : groups_of(quantities, pairs)) {
    Rows const weights = *cholesky(score_matrix(group, pairs));
    for (std::size_t row = 1; row < group.size(); ++row) {
      bool const is_alone = std::all_of(weights[row].begin(), weights[row].begin() + static_cast<std::ptrdiff_t>(row),
                                        [](double weight) { return weight == 0; });
      if (is_alone) continue;
      for (std::size_t column = 0; column <= row; ++column)
        terms_[group[row]].push_back({group[column], weights[row][column]});
    }
  }
}

std::vector<double> correlated_scores(std::vector<RankCorrelations::Term> const& terms, Rows const& columns) {
  std::vector<double> weights;
  for (RankCorrelations::Term const& term : terms) weights.push_back(term.weight);
  if (std::optional<Rows> const by_chance = cholesky(sample_correlations(columns)))
    weights = weights_on_correlated(*by_chance, weights);
  std::vector<double> scores(columns[0].size());
  for (std::size_t term = 0; term < columns.size(); ++term)
    for (std::size_t k = 0; k < scores.size(); ++k) scores[k] += weights[term] * columns[term][k];
  return scores;
}

}  // namespace detente
