#include "engine/core/design_spec.hpp"

#include "engine/core/rank_correlations.hpp"
#include "engine/core/sobol_sequence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>

namespace detente {
namespace {

using Problems = std::vector<std::string>;

constexpr std::int64_t most_samples = std::int64_t{1} << 32;  // that a draw can be keyed by
constexpr std::int64_t most_points = std::int64_t{1} << 31;

std::int64_t quantities_of(DesignSpec const& spec) { return static_cast<std::int64_t>(spec.identities.size()); }

void check_quantities(DesignSpec const& spec, Problems& problems) {
  bool const needs_one =
      spec.kind == DesignKind::factorial || spec.kind == DesignKind::morris || spec.kind == DesignKind::saltelli;
  if (needs_one && spec.identities.empty())
    problems.push_back(fmt::format("a {} design needs at least one uncertain quantity", design_name(spec.kind)));
  std::vector<std::uint64_t> sorted = spec.identities;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
    problems.emplace_back("two quantities have the same identity (their draws would be the same)");
  std::int64_t const columns = quantities_of(spec) * (spec.kind == DesignKind::saltelli ? 2 : 1);
  bool const is_sobol = spec.kind == DesignKind::sobol || (spec.kind == DesignKind::saltelli && spec.batch > 0);
  if (is_sobol && columns > SobolSequence::most_dimensions) {
    problems.push_back(fmt::format("{} quantities take {} dimensions of the Sobol' sequence (it has {})",
                                   quantities_of(spec), columns, SobolSequence::most_dimensions));
  }
}

void check_batch(DesignSpec const& spec, Problems& problems) {
  if (spec.kind == DesignKind::lhs && (spec.batch < 2 || spec.batch > most_samples))
    problems.push_back(fmt::format("batch is {} (a Latin hypercube has 2 samples or more)", spec.batch));
  bool const is_sobol = spec.kind == DesignKind::sobol || (spec.kind == DesignKind::saltelli && spec.batch != 0);
  if (!is_sobol) return;
  if (spec.batch < 1 || spec.batch > most_points) {
    problems.push_back(fmt::format("batch is {} (a set of Sobol' points has 1 to 2^31)", spec.batch));
  } else if (!std::has_single_bit(static_cast<std::uint64_t>(spec.batch))) {
    auto const below = static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(spec.batch)));
    problems.push_back(
        fmt::format("batch is {} (a set of Sobol' points has a power of two: {} or {})", spec.batch, below, 2 * below));
  }
}

void check_levels(DesignSpec const& spec, Problems& problems) {
  if (spec.kind == DesignKind::factorial) {
    if (spec.levels.size() != spec.identities.size()) {
      problems.push_back(
          fmt::format("there are {} numbers of levels for {} quantities (a factorial design has one each)",
                      spec.levels.size(), spec.identities.size()));
    }
    for (int const count : spec.levels)
      if (count < 1) problems.push_back(fmt::format("a quantity has {} levels (1 or more are needed)", count));
  } else if (spec.kind == DesignKind::morris) {
    if (spec.levels.size() > 1) problems.emplace_back("a morris design has one number of levels for all quantities");
    for (int const count : spec.levels)
      if (count < 2 || count % 2 != 0)
        problems.push_back(fmt::format("levels is {} (a morris design has an even number of them)", count));
  } else if (!spec.levels.empty()) {
    problems.push_back(fmt::format("a {} design has no levels", design_name(spec.kind)));
  }
}

void check_correlations(DesignSpec const& spec, std::vector<std::string> const& names, Problems& problems) {
  if (spec.correlations.empty()) return;
  if (spec.kind != DesignKind::mc && spec.kind != DesignKind::lhs && spec.kind != DesignKind::sobol) {
    problems.push_back(
        fmt::format("a {} design has no rank correlations (mc, lhs and sobol have)", design_name(spec.kind)));
    return;
  }
  Problems const found = correlation_problems(spec.identities.size(), spec.correlations, names);
  problems.insert(problems.end(), found.begin(), found.end());
}

/// After all else is known to be right.
void check_samples(DesignSpec const& spec, Problems& problems) {
  if (spec.kind == DesignKind::factorial) {
    std::int64_t const combinations = factorial_samples(spec.levels);
    if (combinations == 0) {
      problems.emplace_back("the levels have more than 2^32 combinations");
    } else if (spec.samples != combinations) {
      problems.push_back(fmt::format("samples is {} (the levels have {} combinations)", spec.samples, combinations));
    }
    return;
  }
  if (spec.samples < 1 || spec.samples > most_samples) {
    problems.push_back(fmt::format("samples is {} (1 to 2^32 can be drawn)", spec.samples));
    return;
  }
  std::int64_t const unit = independent_samples(spec);
  if (spec.samples % unit == 0) return;
  std::int64_t const below = spec.samples / unit * unit;
  std::string const nearest = below > 0 ? fmt::format("{} or {}", below, below + unit) : fmt::format("{}", unit);
  problems.push_back(fmt::format("samples is {} (a {} design has a multiple of {}: {})", spec.samples,
                                 design_name(spec.kind), unit, nearest));
}

}  // namespace

std::string design_name(DesignKind kind) {
  switch (kind) {
    case DesignKind::mc:
      return "mc";
    case DesignKind::lhs:
      return "lhs";
    case DesignKind::sobol:
      return "sobol";
    case DesignKind::factorial:
      return "factorial";
    case DesignKind::morris:
      return "morris";
    case DesignKind::saltelli:
      break;
  }
  return "saltelli";
}

std::int64_t independent_samples(DesignSpec const& spec) {
  switch (spec.kind) {
    case DesignKind::lhs:
    case DesignKind::sobol:
      return spec.batch;
    case DesignKind::morris:
      return quantities_of(spec) + 1;
    case DesignKind::saltelli:
      return (quantities_of(spec) + 2) * std::max<std::int64_t>(spec.batch, 1);
    case DesignKind::mc:
    case DesignKind::factorial:
      break;
  }
  return 1;
}

std::int64_t factorial_samples(std::vector<int> const& levels) {
  std::int64_t combinations = 1;
  for (int const count : levels) {
    combinations *= count;
    if (combinations > most_samples) return 0;
  }
  return combinations;
}

std::vector<std::string> design_problems(DesignSpec const& spec, std::vector<std::string> const& names) {
  Problems problems;
  check_quantities(spec, problems);
  check_batch(spec, problems);
  check_levels(spec, problems);
  check_correlations(spec, names, problems);
  if (problems.empty()) check_samples(spec, problems);
  return problems;
}

}  // namespace detente
