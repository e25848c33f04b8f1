#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aurora {

/// A program that was found by its name.
struct Program {
  std::string name, path;
  bool executable = true;
};

/// How long a program may take and how much it may say.
struct ProcessLimits {
  int timeout_ms = 30'000;
  std::size_t output = std::size_t{256} << 20;  ///< bytes of standard output
  std::size_t errors = 4096;                    ///< of standard error the last so many bytes are kept
};

/// How a run of a program ended, and what it said.
struct ProcessEnd {
  enum class Kind : std::uint8_t {
    Exited,         ///< `code` is its exit status
    Signalled,      ///< `code` is the signal
    TimedOut,       ///< it was killed
    TooMuchOutput,  ///< it was killed
    NotStarted,     ///< `problem` says why
  };
  Kind kind = Kind::Exited;
  int code = 0;
  std::string output, errors;
  std::string problem;  ///< such as "permission denied"

  bool ok() const { return kind == Kind::Exited && code == 0; }
};

/// The only door to other programs.
class Processes {
 public:
  virtual ~Processes() = default;

  /// The program that a shell would run under this name; when none can be run, a file of that name that cannot.
  virtual std::optional<Program> find(const std::string& name) const = 0;
  /// All whose names begin so, by name; of one name only the one that `find` finds.
  virtual std::vector<Program> beginning(const std::string& prefix) const = 0;
  /// Runs a program in this folder with `input` on its standard input until it ends or goes beyond a limit. Nothing
  /// that it started is left behind.
  virtual ProcessEnd run(const Program& program, std::string_view input, const ProcessLimits& limits) const = 0;
};

/// Programs in the folders of a search path (`/usr/local/bin:/usr/bin`). A run sees of the environment only what is
/// given here, as `NAME=value`.
class RealProcesses final : public Processes {
 public:
  RealProcesses(std::string_view search_path, std::vector<std::string> environment);

  std::optional<Program> find(const std::string& name) const override;
  std::vector<Program> beginning(const std::string& prefix) const override;
  ProcessEnd run(const Program& program, std::string_view input, const ProcessLimits& limits) const override;

 private:
  std::vector<std::string> folders_;
  std::vector<std::string> environment_;
};

/// Programs for tests: functions from standard input to how it ends. One without a function cannot be run.
class MemoryProcesses final : public Processes {
 public:
  std::map<std::string, std::function<ProcessEnd(std::string_view input)>> programs;

  std::optional<Program> find(const std::string& name) const override;
  std::vector<Program> beginning(const std::string& prefix) const override;
  ProcessEnd run(const Program& program, std::string_view input, const ProcessLimits& limits) const override;
};

}  // namespace aurora
