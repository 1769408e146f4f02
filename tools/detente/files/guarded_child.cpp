#include "tools/detente/files/guarded_child.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace detente {
namespace {

std::atomic<pid_t> guarded{0};

void pass_on(int number) {
  pid_t const receiver = guarded.load();
  if (receiver > 0) kill(receiver, number);
}

/// Lowers a limit of this process; one that is lower already stays.
void limit(int resource, rlim_t most) {
  rlimit now{};
  getrlimit(static_cast<__rlimit_resource_t>(resource), &now);
  now.rlim_cur = std::min(now.rlim_cur, most);
  setrlimit(static_cast<__rlimit_resource_t>(resource), &now);
}

void limit_this_process() {
  limit(RLIMIT_CORE, 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they take terabytes of addresses and no memory
  limit(RLIMIT_AS, static_cast<rlim_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)));
#endif
}

/// Signals wait while it lives.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t all{};
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before_);
  }
  ~SignalsHeld() { release(); }
  SignalsHeld(SignalsHeld const&) = delete;
  SignalsHeld& operator=(SignalsHeld const&) = delete;

  void release() const { sigprocmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

int wait_for(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

bool is_fault(int number) {
  constexpr std::array faults{SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGSYS, SIGKILL};
  return std::find(faults.begin(), faults.end(), number) != faults.end();
}

/// Ends this process as the child ended.
[[noreturn]] void end_by(int number) {
  signal(number, SIG_DFL);
  raise(number);
  _exit(128 + number);
}

}  // namespace

std::optional<int> leave_work_to_guarded_child() {
  // The terminal sends its signals to both; the parent waits for what the child makes of them.
  signal(SIGINT, SIG_IGN);
  signal(SIGQUIT, SIG_IGN);
  signal(SIGTERM, pass_on);
  signal(SIGHUP, pass_on);
  SignalsHeld const held;  // none is lost between the two processes
  pid_t const parent = getpid();
  pid_t const process = fork();
  if (process <= 0) {
    for (int const number : {SIGINT, SIGQUIT, SIGTERM, SIGHUP}) signal(number, SIG_DFL);
    if (process < 0) return std::nullopt;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(128 + SIGKILL);
    limit_this_process();
    return std::nullopt;
  }
  guarded = process;
  held.release();
  int const status = wait_for(process);
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  int const number = WTERMSIG(status);
  if (!is_fault(number)) end_by(number);
  spdlog::error(
      "the work ended with a crash ({}) in its own process. A result file that is damaged, or made to do harm, can "
      "bring that about in the library that reads it; do not open the file elsewhere. Nothing that was there has "
      "changed. If detente wrote the file and nobody has touched it, please report it",
      strsignal(number));
  return static_cast<int>(ExitCode::io);
}

}  // namespace detente
