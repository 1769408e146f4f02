#include "engine/config/config_tree.hpp"

#include "engine/config/config_data.hpp"
#include "engine/config/file_loader.hpp"
#include "engine/config/merge.hpp"

#include <utility>

namespace detente {
namespace {

/// The store with its root. Throws if reading it has left faults.
std::unique_ptr<ConfigStore> with_root(std::unique_ptr<ConfigStore> store, ConfigData* root) {
  store->root = root != nullptr ? root : store->make(ConfigKind::missing, {});
  if (!store->diagnostics.empty()) throw ConfigError(store->diagnostics.messages());
  return store;
}

}  // namespace

ConfigTree::ConfigTree(std::unique_ptr<ConfigStore> store) : store_(std::move(store)) {}
ConfigTree::ConfigTree(ConfigTree&&) noexcept = default;
ConfigTree& ConfigTree::operator=(ConfigTree&&) noexcept = default;
ConfigTree::~ConfigTree() = default;

ConfigTree ConfigTree::load(std::string const& file) {
  auto store = std::make_unique<ConfigStore>();
  ConfigData* const root = load_file(*store, file);
  return ConfigTree(with_root(std::move(store), root));
}

ConfigTree ConfigTree::parse(std::string const& text, std::string const& name, std::string const& folder) {
  auto store = std::make_unique<ConfigStore>();
  ConfigData* const root = load_text(*store, text, name, folder);
  return ConfigTree(with_root(std::move(store), root));
}

ConfigNode ConfigTree::root() const { return ConfigNode(store_->root); }

void ConfigTree::require_schema(std::string const& schema) {
  ConfigData const* const written = store_->root->child("schema");
  Place const place = written != nullptr ? written->place : store_->root->place;
  check_schema(*store_->root, schema, place, "this");
  if (store_->form != nullptr) store_->form->schema = schema;
}

void ConfigTree::note_forms(Form& form, Guise guise) {
  store_->form = &form;
  store_->guise = guise;
  store_->diagnostics.mute();
}

ConfigTree ConfigTree::clone() const {
  auto store = std::make_unique<ConfigStore>();
  store->files = store_->files;
  if (store_->form != nullptr) {
    store->form = store_->form;
    store->guise = store_->guise;
    store->diagnostics.mute();
  }
  store->root = copy_into(*store, *store_->root);
  return ConfigTree(std::move(store));
}

bool ConfigTree::has_errors() const { return !store_->diagnostics.empty(); }

void ConfigTree::throw_if_errors() const {
  if (has_errors()) throw ConfigError(store_->diagnostics.messages());
}

}  // namespace detente
