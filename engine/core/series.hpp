#pragma once

#include "engine/core/record.hpp"

#include <cstddef>
#include <vector>

namespace detente {

/// The one numbering of recorded series, which the recorder, the parts and the result file share. A series is a
/// variable and one of its entities; they are numbered from 0 in the order of the catalogue, the last dimension
/// fastest, in whatever order and however often the variables were asked for.
class SeriesTable {
 public:
  struct Of {
    int variable;              // index into Catalogue::variables
    std::size_t first, count;  // its series: first..first+count-1; none if a dimension of it has no labels
  };

  SeriesTable(Catalogue const& catalogue, std::vector<int> variables);

  /// By variable, rising.
  std::vector<Of> const& variables() const { return variables_; }
  /// The series of a variable, null if it is not recorded.
  Of const* find(int variable) const;
  std::size_t size() const { return size_; }

 private:
  std::vector<Of> variables_;
  std::size_t size_ = 0;
};

}  // namespace detente
