#include "engine/config/file_loader.hpp"

#include "engine/config/csv_rows.hpp"
#include "engine/config/merge.hpp"
#include "engine/config/nearest.hpp"
#include "engine/config/yaml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

namespace detente {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_file = std::uintmax_t{64} << 20;
constexpr int most_files = 100;
constexpr int most_names = 1000;  // looked at for a hint

/// Follows `extends` from file to file and knows the way it came, to see cycles.
class FileLoader {
 public:
  explicit FileLoader(ConfigStore& store) : store_(store) {}
  ConfigData* load(std::string const& file, Place const& named_at);
  ConfigData* load_text(std::string const& text, std::string const& name, std::string const& folder);
  ConfigData* load_table(std::string const& file, Place const& named_at);

 private:
  struct Step {
    std::string canonical, shown;
  };
  std::optional<std::string> content(std::string const& file, Place const& named_at, std::string const& kind);
  bool closes_cycle(std::string const& file, Place const& named_at);
  ConfigData* with_extended(ConfigData* own);
  void extend(ConfigData*& merged, ConfigData const& own, ConfigData const& name);
  void report(std::string const& file, Place const& named_at, std::string const& what, std::string const& expected,
              std::string const& hint = "");

  ConfigStore& store_;
  std::vector<Step> way_;
};

void FileLoader::report(std::string const& file, Place const& named_at, std::string const& what,
                        std::string const& expected, std::string const& hint) {
  Place const place = named_at.source >= 0 ? named_at : Place{store_.diagnostics.add_source({file, ".", ""}), 0, 0};
  store_.diagnostics.report(place, what, expected, hint);
}

std::string in_quotes(std::string const& file) { return "'" + printable(file) + "'"; }

/// A file beside the missing one with nearly its name and the same ending.
std::string hint_for_missing(std::string const& file) {
  fs::path const wanted(file);
  fs::path const folder = wanted.has_parent_path() ? wanted.parent_path() : fs::path(".");
  std::vector<std::string> stems;
  std::error_code failed;
  fs::directory_iterator entry(folder, failed);
  for (fs::directory_iterator const end; !failed && entry != end && stems.size() < most_names;
       entry.increment(failed)) {
    if (entry->path().extension() == wanted.extension()) stems.push_back(entry->path().stem().string());
  }
  std::optional<std::string> const stem = nearest(wanted.stem().string(), stems);
  return stem ? did_you_mean(*stem + wanted.extension().string()) : "";
}

std::optional<std::string> FileLoader::content(std::string const& file, Place const& named_at,
                                               std::string const& kind) {
  std::string const expected = fmt::format("a {} file was expected", kind);
  std::error_code failed;
  fs::file_status const status = fs::status(file, failed);
  if (status.type() == fs::file_type::not_found) {
    report(file, named_at, fmt::format("there is no file {}", in_quotes(file)), expected, hint_for_missing(file));
    return std::nullopt;
  }
  if (status.type() != fs::file_type::regular) {
    report(file, named_at, fmt::format("{} is not a regular file", in_quotes(file)), expected);
    return std::nullopt;
  }
  std::uintmax_t const size = fs::file_size(file, failed);
  if (!failed && size > largest_file) {
    report(file, named_at, fmt::format("{} has {} bytes", in_quotes(file), size), "at most 64 MB were expected");
    return std::nullopt;
  }
  std::ifstream stream(file, std::ios::binary);
  std::string text(failed ? 0 : static_cast<std::size_t>(size), '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (failed || !stream || stream.gcount() != static_cast<std::streamsize>(text.size())) {
    report(file, named_at, fmt::format("cannot read {}", in_quotes(file)), "a file that you may read was expected");
    return std::nullopt;
  }
  return text;
}

bool FileLoader::closes_cycle(std::string const& file, Place const& named_at) {
  std::error_code failed;
  std::string const canonical = fs::weakly_canonical(file, failed).string();
  auto const same =
      std::find_if(way_.begin(), way_.end(), [&](Step const& step) { return step.canonical == canonical; });
  if (same == way_.end()) {
    way_.push_back({canonical, file});
    return false;
  }
  std::string chain;
  for (auto step = same; step != way_.end(); ++step) chain += printable(step->shown) + " -> ";
  report(file, named_at, "the files extend each other in a circle: " + chain + printable(file),
         "a chain with an end was expected");
  return true;
}

ConfigData* FileLoader::load(std::string const& file, Place const& named_at) {
  if (++store_.files > most_files) {
    report(file, named_at, "more than 100 files", "a smaller configuration was expected");
    return nullptr;
  }
  if (closes_cycle(file, named_at)) return nullptr;
  std::optional<std::string> const text = content(file, named_at, "YAML");
  fs::path const folder = fs::path(file).parent_path();
  ConfigData* const root = text ? load_text(*text, file, folder.empty() ? "." : folder.string()) : nullptr;
  way_.pop_back();
  return root;
}

ConfigData* FileLoader::load_text(std::string const& text, std::string const& name, std::string const& folder) {
  int const source = store_.diagnostics.add_source({name, folder, text});
  ConfigData* const root = read_yaml(store_, source);
  if (root == nullptr) return nullptr;
  if (root->kind == ConfigKind::null) {
    store_.diagnostics.report({source, 0, 0}, "nothing is written in this file", "a map of keys was expected");
    return nullptr;
  }
  if (root->kind != ConfigKind::map) {
    store_.diagnostics.report(root->place, fmt::format("the file holds {}", describe(*root)),
                              "a map of keys was expected");
    return nullptr;
  }
  if (ConfigData* const schema = root->child("schema")) schema->is_known = true;
  return with_extended(root);
}

ConfigData* FileLoader::load_table(std::string const& file, Place const& named_at) {
  std::optional<std::string> const text = content(file, named_at, "CSV");
  if (!text) return nullptr;
  int const source = store_.diagnostics.add_source({file, ".", *text});
  CsvRows const table = read_csv(store_.diagnostics.source(source).text());
  auto const refuse = [&](int line, std::string const& what, std::string const& expected, std::string const& hint) {
    store_.diagnostics.report({source, std::max(line - 1, 0), 0}, what, expected, hint);
    return static_cast<ConfigData*>(nullptr);
  };
  if (table.broken_line != 0)
    return refuse(table.broken_line, "a quote that is not closed, or that stands inside of a field",
                  "a quoted field ends with its quote", "a quote within one is written twice");
  if (table.rows.empty()) return refuse(1, "nothing is written in this file", "a head line and rows were expected", "");
  std::size_t const columns = table.rows.front().fields.size();
  auto const list_of = [&](CsvRow const& row) {
    ConfigData* const list = store_.make(ConfigKind::sequence, {source, row.line - 1, 0});
    for (std::size_t k = 0; k < row.fields.size(); ++k) {
      ConfigData* const value = store_.make(ConfigKind::scalar, {source, row.line - 1, row.columns[k]});
      value->text = row.fields[k];
      value->is_quoted = row.line == table.rows.front().line;  // names of columns are no numbers
      list->add(value);
    }
    return list;
  };
  auto const put = [](ConfigData& map, std::string const& key, ConfigData* value) {
    value->key = key;
    map.add(value);
  };
  ConfigData* const root = store_.make(ConfigKind::map, {source, 0, 0});
  ConfigData* const rows = store_.make(ConfigKind::sequence, {source, 0, 0});
  for (CsvRow const& row : table.rows) {
    if (row.fields.size() != columns)
      return refuse(row.line, fmt::format("{} fields", row.fields.size()),
                    fmt::format("{}, as in the head line", columns),
                    "a field with a comma in it stands in double quotes");
    if (&row != &table.rows.front()) rows->add(list_of(row));
  }
  put(*root, "columns", list_of(table.rows.front()));
  put(*root, "rows", rows);
  return root;
}

ConfigData* FileLoader::with_extended(ConfigData* own) {
  ConfigData* const extends = own->child("extends");
  if (extends == nullptr) return own;
  own->remove(extends);
  ConfigData* merged = nullptr;
  std::vector<ConfigData*> const names =
      extends->kind == ConfigKind::sequence ? extends->children : std::vector<ConfigData*>{extends};
  for (ConfigData const* name : names) extend(merged, *own, *name);
  if (merged == nullptr) return own;
  merge_map(*merged, *own);
  merged->place = own->place;
  return merged;
}

void FileLoader::extend(ConfigData*& merged, ConfigData const& own, ConfigData const& name) {
  if (name.kind != ConfigKind::scalar) {
    report_at(name, describe(name) + " is not a file name", "the name of a file to extend was expected");
    return;
  }
  std::string const folder = store_.diagnostics.source(name.place.source).folder();
  ConfigData* const base = load(resolve_file(folder, name.text), name.place);
  if (base == nullptr) return;
  ConfigData const* const schema = own.child("schema");
  if (schema != nullptr && schema->kind == ConfigKind::scalar && base->child("schema") != nullptr) {
    check_schema(*base, schema->text, name.place, cited(name.text));
  }
  if (merged == nullptr)
    merged = base;
  else
    merge_map(*merged, *base);
}

std::pair<std::string, std::string> kind_and_version(std::string const& schema) {
  std::size_t const at = schema.rfind('@');
  if (at == std::string::npos) return {schema, ""};
  return {schema.substr(0, at), schema.substr(at + 1)};
}

}  // namespace

ConfigData* load_file(ConfigStore& store, std::string const& file, Place const& named_at) {
  return FileLoader(store).load(file, named_at);
}

ConfigData* load_text(ConfigStore& store, std::string const& text, std::string const& name, std::string const& folder) {
  return FileLoader(store).load_text(text, name, folder);
}

ConfigData* load_table(ConfigStore& store, std::string const& file, Place const& named_at) {
  return FileLoader(store).load_table(file, named_at);
}

std::string resolve_file(std::string const& folder, std::string const& written) {
  return (fs::path(folder) / written).lexically_normal().string();
}

void check_schema(ConfigData const& root, std::string const& schema, Place const& place, std::string const& subject) {
  Diagnostics& faults = root.store->diagnostics;
  ConfigData const* const own = root.child("schema");
  std::string const expected = schema + " was expected";
  if (own == nullptr || own->kind != ConfigKind::scalar) {
    faults.report(place, subject + " does not say what it is", fmt::format("'schema: {}' was expected", schema));
    return;
  }
  auto const [kind, version] = kind_and_version(own->text);
  auto const [wanted_kind, wanted_version] = kind_and_version(schema);
  if (kind != wanted_kind) {
    faults.report(place, fmt::format("{} is a {} file", subject, printable(kind)), expected,
                  did_you_mean(nearest(kind, {wanted_kind})));
  } else if (version != wanted_version) {
    faults.report(place, fmt::format("{} has version {} of {}", subject, cited(version), printable(kind)),
                  fmt::format("version {} was expected", wanted_version));
  }
}

}  // namespace detente
