#include "address/render_addresses.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "address/free_space.h"
#include "address/need.h"

// The three forms are drawn from one list of rows, so they cannot disagree.
namespace aurora {
namespace {

struct Row {
  int depth = 0;
  std::string kind;  ///< `pool`, `network`, `subnet`, `free`, `pods`, `services`, `static`
  std::string owner, name;
  Prefix prefix;
  std::optional<std::uint64_t> used;  ///< addresses in use, where that means something
  std::optional<std::uint64_t> more_nodes;
  std::string origin, note;
};

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

int percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<int>(part / (whole / 100.0) + 0.5);
}

void add_free(const FreeSpace& free, int depth, const std::string& owner, std::vector<Row>& rows) {
  for (const auto& block : free.blocks()) {
    Row row;
    row.depth = depth;
    row.kind = row.name = "free";
    row.owner = owner;
    row.prefix = block;
    rows.push_back(std::move(row));
  }
}

void add_pools(const std::string& owner, const std::vector<Located<Prefix>>& pools, const Platform& platform,
               const AddressPlan& plan, std::vector<Row>& rows) {
  for (const auto& pool : pools) {
    FreeSpace free;
    free.add(pool.value);
    for (const auto& reserved : platform.addresses.reserved) free.remove(reserved.cidr.value);
    for (const auto& network : platform.networks)
      for (const auto& cidr : network.cidrs) free.remove(cidr.value);
    for (const auto* allocation : plan.all()) free.remove(allocation->prefix);
    const auto largest = free.largest();
    Row row;
    row.kind = "pool";
    row.owner = owner;
    row.name = owner;
    row.prefix = pool.value;
    if (!pool.value.is_v6()) row.used = pool.value.size() - free.size();
    row.note = largest ? fmt::format("largest free {}", largest->to_string()) : "nothing free";
    rows.push_back(std::move(row));
  }
}

/// How many more nodes a subnet takes, when node pools are in it.
std::optional<std::uint64_t> more_nodes(const Site& site, std::string_view key, const Allocation& allocation) {
  if (site.cluster == nullptr || allocation.prefix.is_v6()) return std::nullopt;
  std::uint64_t each = 0;
  for (const auto& pool : site.cluster->node_pools)
    if (pool.subnet == key) each = std::max(each, addresses_per_node(*site.cluster, pool));
  if (each == 0) return std::nullopt;
  const auto size = allocation.prefix.size();
  return size > allocation.needed ? (size - allocation.needed) / each : 0;
}

Row row_of(const Site& site, const Allocation& allocation) {
  Row row;
  row.kind = head(allocation.name);
  row.owner = site.owner;
  row.name =
      row.kind == "subnet" || row.kind == "static" ? allocation.name.substr(row.kind.size() + 1) : allocation.name;
  row.prefix = allocation.prefix;
  row.origin = origin_text(allocation.origin);
  row.note = allocation.reason;
  if (row.kind == "subnet" || row.kind == "pods") row.used = std::min(allocation.needed, allocation.prefix.size());
  if (row.kind == "subnet") row.more_nodes = more_nodes(site, row.name, allocation);
  row.depth = row.kind == "subnet" ? 2 : row.kind == "static" ? 3 : 1;
  return row;
}

void add_site(const Site& site, const AddressPlan& plan, std::vector<Row>& rows) {
  const auto all = plan.of(site.owner);
  const auto add_all = [&](std::string_view kind, const Prefix& within) {
    for (const auto* allocation : all)
      if (head(allocation->name) == kind && within.contains(allocation->prefix))
        rows.push_back(row_of(site, *allocation));
  };
  for (const auto* network : all) {
    if (head(network->name) != "network") continue;
    auto row = row_of(site, *network);
    FreeSpace free;
    free.add(network->prefix);
    for (const auto* subnet : all)
      if (head(subnet->name) == "subnet") free.remove(subnet->prefix);
    if (!network->prefix.is_v6()) row.used = network->prefix.size() - free.size();
    rows.push_back(row);
    for (const auto* subnet : all) {
      if (head(subnet->name) != "subnet" || !network->prefix.contains(subnet->prefix)) continue;
      rows.push_back(row_of(site, *subnet));
      add_all("static", subnet->prefix);
    }
    add_free(free, 2, site.owner, rows);
  }
  for (const auto* other : all) {
    const auto kind = head(other->name);
    if (kind != "pods" && kind != "services") continue;
    rows.push_back(row_of(site, *other));
    if (kind == "services") add_all("static", other->prefix);
  }
}

std::vector<Row> rows_of(const Platform& platform, const AddressPlan& plan, FactsOf facts_of) {
  std::vector<Row> rows;
  add_pools("platform", platform.addresses.pools, platform, plan, rows);
  for (const auto& environment : platform.environments)
    add_pools(environment.key, environment.pools, platform, plan, rows);
  for (const auto& site : sites_of(platform, facts_of)) add_site(site, plan, rows);
  return rows;
}

std::string addresses_text(const Prefix& prefix) {
  return prefix.is_v6() ? std::string("-") : std::to_string(prefix.size());
}

std::string usage_text(const Row& row) {
  return row.used ? fmt::format("{} %", percent(*row.used, row.prefix.size())) : std::string();
}

std::string remark(const Row& row) {
  if (row.more_nodes) return fmt::format("{} more node{}", *row.more_nodes, *row.more_nodes == 1 ? "" : "s");
  return row.kind == "pool" ? row.note : std::string();
}

std::string label(const Row& row) {
  const auto name = row.kind == "subnet" || row.kind == "static" || row.name.substr(0, row.kind.size()) == row.kind
                        ? row.name
                        : row.kind + " " + row.name;
  return std::string(static_cast<std::size_t>(row.depth) * 2, ' ') + name;
}

}  // namespace

std::string render_addresses_text(const Platform& platform, const AddressPlan& plan, FactsOf facts_of) {
  const auto rows = rows_of(platform, plan, facts_of);
  std::size_t width = 24, prefix_width = 14;
  for (const auto& row : rows) {
    width = std::max(width, label(row).size());
    prefix_width = std::max(prefix_width, row.prefix.to_string().size());
  }
  std::string out, owner;
  for (const auto& row : rows) {
    if (row.kind != "pool" && row.owner != owner) out += fmt::format("\n{}\n", owner = row.owner);
    auto line =
        fmt::format("{:<{}}  {:<{}}  {:>8}  {:>5}  {:<6}  {}", label(row), width, row.prefix.to_string(), prefix_width,
                    row.prefix.size() == 1 ? "" : addresses_text(row.prefix), usage_text(row), row.origin, remark(row));
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string render_addresses_table(const Platform& platform, const AddressPlan& plan, FactsOf facts_of) {
  std::string out = "kind\towner\tname\tcidr\taddresses\tused\torigin\tmore_nodes\tnote\n";
  for (const auto& row : rows_of(platform, plan, facts_of))
    out += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", row.kind, row.owner, row.name, row.prefix.to_string(),
                       addresses_text(row.prefix), row.used ? std::to_string(*row.used) : std::string(), row.origin,
                       row.more_nodes ? std::to_string(*row.more_nodes) : std::string(), row.note);
  return out;
}

std::string render_addresses_json(const Platform& platform, const AddressPlan& plan, FactsOf facts_of) {
  auto ranges = nlohmann::ordered_json::array();
  for (const auto& row : rows_of(platform, plan, facts_of)) {
    nlohmann::ordered_json item;
    item["kind"] = row.kind;
    item["owner"] = row.owner;
    item["name"] = row.name;
    item["cidr"] = row.prefix.to_string();
    if (!row.prefix.is_v6()) item["addresses"] = row.prefix.size();
    if (row.used) item["used"] = *row.used;
    if (row.used) item["used_percent"] = percent(*row.used, row.prefix.size());
    if (row.more_nodes) item["more_nodes"] = *row.more_nodes;
    if (!row.origin.empty()) item["origin"] = row.origin;
    if (!row.note.empty()) item["note"] = row.note;
    ranges.push_back(std::move(item));
  }
  nlohmann::ordered_json all;
  all["format_version"] = 1;
  all["ranges"] = std::move(ranges);
  return all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace aurora
