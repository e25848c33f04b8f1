// A built-in backend gives the same bytes whether it is called or run as a program.

#include <cstdlib>
#include <set>

#include "catch.h"
#include "diagnostics/render_text.h"
#include "unit/protocol/served.h"

namespace aurora::protocol {
namespace {

/// Everything that comes out of a compilation, as one text.
std::string everything(const Compilation& result) {
  std::string text = render_text(result.diagnostics.sorted(), result.sources, false) + result.lock.to_text();
  for (const auto& use : result.names)
    text += use.logical + " " + use.name + " " + use.scope + " " + use.suffix + " " + use.budget + "\n";
  for (const auto& stack : tf::write_stacks(result.documents)) {
    text += stack.stack + " " + stack.renamed_from + "\n";
    for (const auto& before : stack.depends_on) text += "behind " + before + "\n";
    for (const auto& file : stack.files) text += file.path + "\n" + file.text;
  }
  for (const auto& document : result.documents)
    for (const auto& resource : document.resources)
      text += fmt::format("{} {} {} {}\n", resource.address(), resource.logical_id, resource.span.begin,
                          resource.override_span.begin);
  return text;
}

TEST_CASE("built-in backends give the same bytes through the protocol", "[protocol]") {
  std::size_t documents = 0;
  for (const auto& folder : case_folders()) {
    const auto files = files_of(folder);
    CompileOptions options;
    options.spec = "env.yaml";
    options.locked = std::filesystem::exists(folder / "locked");
    const auto direct = compile(options, {find_backend, facts_of}, files);
    Served served;
    const auto through = compile(options, served.backends(), files);
    INFO(folder.string());
    CHECK(everything(*direct) == everything(*through));
    documents += through->documents.size();
  }
  CHECK(documents > 100);
}

TEST_CASE("a request is read as it was written", "[protocol]") {
  for (const auto* name : {"aurora-azure", "byo-network-azure", "gc-naming-azure"}) {
    Served served;
    CompileOptions options;
    options.spec = "env.yaml";
    compile(options, served.backends(), files_of(std::filesystem::path(AURORA_SOURCE_DIR) / "examples" / name));
    REQUIRE(served.requests.size() >= 2);
    // The second time nothing is known but the text: what was lost on the way is missing now.
    const auto& request = served.requests.back();
    std::string problem;
    CHECK(serve(*find_backend("azure"), "1.0.0", request, problem) == served.answers.back());
    CHECK(problem.empty());
  }
}

}  // namespace
}  // namespace aurora::protocol
