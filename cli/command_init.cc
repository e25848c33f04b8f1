#include <fmt/core.h>

#include <cstdio>

#include "session.h"
#include "source/embedded.h"

namespace aurora::cli {

int write_schemas(const std::string& folder);

namespace {

constexpr const char* kSchemaFolder = ".aurora-iac/schemas";

/// The starting spec of a cloud: an embedded file `<cloud>.yaml`.
std::string_view starting_spec(const std::string& cloud) {
  for (const auto& file : embedded::templates())
    if (file.name == cloud + ".yaml") return file.bytes;
  return {};
}

int write_start(const std::string& folder, const std::string& cloud, const Global& global) {
  RealFileSystem files;
  const auto spec = folder + "/env.yaml";
  if (files.kind(spec) != FileSystem::Kind::Missing) {
    std::fprintf(stderr, "aurora-iac: %s exists already; init overwrites nothing\n", spec.c_str());
    return kInputOutput;
  }
  if (const auto error = files.write(spec, std::string(starting_spec(cloud)))) {
    std::fprintf(stderr, "aurora-iac: cannot write %s: %s\n", spec.c_str(), error->c_str());
    return kInputOutput;
  }
  if (const int status = write_schemas(folder + "/" + kSchemaFolder); status != kFine) return status;
  print_report(fmt::format("wrote {0} and, for your editor, {1}/{2}\n"
                           "next: fill in `account`, then `aurora-iac plan {0}` and `aurora-iac emit {0}`\n",
                           spec, folder, kSchemaFolder),
               global);
  return kFine;
}

std::vector<std::string> known_clouds() {
  std::vector<std::string> clouds;
  for (const auto& file : embedded::templates()) clouds.emplace_back(file.name.substr(0, file.name.find('.')));
  return clouds;
}

}  // namespace

std::function<int()> setup_init(CLI::App& app, const Global& global) {
  struct Options {
    std::string folder = ".";
    std::string cloud = "azure";
  };
  auto options = std::make_shared<Options>();
  app.add_option("DIR", options->folder, "where to write env.yaml; default: here");
  app.add_option("--cloud", options->cloud, "which cloud the spec is for")
      ->check(CLI::IsMember(known_clouds()))
      ->type_name("CLOUD")
      ->envname("AURORA_IAC_CLOUD");
  return [options, &global] { return write_start(options->folder, options->cloud, global); };
}

}  // namespace aurora::cli
