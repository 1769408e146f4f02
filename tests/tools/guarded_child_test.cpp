// Each case forks twice: the test stands for the shell, its child for the command, and the command's child does the
// work.
#include "tools/detente/files/guarded_child.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <new>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace detente {
namespace {

/// How a command ends (as waitpid tells it) whose work is this; `meanwhile` gets the command's process number.
int end_of_command(std::function<int()> const& work, std::function<void(pid_t)> const& meanwhile = {}) {
  pid_t const command = fork();
  if (command == 0) {
    std::optional<int> const ended = leave_work_to_guarded_child();
    _exit(ended ? *ended : work());
  }
  if (meanwhile) meanwhile(command);
  int status = 0;
  waitpid(command, &status, 0);
  return status;
}

int exit_code(std::function<int()> const& work) {
  int const status = end_of_command(work);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// Waits until something was written to the pipe.
void wait_for_word(int reading) {
  char word = 0;
  ASSERT_EQ(read(reading, &word, 1), 1);
}

TEST(GuardedChild, Gives_the_exit_code_of_the_work) {
  EXPECT_EQ(exit_code([] { return 0; }), 0);
  EXPECT_EQ(exit_code([] { return 6; }), 6);
}

// Would catch: a file that crashes the library, and a shell that reads a code that no page explains.
TEST(GuardedChild, A_crash_of_the_work_is_a_fault_of_the_file) {
  constexpr int io = static_cast<int>(ExitCode::io);
  for (int const number : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGKILL}) {
    EXPECT_EQ(exit_code([&] {
                signal(number, SIG_DFL);  // sanitizers have their own
                return raise(number);
              }),
              io)
        << number;
  }
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// Would catch: a file of kilobytes that claims terabytes, on a machine that promises whatever is asked for.
TEST(GuardedChild, More_addresses_than_the_machine_has_memory_are_not_to_be_had) {
  EXPECT_EQ(exit_code([] {
              std::size_t const memory =
                  static_cast<std::size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
              void* const vast = std::malloc(memory + memory / 2);
              void* const fair = std::malloc(std::size_t{1} << 28);
              return vast == nullptr && fair != nullptr ? 42 : 1;
            }),
            42);
}
#endif

TEST(GuardedChild, Leaves_no_core_file) {
  EXPECT_EQ(exit_code([] {
              rlimit limit{};
              getrlimit(RLIMIT_CORE, &limit);
              return limit.rlim_cur == 0 ? 42 : 1;
            }),
            42);
}

// Would catch: a work that goes on when its command was told to stop, or a command that ends with another signal.
TEST(GuardedChild, Signals_that_ask_to_end_reach_the_work_and_end_the_command_alike) {
  for (int const number : {SIGTERM, SIGHUP}) {
    int pipe_ends[2];
    ASSERT_EQ(pipe(pipe_ends), 0);
    int const status = end_of_command(
        [&] {
          if (write(pipe_ends[1], "w", 1) != 1) return 1;
          return pause();
        },
        [&](pid_t command) {
          wait_for_word(pipe_ends[0]);
          kill(command, number);
        });
    EXPECT_TRUE(WIFSIGNALED(status)) << number;
    EXPECT_EQ(WTERMSIG(status), number);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
  }
}

// Would catch: an orphan that goes on writing after `kill -9` of the command.
TEST(GuardedChild, Work_ends_with_a_command_that_is_killed) {
  int pipe_ends[2];
  ASSERT_EQ(pipe(pipe_ends), 0);
  end_of_command(
      [&] {
        if (write(pipe_ends[1], "w", 1) != 1) return 1;
        return pause();
      },
      [&](pid_t command) {
        close(pipe_ends[1]);
        wait_for_word(pipe_ends[0]);
        kill(command, SIGKILL);
      });
  char word = 0;
  EXPECT_EQ(read(pipe_ends[0], &word, 1), 0);  // the end: nobody is left to write
  close(pipe_ends[0]);
}

}  // namespace
}  // namespace detente
