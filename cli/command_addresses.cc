#include "address/render_addresses.h"
#include "backend/registry.h"
#include "session.h"

namespace aurora::cli {

std::function<int()> setup_addresses(CLI::App& app, const Global& global) {
  struct Options : SpecOptions {
    bool table = false;
  };
  auto options = std::make_shared<Options>();
  add_spec_options(app, *options);
  app.add_flag("--table", options->table, "one line per range, separated by tabs");
  return [options, &global] {
    int status = kFine;
    AddressReport report;
    compile_spec(*options, global, Until::Engines, status, [&report](Compilation& made) {
      report = report_addresses(*made.platform, made.addresses, made.lock, facts_of);
      warn_of_exhaustion(report.forecast, made.diagnostics);
    });
    if (status != kFine) return status;
    print_report(global.json()    ? render_addresses_json(report)
                 : options->table ? render_addresses_table(report)
                                  : render_addresses_text(report),
                 global);
    return status;
  };
}

}  // namespace aurora::cli
