#include "tools/detente/kernel.hpp"

#include "engine/run/run_block.hpp"

#include <memory>

namespace detente {
namespace {

constexpr int lanes = 16;

template <class Real>
std::function<BlockRecord(BlockId const&)> kernel_of(Experiment const& experiment) {
  auto const model = std::make_shared<RegionalModel<Real, lanes> const>(experiment.model);
  return [model, &experiment](BlockId const& id) { return run_block(*model, experiment.result, id); };
}

}  // namespace

std::function<BlockRecord(BlockId const&)> make_kernel(Experiment const& experiment) {
  return experiment.result.precision == "single" ? kernel_of<float>(experiment) : kernel_of<double>(experiment);
}

}  // namespace detente
