// allocator [RUNS]: processor times of the allocator alone, without reading or writing files: N clusters from nothing,
// and one more beside N that the lock has. Then how much of the space it uses, next to a dense packing from scratch.

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <random>
#include <vector>

#include "address/locked.h"
#include "address/need.h"
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
    const auto start = std::clock();
    job();
    times.push_back(static_cast<double>(std::clock() - start) * 1000 / CLOCKS_PER_SEC);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void require(const Diagnostics& diagnostics) {
  if (!diagnostics.has_errors()) return;
  std::fprintf(stderr, "allocator: %s\n", diagnostics.sorted().front().message.c_str());
  std::exit(1);
}

/// Addresses of networks, or of pod ranges.
struct Space {
  std::uint64_t needed = 0;    ///< the sum of what must fit
  std::uint64_t dense = 0;     ///< blocks as small as they go, packed anew
  std::uint64_t used = 0;      ///< blocks as the allocator has them
  std::uint64_t headroom = 0;  ///< kept beside networks for them to grow
  std::uint64_t resting = 0;   ///< blocks of what is gone, until they are released
};

struct Spaces {
  Space networks, pods;
};

std::uint64_t block_for(std::uint64_t addresses) { return std::uint64_t{1} << (32 - length_for(addresses)); }

/// Blocks of one size after the other, largest first: aligned blocks then leave no gap, and the space is the sum of the
/// blocks. A network is the smallest that holds its subnets, each the smallest that its need and the cloud's least size
/// allow.
void pack(const Platform& platform, Spaces& spaces) {
  const auto smallest = [](const Need& need) {
    return std::max(block_for(need.addresses), std::uint64_t{1} << (32 - need.least_length));
  };
  for (const auto& site : sites_of(platform, test_facts)) {
    std::uint64_t subnets = 0;
    for (const auto& subnet : site.network->subnets) {
      const auto asked = subnet.size ? std::uint64_t{1} << (32 - subnet.size->value) : 0;
      subnets +=
          std::max(asked, smallest(site.cluster != nullptr ? cluster_subnet_need(*site.cluster, subnet, *site.facts)
                                                           : hub_subnet_need(*site.hub, subnet, *site.facts)));
    }
    spaces.networks.dense += block_for(subnets);
    if (site.cluster != nullptr) spaces.pods.dense += smallest(pods_need(*site.cluster, *site.facts));
  }
}

Spaces spaces_of(const Platform& platform, const AddressPlan& plan, const Lock& lock) {
  Spaces spaces;
  for (const auto* one : plan.all()) {
    const auto& name = one->name;
    auto& space = name == "pods" ? spaces.pods : spaces.networks;
    if (name == "headroom") space.headroom += one->prefix.size();
    if (LockedRanges::is_outer(name)) space.used += one->prefix.size();
    if (name == "pods" || name.substr(0, 7) == "subnet/") space.needed += one->needed;
  }
  for (const auto& [key, entry] : lock.section("address")) {
    const auto name = std::string_view(key).substr(std::min(key.size(), key.find('/', key.find('/') + 1) + 1));
    if (entry.tombstone && LockedRanges::is_outer(name))
      (name == "pods" ? spaces.pods : spaces.networks).resting += Prefix::parse(entry.value).value().size();
  }
  pack(platform, spaces);
  return spaces;
}

void print(int clusters, const char* when, const char* what, const Space& space) {
  const auto over = [&](std::uint64_t part) {
    return static_cast<double>(part) / static_cast<double>(std::max<std::uint64_t>(space.needed, 1));
  };
  std::printf("%8d  %-17s  %-8s  %10llu  %6.2f  %6.2f  %13.2f  %6.2f\n", clusters, when, what,
              static_cast<unsigned long long>(space.needed), over(space.dense), over(space.used),
              over(space.used + space.headroom), over(space.resting));
}

void print(const char* when, const Platform& platform, const AddressPlan& plan, const Lock& lock) {
  std::size_t clusters = 0;
  for (const auto& home : platform.environments) clusters += home.clusters.size();
  const auto spaces = spaces_of(platform, plan, lock);
  print(static_cast<int>(clusters), when, "networks", spaces.networks);
  print(static_cast<int>(clusters), when, "pods", spaces.pods);
}

/// A platform's life: clusters come and go, change their nodes, get subnets.
class History {
 public:
  explicit History(Platform platform) : platform_(std::move(platform)) {}

  void edit() {
    auto& home = platform_.environments[random_() % platform_.environments.size()];
    auto& list = home.clusters;
    const auto number = random_() % std::max<std::size_t>(list.size(), 1);
    static constexpr int shapes[] = {3, 10, 20, 50, 100};
    switch (list.empty() ? 0 : random_() % 5) {
      case 0:
      case 1:
        list.push_back(cluster(home.key, "new-" + std::to_string(++added_), shapes[random_() % 5]));
        break;
      case 2:
        std::swap(list[number], list.back());
        list.pop_back();
        break;
      case 3:
        list[number].network.subnets.push_back(subnet("x" + std::to_string(++added_), "database", 26));
        break;
      default: {  // fewer nodes: more would outgrow a subnet, which is refused
        auto& most = list[number].node_pools.front().max.value;
        most = std::max(1, most - 1 - static_cast<int>(random_() % 5));
      }
    }
  }
  const Platform& platform() const { return platform_; }

 private:
  Platform platform_;
  std::mt19937 random_{20};
  int added_ = 0;
};

void packing(int clusters) {
  constexpr int edits = 1000;
  History history(fleet(clusters));
  Lock lock;
  Diagnostics diagnostics;
  auto plan = allocate(history.platform(), test_facts, lock, diagnostics);
  require(diagnostics);
  print("from nothing", history.platform(), plan, lock);
  const int together = std::max(1, clusters / 200);  // edits between two runs
  for (int done = 0; done < edits; done += together) {
    for (int i = 0; i < together; ++i) history.edit();
    lock = reread(lock);
    plan = allocate(history.platform(), test_facts, lock, diagnostics);
    require(diagnostics);
  }
  print("after 1,000 edits", history.platform(), plan, lock);
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
  if (argc > 2 && std::string_view(argv[2]) == "times") return 0;
  std::printf("\nAddresses over addresses needed. A pod range cannot grow and is given room to double.\n");
  std::printf("%8s  %-17s  %-8s  %10s  %6s  %6s  %13s  %6s\n", "clusters", "", "", "needed", "dense", "used",
              "with headroom", "rests");
  for (const int count : {100, 1000, 10000}) packing(count);
  return 0;
}
