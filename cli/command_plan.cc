#include <fmt/core.h>

#include "address/forecast.h"
#include "backends.h"
#include "emit/check_clouds.h"
#include "emit/emit.h"
#include "emit/render_differences.h"
#include "emit/render_plan.h"
#include "session.h"
#include "terraform/diff.h"

namespace aurora::cli {
namespace {

void warn_ahead(Compilation& made, const Global& global) {
  warn_of_exhaustion(forecast(*made.platform, backends(global).facts, made.addresses, made.lock), made.diagnostics);
}

std::string lock_line(const Lock& lock) {
  std::size_t added = 0;
  std::size_t other = 0;
  for (const auto& change : lock.changes()) ++(change.kind == Lock::Change::Kind::Added ? added : other);
  if (added + other == 0) return {};
  return fmt::format("lock: {} to add, {} to change or lay to rest\n", added, other);
}

std::string report_of(const std::vector<tf::StackChange>& changes, const Compilation& made, bool every,
                      const Global& global) {
  if (global.json()) return render_plan_json(changes, made.differences, made.sources);
  const bool colour = global.colored(1);
  return render_plan_text(changes, colour, every, render_differences_text(made.differences, made.sources, colour));
}

/// What `emit` would write again although it means the same: a file that was edited, or written by another version.
int other_bytes(const SpecOptions& options, const Compilation& made, const std::vector<tf::StackFiles>& before,
                const std::vector<tf::StackFiles>& after, const Global& global) {
  const auto count =
      count_other_files(options.out_folder(), made.platform->name.value, before, after, RealFileSystem());
  if (count == 0) return kFine;
  if (!global.json()) print_report(fmt::format("files: {} would be written again, and mean the same\n", count), global);
  return kChanges;
}

}  // namespace

std::function<int()> setup_plan(CLI::App& app, const Global& global) {
  struct Options : SpecOptions {
    bool detailed = false, every = false;
  };
  auto options = std::make_shared<Options>();
  add_spec_options(app, *options);
  add_out_option(app, *options);
  app.add_flag("--detailed-exitcode,--check", options->detailed, "exit status 2 when there are changes")
      ->envname("AURORA_IAC_DETAILED_EXITCODE");
  app.add_flag("-v,--verbose", options->every, "each resource of stacks that come or go, not how many of each type");
  return [options, &global] {
    int status = kFine;
    const auto compilation =
        compile_spec(*options, global, Until::Documents, status, [&](Compilation& made) { warn_ahead(made, global); });
    if (status != kFine) return status;
    const RealFileSystem files;
    Diagnostics diagnostics;
    tf::ProviderSchemas schemas;
    add_schemas(*compilation->platform, backends(global), schemas);
    const auto after = tf::write_stacks(compilation->documents);
    check_lock_is_there(*options, *compilation, files, diagnostics);
    if (files.kind(options->out_folder()) == FileSystem::Kind::File)
      diagnostics.report(diag::OutputNotAFolder, {}, options->out_folder());
    const auto before = diagnostics.has_errors() ? std::vector<tf::StackFiles>()
                                                 : read_output(options->out_folder(), files, diagnostics, &after);
    check_clouds(before, after, options->out_folder(), diagnostics);
    warn_of_gone_stacks(before, after, options->out_folder(), diagnostics);
    print_diagnostics(diagnostics, compilation->sources, global);
    if (diagnostics.has_errors()) return status_of(diagnostics);
    const auto changes = tf::diff(before, after, schemas);
    const auto lock = lock_line(compilation->lock);
    print_report(report_of(changes, *compilation, options->every, global) + (global.json() ? "" : lock), global);
    if (!options->detailed) return static_cast<int>(kFine);
    if (!tf::unchanged(changes) || !lock.empty()) return static_cast<int>(kChanges);
    return other_bytes(*options, *compilation, before, after, global);
  };
}

}  // namespace aurora::cli
