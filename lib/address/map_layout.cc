#include "address/map_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <set>

#include "address/free_space.h"

namespace aurora::address_map {
namespace {

using Kind = Item::Kind;

/// Square points that a network needs for its subnets to be read, and anything for its name.
constexpr double kReadable = 24000, kNamed = 4000;
/// What it gets on a close-up, from generous to just enough, and how many close-ups that may take.
struct Step {
  double area;
  std::size_t most;
};
constexpr Step kSteps[] = {{36000, 6}, {18000, 8}, {9000, 12}, {4500, 48}, {0, SIZE_MAX}};

std::string head(std::string_view name) { return std::string(name.substr(0, name.find('/'))); }

std::string key_of(const std::string& owner) { return owner.substr(owner.find('/') + 1); }

std::string size_line(const AddressRow& row) {
  auto text =
      fmt::format("{}, {} address{}", row.prefix.to_string(), row.prefix.size(), row.prefix.size() == 1 ? "" : "es");
  if (row.used) text += fmt::format(", {} used", *row.used);
  return text;
}

std::string tooltip(const AddressRow& row, const std::string& title) {
  auto text = title + "\n" + size_line(row);
  if (!row.note.empty()) text += "\n" + row.note;
  if (row.more_nodes)
    text += fmt::format("\nroom for {} more node{}", *row.more_nodes, *row.more_nodes == 1 ? "" : "s");
  if (!row.origin.empty()) text += "\n" + row.origin;
  return text;
}

double part(const AddressRow& row) {
  const auto size = row.prefix.size();
  return !row.used || size == 0 ? 0 : std::min(1.0, static_cast<double>(*row.used) / static_cast<double>(size));
}

Item free_item(const Prefix& block) {
  const auto text = block.to_string();
  return {Kind::Free, block, text, text, fmt::format("free\n{}, {} addresses", text, block.size()), 0, {}};
}

class Atlas {
 public:
  Atlas(const Platform& platform, const AddressReport& report) : platform_(platform) {
    for (const auto& row : report.rows) {
      if (row.prefix.is_v6()) continue;
      if (row.kind == "subnet" || (row.kind == "free" && row.depth == 2)) below_[row.owner].push_back(&row);
    }
    for (const auto& row : report.rows)
      if (!row.prefix.is_v6()) add_row(row);
    for (const auto& reserved : platform.addresses.reserved)
      add(Kind::Reserved, reserved.cidr.value, "reserved", reserved.reason);
    for (const auto& network : platform.networks)
      for (const auto& cidr : network.cidrs) add(Kind::Outside, cidr.value, network.name, network.description);
    for (const auto& environment : platform.environments)
      for (const auto& pool : environment.pools)
        add(Kind::Pool, pool.value, "pool of " + environment.key, "the pool of one environment");
    std::stable_sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) { return a.prefix < b.prefix; });
  }

  Map map_of(const Prefix& prefix) {
    Map map{prefix.to_string(), prefix, {}};
    FreeSpace free;
    free.add(prefix);
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const auto& item = items_[i];
      if (!item.prefix.overlaps(prefix) || (item.kind == Kind::Pool && item.prefix.contains(prefix))) continue;
      shown_[i] = true;
      // What lies in a pool of an environment is on the map of that.
      if (item.kind != Kind::Pool && in_smaller_pool(item.prefix, prefix)) continue;
      auto copy = item;
      if (copy.prefix.contains(prefix)) copy.prefix = prefix;
      free.remove(copy.prefix);
      map.items.push_back(std::move(copy));
    }
    for (const auto& block : free.blocks()) map.items.push_back(free_item(block));
    std::stable_sort(map.items.begin(), map.items.end(),
                     [](const Item& a, const Item& b) { return a.prefix < b.prefix; });
    return map;
  }

  /// Networks and pods that are on no map.
  std::vector<Map> rest() const {
    std::vector<Map> maps;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const bool own = items_[i].kind == Kind::Network || items_[i].kind == Kind::Pods;
      if (own && shown_.count(i) == 0) maps.push_back({items_[i].prefix.to_string(), items_[i].prefix, {items_[i]}});
    }
    return maps;
  }

 private:
  bool in_smaller_pool(const Prefix& range, const Prefix& map) const {
    for (const auto& environment : platform_.environments)
      for (const auto& pool : environment.pools)
        if (pool.value.contains(range) && map.contains(pool.value) && pool.value != map) return true;
    return false;
  }

  void add(Kind kind, const Prefix& prefix, const std::string& what, const std::string& why) {
    if (prefix.is_v6()) return;
    items_.push_back({kind,
                      prefix,
                      what,
                      what + (why.empty() ? "" : ": " + why),
                      fmt::format("{}\n{}, {} addresses\n{}", what, prefix.to_string(), prefix.size(), why),
                      0,
                      {}});
  }

  void add_row(const AddressRow& row) {
    static constexpr std::pair<std::string_view, Kind> kinds[] = {{"network", Kind::Network},
                                                                  {"headroom", Kind::Headroom},
                                                                  {"pods", Kind::Pods},
                                                                  {"services", Kind::Services},
                                                                  {"tombstone", Kind::Tombstone}};
    for (const auto& [name, kind] : kinds) {
      if (head(row.kind) != name) continue;
      Item item{kind, row.prefix, key_of(row.owner), row.owner, {}, part(row), {}};
      const bool own = kind == Kind::Tombstone;
      if (own && row.name.starts_with("sub")) return;  // in a network that lives
      if (kind != Kind::Network) {
        item.full = (own ? row.name : std::string(name)) + " of " + row.owner;
      }
      item.tooltip = tooltip(row, own                     ? "at rest: " + item.full
                                  : kind == Kind::Network ? "network of " + row.owner
                                                          : item.full);
      if (kind == Kind::Network) add_inside(item, row.owner);
      if (kind == Kind::Headroom) item.label = item.full = "";  // its network is beside it
      const bool may_repeat = kind == Kind::Services || kind == Kind::Pods;
      if (may_repeat && !common_.insert(row.prefix).second) return share(row, name);
      items_.push_back(std::move(item));
    }
  }

  /// Ranges that clusters share are one range.
  void share(const AddressRow& row, std::string_view what) {
    for (auto& item : items_) {
      if (item.prefix != row.prefix || (item.kind != Kind::Services && item.kind != Kind::Pods)) continue;
      item.label = item.full = fmt::format("shared {}", what);
      item.tooltip += "\n" + row.owner;
    }
  }

  void add_inside(Item& network, const std::string& owner) {
    for (const auto* row : below_[owner]) {
      if (!network.prefix.contains(row->prefix)) continue;
      if (row->kind == "free") {
        network.inside.push_back(free_item(row->prefix));
        continue;
      }
      network.inside.push_back({Kind::Subnet,
                                row->prefix,
                                row->name,
                                row->name + " " + row->prefix.to_string(),
                                tooltip(*row, "subnet " + row->name + " of " + owner),
                                part(*row),
                                {}});
    }
  }

  const Platform& platform_;
  std::map<std::string, std::vector<const AddressRow*>> below_;
  std::set<Prefix> common_;
  std::vector<Item> items_;
  std::map<std::size_t, bool> shown_;
};

/// The usual length of a network (or of a pod range, where there are no networks); 0: nothing is there.
int usual_length(const Map& map) {
  for (const auto kind : {Kind::Network, Kind::Pods, Kind::Tombstone}) {
    std::vector<int> lengths;
    for (const auto& item : map.items)
      if (item.kind == kind) lengths.push_back(item.prefix.length);
    if (lengths.empty()) continue;
    std::sort(lengths.begin(), lengths.end());
    return lengths[lengths.size() / 2];
  }
  return 0;
}

std::vector<Map> cut(const Map& map, int length) {
  std::vector<Map> parts;
  for (const auto& item : map.items) {
    if (item.kind == Kind::Free || item.prefix.length < length) continue;
    const auto block = enclosing(item.prefix, length);
    if (parts.empty() || parts.back().prefix != block) parts.push_back({block.to_string(), block, {}});
  }
  for (auto& part : parts)
    for (const auto& item : map.items) {
      if (!item.prefix.overlaps(part.prefix)) continue;
      auto copy = item;
      if (copy.prefix.contains(part.prefix)) copy.prefix = part.prefix;
      part.items.push_back(std::move(copy));
    }
  return parts;
}

}  // namespace

Box place(const Box& map, const Prefix& outer, const Prefix& inner) {
  Box box = map;
  for (int length = outer.length; length < inner.length; ++length) {
    const int bit = inner.width() - 1 - length;
    const bool second = ((bit < 64 ? inner.address.low >> bit : inner.address.high >> (bit - 64)) & 1) != 0;
    const bool wide = box.w > box.h;
    (wide ? box.w : box.h) /= 2;
    if (second) (wide ? box.x : box.y) += wide ? box.w : box.h;
  }
  return box;
}

std::vector<Chapter> chapters_of(const Platform& platform, const AddressReport& report) {
  Atlas atlas(platform, report);
  std::vector<Chapter> chapters;
  for (const auto& pool : report.forecast.pools) {
    if (pool.purpose == PoolState::For::Ipv6) continue;
    auto& chapter = chapters.emplace_back(Chapter{&pool, {}});
    for (const auto& prefix : pool.prefixes) chapter.maps.push_back(atlas.map_of(prefix));
  }
  if (auto rest = atlas.rest(); !rest.empty()) chapters.push_back({nullptr, std::move(rest)});
  return chapters;
}

std::vector<Map> close_ups(const Map& map, double area, double close_up_area) {
  const int usual = usual_length(map);
  const auto shown = [&](int length, double all, int of) { return all / static_cast<double>(1ULL << (length - of)); };
  const bool networks =
      std::any_of(map.items.begin(), map.items.end(), [](const Item& item) { return item.kind == Kind::Network; });
  const double enough = networks ? kReadable : kNamed;
  if (usual <= map.prefix.length || shown(usual, area, map.prefix.length) >= enough) return {};
  for (const auto& step : kSteps) {
    int length = usual;
    while (length > map.prefix.length && shown(usual, close_up_area, length - 1) >= std::max(step.area, 1500.0))
      --length;
    if (length <= map.prefix.length + 1) return {};
    if (auto parts = cut(map, length); parts.size() <= step.most) return parts;
  }
  return {};
}

}  // namespace aurora::address_map
