#include "tests/fuzz/apart.hpp"

#include "tests/fuzz/fuzz.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sanitizer/common_interface_defs.h>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

// Where the compiler counts the edges that were passed; the names are the linker's.
extern "C" {
extern std::uint8_t __start___sancov_cntrs[];
extern std::uint8_t __stop___sancov_cntrs[];
}

namespace detente {
namespace {

constexpr std::size_t largest_input = std::size_t{1} << 20U;
constexpr itimerval most_cpu{{0, 0}, {0, 200000}};  // of one trial; most take a fiftieth
constexpr itimerval no_limit{{0, 0}, {0, 0}};
constexpr int trials_of_a_child = 1000;  // what the library leaks goes with the child
constexpr int frames_of_a_place = 4;
constexpr int frames_of_a_check = 16;  // where the allocator found its own notes overwritten
constexpr int exit_of_exception = 86;
constexpr int exit_of_worn = 87;  // after its last trial
constexpr int exit_of_last = 88;  // the fuzzer is gone

template <class Number>
Number* shared(std::size_t count) {
  void* const memory = mmap(nullptr, count * sizeof(Number), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("no shared memory");
  return static_cast<Number*>(memory);
}

void say_where_and_end(int) {
  std::fputs("ERROR: timeout\n", stderr);
  __sanitizer_print_stack_trace();
  _exit(1);
}

/// The innermost calls of a report: module and offset each.
std::vector<std::string> calls_in(std::string const& report) {
  std::vector<std::string> calls;
  for (std::size_t at = report.find("    #0 "); at != std::string::npos && calls.size() < 16;) {
    std::size_t const end = std::min(report.find('\n', at), report.size());
    std::string const line = report.substr(at, end - at);
    if (!line.starts_with("    #")) break;
    std::size_t const open = line.rfind('(', line.find("+0x"));
    std::size_t const close = line.find(')', std::min(line.find("+0x"), line.size()));
    if (open != std::string::npos && close != std::string::npos)
      calls.push_back(line.substr(open + 1, close - open - 1));
    at = end + 1;
  }
  return calls;
}

/// What comes up the pipe: a child has tried an input, or one ended, with what waitpid() says of it.
struct Answer {
  enum class Kind : int { tried, ended } kind = Kind::tried;
  int status = 0;
};

/// Tries one input after another in children. They are forked from a process that was itself forked before the fuzzer
/// had read anything: to fork the fuzzer with its corpus, for every crash, would take three quarters of the time.
class Nursery {
 public:
  explicit Nursery(Trial trial)
      : trial_(trial),
        input_(shared<std::uint8_t>(largest_input)),
        size_(shared<std::size_t>(1)),
        counters_(shared<std::uint8_t>(counter_count())),
        report_(memfd_create("report", 0)) {
    char const* const folder = std::getenv("FUZZ_FINDINGS");
    findings_ = folder == nullptr ? "." : folder;
    std::signal(SIGPIPE, SIG_IGN);
    if (pipe(orders_.data()) != 0 || pipe(answers_.data()) != 0 || fcntl(report_, F_SETFL, O_APPEND) != 0)
      throw std::runtime_error("no pipe to a child");
    process_ = fork();
    if (process_ < 0) throw std::runtime_error("no child");
    if (process_ == 0) raise_children();
    close(orders_[0]);
    close(answers_[1]);
  }
  Nursery(Nursery const&) = delete;
  Nursery& operator=(Nursery const&) = delete;
  /// Waits, so that the time of the children counts as the fuzzer's.
  ~Nursery() {
    close(orders_[1]);
    waitpid(process_, nullptr, 0);
  }

  void run(std::uint8_t const* data, std::size_t size) {
    if (size > largest_input) return;
    std::memcpy(input_, data, size);
    *size_ = size;
    if (write(orders_[1], "t", 1) != 1) throw std::runtime_error("no process that forks children");
    Answer const answer = next_answer();
    if (answer.kind == Answer::Kind::tried)
      add_counters();
    else
      note_crash(answer.status, data, size);
  }

 private:
  static std::size_t counter_count() {
    return static_cast<std::size_t>(__stop___sancov_cntrs - __start___sancov_cntrs);
  }

  /// One child after another, until the fuzzer is gone.
  [[noreturn]] void raise_children() const {
    close(orders_[1]);
    close(answers_[0]);
    __sanitizer_set_death_callback(nullptr);  // the fuzzer would take the report for its own
    for (;;) {
      pid_t const child = fork();
      if (child == 0) serve();
      Answer ended{Answer::Kind::ended, 0};
      if (child < 0 || waitpid(child, &ended.status, 0) != child) _exit(1);
      if (WIFEXITED(ended.status) && WEXITSTATUS(ended.status) == exit_of_last) _exit(0);
      bool const is_worn = WIFEXITED(ended.status) && WEXITSTATUS(ended.status) == exit_of_worn;
      if (!is_worn && write(answers_[1], &ended, sizeof ended) != sizeof ended) _exit(1);
    }
  }

  [[noreturn]] void serve() const {
    std::signal(SIGPROF, say_where_and_end);
    std::signal(SIGPIPE, SIG_DFL);
    dup2(report_, STDERR_FILENO);
    Answer const tried;
    char order = 0;
    for (int trial = 0; trial < trials_of_a_child; ++trial) {
      if (read(orders_[0], &order, 1) != 1) _exit(exit_of_last);
      std::memset(__start___sancov_cntrs, 0, counter_count());
      setitimer(ITIMER_PROF, &most_cpu, nullptr);
      try {
        trial_(input_, *size_);
      } catch (std::exception const& fault) {
        std::fprintf(stderr, "what():  %s\n", fault.what());
        _exit(exit_of_exception);
      }
      setitimer(ITIMER_PROF, &no_limit, nullptr);
      std::memcpy(counters_, __start___sancov_cntrs, counter_count());
      if (write(answers_[1], &tried, sizeof tried) != sizeof tried) _exit(exit_of_last);
    }
    _exit(exit_of_worn);
  }

  /// The fuzzer's own clock interrupts reading.
  Answer next_answer() const {
    Answer answer;
    ssize_t count = -1;
    do count = read(answers_[0], &answer, sizeof answer);
    while (count < 0 && errno == EINTR);
    if (count != sizeof answer) throw std::runtime_error("the process that forks children is gone");
    return answer;
  }

  void add_counters() const {
    for (std::size_t k = 0; k < counter_count(); ++k)
      __start___sancov_cntrs[k] = std::max(__start___sancov_cntrs[k], counters_[k]);
  }

  /// What the child said at its end, taken away for the next one.
  std::string report() const {
    std::string text(static_cast<std::size_t>(lseek(report_, 0, SEEK_END)), '\0');
    ssize_t const length = pread(report_, text.data(), text.size(), 0);
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
    if (ftruncate(report_, 0) != 0) throw std::runtime_error("cannot empty a report");
    return text;
  }

  void note_crash(int status, std::uint8_t const* data, std::size_t size) const {
    std::string const text = report();
    std::vector<std::string> const calls = calls_in(text);
    bool const is_deep = text.find("CHECK failed") != std::string::npos || text.find("timeout") != std::string::npos;
    int const frames = is_deep ? frames_of_a_check : frames_of_a_place;
    auto const innermost = calls.begin() + std::min<std::ptrdiff_t>(std::ssize(calls), frames);
    bool const is_upstream = std::any_of(
        calls.begin(), innermost, [](std::string const& call) { return call.find("libhdf5") != std::string::npos; });
    bool const is_exception = WIFEXITED(status) && WEXITSTATUS(status) == exit_of_exception;
    if (!is_upstream || is_exception)
      throw BrokenProperty(fmt::format("in a child that ended with {}: {}", status, text));
    std::string place;
    for (auto call = calls.begin(); call != innermost; ++call) place += (place.empty() ? "" : " ") + *call;
    std::string const name = fmt::format("{}/upstream-{:016x}", findings_, std::hash<std::string>{}(place));
    std::ofstream(findings_ + "/upstream.log", std::ios::app) << name.substr(name.rfind('/') + 1) << '\n';
    if (std::filesystem::exists(name)) return;
    std::ofstream(name, std::ios::binary)
        .write(reinterpret_cast<char const*>(data), static_cast<std::streamsize>(size));
    std::ofstream(name + ".log") << text;
  }

  Trial trial_;
  std::uint8_t* input_;
  std::size_t* size_;
  std::uint8_t* counters_;
  int report_;
  std::string findings_;
  std::array<int, 2> orders_{}, answers_{};
  pid_t process_ = 0;
};

Nursery& nursery(Trial trial) {
  static Nursery the_only_one(trial);
  return the_only_one;
}

}  // namespace

void prepare_apart(Trial trial) { nursery(trial); }

void try_apart(Trial trial, std::uint8_t const* data, std::size_t size) { nursery(trial).run(data, size); }

}  // namespace detente
