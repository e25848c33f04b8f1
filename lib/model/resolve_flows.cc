#include <algorithm>
#include <charconv>

#include "model/resolve_parts.h"

namespace aurora::resolving {
namespace {

using yaml::Node;

/// `<environment>[/<cluster>][:<role>]`, `internet`, or the name of an outside network. Whether a bare word is an
/// environment or an outside network is settled by `check`, which knows both.
Endpoint endpoint(const Node& node) {
  Endpoint made;
  made.text = node.text;
  made.span = node.span;
  if (node.text == "internet") {
    made.kind = Endpoint::Kind::Internet;
    return made;
  }
  auto place = node.text;
  const auto colon = place.find(':');
  made.role = colon == std::string_view::npos ? "*" : std::string(place.substr(colon + 1));
  place = place.substr(0, colon);
  const auto slash = place.find('/');
  made.environment = place.substr(0, slash);
  made.cluster = slash == std::string_view::npos ? "*" : std::string(place.substr(slash + 1));
  return made;
}

std::vector<Endpoint> endpoints(const Node* node) {
  std::vector<Endpoint> all;
  if (node == nullptr) return all;
  if (!node->is_sequence()) return {endpoint(*node)};
  for (const auto* item : node->items) all.push_back(endpoint(*item));
  return all;
}

bool read_number(std::string_view text, int& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= 0 && number <= 65535;
}

/// `443/tcp`, `8000-8100/udp`, `icmp`, `any`; `443` alone is TCP.
bool read_ports(std::string_view text, PortRange& range) {
  if (text == "icmp" || text == "any") {
    range = {0, 65535, std::string(text)};
    return true;
  }
  const auto slash = text.find('/');
  if (slash != std::string_view::npos) range.protocol = text.substr(slash + 1);
  if (range.protocol != "tcp" && range.protocol != "udp") return false;
  const auto numbers = text.substr(0, slash);
  if (numbers == "*") return true;
  const auto dash = numbers.find('-');
  if (!read_number(numbers.substr(0, dash), range.first)) return false;
  range.last = range.first;
  if (dash != std::string_view::npos && !read_number(numbers.substr(dash + 1), range.last)) return false;
  return range.first <= range.last;
}

std::vector<PortRange> ports(const Fields& fields, Diagnostics& diagnostics) {
  std::vector<Text> texts;
  std::vector<PortRange> all;
  fields.read("ports", texts);
  for (const auto& text : texts) {
    PortRange range;
    if (read_ports(text.value, range))
      all.push_back(range);
    else
      diagnostics.report(diag::BadPorts, text.span, text.value)
          .hint("write `443/tcp`, `8000-8100/udp`, `icmp` or `any`; ports go from 0 to 65535");
  }
  if (!fields.has("ports")) all.push_back({0, 65535, "any"});
  return all;
}

const OutsideNetwork* find_outside(const Platform& platform, const Endpoint& side) {
  if (side.text.find_first_of("/:") != std::string::npos) return nullptr;
  for (const auto& network : platform.networks)
    if (network.name == side.text) return &network;
  return nullptr;
}

}  // namespace

void settle_endpoint(Endpoint& side, const Platform& platform) {
  if (side.kind != Endpoint::Kind::Inside || platform.find(side.environment) != nullptr) return;
  const auto* network = find_outside(platform, side);
  if (network == nullptr) return;
  side.kind = Endpoint::Kind::Outside;
  side.outside = network->name;
  side.environment.clear();
  side.cluster.clear();
  side.role.clear();
}

std::vector<Flow> flows(const Node* list, Diagnostics& diagnostics) {
  std::vector<Flow> all;
  if (list == nullptr) return all;
  for (const auto* item : list->items) {
    const Fields fields(item, diagnostics);
    auto& flow = all.emplace_back();
    flow.span = item->span;
    if (const auto* name = fields.at("name")) flow.span = name->span;
    fields.read("name", flow.name);
    flow.from = endpoints(fields.at("from"));
    flow.to = endpoints(fields.at("to"));
    flow.ports = ports(fields, diagnostics);
    fields.read("within", flow.within);
    fields.read("why", flow.why);
    fields.read("renamed_from", flow.renamed_from);
  }
  std::stable_sort(all.begin(), all.end(), [](const Flow& a, const Flow& b) { return a.name < b.name; });
  return all;
}

std::vector<IsolationRule> isolation(const Node* list, Diagnostics& diagnostics) {
  std::vector<IsolationRule> all;
  if (list == nullptr) return all;
  for (const auto* item : list->items) {
    const auto never = Fields(item, diagnostics).in("never");
    const auto from = endpoints(never.at("from"));
    const auto to = endpoints(never.at("to"));
    for (const auto& a : from)
      for (const auto& b : to) all.push_back({a, b, item->span});
  }
  return all;
}

}  // namespace aurora::resolving
