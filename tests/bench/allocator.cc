// allocator [RUNS]: times of the allocator alone, without reading or writing files: N clusters from nothing, and one
// more beside N that the lock has. Then how much of the space it uses, next to a dense packing from scratch.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

#include "unit/address/platform_builder.h"

using namespace aurora;
using namespace aurora::testing;

namespace {

/// Clusters of five shapes over four environments, as a large platform has them.
Platform fleet(int clusters) {
  static constexpr int shapes[] = {3, 10, 20, 50, 100};
  auto made = platform({"10.0.0.0/8"});
  made.addresses.pod_pools.push_back({prefix("240.0.0.0/4"), {}});
  static const char* const names[] = {"dev", "mgmt", "nonprod", "prod"};
  for (const auto* name : names) environment(made, name).hub = hub(name);
  for (int i = 0; i < clusters; ++i) {
    auto& home = made.environments[static_cast<std::size_t>(i) % 4];
    char key[32];
    std::snprintf(key, sizeof key, "gen-p%05d-cc-00", i);
    home.clusters.push_back(cluster(home.key, key, shapes[i % 5]));
  }
  return made;
}

double median_ms(int runs, const std::function<void()>& job) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    job();
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void require(const Diagnostics& diagnostics) {
  if (!diagnostics.has_errors()) return;
  std::fprintf(stderr, "allocator: %s\n", diagnostics.sorted().front().message.c_str());
  std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  const int runs = argc > 1 ? std::atoi(argv[1]) : 7;
  std::printf("%8s  %18s  %18s  %18s\n", "clusters", "from nothing, ms", "per cluster, us", "one more, ms");
  for (const int count : {100, 1000, 10000}) {
    const auto platform = fleet(count);
    Lock first;
    const double fresh = median_ms(runs, [&] {
      Lock lock;
      Diagnostics diagnostics;
      allocate(platform, test_facts, lock, diagnostics);
      require(diagnostics);
      first = std::move(lock);
    });
    const auto more = fleet(count + 1);
    const auto locked = reread(first);
    std::vector<Lock> copies(static_cast<std::size_t>(runs), locked);
    std::size_t next = 0;
    const double added = median_ms(runs, [&] {
      Diagnostics diagnostics;
      allocate(more, test_facts, copies[next++], diagnostics);
      require(diagnostics);
    });
    std::printf("%8d  %18.2f  %18.2f  %18.2f\n", count, fresh, fresh * 1000 / count, added);
  }
  return 0;
}
