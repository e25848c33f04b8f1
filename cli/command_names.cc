#include "backends.h"
#include "name/render_names.h"
#include "session.h"

namespace aurora::cli {

std::function<int()> setup_names(CLI::App& app, const Global& global) {
  auto options = std::make_shared<SpecOptions>();
  add_spec_options(app, *options);
  return [options, &global] {
    int status = kFine;
    const auto compilation = compile_spec(*options, global, Until::Documents, status);
    if (compilation->names.empty()) return status;
    const auto budget = name_budget(compilation->names, *compilation->platform, backends(global).facts);
    print_report(
        global.json() ? render_names_json(compilation->names, budget) : render_names_text(compilation->names, budget),
        global);
    return status;
  };
}

}  // namespace aurora::cli
