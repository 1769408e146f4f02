#include "engine/config/config_data.hpp"
#include "engine/config/config_node.hpp"
#include "engine/config/form.hpp"

#include <algorithm>
#include <cmath>

namespace detente {

Form* ConfigNode::form() const { return data_->form(); }

/// The form to which something is about to be added; null if nothing is noted.
Form* ConfigNode::form_read() const {
  Form* const own = form();
  bool const is_inside = data_->key == "value" && data_->parent != nullptr && data_->parent->form() == own;
  if (own != nullptr && !looks_described() && !is_inside) own->is_bare = true;
  return own;
}

void ConfigNode::note(ValueForm const& value) const {
  Form* const own = form_read();
  if (own == nullptr) return;
  if (std::find(own->values.begin(), own->values.end(), value) == own->values.end()) own->values.push_back(value);
}

/// The key as this map is the first time asked for it; null else, and for what is no key of its own.
FormKey* ConfigNode::key_read(std::string_view key) const {
  Form* const own = form_read();
  if (own == nullptr) return nullptr;
  bool const is_evidence = own->is_described && is_evidence_key(key);
  bool const is_id =
      own->has_ids && (key == "default" || std::find(own->ids.begin(), own->ids.end(), key) != own->ids.end());
  if (is_evidence || is_id || is_placeholder(key)) return nullptr;
  if (data_->asked.empty()) ++own->maps;
  return data_->note_asked(key) ? &own->key(key) : nullptr;
}

void ConfigNode::note_required(std::string_view key) const {
  if (FormKey* const own = key_read(key)) ++own->maps;
}

void ConfigNode::note_optional(std::string_view key) const {
  if (FormKey* const own = key_read(key)) own->is_optional = true;
}

void ConfigNode::note_entry() const {
  Form* const own = form_read();
  if (own != nullptr && own->entry == nullptr) own->entry = std::make_unique<Form>();
}

void ConfigNode::note_item() const {
  Form* const own = form_read();
  if (own != nullptr && own->item == nullptr) own->item = std::make_unique<Form>();
}

void ConfigNode::note_ids(std::vector<std::string> const& ids) const {
  note_entry();
  Form* const own = form();
  if (own == nullptr) return;
  own->has_ids = true;
  for (std::string const& id : ids) {
    if (std::find(own->ids.begin(), own->ids.end(), id) == own->ids.end()) own->ids.push_back(id);
  }
}

void ConfigNode::note_evidence() const {
  if (Form* const own = form()) own->is_described = true;
}

/// An id that no file can name; without dots, which would part it.
std::string ConfigNode::placeholder() const {
  std::string name = path();
  std::replace(name.begin(), name.end(), '.', '/');
  return "<" + name + ">";
}

/// A stand-in keeps to its answer, however it is asked.
std::string ConfigNode::answered(std::string const& text) const {
  if (data_->poses()) data_->text = text;
  return text;
}

/// The harmless number, or in a guise its other extreme.
double ConfigNode::answer_within(Bounds bounds) const {
  double const least = std::clamp(0.0, bounds.lowest, bounds.highest);
  if (!data_->poses() || data_->store->guise.number == Guise::Answer::least) return least;
  return std::isfinite(bounds.highest) ? bounds.highest : std::max(1.0, bounds.lowest);
}

}  // namespace detente
