#include "emit/manifest.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "source/digest.h"
#include "terraform/json_writer.h"

namespace aurora {
namespace {

using Json = nlohmann::json;

constexpr int format_version = 1;
constexpr std::string_view digest_prefix = "sha256:";

/// Names between slashes, none of them empty, `.` or `..`: a manifest from elsewhere must not lead out.
bool stays_inside(std::string_view path) {
  while (true) {
    const auto name = path.substr(0, path.find('/'));
    if (name.empty() || name == "." || name == ".." || name.find('\0') != std::string_view::npos) return false;
    if (name.size() == path.size()) return true;
    path.remove_prefix(name.size() + 1);
  }
}

std::string text_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void read_stack(const Json& json, Manifest& manifest, std::string& problem) {
  if (!json.is_object()) return void(problem = "a stack is no object");
  const auto folder = text_of(json, "folder");
  const auto files = json.find("files");
  if (!stays_inside(folder) || files == json.end() || !files->is_object())
    return void(problem = "a stack has no folder or no files");
  auto& stack = manifest.stacks.emplace_back();
  stack.stack = folder;
  if (const auto before = json.find("depends_on"); before != json.end() && before->is_array())
    for (const auto& name : *before)
      if (name.is_string()) stack.depends_on.push_back(name.get<std::string>());
  for (const auto& [path, digest] : files->items()) {
    if (!stays_inside(path)) return void(problem = "`" + path + "` leads out of the folder");
    auto text = digest.is_string() ? digest.get<std::string>() : std::string();
    if (text.compare(0, digest_prefix.size(), digest_prefix) == 0) text.erase(0, digest_prefix.size());
    stack.files.push_back({path, {}});
    manifest.files[folder + "/" + path] = std::move(text);
  }
}

void write_stack(tf::JsonWriter& json, const tf::StackFiles& stack) {
  json.open_object();
  json.member("folder", stack.stack);
  if (!stack.renamed_from.empty()) json.member("renamed_from", stack.renamed_from);
  json.key("depends_on");
  json.open_array();
  for (const auto& name : stack.depends_on) json.string(name);
  json.close_array();
  json.key("files");
  json.open_object();
  for (const auto& file : stack.files) json.member(file.path, std::string(digest_prefix) + sha256(file.text));
  json.close_object();
  json.close_object();
}

}  // namespace

std::string manifest_text(std::string_view platform, const std::vector<tf::StackFiles>& stacks) {
  tf::JsonWriter json;
  json.open_object();
  json.key("format_version");
  json.token(std::to_string(format_version));
  json.member("platform", platform);
  json.key("stacks");
  json.open_array();
  for (const auto& stack : stacks) write_stack(json, stack);
  json.close_array();
  json.close_object();
  return json.take();
}

Manifest parse_manifest(std::string_view text, std::string& problem) {
  Manifest manifest;
  const auto json = Json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object()) {
    problem = "it is no JSON";
    return manifest;
  }
  const auto version = json.find("format_version");
  const auto stacks = json.find("stacks");
  if (version == json.end() || !version->is_number_integer() || stacks == json.end() || !stacks->is_array())
    problem = "it is not a list of stacks";
  else if (*version != format_version)
    problem = "it is of a newer format, written by a newer aurora-iac";
  else
    for (const auto& stack : *stacks)
      if (problem.empty()) read_stack(stack, manifest, problem);
  if (!problem.empty()) return {};
  return manifest;
}

}  // namespace aurora
