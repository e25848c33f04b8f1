// Real programs (shell scripts) under the real runner: it must come to an end whatever they do, and leave nothing
// behind.

#include "source/process.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "catch.h"

using namespace aurora;
namespace fs = std::filesystem;

namespace {

/// A folder of scripts that goes with it.
class Scripts {
 public:
  Scripts() {
    char name[] = "/tmp/aurora-process-XXXXXX";
    folder_ = mkdtemp(name);
  }
  ~Scripts() { fs::remove_all(folder_); }

  Program write(const std::string& name, const std::string& body, bool executable = true) {
    const auto path = folder_ / name;
    std::ofstream(path) << body;
    chmod(path.c_str(), executable ? 0755 : 0644);
    return {name, path, executable};
  }
  ProcessEnd run(const std::string& body, std::string_view input = {}, ProcessLimits limits = {}) {
    return processes().run(write("script", "#!/bin/sh\n" + body), input, limits);
  }
  RealProcesses processes() const { return {folder_.string(), {"PATH=/usr/bin:/bin", "LC_ALL=C"}}; }
  const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
};

using Kind = ProcessEnd::Kind;

TEST_CASE("a program answers", "[process]") {
  Scripts scripts;
  const auto end = scripts.run("cat; echo problem >&2", "a request");
  CHECK(end.ok());
  CHECK(end.output == "a request");
  CHECK(end.errors == "problem\n");
}

TEST_CASE("large requests and answers cross at once", "[process]") {
  Scripts scripts;
  const std::string request(20'000'000, 'x');
  const auto end = scripts.run("cat", request);
  CHECK(end.ok());
  CHECK(end.output == request);
}

TEST_CASE("a program need not read its request", "[process]") {
  Scripts scripts;
  const auto end = scripts.run("exec 0<&-; echo done", std::string(5'000'000, 'x'));
  CHECK(end.ok());
  CHECK(end.output == "done\n");
}

TEST_CASE("how a program ends is told", "[process]") {
  Scripts scripts;
  const auto failed = scripts.run("echo half; exit 3");
  CHECK(failed.kind == Kind::Exited);
  CHECK(failed.code == 3);
  const auto killed = scripts.run("kill -SEGV $$");
  CHECK(killed.kind == Kind::Signalled);
  CHECK(killed.code == SIGSEGV);
}

TEST_CASE("a program that hangs is ended, with all that it started", "[process]") {
  Scripts scripts;
  ProcessLimits limits;
  limits.timeout_ms = 300;
  const auto pid_file = (scripts.folder() / "pid").string();
  const auto before = std::chrono::steady_clock::now();
  const auto end = scripts.run("sleep 100 & echo $! > " + pid_file + "; sleep 100", {}, limits);
  CHECK(end.kind == Kind::TimedOut);
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(20));
  pid_t child = 0;
  std::ifstream(pid_file) >> child;
  REQUIRE(child > 0);
  // It is killed; whoever adopts orphans may take a moment to bury it.
  bool gone = false;
  for (int i = 0; i < 200 && !gone; ++i) {
    std::string state, line;
    std::ifstream status("/proc/" + std::to_string(child) + "/status");
    while (std::getline(status, line))
      if (line.rfind("State:", 0) == 0) state = line;
    gone = state.empty() || state.find('Z') != std::string::npos;
    if (!gone) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(gone);
}

TEST_CASE("what a program leaves running does not hold us up", "[process]") {
  Scripts scripts;
  const auto before = std::chrono::steady_clock::now();
  const auto end = scripts.run("sleep 100 & echo answer");
  CHECK(end.ok());
  CHECK(end.output == "answer\n");
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(20));
}

TEST_CASE("an answer without end is cut off", "[process]") {
  Scripts scripts;
  ProcessLimits limits;
  limits.output = 1'000'000;
  const auto end = scripts.run("while :; do echo yes; done", {}, limits);
  CHECK(end.kind == Kind::TooMuchOutput);
  CHECK(end.output.size() < 3'000'000);
}

TEST_CASE("of errors the last are kept", "[process]") {
  Scripts scripts;
  ProcessLimits limits;
  limits.errors = 100;
  const auto end = scripts.run("i=0; while [ $i -lt 1000 ]; do echo line $i >&2; i=$((i+1)); done", {}, limits);
  CHECK(end.ok());
  CHECK(end.errors.size() == 100);
  CHECK(end.errors.find("line 999\n") != std::string::npos);
}

TEST_CASE("a program sees only the environment that it is given", "[process]") {
  Scripts scripts;
  setenv("AURORA_SECRET", "leaked", 1);
  const auto end = scripts.run("env | sort");
  unsetenv("AURORA_SECRET");
  CHECK(end.output.find("LC_ALL=C\n") != std::string::npos);
  CHECK(end.output.find("SECRET") == std::string::npos);
}

TEST_CASE("what cannot be run is told", "[process]") {
  Scripts scripts;
  const auto processes = scripts.processes();
  const auto no_program = processes.run(scripts.write("text", "hello"), {}, {});
  CHECK(no_program.kind == Kind::NotStarted);
  CHECK(no_program.problem == "it is neither a program nor a script that begins with `#!`");
  const auto no_interpreter = processes.run(scripts.write("lost", "#!/no/such/interpreter\n"), {}, {});
  CHECK(no_interpreter.kind == Kind::NotStarted);
  const auto not_executable = processes.run(scripts.write("plain", "#!/bin/sh\n", false), {}, {});
  if (geteuid() != 0) CHECK(not_executable.kind == Kind::NotStarted);
}

TEST_CASE("programs are found as a shell finds them", "[process]") {
  Scripts first, second;
  first.write("backend-a", "", false);
  second.write("backend-a", "");
  first.write("backend-b", "");
  second.write("backend-b", "");
  second.write("backend-c", "", false);
  second.write("other", "");
  fs::create_directory(first.folder() / "backend-d");
  const RealProcesses processes(first.folder().string() + "::" + second.folder().string() + ":/no/such/folder", {});
  CHECK(processes.find("backend-a")->path == second.folder() / "backend-a");
  CHECK(processes.find("backend-b")->path == first.folder() / "backend-b");
  CHECK_FALSE(processes.find("backend-c")->executable);
  CHECK_FALSE(processes.find("backend-d"));
  CHECK_FALSE(processes.find("backend-e"));
  const auto all = processes.beginning("backend-");
  REQUIRE(all.size() == 3);
  CHECK(all[0].name == "backend-a");
  CHECK(all[2].name == "backend-c");
}

}  // namespace
