#include "engine/statistics/failure_tree.hpp"

#include "engine/core/keyed_draws.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

namespace detente {
namespace {

using Eigen::Index;
using Eigen::VectorXd;

constexpr double impurity_tolerance = 1e-9;  // of impurities, in samples
constexpr double clearly = 1.645;            // standard errors: the upper 5 % of a normal law
constexpr double never = std::numeric_limits<double>::infinity();

struct Node {
  std::vector<Index> rows;
  double failures = 0;
  int depth = 0;
  int quantity = 0;
  double cut = 0;  // samples below it go to `below`
  std::size_t below = 0, above = 0;
  double price = 0;  // of a leaf, from which on this node is a leaf; 0: it was never split

  double size() const { return static_cast<double>(rows.size()); }
  double share() const { return failures / size(); }
  double impurity() const { return failures * (1 - share()); }
  bool is_leaf(double leaf_price) const { return price <= leaf_price; }
};

struct Split {
  int quantity = 0;
  double cut = 0;
  double impurity = 0;  // of both sides
};

/// The best split of a node at one quantity.
std::optional<Split> best_at(ScenarioCases const& cases, Node const& node, int quantity, double least_leaf) {
  std::vector<std::pair<double, double>> order;  // value, share failing
  order.reserve(node.rows.size());
  for (Index const row : node.rows) order.emplace_back(cases.quantities(row, quantity), cases.failing[row]);
  std::sort(order.begin(), order.end());
  std::optional<Split> best;
  double failures = 0;
  for (std::size_t k = 0; k + 1 < order.size(); ++k) {
    failures += order[k].second;
    double const lower = order[k].first;
    double const upper = order[k + 1].first;
    double const below = static_cast<double>(k + 1);
    double const above = node.size() - below;
    if (lower == upper || below < least_leaf || above < least_leaf) continue;
    double const others = node.failures - failures;
    double const impurity = failures * (1 - failures / below) + others * (1 - others / above);
    if (best && impurity > best->impurity - impurity_tolerance) continue;
    best = {.quantity = quantity, .cut = cut_between(lower, upper), .impurity = impurity};
  }
  return best;
}

class Tree {
 public:
  Tree(ScenarioCases const& cases, std::vector<Index> rows, FailureTreeSettings const& settings) : cases_(cases) {
    double const least_leaf = settings.least_mass * static_cast<double>(rows.size());
    add(std::move(rows), 0);
    for (std::size_t at = 0; at < nodes_.size(); ++at) {  // children are added behind their parent
      if (nodes_[at].depth < settings.depth) split(at, least_leaf);
    }
    set_prices();
  }

  /// The prices of a leaf at which the tree that is best for it becomes smaller, rising, from 0.
  std::vector<double> prices() const {
    std::vector<double> result{0};
    for (Node const& node : nodes_) {
      if (node.price > 0) result.push_back(node.price);
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
  }

  double predict(ScenarioCases const& cases, Index sample, double price) const {
    std::size_t at = 0;
    while (!nodes_[at].is_leaf(price)) {
      at = cases.quantities(sample, nodes_[at].quantity) < nodes_[at].cut ? nodes_[at].below : nodes_[at].above;
    }
    return nodes_[at].share();
  }

  std::vector<ScenarioBox> leaves(double price) const {
    std::vector<ScenarioBox> result;
    collect(0, price, {}, result);
    return result;
  }

 private:
  void add(std::vector<Index> rows, int depth) {
    Node node;
    node.depth = depth;
    for (Index const row : rows) node.failures += cases_.failing[row];
    node.rows = std::move(rows);
    nodes_.push_back(std::move(node));
  }

  void split(std::size_t at, double least_leaf) {
    std::optional<Split> best;
    for (int quantity = 0; quantity < static_cast<int>(cases_.quantities.cols()); ++quantity) {
      std::optional<Split> const other = best_at(cases_, nodes_[at], quantity, least_leaf);
      if (other && (!best || other->impurity < best->impurity - impurity_tolerance)) best = other;
    }
    if (!best || best->impurity > nodes_[at].impurity() - impurity_tolerance) return;
    std::vector<Index> below;
    std::vector<Index> above;
    for (Index const row : nodes_[at].rows) {
      (cases_.quantities(row, best->quantity) < best->cut ? below : above).push_back(row);
    }
    nodes_[at].quantity = best->quantity;
    nodes_[at].cut = best->cut;
    nodes_[at].below = nodes_.size();
    nodes_[at].above = nodes_.size() + 1;
    nodes_[at].price = never;
    int const depth = nodes_[at].depth + 1;
    add(std::move(below), depth);
    add(std::move(above), depth);
  }

  /// Impurity and number of the leaves below a node.
  std::pair<double, double> branch(std::size_t at, double price) const {
    Node const& node = nodes_[at];
    if (node.is_leaf(price)) return {node.impurity(), 1.0};
    auto const [impurity_below, leaves_below] = branch(node.below, price);
    auto const [impurity_above, leaves_above] = branch(node.above, price);
    return {impurity_below + impurity_above, leaves_below + leaves_above};
  }

  /// Cuts the weakest link until the root alone is left: the node whose branch gains least per leaf.
  void set_prices() {
    double price = 0;
    while (!nodes_.front().is_leaf(price)) {
      double weakest_price = never;
      std::size_t weakest = 0;
      for (std::size_t at = 0; at < nodes_.size(); ++at) {
        if (nodes_[at].is_leaf(price) || nodes_[at].price < never) continue;
        auto const [impurity, count] = branch(at, price);
        double const gain = (nodes_[at].impurity() - impurity) / (count - 1) / nodes_.front().size();
        if (gain >= weakest_price) continue;
        weakest_price = gain;
        weakest = at;
      }
      price = std::max(price, weakest_price);
      cut_below(weakest, price);
    }
  }

  void cut_below(std::size_t at, double price) {
    Node& node = nodes_[at];
    if (node.price < never) return;
    node.price = price;
    cut_below(node.below, price);
    cut_below(node.above, price);
  }

  void collect(std::size_t at, double price, ScenarioBox const& box, std::vector<ScenarioBox>& result) const {
    Node const& node = nodes_[at];
    if (node.is_leaf(price)) {
      result.push_back(box);
      return;
    }
    collect(node.below, price, with_end(box, node.quantity, BoxEnd::high, node.cut), result);
    collect(node.above, price, with_end(box, node.quantity, BoxEnd::low, node.cut), result);
  }

  ScenarioCases const& cases_;
  std::vector<Node> nodes_;
};

/// Squared errors, sample by price, of trees grown without the sample's fold.
Eigen::MatrixXd cross_validated(ScenarioCases const& cases, std::vector<int> const& folds,
                                std::vector<double> const& prices, FailureTreeSettings const& settings) {
  Eigen::MatrixXd errors = Eigen::MatrixXd::Zero(cases.samples(), static_cast<Index>(prices.size()));
  for (int fold = 0; fold < settings.folds; ++fold) {
    std::vector<Index> rows;
    for (Index i = 0; i < cases.samples(); ++i) {
      if (folds[static_cast<std::size_t>(i)] != fold) rows.push_back(i);
    }
    if (rows.empty()) continue;
    Tree const tree(cases, std::move(rows), settings);
    for (Index i = 0; i < cases.samples(); ++i) {
      if (folds[static_cast<std::size_t>(i)] != fold) continue;
      for (std::size_t k = 0; k < prices.size(); ++k) {
        double const error = cases.failing[i] - tree.predict(cases, i, prices[k]);
        errors(i, static_cast<Index>(k)) = error * error;
      }
    }
  }
  return errors;
}

/// Standard error of a sum over independent samples or clusters.
double error_of_sum(VectorXd const& values, std::vector<int> const& clusters) {
  std::map<int, double> sums;
  double const mean = values.mean();
  for (Index i = 0; i < values.size(); ++i) {
    int const cluster = clusters.empty() ? static_cast<int>(i) : clusters[static_cast<std::size_t>(i)];
    sums[cluster] += values[i] - mean;
  }
  double squares = 0;
  for (auto const& [cluster, sum] : sums) squares += sum * sum;
  double const count = static_cast<double>(sums.size());
  return std::sqrt(squares * count / (count - 1));
}

/// The highest price at which prediction is not clearly worse than at the best.
double choose_price(Eigen::MatrixXd const& errors, std::vector<double> const& prices,
                    std::vector<int> const& clusters) {
  Index best = 0;
  errors.colwise().sum().minCoeff(&best);
  for (Index k = errors.cols(); k-- > best + 1;) {
    VectorXd const excess = errors.col(k) - errors.col(best);
    if (excess.sum() <= clearly * error_of_sum(excess, clusters)) return prices[static_cast<std::size_t>(k)];
  }
  return prices[static_cast<std::size_t>(best)];
}

/// Prices that stand for the ranges between those at which a tree changes.
std::vector<double> typical_prices(std::vector<double> const& prices) {
  std::vector<double> result = prices;
  for (std::size_t k = 0; k + 1 < prices.size(); ++k) result[k] = std::sqrt(prices[k] * prices[k + 1]);
  return result;
}

/// Fold of each searched sample, by its cluster or row in all cases.
std::vector<int> folds_of(ScenarioCases const& cases, FailureTreeSettings const& settings) {
  std::uint64_t const name = stable_hash("scenario_discovery.fold");
  std::vector<int> folds;
  for (Index i = 0; i < cases.samples(); ++i) {
    auto const number =
        static_cast<std::uint32_t>(cases.clusters.empty() ? i : cases.clusters[static_cast<std::size_t>(i)]);
    folds.push_back(static_cast<int>(keyed_uniform(settings.seed, number, name) * settings.folds));
  }
  return folds;
}

}  // namespace

std::vector<FailureLeaf> grow_failure_tree(ScenarioCases const& cases, FailureTreeSettings const& settings) {
  assert(settings.folds >= 2 && "some samples are predicted from others");
  SplitCases const split = split_cases(cases, settings.search_share, settings.seed);
  if (split.search.samples() == 0) return {};
  std::vector<Index> rows(static_cast<std::size_t>(split.search.samples()));
  std::iota(rows.begin(), rows.end(), Index{0});
  Tree const tree(split.search, std::move(rows), settings);
  std::vector<double> const prices = tree.prices();
  Eigen::MatrixXd const errors =
      cross_validated(split.search, folds_of(split.search, settings), typical_prices(prices), settings);
  std::vector<FailureLeaf> leaves;
  for (ScenarioBox const& box : tree.leaves(choose_price(errors, prices, split.search.clusters))) {
    leaves.push_back(
        {.box = box, .searched = fit_of(box, split.search), .held_out = estimate_box(box, split.held_out)});
  }
  return leaves;
}

}  // namespace detente
