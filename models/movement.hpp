#pragma once

namespace detente {

/// How an uncertain number of the region moves within its confidence.
enum class Movement {
  relative,  // by a share of itself
  index,     // by a share of its distance to the nearer end of 0..1
  share,     // relative; the list it belongs to then sums to 1 again
};

}  // namespace detente
