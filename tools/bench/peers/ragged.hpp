#pragma once

#include <span>
#include <utility>
#include <vector>

namespace detente::bench {

/// Rows of different lengths in one piece of memory.
template <class T>
class Ragged {
 public:
  void add_row(std::vector<T> const& row) {
    items_.insert(items_.end(), row.begin(), row.end());
    first_.push_back(static_cast<int>(items_.size()));
  }
  std::span<T const> operator[](int row) const {
    return {items_.data() + first_[row], items_.data() + first_[row + 1]};
  }
  int rows() const { return static_cast<int>(first_.size()) - 1; }

 private:
  std::vector<T> items_;
  std::vector<int> first_{0};
};

}  // namespace detente::bench
