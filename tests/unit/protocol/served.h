#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "backend/registry.h"
#include "compile.h"
#include "protocol/external.h"
#include "protocol/serve.h"
#include "terraform/stack_files.h"

namespace aurora::protocol {

/// Every example and golden case: a folder with an `env.yaml`.
inline std::vector<std::filesystem::path> case_folders() {
  namespace fs = std::filesystem;
  std::vector<fs::path> folders;
  for (const auto* root : {"examples", "tests/golden/diagnostics", "tests/golden/emit", "tests/golden/cli"}) {
    if (!fs::exists(fs::path(AURORA_SOURCE_DIR) / root)) continue;
    for (const auto& entry : fs::directory_iterator(fs::path(AURORA_SOURCE_DIR) / root))
      if (fs::exists(entry.path() / "env.yaml")) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

inline MemoryFileSystem files_of(const std::filesystem::path& folder) {
  MemoryFileSystem files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files.files[entry.path().lexically_relative(folder).generic_string()] = text.str();
  }
  return files;
}

/// A program that also joins its hubs to other clouds, as its built-in backend does: links do not cross the protocol.
class Linking final : public Backend {
 public:
  Linking(const Backend& program, const Backend& built_in) : program_(program), built_in_(built_in) {}
  std::string_view name() const override { return program_.name(); }
  const CloudFacts& facts() const override { return program_.facts(); }
  Lowered lower(const Plan& plan, const Environment& environment, Diagnostics& diagnostics) const override {
    return program_.lower(plan, environment, diagnostics);
  }
  Lowered lower_all(const Plan& plan, const std::vector<const Environment*>& environments,
                    Diagnostics& diagnostics) const override {
    return program_.lower_all(plan, environments, diagnostics);
  }
  void add_schemas(tf::ProviderSchemas& schemas) const override { program_.add_schemas(schemas); }
  bool links() const override { return built_in_.links(); }
  LinkEnd open_link(const LinkScope& scope) const override { return built_in_.open_link(scope); }
  std::vector<LinkTunnel> offer_tunnels(const LinkScope& scope, const LinkEnd& peer) const override {
    return built_in_.offer_tunnels(scope, peer);
  }
  void lower_link(const LinkScope& scope, const LinkEnd& peer, const std::vector<LinkTunnel>& tunnels) const override {
    built_in_.lower_link(scope, peer, tunnels);
  }

 private:
  const Backend& program_;
  const Backend& built_in_;
};

/// The built-in backends as programs: a request is text, the answer is text.
class Served {
 public:
  Served() {
    for (const auto* backend : built_in_backends())
      processes.programs[std::string(kProgramPrefix) + std::string(backend->name())] =
          [this, backend](std::string_view input) {
            ProcessEnd end;
            std::string problem;
            requests.emplace_back(input);
            end.output = serve(*backend, "1.0.0", input, problem);
            if (!problem.empty()) end = {ProcessEnd::Kind::Exited, 1, {}, problem + "\n", {}};
            answers.push_back(end.output);
            return end;
          };
  }

  Backends backends() {
    return {[this](std::string_view name) -> const Backend* { return find(name); },
            [this](std::string_view cloud) -> const CloudFacts* {
              const auto* backend = external.find(cloud);
              return backend == nullptr ? nullptr : &backend->facts();
            }};
  }

  MemoryProcesses processes;
  ExternalBackends external{processes, {}};
  std::vector<std::string> requests, answers;

 private:
  const Backend* find(std::string_view name) {
    const auto* program = external.find(name);
    if (program == nullptr) return nullptr;
    auto& linking = linking_[std::string(name)];
    if (!linking) linking = std::make_unique<Linking>(*program, *find_backend(name));
    return linking.get();
  }
  std::map<std::string, std::unique_ptr<Linking>> linking_;
};

}  // namespace aurora::protocol
