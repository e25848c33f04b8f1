// Each folder of tests/golden/diagnostics is a spec (env.yaml, with what it includes and its lock) that has
// something wrong with it, and expected.txt: what is said about it, to the byte. AURORA_UPDATE=1 writes
// expected.txt again. The external backends of the cases are the programs in tests/golden/backends.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "address/forecast.h"
#include "backend/registry.h"
#include "catch.h"
#include "compile.h"
#include "diagnostics/render_text.h"
#include "protocol/external.h"

using namespace aurora;
namespace fs = std::filesystem;

namespace {

const fs::path kCases = fs::path(AURORA_SOURCE_DIR) / "tests/golden/diagnostics";

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<fs::path> cases() {
  std::vector<fs::path> result;
  for (const auto& entry : fs::directory_iterator(kCases))
    if (entry.is_directory()) result.push_back(entry.path());
  std::sort(result.begin(), result.end());
  return result;
}

/// How long a program may take, in milliseconds, and how many bytes it may answer: the file `limits` of a case.
ProcessLimits limits_of(const fs::path& folder) {
  ProcessLimits limits;
  if (fs::exists(folder / "limits")) std::ifstream(folder / "limits") >> limits.timeout_ms >> limits.output;
  return limits;
}

/// What is said about a case; its files are read into memory, so that no path of this machine shows.
std::string said_about(const fs::path& folder) {
  MemoryFileSystem files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().filename() != "expected.txt")
      files.files[entry.path().lexically_relative(folder).generic_string()] = bytes_of(entry.path());
  CompileOptions options;
  options.spec = "env.yaml";
  options.locked = fs::exists(folder / "locked");
  const auto programs = (kCases.parent_path() / "backends").string();
  const RealProcesses processes(programs, {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"});
  protocol::ExternalBackends external(processes, limits_of(folder));
  const auto backends = protocol::with_programs(built_in_backends(), external);
  const auto result = compile(options, backends, files, Until::Documents);
  if (fs::exists(folder / "ahead") && result->ok())  // what `plan` and `addresses` warn of
    warn_of_exhaustion(forecast(*result->platform, backends.facts, result->addresses, result->lock),
                       result->diagnostics);
  auto said = render_text(result->diagnostics.sorted(), result->sources, false);
  for (auto at = said.find(programs); at != std::string::npos; at = said.find(programs))
    said.replace(at, programs.size(), "/usr/bin");
  return said;
}

/// Problems that have no case, with the reason.
struct Exception {
  int first, last;
  const char* reason;
};
constexpr Exception kExceptions[] = {
    {1001, 1001, "the disk's; the command line's cases draw it"},
    {1011, 1013, "limits that take a large file; the unit tests of the reader draw them"},
    {1025, 1025, "a limit that takes a thousand files"},
    {1112, 1112, "for `not` in a schema, which none uses now"},
    {1274, 1274, "of external backends: the tables of differences of the others say it before"},
    {1306, 1306, "a backend asks for a kind without a rule: a bug, found by its unit tests"},
    {1312, 1312, "a warning about patterns; the unit tests of names draw it"},
    {1320, 1320, "the schema and the cluster's key refuse an empty part before"},
    {1326, 1326, "the cluster's key refuses more than two digits before"},
    {1415, 1415, "the schema refuses such sizes before; the unit tests of addresses draw it"},
    {1234, 1234, "the unit tests of several clouds draw it"},
    {1440, 1440, "of `addresses --try`: the command line's cases draw it"},
    {1501, 1502, "takes thousands of rules; the unit tests of connectivity draw them"},
    {1526, 1526, "takes twenty thousand ranges; the unit tests of connectivity draw it"},
    {1550, 1550, "a guard of the backend: the table of differences says it before"},
    {1642, 1642, "guards of the backend: built-in subnets come with what needs them"},
    {1646, 1646, "a guard of the backend: the table of differences says it before"},
    {1647, 1647, "a guard of the backend: the model's check says it before"},
    {1650, 1669, "a backend wrote what Terraform would refuse: a bug, found by the unit tests of `verify`"},
    {1528, 1528, "a guard of the backend: no rule of a built-in subnet is about it"},
    {1512, 1512, "only a backend outside aurora-iac may leave links out: tests/unit/backend/links_test.cc"},
    {1670, 1670, "the model's check of `overrides` says it before"},
    {1680, 1680, "a guard of the backend: the model's check says it before"},
    {1682, 1682, "guards of the backend: built-in subnets come with what needs them"},
    {1684, 1684, "every service of the table has a part; for services that will have several"},
    {1706, 1707, "of `lock release`: its unit tests draw them"},
    {1708, 1708, "the disk's"},
    {1710, 1715, "of `lock import`, `lock show` and `emit`: their tests draw them"},
    {1800, 1899, "the output folder's; the unit tests of emission draw them"},
    {1990, 1990, "of `why`: the command line's cases draw it"},
};

bool needs_no_case(int code) {
  return std::any_of(std::begin(kExceptions), std::end(kExceptions),
                     [&](const Exception& range) { return code >= range.first && code <= range.last; });
}

}  // namespace

TEST_CASE("every broken spec is told what is wrong with it", "[golden]") {
  const bool update = std::getenv("AURORA_UPDATE") != nullptr;
  for (const auto& folder : cases()) {
    INFO(folder.filename().string());
    const auto said = said_about(folder);
    if (update) {
      std::ofstream(folder / "expected.txt", std::ios::binary) << said;
    } else {
      CHECK(said == bytes_of(folder / "expected.txt"));
    }
  }
}

TEST_CASE("every diagnostic is drawn by a case", "[golden]") {
  std::set<int> drawn;
  const std::regex code("\\[AUR(\\d{4})\\]");
  for (const auto& folder : cases()) {
    const auto text = bytes_of(folder / "expected.txt");
    for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at)
      drawn.insert(std::stoi((*at)[1]));
  }
  std::string missing;
  for (const auto& row : catalogue())
    if (drawn.count(row.code) == 0 && !needs_no_case(row.code))
      missing += std::to_string(row.code) + " " + std::string(row.name) + "\n";
  CHECK(missing == "");
}
