#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

namespace aurora::cli {

/// The exit statuses that scripts may rely on.
enum Exit : int { kFine = 0, kInputErrors = 1, kChanges = 2, kUsage = 64, kBug = 70, kInputOutput = 74 };

/// Options that every command takes.
struct Global {
  std::string directory;       ///< `-C`: work as if started there
  std::string color = "auto";  ///< `auto`, `always`, `never`
  std::string format = "text";
  bool quiet = false;           ///< no reports, only diagnostics
  double backend_timeout = 30;  ///< seconds that an external backend may take for an answer

  bool json() const { return format == "json"; }
  /// Whether what goes to this file descriptor is coloured.
  bool colored(int descriptor) const;
};

/// Adds a command's options to its sub-command and returns what runs it; the result is the exit status.
using Setup = std::function<int()> (*)(CLI::App& app, const Global& global);

struct Command {
  const char* name;
  const char* summary;
  Setup setup;
};

/// Every command, in the order of the help.
const std::vector<Command>& commands();

std::function<int()> setup_init(CLI::App&, const Global&);
std::function<int()> setup_validate(CLI::App&, const Global&);
std::function<int()> setup_plan(CLI::App&, const Global&);
std::function<int()> setup_emit(CLI::App&, const Global&);
std::function<int()> setup_names(CLI::App&, const Global&);
std::function<int()> setup_addresses(CLI::App&, const Global&);
std::function<int()> setup_why(CLI::App&, const Global&);
std::function<int()> setup_lock(CLI::App&, const Global&);
std::function<int()> setup_backends(CLI::App&, const Global&);
std::function<int()> setup_backend(CLI::App&, const Global&);
std::function<int()> setup_schema(CLI::App&, const Global&);
std::function<int()> setup_explain(CLI::App&, const Global&);
std::function<int()> setup_completion(CLI::App&, const Global&);
std::function<int()> setup_version(CLI::App&, const Global&);

}  // namespace aurora::cli
