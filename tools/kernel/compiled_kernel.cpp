#include "tools/kernel/compiled_kernel.hpp"

#include "engine/run/run_block.hpp"
#include "models/regional_model.hpp"

#include <memory>

namespace detente {
namespace {

constexpr int lanes = 16;

template <class Real>
Kernel kernel_of(KernelInput const& input) {
  auto const model = std::make_shared<RegionalModel<Real, lanes> const>(input.model);
  return [model, &result = input.result](BlockId const& id) { return run_block(*model, result, id); };
}

}  // namespace

Kernel compiled_kernel(KernelInput const& input) {
  return input.result.precision == "single" ? kernel_of<float>(input) : kernel_of<double>(input);
}

}  // namespace detente
