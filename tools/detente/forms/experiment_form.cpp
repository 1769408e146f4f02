#include "tools/detente/forms/experiment_form.hpp"

#include "engine/config/config_tree.hpp"
#include "models/experiment.hpp"
#include "tools/detente/forms/experiment_help.hpp"

#include <fmt/format.h>

#include <array>

namespace detente {
namespace {

template <class T>
void set_length(Form&, T const&) {}
template <class T, std::size_t length>
void set_length(Form& form, std::array<T, length> const& array) {
  if (form.item == nullptr) return;  // a map
  form.length = length;
  set_length(*form.item, array[0]);
}

std::string with_unit(std::string_view meaning, std::string_view unit) {
  return unit == "1" ? std::string(meaning) : fmt::format("{} [{}]", meaning, unit);
}

void describe_parameters(Form& form, std::string const& place, bool needs_evidence) {
  Parameters<double> parameters{};
  Parameters<double>::describe(parameters, [&](auto const& value, ParameterInfo const& info) {
    Form* const own = form.find(fmt::format("{}.{}", place, info.key));
    if (own == nullptr) return;
    own->description = with_unit(info.meaning, info.unit);
    own->unit = info.unit;
    own->needs_evidence = needs_evidence;
    set_length(*own, value);
  });
}

void describe_levers(Form& form, std::string const& place) {
  for (LeverInfo const& lever : lever_table()) {
    Form* const own = form.find(fmt::format("{}.{}", place, lever.name));
    if (own != nullptr) own->description = with_unit(lever.meaning, lever.unit);
  }
}

void describe_keys(Form& form) {
  std::string const scenario = "scenarios.*";
  for (KeyHelp const& help : experiment_help()) {
    if (Form* const own = form.find(help.path)) own->description = help.text;
    if (!help.path.starts_with(scenario)) continue;
    if (Form* const own = form.find("scenarios.from.*" + help.path.substr(scenario.size())))
      own->description = help.text;
  }
}

}  // namespace

Form experiment_form(std::string const& file) {
  auto const read = [](ConfigTree tree) { static_cast<void>(read_experiment(std::move(tree))); };
  Form form;
  note_forms(
      form, [] { return ConfigTree::parse("{}", "anything"); }, read);
  if (!file.empty()) {
    read(ConfigTree::load(file));
    note_forms(
        form, [&] { return ConfigTree::load(file); }, read);
  }
  describe_parameters(form, "parameters", true);
  for (char const* place : {"scenarios.*.parameters", "scenarios.from.*.parameters"})
    describe_parameters(form, place, false);
  describe_keys(form);
  for (char const* place : {"region.status_quo", "policies.*", "policies.from.*"}) describe_levers(form, place);
  return form;
}

}  // namespace detente
