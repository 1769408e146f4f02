#include "tools/detente/files/kept_work.hpp"

#include "engine/io/io_error.hpp"
#include "tools/detente/files/guarded_file.hpp"
#include "tools/detente/program.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace detente {
namespace {

using KeptJson = nlohmann::ordered_json;

/// The folder, which is then there.
std::string made_folder(std::string const& folder) {
  make_folder(folder);
  return folder;
}

/// The object in a file; nothing if there is no such file, null if it holds none.
std::optional<KeptJson> object_in(std::string const& path) {
  if (!std::filesystem::exists(path)) return {};
  KeptJson json = KeptJson::parse(read_text_file(path), nullptr, false);
  if (!json.is_object()) json = nullptr;
  return json;
}

[[noreturn]] void refuse_other_work(std::string const& path) {
  throw IoError(fmt::format("'{}' is of other settings, another record or another version of the program; nothing was "
                            "overwritten: move it away, or name another folder with --out",
                            path),
                IoError::Kind::exists);
}

bool has_text(KeptJson const& json, char const* key, std::string const& value) {
  auto const found = json.find(key);
  return found != json.end() && found->is_string() && found->get_ref<std::string const&>() == value;
}

}  // namespace

KeptWork::KeptWork(std::string folder) : folder_(std::move(folder)), lock_(made_folder(folder_)) {}

KeptWork::KeptWork(std::string folder, std::string const& fingerprint, std::string const& last)
    : KeptWork(std::move(folder)) {
  head_["fingerprint"] = fingerprint;
  head_["revision"] = program_revision();
  require_free(path(last));
}

std::optional<KeptJson> KeptWork::read(std::string const& name) const {
  std::optional<KeptJson> kept = object_in(path(name));
  if (!kept) return {};
  if (!kept->is_object() || kept->value("head", KeptJson()) != head_ || !kept->contains("content"))
    refuse_other_work(path(name));
  return std::move((*kept)["content"]);
}

void KeptWork::write(std::string const& name, KeptJson const& content) const {
  KeptJson kept;
  kept["head"] = head_;
  kept["content"] = content;
  write_text_file(path(name), kept.dump() + "\n");
}

std::optional<KeptJson> KeptWork::read_evidence_of(std::string const& fingerprint, std::string const& name) const {
  std::optional<KeptJson> kept = object_in(path(name));
  if (!kept) return {};
  if (!kept->is_object() || !has_text(*kept, "fingerprint", fingerprint) ||
      !has_text(*kept, "revision", program_revision()))
    refuse_other_work(path(name));
  return kept;
}

}  // namespace detente
