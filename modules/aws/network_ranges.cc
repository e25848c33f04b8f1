#include <array>
#include <optional>

#include "aws/network.h"

// Which ranges a VPC may have beside each other: docs.aws.amazon.com, "IPv4 CIDR block association restrictions", and
// "Amazon VPC quotas". The first range is the one that the VPC is made with; what is asked of a further one depends on
// those before it.

namespace aurora::aws {
namespace {

/// IPv4 ranges of a VPC, at first and at most.
constexpr std::size_t quota = 5, most_ranges = 50;

Prefix parsed(std::string_view text) { return Prefix::parse(text).value(); }

/// The private range that holds the prefix; nothing: it is of others (100.64.0.0/10, public ones).
std::optional<Prefix> family_of(const Prefix& prefix) {
  static const std::array families{parsed("10.0.0.0/8"), parsed("172.16.0.0/12"), parsed("192.168.0.0/16")};
  for (const auto& family : families)
    if (family.contains(prefix)) return family;
  return std::nullopt;
}

/// Why a range cannot come to a VPC, and what to take; empty: it can.
struct Objection {
  std::string_view why, instead;
};

/// `first`: `other` is what the VPC was made with.
Objection objection(const Prefix& other, const Prefix& further, bool first) {
  static const auto low_ten = parsed("10.0.0.0/15"), lowest_ten = parsed("10.0.0.0/16");
  static const auto private_b = parsed("172.16.0.0/12"), default_vpc = parsed("172.31.0.0/16");
  const auto family = family_of(other), joining = family_of(further);
  if (family && joining && *family != *joining)
    return {"they are of two private ranges, and a VPC has one",
            "take both from one of 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16, or one from 100.64.0.0/10"};
  if (first && !family && joining)
    return {"a private range cannot come to a VPC that was made with another one", "write the private one first"};
  if (low_ten.contains(other) && lowest_ten.contains(further))
    return {"nothing of 10.0.0.0/16 can come to a VPC that has some of 10.0.0.0/15", "take one from 10.1.0.0 on"};
  if (private_b.contains(other) && default_vpc.contains(further))
    return {"nothing of 172.31.0.0/16 can come to a VPC that has some of 172.16.0.0/12", "take one before 172.31.0.0"};
  return {};
}

Span place_of(const Stack& stack, std::size_t index) {
  if (index < stack.network.cidrs.size()) return stack.network.cidrs[index].span;
  return stack.network.span.known() ? stack.network.span : stack.identity.span;
}

/// Reports the first one that does not go with one before it.
void check_families(Stack& stack, const std::vector<Prefix>& prefixes) {
  for (std::size_t i = 1; i < prefixes.size(); ++i)
    for (std::size_t k = 0; k < i; ++k) {
      const auto found = objection(prefixes[k], prefixes[i], k == 0);
      if (found.why.empty()) continue;
      auto report = stack.diagnostics.report(diag::NetworkRangesMixed, place_of(stack, i), stack.identity.id,
                                             prefixes[i].to_string(), prefixes[k].to_string(), found.why);
      report.hint(std::string(found.instead));
      if (stack.network.cidrs.empty())
        report.hint("pin it so in the network's `cidrs`, or leave such ranges out of the `pools`");
      return;
    }
}

}  // namespace

void check_ranges(Stack& stack) {
  const auto prefixes = stack.addresses().prefixes(stack.identity.id, "network");
  check_families(stack, prefixes);
  const auto count = prefixes.size();
  if (count > most_ranges)
    stack.diagnostics
        .report(diag::TooManyNetworkRanges, place_of(stack, most_ranges), stack.identity.id, count, most_ranges)
        .hint("give the network fewer, larger ranges");
  else if (count > quota)
    stack.diagnostics.report(diag::NetworkRangesQuota, place_of(stack, quota), stack.identity.id, count, quota)
        .hint("ask for more `IPv4 CIDR blocks per VPC` in Service Quotas before the first apply");
}

}  // namespace aurora::aws
