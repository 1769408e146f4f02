// Goes once through the files of the folders that are named: what a fuzzer found must stay found.

#include "tests/fuzz/apart.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

void detente::prepare_apart(Trial) {}

void detente::try_apart(Trial trial, std::uint8_t const* data, std::size_t size) { trial(data, size); }

namespace {

std::vector<std::filesystem::path> files_in(std::filesystem::path const& folder) {
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

bool holds(std::filesystem::path const& file) {
  std::ifstream stream(file, std::ios::binary);
  std::vector<char> const bytes{std::istreambuf_iterator<char>(stream), {}};
  std::vector<std::uint8_t> const input(bytes.begin(), bytes.end());
  std::printf("%s\n", file.c_str());  // at once: the last one named is the one that crashed
  std::fflush(stdout);
  try {
    LLVMFuzzerTestOneInput(input.data(), input.size());
  } catch (std::exception const& fault) {
    std::printf("  broken: %s\n", fault.what());
    return false;
  }
  return true;
}

}  // namespace

int main(int count, char** folders) {
  std::size_t files = 0;
  std::size_t broken = 0;
  for (int k = 1; k < count; ++k) {
    for (std::filesystem::path const& file : files_in(folders[k])) {
      ++files;
      if (!holds(file)) ++broken;
    }
  }
  std::printf("%zu inputs, %zu broken\n", files, broken);
  return files > 0 && broken == 0 ? 0 : 1;
}
