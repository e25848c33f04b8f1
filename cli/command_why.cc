#include "backends.h"
#include "session.h"
#include "why/render_why.h"

namespace aurora::cli {

std::function<int()> setup_why(CLI::App& app, const Global& global) {
  struct Options : SpecOptions {
    std::string query;
  };
  auto options = std::make_shared<Options>();
  add_spec_options(app, *options);
  app.add_option("WHAT", options->query,
                 "a resource's name, an address, a CIDR, an allocation (dev/gen-dev-cc-00/subnet/system), a Terraform "
                 "address (azurerm_subnet.system, or with the stack before it), a flow, or a rule")
      ->required();
  return [options, &global] {
    int status = kFine;
    std::vector<Explanation> found;
    const auto made = compile_spec(*options, global, Until::Documents, status, [&](Compilation& compilation) {
      found = why(compilation, backends(global).facts, options->query, compilation.diagnostics);
    });
    if (found.empty()) return status;
    print_report(global.json() ? render_why_json(found, made->sources) : render_why_text(found, made->sources), global);
    return status;
  };
}

}  // namespace aurora::cli
