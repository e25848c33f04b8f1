#include "emit/emit.h"

#include <fmt/core.h>

#include "emit/check_clouds.h"
#include "session.h"

namespace aurora::cli {

std::function<int()> setup_emit(CLI::App& app, const Global& global) {
  struct Options : SpecOptions {
    bool force = false;
  };
  auto options = std::make_shared<Options>();
  add_spec_options(app, *options);
  add_out_option(app, *options);
  app.add_flag("--force", options->force,
               "replace files of ours that were edited by hand, or that were of another cloud")
      ->envname("AURORA_IAC_FORCE");
  return [options, &global] {
    int status = kFine;
    const auto compilation = compile_spec(*options, global, Until::Documents, status);
    if (status != kFine) return status;
    RealFileSystem files;
    Diagnostics diagnostics;
    check_lock_is_there(*options, *compilation, files, diagnostics);
    if (compilation->lock_path.empty() && !diagnostics.has_errors()) {
      std::fputs("aurora-iac: emit -: say where the lock is: --lock FILE\n", stderr);
      return static_cast<int>(kUsage);
    }
    if (diagnostics.has_errors()) {
      print_diagnostics(diagnostics, compilation->sources, global);
      return status_of(diagnostics);
    }
    const EmitRequest request{
        options->out_folder(),  compilation->platform->name.value, tf::write_stacks(compilation->documents),
        compilation->lock_path, compilation->lock.to_text(),       options->force};
    Diagnostics said_by_emit;
    const auto before = read_output(request.folder, files, said_by_emit, &request.stacks);
    if (!request.force) check_clouds(before, request.stacks, request.folder, diagnostics);
    warn_of_gone_stacks(before, request.stacks, request.folder, diagnostics);
    std::optional<EmitSummary> summary;
    if (!diagnostics.has_errors()) summary = emit(request, files, diagnostics);
    print_diagnostics(diagnostics, compilation->sources, global);
    if (!summary) return status_of(diagnostics);
    const auto text =
        global.json()
            ? fmt::format(
                  "{{\"format_version\": 1, \"folder\": {}, \"written\": {}, \"unchanged\": {}, "
                  "\"removed\": {}, \"lock_written\": {}}}\n",
                  json_text(request.folder), summary->written, summary->unchanged, summary->removed,
                  summary->lock_written)
            : fmt::format("{}: {} file{} written, {} unchanged, {} removed{}\n", request.folder, summary->written,
                          summary->written == 1 ? "" : "s", summary->unchanged, summary->removed,
                          summary->lock_written ? "; lock written to " + request.lock_path : "");
    print_report(text, global);
    return static_cast<int>(kFine);
  };
}

}  // namespace aurora::cli
