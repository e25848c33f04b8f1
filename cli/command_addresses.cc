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
    const auto compilation = compile_spec(*options, global, Until::Engines, status);
    if (!compilation->platform || status != kFine) return status;
    const auto& platform = *compilation->platform;
    const auto& plan = compilation->addresses;
    print_report(global.json()    ? render_addresses_json(platform, plan, facts_of)
                 : options->table ? render_addresses_table(platform, plan, facts_of)
                                  : render_addresses_text(platform, plan, facts_of),
                 global);
    return status;
  };
}

}  // namespace aurora::cli
