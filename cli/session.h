#pragma once

#include <functional>
#include <memory>
#include <string>

#include "command.h"
#include "compile.h"
#include "terraform/stack_files.h"

namespace aurora::cli {

/// The options of every command that takes a spec.
struct SpecOptions {
  std::string spec;
  std::string out;   ///< empty: `terraform` beside the spec
  std::string lock;  ///< empty: `<spec>.lock.json`
  bool locked = false;
  std::vector<std::string> trials;  ///< of `addresses --try`
  bool new_lock = false;            ///< begin a new lock even where there was one

  /// The output folder.
  std::string out_folder() const;
};

void add_spec_options(CLI::App& app, SpecOptions& options);
void add_out_option(CLI::App& app, SpecOptions& options);

/// Compiles and writes the diagnostics to standard error. `status` becomes what the command returns when it
/// has nothing more to say: kFine, kInputErrors or kInputOutput.
/// `check` may add to the diagnostics of what compiled without errors.
std::unique_ptr<Compilation> compile_spec(const SpecOptions& options, const Global& global, Until until, int& status,
                                          const std::function<void(Compilation&)>& check = {});
/// Writes diagnostics to standard error, in the format asked for.
void print_diagnostics(const Diagnostics& diagnostics, const SourceMap& sources, const Global& global);
/// Reports a lock that is missing although the output folder was written with one: everything would get a new place.
void check_lock_is_there(const SpecOptions& options, const Compilation& compilation, const FileSystem& files,
                         Diagnostics& diagnostics);
/// Warns about stacks of the output folder that the spec no longer has.
void warn_of_gone_stacks(const std::vector<tf::StackFiles>& before, const std::vector<tf::StackFiles>& after,
                         const std::string& folder, Diagnostics& diagnostics);
/// What a command returns for these problems: kInputOutput when the disk is to blame.
int status_of(const Diagnostics& diagnostics);
/// A JSON string.
std::string json_text(const std::string& text);
/// Writes to standard output, unless `-q`.
void print_report(const std::string& text, const Global& global);

}  // namespace aurora::cli
