#include <algorithm>

#include "emit/emit.h"
#include "emit/manifest.h"
#include "source/digest.h"

namespace aurora {
namespace {

const std::string* expected_text(const std::vector<tf::StackFiles>* expected, const std::string& stack,
                                 const std::string& path) {
  if (expected == nullptr) return nullptr;
  const auto found =
      std::lower_bound(expected->begin(), expected->end(), stack,
                       [](const tf::StackFiles& one, const std::string& name) { return one.stack < name; });
  if (found == expected->end() || found->stack != stack) return nullptr;
  for (const auto& file : found->files)
    if (file.path == path) return &file.text;
  return nullptr;
}

}  // namespace

std::vector<tf::StackFiles> read_output(const std::string& folder, const FileSystem& files, Diagnostics& diagnostics,
                                        const std::vector<tf::StackFiles>* expected) {
  const auto path = folder + "/" + std::string(manifest_name);
  if (files.kind(path) == FileSystem::Kind::Missing) return {};
  std::string problem;
  const auto text = files.read(path, problem);
  if (!text) {
    diagnostics.report(diag::FileUnreadable, {}, path, problem);
    return {};
  }
  auto manifest = parse_manifest(*text, problem);
  if (!problem.empty()) {
    diagnostics.report(diag::DamagedManifest, {}, path, problem)
        .hint("restore it from version control; or, after a merge, take either side and run `emit --force`");
    return {};
  }
  for (auto& stack : manifest.stacks) {
    std::vector<tf::File> there;
    for (auto& file : stack.files) {
      const auto below = stack.stack + "/" + file.path;
      std::string error;
      auto bytes = files.read(folder + "/" + below, error);
      if (!bytes && files.kind(folder + "/" + below) == FileSystem::Kind::File)
        diagnostics.report(diag::FileUnreadable, {}, folder + "/" + below, error);
      if (!bytes) continue;
      const auto* wanted = expected_text(expected, stack.stack, file.path);
      if ((wanted == nullptr || *wanted != *bytes) && sha256(*bytes) != manifest.files[below])
        diagnostics.report(diag::EditedFileWaits, {}, folder + "/" + below)
            .hint("set it in `overrides` of the spec, or in a file of your own beside it");
      there.push_back({std::move(file.path), std::move(*bytes)});
    }
    stack.files = std::move(there);
  }
  std::sort(manifest.stacks.begin(), manifest.stacks.end(),
            [](const auto& a, const auto& b) { return a.stack < b.stack; });
  return manifest.stacks;
}

std::size_t count_other_files(const std::string& folder, const std::string& platform,
                              const std::vector<tf::StackFiles>& before, const std::vector<tf::StackFiles>& after,
                              const FileSystem& files) {
  std::map<std::string, const std::string*> there;
  for (const auto& stack : before)
    for (const auto& file : stack.files) there[stack.stack + "/" + file.path] = &file.text;
  std::size_t others = 0;
  for (const auto& stack : after)
    for (const auto& file : stack.files) {
      const auto found = there.find(stack.stack + "/" + file.path);
      if (found == there.end() || *found->second != file.text) ++others;
      if (found != there.end()) there.erase(found);
    }
  std::string ignored;
  const auto manifest = files.read(folder + "/" + std::string(manifest_name), ignored);
  const bool same = manifest ? *manifest == manifest_text(platform, after) : after.empty();
  return others + there.size() + (same ? 0 : 1);
}

}  // namespace aurora
