#include <cstdio>
#include <iostream>
#include <iterator>

#include "backend/registry.h"
#include "protocol/serve.h"
#include "session.h"

namespace aurora::cli {
namespace {

std::vector<std::string> built_in_names() {
  std::vector<std::string> names;
  for (const auto* backend : built_in_backends()) names.emplace_back(backend->name());
  return names;
}

}  // namespace

std::function<int()> setup_backend(CLI::App& app, const Global&) {
  auto name = std::make_shared<std::string>();
  app.add_option("NAME", *name, "a built-in backend")->required()->check(CLI::IsMember(built_in_names()));
  return [name]() -> int {
    const std::string request(std::istreambuf_iterator<char>(std::cin), {});
    std::string problem;
    const auto answer = protocol::serve(*find_backend(*name), AURORA_VERSION, request, problem);
    if (!problem.empty()) {
      std::fprintf(stderr, "aurora-iac: standard input is no request of the backend protocol: %s\n", problem.c_str());
      return kInputErrors;
    }
    std::fwrite(answer.data(), 1, answer.size(), stdout);
    return kFine;
  };
}

}  // namespace aurora::cli
