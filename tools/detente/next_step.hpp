#pragma once

#include <string>

namespace detente {

/// A word of a command as a shell takes it: as it is where it may stand so, else in single quotes.
std::string shell_word(std::string const& word);
/// The same, in quotes also where it needs none.
std::string in_shell_quotes(std::string const& word);

/// This program as it was called, for a shell: "detente", "build/release/tools/detente/detente". In place of
/// detente-mpi, which can only run and resume, the command beside it.
std::string program_call();

/// Says on standard error, after all that is printed, what to do next, as one would type it: "next: detente run
/// study.yaml"; with an end in view "next, to merge: detente resume outputs/study". Throws IoError if what was printed
/// is lost.
void print_next(std::string const& command, std::string const& end = "");

}  // namespace detente
