#include "address/render_addresses.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

// The three forms are drawn from one list of rows, so they cannot disagree.
namespace aurora {
namespace {

int percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<int>(static_cast<double>(part) / (static_cast<double>(whole) / 100.0) + 0.5);
}

std::string addresses_text(const Prefix& prefix) {
  return prefix.is_v6() ? std::string("-") : std::to_string(prefix.size());
}

/// 1,048,576
std::string grouped(std::uint64_t n) {
  auto text = std::to_string(n);
  for (auto at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

std::string plural(std::uint64_t n, std::string_view word) {
  return fmt::format("{} {}{}", grouped(n), word, n == 1 ? "" : "s");
}

std::string remark(const AddressRow& row) {
  if (row.more_nodes) return fmt::format("{} more node{}", *row.more_nodes, *row.more_nodes == 1 ? "" : "s");
  return row.kind == "pool" || row.kind == "headroom" || row.kind == "tombstone" ? row.note : std::string();
}

std::string label(const AddressRow& row) {
  const bool own = row.kind == "subnet" || row.kind == "static" || row.name.starts_with(row.kind);
  return std::string(static_cast<std::size_t>(row.depth) * 2, ' ') + (own ? row.name : row.kind + " " + row.name);
}

bool is_tried(const AddressReport& report, const std::string& owner) {
  return std::find(report.tried.begin(), report.tried.end(), owner) != report.tried.end();
}

std::string tree(const std::vector<const AddressRow*>& rows) {
  std::size_t width = 24, prefix_width = 14;
  for (const auto* row : rows) {
    width = std::max(width, label(*row).size());
    prefix_width = std::max(prefix_width, row->prefix.to_string().size());
  }
  std::string out, owner;
  for (const auto* row : rows) {
    const bool top = row->kind == "pool" || row->kind == "ipv6";
    if (!top && row->owner != owner) out += fmt::format("{}{}\n", out.empty() ? "" : "\n", owner = row->owner);
    const auto usage = row->used ? fmt::format("{} %", percent(*row->used, row->prefix.size())) : std::string();
    auto line = fmt::format("{:<{}}  {:<{}}  {:>8}  {:>5}  {:<6}  {}", label(*row), width, row->prefix.to_string(),
                            prefix_width, row->prefix.size() == 1 ? "" : addresses_text(row->prefix), usage,
                            row->origin, remark(*row));
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

/// `a /23 and a /17 of pods`
std::string takes(const Shape& shape, PoolState::For purpose) {
  if (purpose == PoolState::For::Ipv6) return fmt::format("a /{}", shape.ipv6);
  if (purpose == PoolState::For::Services) return "a /20 to a /24";
  if (purpose == PoolState::For::Pods) return fmt::format("a /{}", shape.pods);
  const auto network = shape.network > 0 ? fmt::format("a /{}", shape.network) : std::string();
  if (!shape.pods_beside || shape.pods == 0) return network;
  return fmt::format("{}{}a /{} of pods", network, network.empty() ? "" : " and ", shape.pods);
}

std::string_view counted(PoolState::For purpose, bool hub) {
  if (purpose == PoolState::For::Pods) return "pod range";
  if (purpose == PoolState::For::Services) return "service range";
  return hub ? "hub" : "cluster";
}

std::string room(const Forecast& forecast) {
  std::string out;
  for (const auto& pool : forecast.pools) {
    std::string cidrs;
    for (const auto& prefix : pool.prefixes) cidrs += (cidrs.empty() ? "" : ", ") + prefix.to_string();
    out += fmt::format("\n{} ({})\n", pool.what, cidrs);
    if (pool.purpose != PoolState::For::Ipv6) {
      out += fmt::format("  {} addresses: {} used", grouped(pool.addresses), grouped(pool.used));
      if (pool.kept > 0) out += fmt::format(", {} kept to grow", grouped(pool.kept));
      if (pool.resting > 0) out += fmt::format(", {} resting", grouped(pool.resting));
      out += fmt::format(", {} free; {} % left\n", grouped(pool.free), percent(pool.left(), pool.addresses));
    }
    for (const auto& fit : pool.fits) {
      const auto& shape = forecast.shapes[fit.shape];
      out += fmt::format("  room for {} like {} ({}){}\n",
                         plural(fit.more, "more " + std::string(counted(pool.purpose, shape.hub))), shape.example,
                         takes(shape, pool.purpose), fit.drawn ? "" : ", made elsewhere");
    }
  }
  return out;
}

nlohmann::ordered_json json_of(const AddressRow& row) {
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
  return item;
}

nlohmann::ordered_json json_of(const Shape& shape) {
  nlohmann::ordered_json item;
  item["like"] = shape.example;
  item["is"] = shape.hub ? "hub" : "cluster";
  if (shape.network > 0) item["network_length"] = shape.network;
  if (shape.pods > 0) item["pods_length"] = shape.pods;
  if (shape.ipv6 > 0) item["ipv6_length"] = shape.ipv6;
  return item;
}

constexpr const char* purposes[] = {"networks", "pods", "services", "ipv6"};

nlohmann::ordered_json json_of(const PoolState& pool, const std::vector<Shape>& shapes) {
  nlohmann::ordered_json item;
  item["pool"] = pool.what;
  item["purpose"] = purposes[static_cast<int>(pool.purpose)];
  item["cidrs"] = nlohmann::ordered_json::array();
  for (const auto& prefix : pool.prefixes) item["cidrs"].push_back(prefix.to_string());
  if (pool.purpose != PoolState::For::Ipv6) {
    item["addresses"] = pool.addresses;
    item["used"] = pool.used;
    item["kept"] = pool.kept;
    item["resting"] = pool.resting;
    item["free"] = pool.free;
    item["left_percent"] = percent(pool.left(), pool.addresses);
  }
  if (pool.largest) item["largest_free"] = pool.largest->to_string();
  item["fits"] = nlohmann::ordered_json::array();
  for (const auto& fit : pool.fits) {
    nlohmann::ordered_json one;
    one["like"] = shapes[fit.shape].example;
    one["more"] = fit.more;
    one["made_here"] = fit.drawn;
    item["fits"].push_back(std::move(one));
  }
  return item;
}

}  // namespace

std::string render_addresses_text(const AddressReport& report) {
  std::vector<const AddressRow*> shown;
  for (const auto& row : report.rows)
    if (report.tried.empty() || is_tried(report, row.owner)) shown.push_back(&row);
  return tree(shown) + room(report.forecast);
}

std::string render_addresses_table(const AddressReport& report) {
  std::string out = "kind\towner\tname\tcidr\taddresses\tused\torigin\tmore_nodes\tnote\n";
  for (const auto& row : report.rows)
    out += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", row.kind, row.owner, row.name, row.prefix.to_string(),
                       addresses_text(row.prefix), row.used ? std::to_string(*row.used) : std::string(), row.origin,
                       row.more_nodes ? std::to_string(*row.more_nodes) : std::string(), row.note);
  return out;
}

std::string render_addresses_json(const AddressReport& report) {
  nlohmann::ordered_json all;
  all["format_version"] = 1;
  if (!report.tried.empty()) all["tried"] = report.tried;
  all["ranges"] = nlohmann::ordered_json::array();
  for (const auto& row : report.rows) all["ranges"].push_back(json_of(row));
  all["shapes"] = nlohmann::ordered_json::array();
  for (const auto& shape : report.forecast.shapes) all["shapes"].push_back(json_of(shape));
  all["pools"] = nlohmann::ordered_json::array();
  for (const auto& pool : report.forecast.pools) all["pools"].push_back(json_of(pool, report.forecast.shapes));
  return all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace aurora
