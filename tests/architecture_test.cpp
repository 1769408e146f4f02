// The rules that the shape of the tree stands for, checked on the text of the project: who may include whom, what the
// library may not do, and that an equation is found by its tag in header, book and test. Each failure lists file:line:
// text.
#include "tests/project_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace detente {
namespace {

/// What a line includes: "engine/core/pack.hpp" or <vector>, marks left out; empty if nothing.
struct Include {
  std::string path;
  bool is_of_project = false;
};

Include include_of(Line const& line) {
  static std::regex const directive(R"(^\s*#\s*include\s*(["<])([^">]+)[">])");
  std::smatch match;
  if (!std::regex_search(line.text, match, directive)) return {};
  return {match[2], match[1] == "\""};
}

/// Includes of project files from `folder` that lie in none of the places allowed.
std::string strays(std::string const& folder, Words const& allowed) {
  return offences(lines_of(sources_below({folder})), [&](Line const& line) {
    Include const include = include_of(line);
    return include.is_of_project && !starts_with_any(include.path, allowed);
  });
}

/// Includes of libraries or standard headers that start like one of `heavy`, outside the folders that may have them.
std::string includes_of(Words const& heavy, Words const& folders, Words const& allowed_in = {},
                        Words const& endings = {".hpp", ".cpp"}) {
  return offences(lines_of(sources_below(folders, endings)), [&](Line const& line) {
    Include const include = include_of(line);
    bool const is_heavy = !include.path.empty() && !include.is_of_project && starts_with_any(include.path, heavy);
    return is_heavy && !starts_with_any(line.file, allowed_in);
  });
}

Words const files_and_threads{"tbb/",    "oneapi/",    "hdf5",      "H5",           "libdeflate", "yaml-cpp/",
                              "fstream", "filesystem", "iostream",  "cstdio",       "stdio.h",    "unistd.h",
                              "fcntl.h", "sys/",       "thread",    "mutex",        "atomic",     "future",
                              "spdlog/", "CLI/",       "nlohmann/", "shared_mutex", "execution",  "condition_variable"};

TEST(Dependencies, Core_includes_nothing_of_the_project_but_core) {
  EXPECT_TRUE(none(strays("engine/core", {"engine/core/"})));
}

TEST(Dependencies, Statistics_are_of_numbers_alone) {
  EXPECT_TRUE(none(strays("engine/statistics", {"engine/core/", "engine/statistics/"})));
}

TEST(Dependencies, Run_config_and_io_include_core_and_themselves_and_not_each_other) {
  EXPECT_TRUE(none(strays("engine/run", {"engine/core/", "engine/run/"})));
  EXPECT_TRUE(none(strays("engine/config", {"engine/core/", "engine/config/"})));
  EXPECT_TRUE(none(strays("engine/io", {"engine/core/", "engine/io/"})));
}

TEST(Dependencies, Models_include_core_config_and_models) {
  EXPECT_TRUE(none(strays("models", {"engine/core/", "engine/config/", "models/"})));
}

TEST(Dependencies, Tools_include_no_tests) { EXPECT_TRUE(none(strays("tools", {"engine/", "models/", "tools/"}))); }

TEST(Dependencies, Models_see_no_thread_no_file_and_no_format) {
  EXPECT_TRUE(none(includes_of(files_and_threads, {"models"})));
  EXPECT_TRUE(none(includes_of(files_and_threads, {"engine/core", "engine/statistics"})));
}

TEST(Dependencies, Tbb_is_known_to_run_only) {
  EXPECT_TRUE(none(includes_of({"tbb/", "oneapi/"}, {"engine", "models", "tools"}, {"engine/run/"})));
}

TEST(Dependencies, Hdf5_and_libdeflate_are_known_to_io_only) {
  EXPECT_TRUE(none(includes_of({"hdf5", "H5", "libdeflate"}, {"engine", "models", "tools"}, {"engine/io/"})));
}

TEST(Dependencies, Yaml_is_known_to_config_only) {
  EXPECT_TRUE(none(includes_of({"yaml-cpp/"}, {"engine", "models", "tools"}, {"engine/config/"})));
}

// What a header includes, everyone who includes it compiles.
TEST(Dependencies, Headers_that_models_can_see_carry_no_heavy_library) {
  EXPECT_TRUE(none(includes_of({"tbb/", "oneapi/", "hdf5", "H5", "libdeflate", "yaml-cpp/"},
                               {"engine/core", "engine/config", "models"}, {}, {".hpp"})));
}

TEST(Dependencies, Headers_of_tools_name_the_parser_of_options_but_do_not_read_it) {
  EXPECT_TRUE(none(includes_of({"CLI/"}, {"tools"}, {}, {".hpp"})));
}

/// The file, the project's files that it includes, and what they include in turn.
std::set<std::string> seen_from(std::string const& file) {
  std::set<std::string> seen{file};
  Words open{file};
  while (!open.empty()) {
    std::vector<Line> const lines = lines_of({open.back()});
    open.pop_back();
    for (Line const& line : lines) {
      Include const include = include_of(line);
      if (include.is_of_project && seen.insert(include.path).second) open.push_back(include.path);
    }
  }
  return seen;
}

// Most sources read, report or design experiments and step none: they shall not compile what is computed in packs.
TEST(Dependencies, Descriptions_of_experiments_see_no_pack) {
  for (char const* const header : {"models/experiment.hpp", "tools/kernel/kernel.hpp", "models/catalogue.hpp"}) {
    std::set<std::string> const seen = seen_from(header);
    EXPECT_TRUE(seen.contains("engine/core/record.hpp")) << header;
    EXPECT_FALSE(seen.contains("engine/core/pack.hpp")) << header;
  }
}

TEST(Dependencies, The_model_as_the_engine_sees_it_knows_no_process) {
  std::set<std::string> const seen = seen_from("models/regional_model.hpp");
  EXPECT_TRUE(seen.contains("models/state.hpp"));
  EXPECT_FALSE(seen.contains("models/step.hpp"));
  EXPECT_FALSE(seen.contains("models/model_spec.hpp"));
}

TEST(Dependencies, Every_include_of_the_project_names_a_file_from_the_root) {
  EXPECT_TRUE(none(offences(lines_of(sources_below({"engine", "models", "tools", "tests"})), [](Line const& line) {
    Include const include = include_of(line);
    return include.is_of_project && !fs::exists(root / include.path);
  })));
}

/// The code of a line: no comment, no text in quotes.
std::string code_of(std::string const& line) {
  static std::regex const text_in_quotes(R"("(\\.|[^"\\])*")");
  std::string const code = std::regex_replace(line, text_in_quotes, "\"\"");
  return code.substr(0, code.find("//"));
}

/// Lines of the library whose code matches; regular expressions are in ECMAScript's grammar.
std::string library_code_with(std::string const& pattern) {
  std::regex const forbidden(pattern);
  return offences(lines_of(sources_below({"engine", "models"})),
                  [&](Line const& line) { return std::regex_search(code_of(line.text), forbidden); });
}

TEST(Library, Never_prints) {
  EXPECT_TRUE(none(library_code_with(
      R"(\b(cout|cerr|clog)\b|\b(printf|fprintf|vprintf|puts|fputs|putchar|perror)\s*\(|\bfmt::print\b)")));
  EXPECT_TRUE(none(library_code_with(R"(\bspdlog\b)")));
}

TEST(Library, Never_ends_the_program) {
  EXPECT_TRUE(none(library_code_with(R"(\b(exit|_exit|_Exit|quick_exit|abort|terminate|raise|longjmp)\s*\()")));
}

// Time and the environment of a process may not enter a result.
TEST(Library, Never_reads_the_clock_or_the_environment) {
  EXPECT_TRUE(none(
      library_code_with(R"(\bchrono\b|<ctime>|\b(time|clock|gettimeofday|clock_gettime|getenv|gethostname)\s*\()")));
}

TEST(Library, Draws_from_nothing_but_its_own_generator) {
  EXPECT_TRUE(none(library_code_with(R"(<random>|\b(random_device|mt19937|drand48)\b|\bs?rand\s*\()")));
}

// Objects with and without assertions are linked together (decision 0019). Would catch: a member that only one of the
// two has.
TEST(Library, Has_one_form_for_every_build) {
  EXPECT_TRUE(none(offences(lines_of(sources_below({"engine", "models", "tools"})),
                            [](Line const& line) { return code_of(line.text).find("NDEBUG") != std::string::npos; })));
}

// Words of the world that is simulated. `policy`, `scenario` and `lever` stay out of the list: arms and their paths are
// called so.
Words const politics{
    "country",     "countries",  "dispute",    "disputes",   "government", "governments", "minister",     "parliament",
    "president",   "politics",   "political",  "diplomat",   "diplomats",  "diplomacy",   "diplomatic",   "election",
    "elections",   "treaty",     "sanction",   "sanctions",  "embargo",    "alliance",    "ally",         "allies",
    "nato",        "eu",         "brussels",   "europe",     "european",   "union's",     "kosovo",       "serbia",
    "albania",     "bosnia",     "montenegro", "macedonia",  "balkan",     "balkans",     "russia",       "ukraine",
    "china",       "turkey",     "military",   "army",       "troops",     "peacekeeper", "peacekeepers", "mission",
    "missions",    "weapon",     "weapons",    "ammunition", "war",        "wars",        "warfare",      "peace",
    "crisis",      "crises",     "escalation", "tension",    "tensions",   "mistrust",    "governance",   "corruption",
    "deterrence",  "hybrid",     "mediation",  "membership", "accession",  "threat",      "threats",      "mobility",
    "procurement", "rearmament", "defence",    "citizen",    "citizens",   "alb",         "bih",          "mkd",
    "mne",         "srb",        "xkx"};

/// The words of a line in small letters: letters only, so that snake_case falls apart.
std::set<std::string> words_of(std::string const& line) {
  std::set<std::string> words;
  std::string word;
  for (char const c : line + " ") {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (!word.empty()) {
      words.insert(std::exchange(word, ""));
    }
  }
  return words;
}

TEST(Engine, Knows_no_word_of_politics) {
  std::string const list =
      offences(lines_of(sources_below({"engine"}, {".hpp", ".cpp", ".txt"})), [](Line const& line) {
        std::set<std::string> const words = words_of(line.text);
        return std::any_of(politics.begin(), politics.end(),
                           [&](std::string const& word) { return words.contains(word); });
      });

  EXPECT_TRUE(none(list));
}

/// All that the pattern's first group captures.
std::set<std::string> matches(std::string const& text, std::regex const& pattern) {
  std::set<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern); match != std::sregex_iterator(); ++match)
    found.insert((*match)[1]);
  return found;
}

/// Tags of equations in a text: (G1), (0a), or a range of them, (K1 to K11). C0 and the like are values at the
/// reference.
std::set<std::string> tags_in(std::string const& text) {
  static std::regex const tag(R"(\(([A-Z][1-9][0-9]*|0[a-z])\))");
  static std::regex const range(R"(\(([A-Z])([1-9][0-9]*) to \1([1-9][0-9]*)\b)");
  std::set<std::string> tags = matches(text, tag);
  for (std::sregex_iterator match(text.begin(), text.end(), range); match != std::sregex_iterator(); ++match) {
    for (int k = std::stoi((*match)[2]); k <= std::stoi((*match)[3]); ++k)
      tags.insert((*match)[1].str() + std::to_string(k));
  }
  return tags;
}

/// The tags of the models' headers, each with the first line that has it.
std::map<std::string, Line> declared_tags() {
  std::map<std::string, Line> declared;
  for (Line const& line : lines_of(sources_below({"models"}, {".hpp"}))) {
    for (std::string const& tag : tags_in(line.text)) declared.try_emplace(tag, line);
  }
  return declared;
}

/// A line for each tag of a header that is not among those known.
std::string tags_missing_in(std::set<std::string> const& known) {
  std::string list;
  for (auto const& [tag, line] : declared_tags()) {
    if (!known.contains(tag)) list += "(" + tag + ") of " + shown(line);
  }
  return list;
}

TEST(Equations, Have_tags_in_the_headers_of_the_models) { EXPECT_GT(declared_tags().size(), 60U); }

// An equation ends in its tag. Would catch: two equations with one tag, of which a reader would find the wrong one.
TEST(Equations, Have_a_tag_of_their_own) {
  std::regex const equation(R"(///.*\s\(([A-Z][1-9][0-9]*|0[a-z])\)\s*$)");
  std::map<std::string, std::string> lines_of_tag;
  std::map<std::string, int> equations;
  for (Line const& line : lines_of(sources_below({"models"}, {".hpp"}))) {
    for (std::string const& tag : matches(line.text, equation)) {
      lines_of_tag[tag] += shown(line);
      ++equations[tag];
    }
  }

  std::string list;
  for (auto const& [tag, lines] : lines_of_tag) list += equations[tag] > 1 ? lines : "";
  EXPECT_TRUE(none(list));
}

// What a formatter makes of an equation that is longer than a line. Would catch: a rest of one word on a line of its
// own, alone or with the tag, and an equation that begins behind the tag of another.
TEST(Equations, Are_broken_by_hand) {
  std::string const tag = R"(\(([A-Z][1-9][0-9]*|0[a-z])\))";
  std::regex const rest(R"(^\s*///   +\S*\s*()" + tag + R"()?\s*$)");
  std::regex const behind_a_tag(R"(^\s*///   .*\s)" + tag + R"(\s.*(=|<-))");

  EXPECT_TRUE(none(offences(lines_of(sources_below({"models"}, {".hpp"})), [&](Line const& line) {
    return std::regex_search(line.text, rest) || std::regex_search(line.text, behind_a_tag);
  })));
}

/// The pages of the model book.
Words book() {
  Words pages = sources_below({"docs/model"}, {".md"});
  pages.push_back("docs/model.md");
  return pages;
}

TEST(Equations, Stand_in_the_model_book_under_their_tag) {
  std::set<std::string> in_book;
  for (std::string const& page : book()) in_book.merge(tags_in(text_of(root / page)));

  EXPECT_TRUE(none(tags_missing_in(in_book)));
}

// G1_decays_to_its_target, or G1_and_G2_share_a_term: a tag is a word of a test's name.
TEST(Equations, Have_a_test_that_carries_their_tag) {
  std::regex const name(R"(\bT(?:EST|EST_F|EST_P|YPED_TEST|YPED_TEST_P)\s*\(\s*\w+\s*,\s*(\w+)\s*\))");
  std::set<std::string> in_tests;
  for (std::string const& file : sources_below({"tests"}, {".cpp", ".hpp"})) {
    for (std::string const& sentence : matches(text_of(root / file), name)) {
      std::istringstream words(sentence);
      for (std::string word; std::getline(words, word, '_');) in_tests.insert(word);
    }
  }

  EXPECT_TRUE(none(tags_missing_in(in_tests)));
}

// Would catch: a tag in a .cpp file or in the book that no header declares any more.
TEST(Equations, Tags_of_sources_and_book_are_declared_in_a_header) {
  std::map<std::string, Line> const declared = declared_tags();
  Words files = sources_below({"models"}, {".cpp"});
  for (std::string const& page : book()) files.push_back(page);

  EXPECT_TRUE(none(offences(lines_of(files), [&](Line const& line) {
    std::set<std::string> const tags = tags_in(line.text);
    return std::any_of(tags.begin(), tags.end(), [&](std::string const& tag) { return !declared.contains(tag); });
  })));
}

/// All lines of the project's own text files: not of the built pages, which are made of others' too.
std::vector<Line> all_lines() {
  Words texts;
  for (std::string const& file : files_below(".")) {
    if (file.starts_with("tools/web/dist/")) continue;
    if (text_of(root / file).find('\0') == std::string::npos) texts.push_back(file);
  }
  return lines_of(texts);
}

std::string any_of_words(Words const& words) {
  std::string pattern;
  for (std::string const& word : words) pattern += (pattern.empty() ? "" : "|") + word;
  return "(" + pattern + ")";
}

// Folders of whoever wrote a file; /home/me stands for such a folder where a test needs one.
TEST(Project, Names_no_folder_of_one_machine) {
  std::regex const absolute(
      "(^|[^A-Za-z0-9_.~/-])/" +
      any_of_words({"work", "root", "mnt", "media", "Users", "srv", "scratch", "home/(?!me\\b)"}) + "\\b");
  std::regex const beside("(^|[^A-Za-z0-9_./-])shared" + std::string("/"));

  EXPECT_TRUE(none(offences(all_lines(), [&](Line const& line) {
    return std::regex_search(line.text, absolute) || std::regex_search(line.text, beside);
  })));
}

// A document in capitals, as README.md and CHANGELOG.md are.
TEST(Project, Names_no_document_that_it_does_not_hold) {
  std::set<std::string> names;
  for (std::string const& file : files_below(".")) names.insert(fs::path(file).filename().string());
  std::regex const document(R"(\b([A-Z]{4,}\.md)\b)");

  EXPECT_TRUE(none(offences(all_lines(), [&](Line const& line) {
    std::set<std::string> const named = matches(line.text, document);
    return std::any_of(named.begin(), named.end(), [&](std::string const& name) { return !names.contains(name); });
  })));
}

}  // namespace
}  // namespace detente
