#pragma once

#include <Eigen/Core>
#include <boost/container/small_vector.hpp>

#include <memory>
#include <vector>

namespace detente {

/// The value of one variable in L runs at once. Arithmetic is lane by lane, so an equation written for packs reads like
/// the same equation for numbers, and L = 1 is the reference.
template <class Real, int L>
using Pack = Eigen::Array<Real, L, 1>;

/// One variable over the entities of a set (places, pairs, ...): field[entity] is a pack.
template <class Real, int L>
using Field = std::vector<Pack<Real, L>>;

/// A field for the length of a function: where there are few entities it takes no memory from the heap.
template <class Real, int L>
using Scratch = boost::container::small_vector<Pack<Real, L>, 64, std::allocator<Pack<Real, L>>>;  // aligned as packs

/// The pack type that an expression of packs evaluates to.
template <class Expression>
using PackOf = Eigen::Array<typename Expression::Scalar, Expression::RowsAtCompileTime, 1>;

}  // namespace detente
