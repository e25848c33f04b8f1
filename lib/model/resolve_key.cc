#include <algorithm>

#include "diagnostics/suggest.h"
#include "model/resolve_parts.h"

namespace aurora::resolving {
namespace {

/// Takes the part after the last `-` off `rest`.
std::string_view last_part(std::string_view& rest) {
  const auto dash = rest.rfind('-');
  if (dash == std::string_view::npos) return {};
  const auto part = rest.substr(dash + 1);
  rest = rest.substr(0, dash);
  return part;
}

bool is_word(std::string_view text, bool hyphens) {
  const auto fits = [&](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (hyphens && c == '-'); };
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), fits);
}

bool is_instance(std::string_view text) {
  return text.size() == 2 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The spec's own codes of the cloud's regions come first, those of regions that it has not last: they may be another
/// cloud's, with a code that means something else here.
std::string region_of(std::string_view code, const Scope& scope) {
  std::string other;
  for (const auto& [region, codes] : scope.platform.naming.region_codes) {
    if (codes.first != code) continue;
    if (find_region(scope.facts, region) != nullptr) return region;
    if (other.empty()) other = region;
  }
  for (const auto& region : scope.facts.regions)
    if (region.code == code) return std::string(region.name);
  if (!other.empty()) return other;
  return {};
}

/// The code of a region that the spec names, by its own tables or ours.
std::string code_of(std::string_view region, const Scope& scope) {
  const auto& own = scope.platform.naming.region_codes;
  if (const auto at = own.find(std::string(region)); at != own.end() && !at->second.first.empty())
    return at->second.first;
  const auto* fact = find_region(scope.facts, region);
  return fact == nullptr ? std::string() : std::string(fact->code);
}

void report_code(std::string_view code, std::string_view key, Span span, std::string_view region, const Scope& scope) {
  std::vector<std::string_view> codes;
  for (const auto& fact : scope.facts.regions) codes.push_back(fact.code);
  auto report = scope.diagnostics.report(diag::UnknownRegionCode, span, code, key);
  if (const auto known = code_of(region, scope); !known.empty())
    report.hint("the code of `" + std::string(region) + "` is `" + known + "`");
  else if (const auto near = nearest(code, codes); !near.empty() && code.size() > 2)
    report.hint("did you mean `" + near + "`?");
  else
    report.hint("`docs/naming.md` lists the codes; add another under `naming: { regions: { <region>: { oss: " +
                std::string(code) + " } } }`");
}

}  // namespace

bool parse_key(std::string_view key, Span span, std::string_view region, const Scope& scope, Identity& identity) {
  auto rest = key;
  const auto instance = last_part(rest);
  const auto code = last_part(rest);
  const auto stage = last_part(rest);
  if (!is_instance(instance) || !is_word(code, false) || !is_word(stage, false) || !is_word(rest, true)) {
    scope.diagnostics.report(diag::BadClusterName, span, key)
        .hint("for example `gen-dev-cc-00`: lower-case letters and digits, and an instance of two digits");
    return false;
  }
  identity.project = rest;
  identity.stage = stage;
  identity.instance = (instance[0] - '0') * 10 + (instance[1] - '0');
  identity.region = region_of(code, scope);
  if (!identity.region.empty()) return true;
  report_code(code, key, span, region, scope);
  return false;
}

}  // namespace aurora::resolving
