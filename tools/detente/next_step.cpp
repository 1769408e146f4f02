#include "tools/detente/next_step.hpp"

#include "engine/config/source_text.hpp"
#include "tools/detente/files/printed.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace detente {
namespace {

constexpr std::string_view letters_and_digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::string_view plain_signs = "_-+./:,@%=";  // that mean nothing to a shell, wherever in a word they stand

}  // namespace

std::string in_shell_quotes(std::string const& word) {
  std::string quoted = "'";
  for (char const c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string shell_word(std::string const& word) {
  std::string const plain = std::string(letters_and_digits) + std::string(plain_signs);
  bool const is_plain = !word.empty() && word.find_first_not_of(plain) == std::string::npos;
  return is_plain ? word : in_shell_quotes(word);
}

std::string program_call() {
  namespace fs = std::filesystem;
  std::ifstream words("/proc/self/cmdline");
  std::string called;
  std::getline(words, called, '\0');
  if (called.empty()) return "detente";
  fs::path const path(called);
  if (path.filename() != "detente-mpi") return shell_word(called);
  fs::path const beside = path.parent_path() / "detente";
  std::error_code failed;
  return path.has_parent_path() && fs::exists(beside, failed) ? shell_word(beside.string()) : "detente";
}

void print_next(std::string const& command, std::string const& end) {
  require_printed();
  // Names of files may hold control characters, and this is for a terminal.
  std::string const call = printable(fmt::format("{} {}", program_call(), command));
  fmt::print(stderr, "next{}: {}\n", end.empty() ? "" : ", " + end, call);
}

}  // namespace detente
