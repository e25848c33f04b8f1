#include "session.h"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "backend/registry.h"
#include "diagnostics/render_json.h"
#include "diagnostics/render_text.h"

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
                                  diag::CannotWrite.code, diag::OutputBusy.code, diag::LockMissing.code};
  for (const auto& diagnostic : diagnostics.sorted())
    if (std::find(std::begin(kDisk), std::end(kDisk), diagnostic.code) != std::end(kDisk)) return kInputOutput;
  return kInputErrors;
}

std::string json_text(const std::string& text) { return nlohmann::json(text).dump(); }

void print_report(const std::string& text, const Global& global) {
  if (!global.quiet) std::fwrite(text.data(), 1, text.size(), stdout);
}

std::unique_ptr<Compilation> compile_spec(const SpecOptions& options, const Global& global, Until until, int& status) {
  CompileOptions compile_options{options.spec, std::nullopt, options.lock, std::nullopt, options.locked};
  if (options.spec == "-") {
    compile_options.text.emplace(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  }
  const RealFileSystem files;
  auto compilation = compile(compile_options, {find_backend, facts_of}, files, until);
  print_diagnostics(compilation->diagnostics, compilation->sources, global);
  status = status_of(compilation->diagnostics);
  return compilation;
}

}  // namespace aurora::cli
