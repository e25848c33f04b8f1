// measure RUNS COMMAND ARGS...: the median and the least wall time of the command, and the most memory that
// any run took. Its output is discarded.

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: measure RUNS COMMAND ARGS...\n");
    return 64;
  }
  const int runs = std::max(1, std::atoi(argv[1]));
  std::vector<double> times;
  long most_kib = 0;
  for (int run = 0; run < runs; ++run) {
    const auto start = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) {
      const int null = open("/dev/null", O_WRONLY);
      dup2(null, 1);
      execvp(argv[2], argv + 2);
      _exit(127);
    }
    int status = 0;
    rusage usage{};
    if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
      std::fprintf(stderr, "measure: the command failed\n");
      return 1;
    }
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    most_kib = std::max(most_kib, usage.ru_maxrss);
  }
  std::sort(times.begin(), times.end());
  std::printf("median %.1f ms, least %.1f ms, peak memory %.1f MB, %d runs\n", times[times.size() / 2], times.front(),
              static_cast<double>(most_kib) / 1024, runs);
  return 0;
}
