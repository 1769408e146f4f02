#include "engine/config/form.hpp"

#include "engine/config/config_data.hpp"
#include "engine/config/config_tree.hpp"

#include <algorithm>

namespace detente {
namespace {

Form* step(Form& form, std::string const& part) {
  if (part == "*") return form.entry.get();
  if (part == "[]") return form.item.get();
  return form.find_key(part);
}

void collect_unread(Form const& form, std::string const& path, std::vector<std::string>& paths) {
  if (form.is_unread()) paths.push_back(path);
  if (!form.overrides.empty()) return;  // what it overrides says what it may hold
  std::string const above = path.empty() ? "" : path + ".";
  for (FormKey const& key : form.keys) collect_unread(*key.form, above + key.name, paths);
  if (form.entry) collect_unread(*form.entry, above + "*", paths);
  if (form.item) collect_unread(*form.item, above + "[]", paths);
}

}  // namespace

bool operator==(ValueForm const& a, ValueForm const& b) {
  return a.kind == b.kind && a.bounds.lowest == b.bounds.lowest && a.bounds.highest == b.bounds.highest &&
         a.choices == b.choices;
}

Form* Form::find_key(std::string_view name) {
  auto const found = std::find_if(keys.begin(), keys.end(), [&](FormKey const& each) { return each.name == name; });
  return found == keys.end() ? nullptr : found->form.get();
}

FormKey& Form::key(std::string_view name) {
  auto const found = std::find_if(keys.begin(), keys.end(), [&](FormKey const& each) { return each.name == name; });
  if (found != keys.end()) return *found;
  return keys.emplace_back(FormKey{std::string(name), std::make_unique<Form>()});
}

bool Form::needs(FormKey const& key) const { return !key.is_optional && key.maps == maps; }

Form* Form::find(std::string_view path) {
  Form* form = this;
  for (std::string const& part : path.empty() ? std::vector<std::string>{} : split_dotted(path)) {
    if (form != nullptr) form = step(*form, part);
  }
  return form;
}

bool Form::is_unread() const {
  return values.empty() && !is_map() && item == nullptr && schema.empty() && overrides.empty();
}

void note_forms(Form& form, std::function<ConfigTree()> const& open, std::function<void(ConfigTree)> const& read) {
  using enum Guise::Shape;
  using enum Guise::Answer;
  for (Guise::Shape const shape : {scalar, sequence, map, described, dated}) {
    for (Guise::Answer const number : {least, most}) {
      for (Guise::Answer const choice : {least, most}) {
        ConfigTree tree = open();
        tree.note_forms(form, {shape, number, choice});
        read(std::move(tree));
      }
    }
  }
}

std::vector<std::string> unread(Form const& form) {
  std::vector<std::string> paths;
  collect_unread(form, "", paths);
  return paths;
}

}  // namespace detente
