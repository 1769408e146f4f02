#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace detente {

// The text of the project, as tests of its rules read it: files, lines, and those that break a rule.

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

inline fs::path const root = DETENTE_SOURCE_DIR;

inline bool starts_with_any(std::string const& text, Words const& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string const& start) { return text.starts_with(start); });
}

inline std::string text_of(fs::path const& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Paths from the root of all files below a folder, sorted; without what is built, produced or kept by git.
inline Words files_below(std::string const& folder) {
  Words files;
  for (auto entry = fs::recursive_directory_iterator((root / folder).lexically_normal());
       entry != fs::recursive_directory_iterator(); ++entry) {
    std::string const path = entry->path().lexically_relative(root).lexically_normal().generic_string();
    if (entry->is_directory() && starts_with_any(path + "/", {"build/", "outputs/", ".git/"}))
      entry.disable_recursion_pending();
    if (entry->is_regular_file()) files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

inline Words sources_below(Words const& folders, Words const& endings = {".hpp", ".cpp"}) {
  Words sources;
  for (std::string const& folder : folders) {
    for (std::string const& file : files_below(folder)) {
      if (std::count(endings.begin(), endings.end(), fs::path(file).extension().string()) > 0) sources.push_back(file);
    }
  }
  return sources;
}

struct Line {
  std::string file;
  int number;
  std::string text;
};

inline std::vector<Line> lines_of(Words const& files) {
  std::vector<Line> lines;
  for (std::string const& file : files) {
    std::istringstream stream(text_of(root / file));
    std::string text;
    for (int number = 1; std::getline(stream, text); ++number) lines.push_back({file, number, text});
  }
  return lines;
}

inline std::string shown(Line const& line) {
  return line.file + ":" + std::to_string(line.number) + ": " + line.text + "\n";
}

/// The lines of which `offends` is true, ready to be read; "" if there is none.
inline std::string offences(std::vector<Line> const& lines, std::function<bool(Line const&)> const& offends) {
  std::string list;
  for (Line const& line : lines) {
    if (offends(line)) list += shown(line);
  }
  return list;
}

/// Holds if a list of offences is empty.
inline testing::AssertionResult none(std::string const& list) {
  return list.empty() ? testing::AssertionSuccess() : testing::AssertionFailure() << "offenders:\n" << list;
}

}  // namespace detente
