// Runs a program as protoc runs its plugins: a pipe to its standard input, pipes from its standard output and standard
// error, and one loop that feeds and drains them at once, since a program may answer before it has read everything.
// It leads a process group of its own, so that what it started ends with it; it gets nothing of ours but the three
// pipes, the folder and the environment that it was given.

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <set>
#include <utility>

#include "source/file_system.h"
#include "source/process.h"

namespace aurora {
namespace {

using Clock = std::chrono::steady_clock;

/// A file descriptor that closes itself.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    close();
    number_ = std::exchange(other.number_, -1);
    return *this;
  }
  ~Descriptor() { close(); }

  int number() const { return number_; }
  bool open() const { return number_ >= 0; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_ = -1;
};

struct Pipe {
  Descriptor reads, writes;
};

/// Above the three standard ones, which a caller may have closed, and closed when another program is run.
Descriptor moved_up(int number) {
  const int above = fcntl(number, F_DUPFD_CLOEXEC, 3);
  ::close(number);
  return Descriptor(above);
}

std::optional<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return {};
  Pipe made{moved_up(ends[0]), moved_up(ends[1])};
  if (!made.reads.open() || !made.writes.open()) return {};
  return made;
}

/// While one lives, writing to a pipe that nobody reads is an error and not the end of us.
class NoBrokenPipe {
 public:
  NoBrokenPipe() {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, &before_);
  }
  ~NoBrokenPipe() { sigaction(SIGPIPE, &before_, nullptr); }
  NoBrokenPipe(const NoBrokenPipe&) = delete;
  NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;

 private:
  struct sigaction before_ {};
};

/// Becomes the program; only calls that are safe between fork and exec. Answers only when that fails, into `failed`.
[[noreturn]] void become(const char* path, char* const* arguments, char* const* environment,
                         const std::array<int, 3>& standard, pid_t parent, int failed) {
  setpgid(0, 0);
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // when we are killed, it ends too
#endif
  struct sigaction usual {};
  usual.sa_handler = SIG_DFL;
  sigaction(SIGPIPE, &usual, nullptr);
  for (int i = 0; i < 3; ++i) dup2(standard[static_cast<std::size_t>(i)], i);
  if (getppid() == parent) execve(path, arguments, environment);
  const int error = errno;
  [[maybe_unused]] const auto written = write(failed, &error, sizeof error);
  _exit(127);
}

/// A program that runs. Destroying it ends it and all that it started.
class Child {
 public:
  /// Sets `error` when it could not be started.
  Child(const Program& program, const std::vector<std::string>& environment, int& error) {
    auto in = make_pipe(), out = make_pipe(), err = make_pipe(), failed = make_pipe();
    if (!in || !out || !err || !failed) {
      error = errno;
      return;
    }
    std::array<char*, 2> arguments{const_cast<char*>(program.path.c_str()), nullptr};
    std::vector<char*> variables;
    for (const auto& variable : environment) variables.push_back(const_cast<char*>(variable.c_str()));
    variables.push_back(nullptr);
    const std::array<int, 3> standard{in->reads.number(), out->writes.number(), err->writes.number()};
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0)
      become(program.path.c_str(), arguments.data(), variables.data(), standard, parent, failed->writes.number());
    if (pid_ < 0) {
      error = errno;
      return;
    }
    setpgid(pid_, pid_);  // whoever is first
    failed->writes.close();
    if (read(failed->reads.number(), &error, sizeof error) != sizeof error) error = 0;
    input = std::move(in->writes);
    output = std::move(out->reads);
    errors = std::move(err->reads);
    for (const auto* end : {&input, &output, &errors}) fcntl(end->number(), F_SETFL, O_NONBLOCK);
  }
  ~Child() { wait(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  Descriptor input, output, errors;

  /// Whether it has ended, however much of what it started has not. Leaves it to be waited for, so that its number
  /// stays its own.
  bool ended() const {
    siginfo_t info{};
    return waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == pid_;
  }
  /// Ends everything in its group.
  void kill_group() const {
    if (pid_ > 0) kill(-pid_, SIGKILL);
  }
  /// Ends what is left and returns the status of `waitpid`.
  int wait() {
    if (pid_ <= 0) return status_;
    kill_group();
    while (waitpid(pid_, &status_, 0) < 0 && errno == EINTR) continue;
    pid_ = -1;
    return status_;
  }

 private:
  pid_t pid_ = -1;
  int status_ = 0;
};

/// Feeds and drains a child until it has ended, or a limit is reached.
class Conversation {
 public:
  Conversation(Child& child, std::string_view input, const ProcessLimits& limits)
      : child_(child),
        input_(input),
        limits_(limits),
        end_by_(Clock::now() + std::chrono::milliseconds(limits.timeout_ms)) {}

  ProcessEnd run() {
    ProcessEnd::Kind kind = ProcessEnd::Kind::Exited;
    while (!finished()) {
      if (Clock::now() >= end_by_) kind = ProcessEnd::Kind::TimedOut;
      if (kind == ProcessEnd::Kind::TimedOut || output_.size() > limits_.output) break;
      turn();
    }
    if (output_.size() > limits_.output) kind = ProcessEnd::Kind::TooMuchOutput;
    const int status = child_.wait();
    if (kind == ProcessEnd::Kind::Exited && WIFSIGNALED(status)) kind = ProcessEnd::Kind::Signalled;
    const int code = kind == ProcessEnd::Kind::Signalled ? WTERMSIG(status)
                     : WIFEXITED(status)                 ? WEXITSTATUS(status)
                                                         : 0;
    return {kind, code, std::move(output_), std::move(errors_), {}};
  }

 private:
  /// It has ended and everything that it said is here. What it started and left running does not count: that ends now.
  bool finished() {
    const bool silent = !child_.output.open() && !child_.errors.open();
    if (!child_.ended()) return false;
    if (silent) return true;
    child_.kill_group();
    while (take(child_.output, output_) || take_errors()) continue;
    return true;
  }

  /// Waits until something can be fed or drained, and does it. Not for long: an end shows only by asking.
  void turn() {
    const bool silent = !child_.output.open() && !child_.errors.open();
    std::array<pollfd, 3> waits{{{child_.input.number(), POLLOUT, 0},
                                 {child_.output.number(), POLLIN, 0},
                                 {child_.errors.number(), POLLIN, 0}}};
    if (poll(waits.data(), waits.size(), silent ? 1 : 20) <= 0) return;
    if (waits[0].revents != 0) feed();
    if (waits[1].revents != 0) take(child_.output, output_);
    if (waits[2].revents != 0) take_errors();
  }

  void feed() {
    while (!input_.empty()) {
      const auto written = write(child_.input.number(), input_.data(), std::min(input_.size(), kPiece));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0 && errno == EAGAIN) return;
      if (written <= 0) break;  // it does not want the rest
      input_.remove_prefix(static_cast<std::size_t>(written));
    }
    child_.input.close();
  }

  /// Whether there may be more.
  bool take(Descriptor& from, std::string& into) {
    if (!from.open() || into.size() > limits_.output) return false;
    std::array<char, kPiece> piece;
    const auto count = read(from.number(), piece.data(), piece.size());
    if (count > 0) into.append(piece.data(), static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) from.close();
    return count > 0;
  }

  bool take_errors() {
    const bool more = take(child_.errors, errors_);
    if (errors_.size() > limits_.errors) errors_.erase(0, errors_.size() - limits_.errors);
    return more;
  }

  static constexpr std::size_t kPiece = std::size_t{64} << 10;
  Child& child_;
  std::string_view input_;
  const ProcessLimits& limits_;
  Clock::time_point end_by_;
  std::string output_, errors_;
};

}  // namespace

RealProcesses::RealProcesses(std::string_view search_path, std::vector<std::string> environment)
    : environment_(std::move(environment)) {
  while (!search_path.empty()) {
    const auto colon = std::min(search_path.find(':'), search_path.size());
    // An empty part means the current folder to a shell; a program that happens to lie there is not meant.
    if (colon > 0) folders_.emplace_back(search_path.substr(0, colon));
    search_path.remove_prefix(std::min(colon + 1, search_path.size()));
  }
}

std::optional<Program> RealProcesses::find(const std::string& name) const {
  std::optional<Program> found;
  for (const auto& folder : folders_) {
    const auto path = folder + "/" + name;
    struct stat status {};
    if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    const bool executable = access(path.c_str(), X_OK) == 0;
    if (executable) return Program{name, path, true};
    if (!found) found = Program{name, path, false};
  }
  return found;
}

std::vector<Program> RealProcesses::beginning(const std::string& prefix) const {
  std::set<std::string> names;
  const RealFileSystem files;
  for (const auto& folder : folders_)
    for (auto& name : files.list(folder))
      if (name.starts_with(prefix)) names.insert(std::move(name));
  std::vector<Program> result;
  for (const auto& name : names)
    if (auto program = find(name)) result.push_back(std::move(*program));
  return result;
}

ProcessEnd RealProcesses::run(const Program& program, std::string_view input, const ProcessLimits& limits) const {
  const NoBrokenPipe guard;
  int error = 0;
  Child child(program, environment_, error);
  if (error != 0) {
    const std::string problem = error == ENOEXEC  ? "it is neither a program nor a script that begins with `#!`"
                                : error == ENOENT ? "the interpreter in its first line does not exist"
                                                  : std::strerror(error);
    return {ProcessEnd::Kind::NotStarted, 0, {}, {}, problem};
  }
  return Conversation(child, input, limits).run();
}

}  // namespace aurora
