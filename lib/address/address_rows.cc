#include "address/address_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "address/free_space.h"
#include "address/locked.h"

namespace aurora {
namespace {

std::string_view origin_text(Allocation::Origin origin) {
  switch (origin) {
    case Allocation::Origin::Pinned:
      return "pinned";
    case Allocation::Origin::Locked:
      return "locked";
    case Allocation::Origin::New:
      return "new";
    case Allocation::Origin::External:
      break;
  }
  return "external";
}

/// The part of a name before its first `/`.
std::string head(std::string_view name) { return std::string(name.substr(0, name.find('/'))); }

bool is_network(std::string_view kind) { return kind == "network" || kind == "network6"; }
bool is_subnet(std::string_view kind) { return kind == "subnet" || kind == "subnet6"; }

class Rows {
 public:
  Rows(const Platform& platform, const AddressPlan& plan, const Lock& lock, const Forecast& forecast)
      : platform_(platform), plan_(plan), lock_(lock), all_(plan.all()) {
    for (const auto& room : forecast.nodes) more_nodes_[room.owner + "/" + room.name] = room.more;
  }

  std::vector<AddressRow> run(const std::vector<Site>& sites) {
    add_pools("platform", platform_.addresses.pools);
    for (const auto& environment : platform_.environments) add_pools(environment.key, environment.pools);
    add_pools("pods", platform_.addresses.pod_pools);
    for (const auto& environment : platform_.environments)
      for (const auto* block : plan_.of(environment.key + "/environment"))
        rows_.push_back({0,
                         "ipv6",
                         environment.key,
                         environment.key,
                         block->prefix,
                         {},
                         {},
                         std::string(origin_text(block->origin)),
                         "the IPv6 block of the environment"});
    for (const auto& site : sites) add_site(site);
    add_tombstones();
    return std::move(rows_);
  }

 private:
  void add_free(const FreeSpace& free, int depth, const std::string& owner) {
    for (const auto& block : free.blocks()) rows_.push_back({depth, "free", owner, "free", block, {}, {}, {}, {}});
  }

  void add_pools(const std::string& owner, const std::vector<Located<Prefix>>& pools) {
    for (const auto& pool : pools) {
      FreeSpace free;
      free.add(pool.value);
      for (const auto& reserved : platform_.addresses.reserved) free.remove(reserved.cidr.value);
      for (const auto& network : platform_.networks)
        for (const auto& cidr : network.cidrs) free.remove(cidr.value);
      for (const auto& [key, entry] : lock_.section("address"))
        if (const auto prefix = Prefix::parse(entry.value); entry.tombstone && prefix) free.remove(*prefix);
      for (const auto* allocation : all_) free.remove(allocation->prefix);
      const auto largest = free.largest();
      AddressRow row{0, "pool", owner, owner, pool.value, {}, {}, {}, {}};
      if (!pool.value.is_v6()) row.used = pool.value.size() - free.size();
      row.note = largest ? fmt::format("largest free {}", largest->to_string()) : "nothing free";
      rows_.push_back(std::move(row));
    }
  }

  AddressRow row_of(const Allocation& allocation) const {
    AddressRow row;
    row.kind = head(allocation.name);
    row.owner = allocation.owner;
    const bool below = is_subnet(row.kind) || row.kind == "static";
    row.name = below ? allocation.name.substr(row.kind.size() + 1) : allocation.name;
    row.prefix = allocation.prefix;
    row.origin = origin_text(allocation.origin);
    row.note = allocation.reason;
    if (row.kind == "subnet" || row.kind == "pods") row.used = std::min(allocation.needed, allocation.prefix.size());
    if (const auto at = more_nodes_.find(row.owner + "/" + allocation.name); at != more_nodes_.end())
      row.more_nodes = at->second;
    row.depth = is_subnet(row.kind) ? 2 : row.kind == "static" ? 3 : 1;
    return row;
  }

  void add_network(const Allocation& network, const std::vector<const Allocation*>& all) {
    auto row = row_of(network);
    FreeSpace free;
    free.add(network.prefix);
    for (const auto* subnet : all)
      if (is_subnet(head(subnet->name))) free.remove(subnet->prefix);
    if (!network.prefix.is_v6()) row.used = network.prefix.size() - free.size();
    rows_.push_back(row);
    for (const auto* subnet : all) {
      if (!is_subnet(head(subnet->name)) || !network.prefix.contains(subnet->prefix)) continue;
      rows_.push_back(row_of(*subnet));
      add_statics(all, subnet->prefix);
    }
    if (!network.prefix.is_v6()) add_free(free, 2, network.owner);
  }

  void add_statics(const std::vector<const Allocation*>& all, const Prefix& within) {
    for (const auto* one : all)
      if (head(one->name) == "static" && within.contains(one->prefix)) rows_.push_back(row_of(*one));
  }

  void add_site(const Site& site) {
    const auto all = plan_.of(site.owner);
    for (const auto* network : all)
      if (is_network(head(network->name))) add_network(*network, all);
    for (const auto* other : all) {
      const auto kind = head(other->name);
      if (kind != "headroom" && kind != "pods" && kind != "services") continue;
      rows_.push_back(row_of(*other));
      if (kind == "services") add_statics(all, other->prefix);
    }
  }

  /// What rests of owners that are gone. The subnets of a network that rests are not told one by one.
  void add_tombstones() {
    for (const auto& [key, entry] : lock_.section("address")) {
      const auto prefix = Prefix::parse(entry.value);
      if (!entry.tombstone || !prefix) continue;
      const auto cut = key.find('/', key.find('/') + 1);
      if (cut == key.npos) continue;
      const auto name = key.substr(cut + 1);
      if (!LockedRanges::is_outer(name) && plan_.of(key.substr(0, cut)).empty()) continue;
      rows_.push_back(
          {1, "tombstone", key.substr(0, cut), name, *prefix, {}, {}, "locked", "rests until `lock release`"});
    }
  }

  const Platform& platform_;
  const AddressPlan& plan_;
  const Lock& lock_;
  std::vector<const Allocation*> all_;
  std::map<std::string, std::uint64_t> more_nodes_;
  std::vector<AddressRow> rows_;
};

}  // namespace

AddressReport report_addresses(const Platform& platform, const AddressPlan& plan, const Lock& lock,
                               const FactsOf& facts_of) {
  AddressReport report;
  report.forecast = forecast(platform, facts_of, plan, lock);
  report.rows = Rows(platform, plan, lock, report.forecast).run(sites_of(platform, facts_of));
  return report;
}

}  // namespace aurora
