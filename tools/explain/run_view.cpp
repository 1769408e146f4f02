#include "tools/explain/run_view.hpp"

#include <algorithm>
#include <cmath>

namespace detente {

std::optional<std::size_t> position_of(std::string const& name, std::vector<std::string> const& names) {
  auto const found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return {};
  return static_cast<std::size_t>(found - names.begin());
}

RunView::RunView(ResultSpec const& spec, BlockRecord const& record, Ties const& ties)
    : spec_(&spec), record_(&record), ties_(&ties), drivers_(labels("driver")) {}

std::string const& RunView::policy() const {
  return spec_->policies[static_cast<std::size_t>(spec_->arms[arm()].policy)];
}

std::string const& RunView::scenario() const {
  return spec_->scenarios[static_cast<std::size_t>(spec_->arms[arm()].scenario)];
}

EventKind const& RunView::kind_of(Event const& event) const {
  return spec_->catalogue.events[static_cast<std::size_t>(event.kind)];
}

std::string RunView::entity_of(Event const& event) const {
  std::string const& dimension = kind_of(event).entity_dimension;
  return dimension.empty() ? "" : labels(dimension)[static_cast<std::size_t>(event.entity)];
}

std::string RunView::name_of(Event const& event) const {
  std::string const& dimension = kind_of(event).entity_dimension;
  return dimension.empty() ? "" : long_name(dimension, static_cast<std::size_t>(event.entity));
}

std::span<float const> RunView::contributions(Event const& event) const {
  if (event.contributions < 0) return {};
  return std::span(record_->contributions)
      .subspan(static_cast<std::size_t>(event.contributions) * drivers_.size(), drivers_.size());
}

std::span<double const> RunView::series(std::string const& variable, std::size_t entity) const {
  std::size_t const instants = static_cast<std::size_t>(spec_->months) + 1;
  std::size_t first = 0;
  for (VariableInfo const& info : spec_->catalogue.variables) {
    std::size_t const size = spec_->catalogue.size_of(info.dimensions);
    if (info.name == variable && entity < size)
      return std::span(record_->history).subspan((first + entity) * instants, instants);
    first += size;
  }
  return {};
}

double RunView::outcome(std::string const& name, std::size_t label) const {
  std::size_t column = 0;
  for (OutcomeInfo const& info : spec_->catalogue.outcomes) {
    std::size_t const size = spec_->catalogue.size_of(info.dimensions);
    if (info.name == name && label < size) return record_->outcomes[column + label];
    column += size;
  }
  return std::nan("");
}

Dimension const* RunView::find(std::string const& dimension) const {
  for (Dimension const& known : spec_->catalogue.dimensions) {
    if (known.name == dimension) return &known;
  }
  return nullptr;
}

std::vector<std::string> RunView::labels(std::string const& dimension) const {
  Dimension const* const found = find(dimension);
  return found == nullptr ? std::vector<std::string>{} : found->labels;
}

std::string RunView::long_name(std::string const& dimension, std::size_t label) const {
  Dimension const* const found = find(dimension);
  if (found == nullptr) return "";
  return found->long_names.empty() ? found->labels[label] : found->long_names[label];
}

}  // namespace detente
