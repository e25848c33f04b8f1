// aurora-iac: a table of commands. Parses the command line, runs one command, maps what went wrong to an
// exit status.

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>

#include "command.h"
#include "diagnostics/suggest.h"

namespace aurora::cli {

const std::vector<Command>& commands() {
  static const std::vector<Command> table = {
      {"init", "write a starting spec", setup_init},
      {"validate", "check a spec: everything but emit", setup_validate},
      {"plan", "show what emit would change; writes nothing", setup_plan},
      {"emit", "write the Terraform folder and the lock", setup_emit},
      {"names", "list every resource's name and the characters it has left", setup_names},
      {"addresses", "draw the address plan", setup_addresses},
      {"why", "say where a name, an address or any emitted value comes from", setup_why},
      {"lock", "show, check, release and import what was decided before", setup_lock},
      {"backends", "list the backends, built in and on PATH", setup_backends},
      {"backend", "answer a request of the backend protocol by a built-in backend", setup_backend},
      {"schema", "print the spec's JSON Schema", setup_schema},
      {"explain", "say what a diagnostic means", setup_explain},
      {"completion", "print a completion script for a shell", setup_completion},
      {"version", "print the version", setup_version},
  };
  return table;
}

bool Global::colored(int descriptor) const {
  if (color != "auto") return color == "always";
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return (no_color == nullptr || *no_color == '\0') && isatty(descriptor) != 0 &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

namespace {

void add_global_options(CLI::App& app, Global& global) {
  app.add_option("-C", global.directory, "work as if started in this folder")
      ->type_name("DIR")
      ->envname("AURORA_IAC_DIRECTORY");
  app.add_option("--color", global.color, "colour the output: auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN")
      ->envname("AURORA_IAC_COLOR");
  app.add_option("--format", global.format, "of reports and diagnostics: text or json; of `addresses` also svg")
      ->check(CLI::IsMember({"text", "json", "svg"}))
      ->type_name("FORMAT")
      ->envname("AURORA_IAC_FORMAT");
  app.add_option("--backend-timeout", global.backend_timeout, "how long an external backend may take; default: 30")
      ->check(CLI::Range(0.001, 86400.0))
      ->type_name("SECONDS")
      ->envname("AURORA_IAC_BACKEND_TIMEOUT");
  app.add_flag("-q,--quiet", global.quiet, "no reports, only diagnostics")->envname("AURORA_IAC_QUIET");
}

/// The first word that should be a command and is none, with what may have been meant; empty when there is none.
std::string unknown_command(int argc, char** argv) {
  std::vector<std::string_view> names;
  for (const auto& command : commands()) names.emplace_back(command.name);
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "-C" || word == "--color" || word == "--format" || word == "--backend-timeout") {
      ++i;
    } else if (word.substr(0, 1) != "-") {
      if (std::find(names.begin(), names.end(), word) != names.end()) return {};
      const auto meant = nearest(word, names);
      return "no command `" + std::string(word) + "`" + (meant.empty() ? "" : "; did you mean `" + meant + "`?");
    }
  }
  return {};
}

/// The first option that no command has, with what may have been meant; empty when that is not what is wrong.
std::string unknown_option(const CLI::App& app) {
  const auto& sub = *app.get_subcommands().front();
  std::vector<std::string> names;
  for (const auto* level : {&sub, &app})
    for (const auto* option : level->get_options())
      for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  for (const auto& word : app.remaining(true)) {
    if (word.size() < 2 || word[0] != '-') continue;
    const auto name = word.substr(0, word.find('='));
    const auto meant = nearest(name, {names.begin(), names.end()});
    return "`" + sub.get_name() + "` has no option `" + name + "`" +
           (meant.empty() ? "" : "; did you mean `" + meant + "`?");
  }
  return {};
}

int run(int argc, char** argv) {
  CLI::App app{"Compiles an environment spec (YAML) to Terraform JSON.", "aurora-iac"};
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", std::string("aurora-iac ") + AURORA_VERSION);
  app.set_help_all_flag("--help-all", "help for every command");
  app.footer(
      "Exit status: 0 fine, 1 errors in the input, 2 changes (with plan --detailed-exitcode or --check),\n"
      "64 usage, 70 a bug, 74 input/output.");
  Global global;
  add_global_options(app, global);
  std::map<const CLI::App*, std::function<int()>> runs;
  for (const auto& command : commands()) {
    auto* sub = app.add_subcommand(command.name, command.summary);
    runs[sub] = command.setup(*sub, global);
  }
  if (const auto unknown = unknown_command(argc, argv); !unknown.empty()) {
    std::fprintf(stderr, "aurora-iac: %s\nRun with --help for the commands.\n", unknown.c_str());
    return kUsage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ExtrasError& error) {
    const auto unknown = unknown_option(app);
    if (unknown.empty()) return app.exit(error) == 0 ? kFine : kUsage;
    std::fprintf(stderr, "aurora-iac: %s\nRun with --help for the options.\n", unknown.c_str());
    return kUsage;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kFine : kUsage;
  }
  if (!global.directory.empty() && chdir(global.directory.c_str()) != 0) {
    std::perror(("aurora-iac: cannot work in " + global.directory).c_str());
    return kInputOutput;
  }
  if (global.format == "svg" && app.get_subcommands().front()->get_name() != "addresses") {
    std::fputs("aurora-iac: only `addresses` draws pictures: --format svg\n", stderr);
    return kUsage;
  }
  const int status = runs.at(app.get_subcommands().front())();
  // A full disk or a closed pipe must not look like success.
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    std::perror("aurora-iac: standard output");
    return kInputOutput;
  }
  return status;
}

}  // namespace
}  // namespace aurora::cli

int main(int argc, char** argv) {
  try {
    return aurora::cli::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr,
                 "aurora-iac: internal error: %s\nThis is a bug in aurora-iac; please report it with the spec "
                 "that caused it.\n",
                 error.what());
    return aurora::cli::kBug;
  }
}
