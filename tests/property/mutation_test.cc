// Specs that somebody or something damaged: whatever the bytes are, the compiler comes to an end, says what is wrong at
// places that exist, and says nothing that cannot be shown. More rounds: AURORA_MUTATIONS=100000 unit_tests
// '[mutation]'.

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "backend/registry.h"
#include "catch.h"
#include "compile.h"
#include "diagnostics/render_json.h"
#include "diagnostics/render_text.h"

using namespace aurora;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> specs() {
  std::vector<fs::path> paths;
  for (const auto* folder : {"examples", "tests/golden/diagnostics"})
    for (const auto& entry : fs::directory_iterator(fs::path(AURORA_SOURCE_DIR) / folder))
      if (fs::exists(entry.path() / "env.yaml")) paths.push_back(entry.path() / "env.yaml");
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const auto& path : paths) {
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    if (out.str().size() < 4000) texts.push_back(out.str());  // many small ones rather than few large ones
  }
  return texts;
}

using Random = std::mt19937;

std::size_t at(Random& random, std::size_t size) { return size == 0 ? 0 : random() % size; }

/// Begin and length of a line.
std::pair<std::size_t, std::size_t> line_of(const std::string& text, Random& random) {
  const auto inside = at(random, text.size());
  const auto begin = text.rfind('\n', inside) == std::string::npos ? 0 : text.rfind('\n', inside) + 1;
  const auto end = std::min(text.find('\n', begin), text.size());
  return {begin, std::min(end + 1, text.size()) - begin};
}

const std::vector<std::string> tokens{"&a ",
                                      "*a",
                                      "<<: *a\n",
                                      "\t",
                                      "- ",
                                      ": ",
                                      "{",
                                      "}",
                                      "[",
                                      "]",
                                      "'",
                                      "\"",
                                      "|\n",
                                      ">-\n",
                                      "---\n",
                                      "...\n",
                                      "!!int ",
                                      "!x ",
                                      "%YAML 1.1\n",
                                      "# ",
                                      "null",
                                      "~",
                                      "no",
                                      "0x1f",
                                      "1e999",
                                      "999999999999999999999",
                                      "-1",
                                      ".inf",
                                      "2026-01-01",
                                      "\xff",
                                      "\xc3\x28",
                                      "\xef\xbb\xbf",
                                      std::string(1, '\0'),
                                      "\r\n",
                                      "\r",
                                      "\xe2\x80\xa8",
                                      "\xf0\x9f\x98\x80",
                                      "10.0.0.0/8",
                                      "fd00::/64",
                                      "::/0",
                                      "0.0.0.0/0",
                                      "*:*",
                                      "${file(\"/etc/passwd\")}",
                                      "%{ if true }",
                                      "\\",
                                      "? ",
                                      "@",
                                      "`",
                                      "like: gen-dev-cc-00\n",
                                      "include: [\"*.yaml\"]\n",
                                      "{{{{{{{{{{{{{{{{",
                                      "[[[[[[[[[[[[[[[["};

std::string mutated(std::string text, const std::vector<std::string>& all, Random& random) {
  for (auto times = 1 + random() % 3; times > 0; --times) switch (random() % 9) {
      case 0:
        text.erase(at(random, text.size()), 1 + random() % 8);
        break;
      case 1:
        if (!text.empty()) text[at(random, text.size())] = static_cast<char>(random());
        break;
      case 2:
      case 3:
        text.insert(at(random, text.size() + 1), tokens[random() % tokens.size()]);
        break;
      case 4: {  // a line twice
        const auto [begin, size] = line_of(text, random);
        text.insert(begin, text.substr(begin, size));
        break;
      }
      case 5: {  // a line elsewhere
        const auto [begin, size] = line_of(text, random);
        const auto moved = text.substr(begin, size);
        text.erase(begin, size);
        text.insert(line_of(text, random).first, moved);
        break;
      }
      case 6: {  // another indent
        const auto [begin, size] = line_of(text, random);
        if (random() % 2 == 0)
          text.insert(begin, 1 + random() % 4, ' ');
        else
          text.erase(begin, std::min<std::size_t>(size, 1 + random() % 2));
        break;
      }
      case 7: {  // the beginning of one and the end of another
        const auto& other = all[random() % all.size()];
        text = text.substr(0, at(random, text.size())) + other.substr(at(random, other.size()));
        break;
      }
      default:
        text.resize(at(random, text.size() + 1));
    }
  return text;
}

std::string wrong(const Compilation& result) {
  for (const auto& diagnostic : result.diagnostics.sorted()) {
    auto spans = std::vector{diagnostic.span};
    for (const auto& place : diagnostic.related) spans.push_back(place.span);
    for (const auto& span : spans) {
      if (!span.known()) continue;
      if (span.begin > span.end || span.end > result.sources.text(span.file).size())
        return "a place outside of its file";
    }
    if (diagnostic.message.empty()) return "an empty message";
  }
  if (result.ok() != !result.diagnostics.has_errors()) return "failed without an error";
  if (result.ok() && !result.platform) return "fine without a platform";
  const auto sorted = result.diagnostics.sorted();
  for (const unsigned char c : render_text(sorted, result.sources, false))
    if (c < 0x20 && c != '\n') return "a control character in the text";
  if (!nlohmann::json::accept(render_json(sorted, result.sources))) return "JSON that is none";
  return {};
}

}  // namespace

TEST_CASE("damaged specs are refused at places that exist", "[mutation]") {
  const auto all = specs();
  REQUIRE(all.size() > 100);
  const char* rounds = std::getenv("AURORA_MUTATIONS");
  const int count = rounds == nullptr ? 2000 : std::atoi(rounds);
  double longest = 0;
  int refused = 0;
  for (int i = 0; i < count; ++i) {
    Random random(static_cast<unsigned>(i));
    const auto text = mutated(all[random() % all.size()], all, random);
    INFO("round " << i << "\n" << text);
    MemoryFileSystem files;
    files.files["env.yaml"] = text;
    CompileOptions options;
    options.spec = "env.yaml";
    const auto start = std::chrono::steady_clock::now();
    std::unique_ptr<Compilation> result;
    REQUIRE_NOTHROW(result = compile(options, {find_backend, facts_of}, files));
    longest = std::max(longest, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    REQUIRE(wrong(*result) == "");
    refused += result->ok() ? 0 : 1;
  }
  CHECK(longest < 5);  // seconds, in the slowest build on a busy machine
  CHECK(refused > count / 2);
}
