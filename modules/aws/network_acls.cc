#include "aws/network_acls.h"

#include <optional>

#include "aws/network.h"

// An ACL knows no connections: what it lets out it must let in again. So every entry of the plan's edges stands twice,
// and which connections there are is said by the security groups alone. Between networks the two together allow what a
// rule names at both ends; towards the internet the groups allow everything and the ACLs deny what is private.

namespace aurora::aws {
namespace {

/// docs.aws.amazon.com, "Amazon VPC quotas": entries in one direction, at first and at most.
constexpr std::size_t quota = 20, most_entries = 40;
/// The last numbers that an entry may have: what no entry of the plan holds, of either family.
constexpr int rest = 32766, rest6 = 32765;

/// One ACL while it is made.
class Acl {
 public:
  Acl(Stack& stack, const std::string& label, Span span)
      : stack_(stack),
        span_(span),
        acl_(stack.add_tagged("aws_network_acl", label, stack.name("network_acl", label, -1, span), span,
                              {{"vpc_id", stack.network_id()}})) {}

  void add(const std::string& what, int number, bool allow, const std::string& cidr) {
    for (const bool out : {false, true})
      entries_.push_back(&stack_.add("aws_network_acl_rule", acl_.label + "_" + what + (out ? "_out" : "_in"), span_,
                                     {{"network_acl_id", acl_["id"]},
                                      {"egress", out},
                                      {"rule_number", number},
                                      {"rule_action", allow ? "allow" : "deny"},
                                      {"protocol", "-1"},
                                      {cidr.find(':') == cidr.npos ? "cidr_block" : "ipv6_cidr_block", cidr}}));
  }

  void add_rest() {
    add("rest", rest, true, "0.0.0.0/0");
    if (has_ipv6(stack_)) add("rest6", rest6, true, "::/0");
  }

  /// No subnet is open while its entries are being made.
  void associate(const std::string& base) const {
    for (const auto& subnet : stack_.network.subnets) {
      const auto* made = stack_.document.find("aws_subnet." + tf::label(subnet.key));
      if (!subnet.is(base) || made == nullptr) continue;
      auto& association = stack_.add("aws_network_acl_association", subnet.key, subnet.span,
                                     {{"network_acl_id", acl_["id"]}, {"subnet_id", (*made)["id"]}});
      for (const auto* entry : entries_) association.depends_on(*entry);
    }
  }

 private:
  Stack& stack_;
  Span span_;
  const tf::Resource& acl_;
  std::vector<const tf::Resource*> entries_;
};

const SubnetEdge* edge_of(const Stack& stack, const std::string& base) {
  for (const auto& edge : stack.plan.connectivity.edges)
    if (edge.owner == stack.identity.id && edge.subnet == base) return &edge;
  return nullptr;
}

void add_guarded(Stack& stack, const SubnetEdge& edge) {
  Acl acl(stack, edge.subnet, edge.span);
  for (const auto& entry : edge.entries)
    acl.add((entry.allow ? "allow_" : "deny_") + prefix_label(entry.prefix), entry.number, entry.allow,
            entry.prefix.to_string());
  acl.add_rest();
  acl.associate(edge.subnet);
  if (edge.entries.size() + 1 > most_entries)
    stack.diagnostics
        .report(diag::EdgeFull, edge.span, edge.subnet, stack.identity.id, edge.entries.size() + 1, most_entries)
        .hint(
            "a network counts once however many flows lead to it: name fewer networks, or let what talks to many "
            "have a subnet of its own");
}

void note_quota(Stack& stack) {
  const SubnetEdge* largest = nullptr;
  for (const auto& edge : stack.plan.connectivity.edges)
    if (edge.owner == stack.identity.id && (largest == nullptr || edge.entries.size() > largest->entries.size()))
      largest = &edge;
  if (largest == nullptr) return;
  const auto size = largest->entries.size() + 1;
  if (size > quota && size <= most_entries)
    stack.diagnostics.report(diag::EdgeQuota, largest->span, stack.identity.id, size, largest->subnet, quota)
        .hint("ask for more `Rules per network ACL` in Service Quotas before the first apply");
}

}  // namespace

void lower_network_acls(Stack& stack) {
  std::optional<Acl> passage;
  for (const auto& base : subnet_bases(stack)) {
    if (const auto* edge = edge_of(stack, base)) {
      add_guarded(stack, *edge);
      continue;
    }
    if (!passage) passage.emplace(stack, "passage", stack.network.span).add_rest();
    passage->associate(base);
  }
  note_quota(stack);
}

}  // namespace aurora::aws
