#include "tools/detente/session/stop_request.hpp"

#include <csignal>
#include <unistd.h>

namespace detente {
namespace {

// A signal handler can reach nothing but a variable of the process.
volatile std::sig_atomic_t received = 0;

constexpr int signal_exit = 128;

void take_signal(int signal) {
  bool const is_second = received == SIGINT || received == SIGTERM;
  if (is_second && signal != SIGUSR1) _exit(signal_exit + signal);
  if (!is_second) received = signal;
}

void listen(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigaction(signal, &action, nullptr);
}

}  // namespace

std::string to_text(StopReason reason) {
  switch (reason) {
    case StopReason::none:
      return "complete";
    case StopReason::time_limit:
      return "time limit";
    case StopReason::asked:
      return "asked to stop";
    case StopReason::interrupted:
      return "interrupted";
    case StopReason::terminated:
      return "terminated";
    case StopReason::failures:
      return "too many failed runs";
    case StopReason::short_of_target:
      return "complete, short of a target";
  }
  return "";
}

StopRequest::StopRequest(std::optional<double> limit) : limit_(limit) {
  received = 0;
  for (int const signal : {SIGINT, SIGTERM, SIGUSR1}) listen(signal, take_signal);
}

StopRequest::~StopRequest() {
  for (int const signal : {SIGINT, SIGTERM, SIGUSR1}) listen(signal, SIG_DFL);
}

StopReason StopRequest::reason(std::chrono::duration<double> next) const {
  switch (received) {
    case SIGINT:
      return StopReason::interrupted;
    case SIGTERM:
      return StopReason::terminated;
    case SIGUSR1:
      return StopReason::asked;
    default:
      break;
  }
  return limit_ && elapsed() + next > *limit_ ? StopReason::time_limit : StopReason::none;
}

}  // namespace detente
