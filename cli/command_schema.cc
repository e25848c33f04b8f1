#include <cstdio>

#include "session.h"
#include "source/embedded.h"

namespace aurora::cli {
namespace {

/// Those of the spec, then that of the protocol of external backends.
std::vector<embedded::File> all_schemas() {
  auto all = embedded::schemas();
  all.insert(all.end(), embedded::protocol().begin(), embedded::protocol().end());
  return all;
}

std::string known_names() {
  std::string names;
  for (const auto& file : all_schemas()) names += std::string(file.name) + "\n";
  return names;
}

int print_one(const std::string& name, const Global& global) {
  for (const auto& file : all_schemas()) {
    if (file.name != name && file.name != name + ".schema.json") continue;
    print_report(std::string(file.bytes), global);
    return kFine;
  }
  std::fprintf(stderr, "aurora-iac: no schema %s; there are:\n%s", name.c_str(), known_names().c_str());
  return kUsage;
}

}  // namespace

int write_schemas(const std::string& folder) {
  RealFileSystem files;
  for (const auto& file : embedded::schemas()) {
    const auto path = folder + "/" + std::string(file.name);
    if (const auto error = files.write(path, std::string(file.bytes))) {
      std::fprintf(stderr, "aurora-iac: cannot write %s: %s\n", path.c_str(), error->c_str());
      return kInputOutput;
    }
  }
  return kFine;
}

std::function<int()> setup_schema(CLI::App& app, const Global& global) {
  struct Options {
    std::string name = "environment";
    std::string folder;
    bool list = false;
  };
  auto options = std::make_shared<Options>();
  app.add_option("NAME", options->name, "which schema; default: environment, the whole spec");
  app.add_option("--write", options->folder, "write every schema into this folder, for editors")->type_name("DIR");
  app.add_flag("--list", options->list, "list the schemas");
  return [options, &global]() -> int {
    if (options->list) {
      print_report(known_names(), global);
      return kFine;
    }
    return options->folder.empty() ? print_one(options->name, global) : write_schemas(options->folder);
  };
}

}  // namespace aurora::cli
