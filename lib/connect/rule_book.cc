#include "connect/rule_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace aurora::connect_detail {
namespace {

/// Leaves room for `-out` and for the number of a part, within the 80 characters of an Azure rule's name.
constexpr std::size_t longest_id = 72;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

std::uint32_t digest(std::string_view text) {  // FNV-1a
  std::uint32_t hash = 2166136261u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

bool same_side(const RuleSide& a, const RuleSide& b) { return a.kind == b.kind && a.prefixes == b.prefixes; }

bool same_packets(const Rule& a, const Rule& b) {
  return a.access == b.access && a.protocol == b.protocol && a.ports == b.ports && same_side(a.from, b.from) &&
         same_side(a.to, b.to);
}

}  // namespace

std::string rule_name(std::string_view text, std::size_t longest) {
  std::string name(text);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !is_name_character(c); }, '-');
  if (name == text && name.size() <= longest) return name;
  name.resize(std::min(name.size(), longest - 9));
  return name + fmt::format("-{:08x}", digest(text));
}

void RuleBook::add(const Spot& spot, Band band, Rule rule) {
  if (!spot.guarded) return;
  const auto empty = [](const RuleSide& s) { return s.kind == RuleSide::Kind::Prefixes && s.prefixes.empty(); };
  if (empty(rule.from) || empty(rule.to)) return;
  rule.id = rule_name(rule.id, longest_id) + (rule.direction == Rule::Direction::Inbound ? "-in" : "-out");
  auto& drafts = drafts_[&spot];
  const std::string id = rule.id;
  for (int n = 2;; ++n) {
    const auto same = std::find_if(drafts.begin(), drafts.end(), [&](const auto& d) { return d.rule.id == rule.id; });
    if (same == drafts.end()) break;
    if (same_packets(same->rule, rule)) return;
    rule.id = id + "-" + std::to_string(n);
  }
  drafts.push_back({std::move(rule), band});
}

RuleSide side(std::vector<Prefix> prefixes) { return {RuleSide::Kind::Prefixes, aggregate(std::move(prefixes))}; }

RuleSide side(RuleSide::Kind kind) { return {kind, {}}; }

}  // namespace aurora::connect_detail
