#pragma once

#include "engine/core/pack.hpp"
#include "models/model_spec.hpp"
#include "tools/evidence/checks/check_row.hpp"

#include <functional>

namespace detente {

/// An index that stands at a target, with its own rate and noise.
struct IndexChain {
  std::string name;  // "oversight"
  double target = 0.5;
  double rate = 0;  // per year
  double vol = 0;   // per square root of a year
};

using ChainPack = Pack<double, 16>;
/// x a month later, from x and the draw of the month.
using ChainStep = std::function<ChainPack(ChainPack const& x, ChainPack const& eps)>;

/// The indices of an arm that move by (R1) alone with one rate, each where it stands in the country (dispute, pair)
/// that is furthest from the bounds. Trust is left out, whose rates up and down differ, and what does not move.
std::vector<IndexChain> index_chains(ArmInputs const& arm);

/// The step that the model takes: an AnchoredIndex at its start.
ChainStep model_step(IndexChain const& chain);

/// Mean and variance of 1024 independent chains, averaged over their months, against (R2). Where a month was clipped,
/// which (R2) leaves out, the tolerance grows by what that can have done, as measured.
std::vector<CheckRow> check_relax(std::vector<IndexChain> const& chains, std::uint64_t seed,
                                  std::function<ChainStep(IndexChain const&)> const& step = model_step);

}  // namespace detente
