#include "address/render_addresses.h"
#include "address/render_map.h"
#include "backends.h"
#include "session.h"

namespace aurora::cli {
namespace {

struct Options : SpecOptions {
  bool table = false;
  std::string picture;  ///< path of an SVG file
};

AddressReport report_of(const Compilation& made, const Global& global) {
  auto report = report_addresses(*made.platform, made.addresses, made.lock, backends(global).facts);
  report.tried = made.tried;
  return report;
}

/// Writes the picture; a folder that is not there is one that was meant to be another.
IoError write_to(const std::string& path, const std::string& svg) {
  RealFileSystem files;
  const auto slash = path.rfind('/');
  const auto folder = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  if (files.kind(folder) == FileSystem::Kind::Missing) return "its folder does not exist";
  return files.write(path, svg);
}

int write_picture(const Options& options, const Global& global, const std::string& svg) {
  const auto error = write_to(options.picture, svg);
  if (!error) return kFine;
  Diagnostics diagnostics;
  diagnostics.report(diag::CannotWrite, {}, options.picture, *error);
  print_diagnostics(diagnostics, {}, global);
  return status_of(diagnostics);
}

int run(const Options& options, const Global& global) {
  int status = kFine;
  AddressReport report;
  const auto made = compile_spec(options, global, Until::Engines, status, [&](Compilation& compilation) {
    report = report_of(compilation, global);
    warn_of_exhaustion(report.forecast, compilation.diagnostics);
  });
  if (status != kFine) return status;
  const bool drawn = !options.picture.empty() || global.format == "svg";
  const auto svg = drawn ? render_addresses_svg(*made->platform, report) : std::string();
  if (!options.picture.empty()) return write_picture(options, global, svg);
  print_report(drawn           ? svg
               : global.json() ? render_addresses_json(report)
               : options.table ? render_addresses_table(report)
                               : render_addresses_text(report),
               global);
  return status;
}

}  // namespace

std::function<int()> setup_addresses(CLI::App& app, const Global& global) {
  auto options = std::make_shared<Options>();
  add_spec_options(app, *options);
  app.add_flag("--table", options->table, "one line per range, separated by tabs");
  app.add_option("-o,--output", options->picture, "write a map of the plan, as `--format svg` prints it")
      ->type_name("FILE.svg")
      ->check(CLI::Validator(
          [](std::string& name) {
            return name.ends_with(".svg") ? std::string() : "`" + name + "`: the map is an SVG file, `FILE.svg`";
          },
          ""));
  app.add_option("--try", options->trials,
                 "what if: show where a new cluster would be put, and what is left; writes nothing. SHAPE is a cluster "
                 "to be like, or nodes=50,pool=general,machine=8x32,max_pods=62,system=4 (nodes of the pool; all but "
                 "nodes may be left out). Repeatable")
      ->type_name("CLUSTER=SHAPE")
      ->allow_extra_args(false);
  return [options, &global] { return run(*options, global); };
}

}  // namespace aurora::cli
