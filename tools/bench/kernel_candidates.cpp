#include "models/experiment.hpp"
#include "models/model_spec.hpp"
#include "tools/bench/candidates.hpp"
#include "tools/kernel/kernel.hpp"

#include <fmt/format.h>

#include <memory>

namespace detente::bench {
namespace {

/// Owns what a kernel refers to.
struct Work {
  ModelSpec const& model;
  ResultSpec result;
  Kernel kernel = {};
};

Candidate candidate(Experiment const& experiment, Target target, std::string const& precision) {
  auto const work = std::make_shared<Work>(Work{experiment.model, experiment.result});
  work->result.recording = {};
  work->result.precision = precision;
  work->kernel = make_kernel({work->model, work->result}, target);
  return {.name = fmt::format("kernel.{}.{}", to_text(target), precision),
          .meaning = fmt::format("kernel, {}, {} precision", to_text(target), precision),
          .ns_per_month = [work] {
            double const start = thread_time();
            BlockRecord const record = work->kernel({.runs = work->result.block_runs});
            double const months = static_cast<double>(record.id.runs) * work->result.months;
            return (thread_time() - start) / months;
          }};
}

}  // namespace

std::vector<Candidate> kernel_candidates(Experiment const& experiment) {
  std::vector<Candidate> candidates;
  for (Target const target : all_targets()) {
    if (!runs_here(target) || !is_installed(target)) continue;
    for (char const* const precision : {"double", "single"})
      candidates.push_back(candidate(experiment, target, precision));
  }
  return candidates;
}

}  // namespace detente::bench
