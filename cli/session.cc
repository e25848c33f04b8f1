#include "session.h"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "backends.h"
#include "diagnostics/render_json.h"
#include "diagnostics/render_text.h"
#include "emit/manifest.h"

namespace aurora::cli {

std::string SpecOptions::out_folder() const {
  if (!out.empty()) return out;
  const auto slash = spec.rfind('/');
  return slash == std::string::npos ? "terraform" : spec.substr(0, slash + 1) + "terraform";
}

void add_spec_options(CLI::App& app, SpecOptions& options) {
  app.add_option("SPEC", options.spec, "the environment spec; - reads standard input")->required();
  app.add_option("--lock", options.lock, "the lock file; default: SPEC.lock.json")
      ->type_name("FILE")
      ->envname("AURORA_IAC_LOCK");
  app.add_flag("--locked", options.locked, "fail if anything would be added to the lock")->envname("AURORA_IAC_LOCKED");
}

void add_out_option(CLI::App& app, SpecOptions& options) {
  app.add_option("--out", options.out, "the output folder; default: terraform beside the spec")
      ->type_name("DIR")
      ->envname("AURORA_IAC_OUT");
  app.add_flag("--new-lock", options.new_lock, "begin a new lock, although the output folder was written with one");
}

void check_lock_is_there(const SpecOptions& options, const Compilation& compilation, const FileSystem& files,
                         Diagnostics& diagnostics) {
  const auto& path = compilation.lock_path;
  const auto folder = options.out_folder();
  if (options.new_lock || files.kind(folder + "/" + std::string(manifest_name)) == FileSystem::Kind::Missing) return;
  if (!path.empty() && files.kind(path) != FileSystem::Kind::Missing) return;
  auto report = diagnostics.report(diag::LockLost, {}, path.empty() ? "-" : path, folder);
  if (path.empty()) report.hint("a spec from standard input has no lock beside it: say where it is with `--lock`");
  report.hint("take it from the last commit; without it networks, rules and names get new places")
      .hint("with `--new-lock` they do: only where nothing was applied yet");
}

/// How the state of a stack gets to where its new name puts it.
void add_state_hints(const tf::StackFiles& stack, const std::string& folder, Diagnostics::Report& report) {
  const auto here = folder + "/" + stack.stack;
  if (stack.former_state.empty()) {
    report.hint("take the state file along: `" + folder + "/" + stack.renamed_from + "/terraform.tfstate` to `" + here +
                "`, unless its backend is set elsewhere");
    return;
  }
  std::string former;
  for (const auto& [name, value] : stack.former_state) former += " -backend-config='" + name + "=" + value + "'";
  report.hint("once it is emitted: `terraform -chdir=" + here + " init" + former + "`, then `terraform -chdir=" + here +
              " init -migrate-state`, which copies the state");
}

void warn_of_gone_stacks(const std::vector<tf::StackFiles>& before, const std::vector<tf::StackFiles>& after,
                         const std::string& folder, Diagnostics& diagnostics) {
  for (const auto& stack : before) {
    const auto same = [&](const tf::StackFiles& other) { return other.stack == stack.stack; };
    if (std::any_of(after.begin(), after.end(), same)) continue;
    const auto takes_its_place = [&](const tf::StackFiles& other) {
      return other.renamed_from == stack.stack &&
             std::none_of(before.begin(), before.end(), [&](const auto& one) { return one.stack == other.stack; });
    };
    if (const auto heir = std::find_if(after.begin(), after.end(), takes_its_place); heir != after.end()) {
      auto report = diagnostics.report(diag::StackRenamed, {}, heir->stack, stack.stack);
      add_state_hints(*heir, folder, report);
      continue;
    }
    diagnostics.report(diag::StackGone, {}, stack.stack)
        .hint("to be rid of it, run `terraform destroy` in `" + folder + "/" + stack.stack +
              "` before its files go; where `prevent_destroy` is on, emit once with `protect: false` first");
  }
}

void print_diagnostics(const Diagnostics& diagnostics, const SourceMap& sources, const Global& global) {
  if (diagnostics.empty()) return;
  const auto sorted = diagnostics.sorted();
  const auto text = global.json() ? render_json(sorted, sources) : render_text(sorted, sources, global.colored(2));
  std::fwrite(text.data(), 1, text.size(), stderr);
}

int status_of(const Diagnostics& diagnostics) {
  if (!diagnostics.has_errors()) return kFine;
  static constexpr int kDisk[] = {diag::FileUnreadable.code, diag::LockUnreadable.code, diag::OutputNotAFolder.code,
                                  diag::CannotWrite.code,    diag::OutputBusy.code,     diag::LockMissing.code,
                                  diag::LockLost.code};
  for (const auto& diagnostic : diagnostics.sorted())
    if (std::find(std::begin(kDisk), std::end(kDisk), diagnostic.code) != std::end(kDisk)) return kInputOutput;
  return kInputErrors;
}

std::string json_text(const std::string& text) { return nlohmann::json(text).dump(); }

void print_report(const std::string& text, const Global& global) {
  if (!global.quiet) std::fwrite(text.data(), 1, text.size(), stdout);
}

std::unique_ptr<Compilation> compile_spec(const SpecOptions& options, const Global& global, Until until, int& status,
                                          const std::function<void(Compilation&)>& check) {
  CompileOptions compile_options{options.spec, std::nullopt,   options.lock,
                                 std::nullopt, options.locked, options.trials};
  if (options.spec == "-") {
    compile_options.text.emplace(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  }
  const RealFileSystem files;
  auto compilation = compile(compile_options, backends(global), files, until);
  if (check && compilation->ok()) check(*compilation);
  print_diagnostics(compilation->diagnostics, compilation->sources, global);
  status = status_of(compilation->diagnostics);
  return compilation;
}

}  // namespace aurora::cli
