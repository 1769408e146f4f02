#pragma once

#include <array>

namespace detente {

/// What a command tells the shell.
enum class ExitCode : int {
  done = 0,
  bug = 1,
  usage = 2,
  configuration = 3,
  target_not_reached = 4,  // and every other "no" of a command that has done its work
  failed_runs = 5,
  conflict = 6,
  io = 7,
  stopped = 75,
  interrupted = 130,
  terminated = 143,
};

struct ExitMeaning {
  ExitCode code;
  char const* meaning;  // a sentence
};

/// All of them, as manuals tell them.
inline constexpr std::array exit_meanings{
    ExitMeaning{ExitCode::done, "Done."},
    ExitMeaning{ExitCode::bug, "A fault of the program."},
    ExitMeaning{ExitCode::usage, "The command line is wrong, or asks for what this machine or installation has not."},
    ExitMeaning{ExitCode::configuration,
                "A configuration is wrong; each fault is told with its file, line and column."},
    ExitMeaning{ExitCode::target_not_reached,
                "Done, and the answer is no: a target was not reached at the limit, a check differs, something is "
                "wrong with an installation, nothing could be selected."},
    ExitMeaning{ExitCode::failed_runs, "More runs came to no result than the experiment allows."},
    ExitMeaning{ExitCode::conflict,
                "What is there does not fit, and stays: an output or a file that exists, is of something else or is "
                "worked on by another process; evidence that is stale; a run that differs from the result."},
    ExitMeaning{ExitCode::io,
                "A file cannot be read or written, printed output is lost, or memory or threads are short."},
    ExitMeaning{ExitCode::stopped,
                "Stopped by a time limit or SIGUSR1 after storing; the same command or resume goes on."},
    ExitMeaning{ExitCode::interrupted, "Interrupted (SIGINT) after storing; the same command or resume goes on."},
    ExitMeaning{ExitCode::terminated, "Terminated (SIGTERM) after storing; the same command or resume goes on."}};

}  // namespace detente
