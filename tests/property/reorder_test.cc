// The order in which a spec is written means nothing: with the keys of every mapping shuffled, every example gives the
// same files and the same lock, to the byte. And a cluster that comes, goes and comes back moves nobody else.

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "backend/registry.h"
#include "catch.h"
#include "compile.h"
#include "terraform/stack_files.h"
#include "yaml/include.h"

using namespace aurora;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<fs::path> examples() {
  std::vector<fs::path> specs;
  for (const auto& entry : fs::directory_iterator(fs::path(AURORA_SOURCE_DIR) / "examples"))
    if (fs::exists(entry.path() / "env.yaml") && entry.path().filename() != "external-backend")
      specs.push_back(entry.path() / "env.yaml");
  std::sort(specs.begin(), specs.end());
  return specs;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

/// The tree as YAML on one line, aliases written out, keys in another order, scalars quoted or plain as they were.
std::string shuffled(const yaml::Node& node, std::mt19937& random) {
  std::string out;
  if (node.is_mapping()) {
    auto entries = node.entries;
    std::shuffle(entries.begin(), entries.end(), random);
    for (const auto& entry : entries)
      out += (out.empty() ? "" : ", ") + quoted(entry.key) + ": " + shuffled(*entry.value, random);
    return "{" + out + "}";
  }
  if (node.is_sequence()) {
    for (const auto* item : node.items) out += (out.empty() ? "" : ", ") + shuffled(*item, random);
    return "[" + out + "]";
  }
  if (node.is_null()) return "null";
  return node.plain ? std::string(node.text) : quoted(node.text);
}

struct Output {
  std::vector<tf::StackFiles> stacks;
  std::string lock;
};

/// What a spec becomes, with the lock of an earlier run when there is one.
Output emitted(const std::string& spec, const std::string& lock = {}) {
  MemoryFileSystem files;
  files.files["env.yaml"] = spec;
  if (!lock.empty()) files.files["env.yaml.lock.json"] = lock;
  CompileOptions options;
  options.spec = "env.yaml";
  const auto result = compile(options, {find_backend, facts_of}, files);
  REQUIRE(result->ok());
  return {tf::write_stacks(result->documents), result->lock.to_text()};
}

bool same(const tf::StackFiles& a, const tf::StackFiles& b) {
  return a.stack == b.stack && a.depends_on == b.depends_on && a.files.size() == b.files.size() &&
         std::equal(a.files.begin(), a.files.end(), b.files.begin(),
                    [](const tf::File& x, const tf::File& y) { return x.path == y.path && x.text == y.text; });
}

/// Names of files that differ, for the message.
std::string differences(const Output& a, const Output& b) {
  std::string out;
  if (a.lock != b.lock) out += "the lock\n";
  if (a.stacks.size() != b.stacks.size()) return out + "the number of stacks\n";
  for (std::size_t i = 0; i < a.stacks.size(); ++i)
    if (!same(a.stacks[i], b.stacks[i])) out += a.stacks[i].stack + "\n";
  return out;
}

const tf::StackFiles* find(const Output& output, const std::string& stack) {
  for (const auto& one : output.stacks)
    if (one.stack == stack) return &one;
  return nullptr;
}

}  // namespace

TEST_CASE("the order of keys means nothing") {
  for (const auto& spec : examples()) {
    INFO(spec.string());
    const auto text = bytes_of(spec);
    const auto wanted = emitted(text);
    MemoryFileSystem none;
    SourceMap sources;
    yaml::Tree tree;
    Diagnostics diagnostics;
    const auto* root = yaml::load_text("env.yaml", text, none, sources, tree, diagnostics);
    REQUIRE(root != nullptr);
    for (unsigned seed = 1; seed <= 5; ++seed) {
      std::mt19937 random(seed);
      CHECK(differences(wanted, emitted(shuffled(*root, random) + "\n")) == "");
    }
  }
}

TEST_CASE("a cluster that comes, goes and comes back moves nobody") {
  const auto text = bytes_of(fs::path(AURORA_SOURCE_DIR) / "examples/aurora-azure/env.yaml");
  const std::string before_line = "      gen-qa-cc-00: { like: gen-dev-cc-00 }\n";
  const auto at = text.find(before_line);
  REQUIRE(at != std::string::npos);
  auto larger = text;
  larger.insert(at, "      gen-canary-cc-01: { like: gen-dev-cc-00 }\n");
  // The environment lists the stages that its clusters may have.
  const std::string stages = "stages: [dev, test, qa, uat]";
  larger.replace(larger.find(stages), stages.size(), "stages: [dev, test, qa, uat, canary]");

  const auto first = emitted(text);
  const auto second = emitted(larger, first.lock);
  REQUIRE(find(second, "nonprod/gen-canary-cc-01") != nullptr);
  for (const auto& stack : first.stacks) {
    INFO(stack.stack);
    const auto* now = find(second, stack.stack);
    REQUIRE(now != nullptr);
    // Hubs, and clusters that a flow or a reflector joins to the new one, must know of it; the others not.
    if (stack.stack.find("/hub") == std::string::npos && stack.stack.rfind("mgmt/", 0) != 0) CHECK(same(stack, *now));
  }
  const auto third = emitted(text, second.lock);
  for (std::size_t i = 0; i < first.stacks.size(); ++i) {
    INFO(first.stacks[i].stack);
    CHECK(same(first.stacks[i], third.stacks[i]));
  }
  CHECK(differences(second, emitted(larger, third.lock)) == "");
}
