#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "aws/blocks.h"
#include "aws/load_balancers.h"
#include "aws/network.h"
#include "aws/network_acls.h"

// A security group for each subnet of the spec, all zones together, one resource for each rule, range of ports and
// range of addresses. A group can only allow, and knows connections: what the plan denies is what no rule allows, and
// for what leaves towards the internet the network ACLs (network_acls.cc) keep the private ranges out.

namespace aurora::aws {
namespace {

/// docs.aws.amazon.com, "Amazon VPC quotas": rules in one direction, at first; at most 1000 over all the groups of an
/// interface, whose quota begins at 5. A control plane of EKS has two groups: its own and the subnet's.
constexpr std::size_t quota = 60, most_rules = 1000 / 2, most_beside_five = 1000 / 5;
/// Amazon EC2 API, `AuthorizeSecurityGroupIngress`: characters and length of a description.
constexpr std::string_view description_marks = " ._-:/()#,@[]+=&;{}!$*";
constexpr std::size_t longest_description = 255;

/// Nothing in these opens connections to the internet.
constexpr std::string_view silent[] = {"apiserver", "loadbalancer", "infrastructure"};

std::string description_of(std::string_view why) {
  std::string text;
  for (const char c : why) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain || description_marks.find(c) != description_marks.npos)
      text += c;
    else if (c == '`' || c == '"' || c == '\'')
      continue;
    else if (text.empty() || text.back() != '-')
      text += '-';
  }
  if (text.size() > longest_description) text = text.substr(0, longest_description - 3) + "...";
  return text;
}

bool internet_comes_in(const Stack& stack) { return stack.document.find("aws_internet_gateway.main") != nullptr; }

/// Once for each flow, however many subnets and protocols it is about: what is said twice is drawn once.
void note_no_way_in(Stack& stack, const Rule& rule) {
  for (const auto& flow : stack.plan.platform.flows)
    if (flow.span == rule.span)
      stack.diagnostics.report(diag::NoWayInFromInternet, flow.span, flow.name, stack.identity.id)
          .hint("`egress: nat` makes public subnets `nat` with an internet gateway, for load balancers too")
          .hint("or put CloudFront or Global Accelerator in front of an internal load balancer");
}

/// One rule as AWS has it. Two that are equal but for their cause are one there, and refused the second time.
struct GroupRule {
  bool inbound = false;
  std::string protocol, cidr;
  int first = -1, last = -1;
  auto operator<=>(const GroupRule&) const = default;
};

class Group {
 public:
  Group(Stack& stack, const std::string& base, const Subnet& subnet) : stack_(stack), base_(base), subnet_(subnet) {}

  /// The group itself, without rules, if it is to have any.
  void make() {
    for (const auto& subnet : stack_.network.subnets)
      if (subnet.is(base_))
        if (const auto* found = stack_.plan.connectivity.find(stack_.identity.id, subnet.key))
          for (const auto& rule : found->rules) rules_.push_back(&rule);
    if (rules_.empty()) return;
    group_ = &stack_.add("aws_security_group", base_, subnet_.span,
                         {{"name", stack_.name("network_security_group", base_, -1, subnet_.span)},
                          {"description", description_of("Subnets " + base_ + " of " + stack_.identity.id)},
                          {"vpc_id", stack_.network_id()}});
    group_->set("tags", tf::object({{"Name", (*group_->find("name"))}}));
  }

  /// Its rules, once all groups are made.
  void write() {
    if (group_ == nullptr) return;
    open_to_internet();
    for (const auto* rule : rules_) add(*rule);
    for (const auto& rule : target_rules(stack_, base_)) add(rule);
    check();
  }

  std::size_t most() const { return std::max(inbound_, outbound_); }
  const Subnet& subnet() const { return subnet_; }

 private:
  void open_to_internet() {
    if (stack_.egress.kind == Egress::Kind::None || is_silent(subnet_)) return;
    write_rule({false, "-1", "0.0.0.0/0"}, "internet", "the internet; network ACLs keep to it", subnet_.span);
    if (has_ipv6(stack_)) write_rule({false, "-1", "::/0"}, "internet", "the internet", subnet_.span);
    whole_internet_ = true;
  }

  void add(const Rule& rule) {
    if (rule.access != Rule::Access::Allow) return;
    const bool inbound = rule.direction == Rule::Direction::Inbound;
    if (inbound && rule.from.kind == RuleSide::Kind::Internet && !internet_comes_in(stack_))
      return note_no_way_in(stack_, rule);
    for (const auto& cidr : other_side(inbound ? rule.from : rule.to, rule)) {
      if (rule.ports.empty() || rule.protocol == "icmp" || rule.protocol == "any") {
        write_rule({inbound, protocol_of(rule, cidr), cidr}, rule.id, rule.why, rule.span);
        continue;
      }
      for (const auto& range : rule.ports)
        write_rule({inbound, rule.protocol, cidr, range.first, range.last}, rule.id, rule.why, rule.span);
    }
  }

  void add(const TargetRule& rule) {
    const auto* other = stack_.document.find("aws_security_group." + tf::label(rule.other));
    if (other == nullptr) return;
    ++(rule.inbound ? inbound_ : outbound_);
    stack_.add(resource_type(rule.inbound), base_ + "_targets_" + rule.other, subnet_.span,
               {{"security_group_id", (*group_)["id"]},
                {"description", rule.why},
                {"ip_protocol", "tcp"},
                {"from_port", rule.first},
                {"to_port", rule.last},
                {"referenced_security_group_id", (*other)["id"]}});
  }

  static std::string_view resource_type(bool inbound) {
    return inbound ? "aws_vpc_security_group_ingress_rule" : "aws_vpc_security_group_egress_rule";
  }

  /// In AWS's words `-1` is every protocol. Ping of one family is not that of the other.
  static std::string protocol_of(const Rule& rule, const std::string& cidr) {
    if (rule.protocol == "any") return "-1";
    return rule.protocol == "icmp" && cidr.find(':') != cidr.npos ? "icmpv6" : rule.protocol;
  }

  std::vector<std::string> other_side(const RuleSide& side, const Rule& rule) {
    std::vector<std::string> cidrs;
    switch (side.kind) {
      case RuleSide::Kind::Prefixes:
        for (const auto& prefix : side.prefixes) cidrs.push_back(prefix.to_string());
        break;
      case RuleSide::Kind::Network:
        for (const auto& prefix : stack_.addresses().prefixes(stack_.identity.id, "network"))
          cidrs.push_back(prefix.to_string());
        break;
      case RuleSide::Kind::Any:
      case RuleSide::Kind::Internet:
        cidrs = {"0.0.0.0/0"};
        if (has_ipv6(stack_)) cidrs.emplace_back("::/0");
        break;
      // A load balancer asks its targets from its own subnets, which may open connections to them already.
      case RuleSide::Kind::LoadBalancerProbe:
        break;
      case RuleSide::Kind::ControlPlane:
        stack_.diagnostics
            .report(diag::RuleNotPossible, rule.span, rule.id, base_, stack_.identity.id, "the cloud's control plane")
            .hint("reach AWS's services by `private_endpoints`");
    }
    return cidrs;
  }

  void write_rule(const GroupRule& rule, const std::string& id, const std::string& why, Span span) {
    if (!rule.inbound && whole_internet_ && rule.cidr == "0.0.0.0/0") return;  // said already
    if (!written_.insert(rule).second) return;
    ++(rule.inbound ? inbound_ : outbound_);
    const bool v6 = rule.cidr.find(':') != rule.cidr.npos;
    std::string label = base_ + "_" + id + "_" + prefix_label(*Prefix::parse(rule.cidr));
    if (rule.first >= 0) label += "_" + std::to_string(rule.first);
    if (rule.last > rule.first) label += "-" + std::to_string(rule.last);
    const auto port = [&](int number) {
      return rule.protocol == "-1" ? tf::Value{} : tf::Value(rule.first < 0 ? -1 : number);
    };
    const auto description = description_of(why);
    stack_.add(resource_type(rule.inbound), label, span,
               {{"security_group_id", (*group_)["id"]},
                {"description", description.empty() ? tf::Value{} : tf::Value(description)},
                {"ip_protocol", rule.protocol},
                {"from_port", port(rule.first)},
                {"to_port", port(rule.last)},
                {v6 ? "cidr_ipv6" : "cidr_ipv4", rule.cidr}});
  }

  void check() {
    for (const auto& [count, direction] : {std::make_pair(inbound_, "inbound"), std::make_pair(outbound_, "outbound")})
      if (count > most_rules)
        stack_.diagnostics
            .report(diag::SecurityGroupFull, subnet_.span, base_, stack_.identity.id, count, direction, most_rules)
            .hint("join flows, or give what they are for a subnet of its own");
  }

  Stack& stack_;
  const std::string& base_;
  const Subnet& subnet_;
  tf::Resource* group_ = nullptr;
  std::vector<const Rule*> rules_;
  std::set<GroupRule> written_;
  std::size_t inbound_ = 0, outbound_ = 0;
  bool whole_internet_ = false;
};

}  // namespace

bool is_silent(const Subnet& subnet) {
  return std::find(std::begin(silent), std::end(silent), subnet.role.value) != std::end(silent);
}

void lower_security(Stack& stack) {
  stack.document.file = "security";
  if (stack.network_id().is_null() || stack.existing_network()) return;
  const auto bases = subnet_bases(stack);
  std::vector<Group> groups;
  for (const auto& base : bases) groups.emplace_back(stack, base, *stack.network.find(base)).make();
  const Subnet* fullest = nullptr;
  std::size_t most = 0;
  for (auto& group : groups) {
    group.write();
    if (group.most() <= most) continue;
    most = group.most();
    fullest = &group.subnet();
  }
  if (most > quota && most <= most_rules) {
    auto report = stack.diagnostics.report(diag::SecurityGroupQuota, fullest->span, stack.identity.id, most,
                                           fullest->base.empty() ? fullest->key : fullest->base, quota);
    report.hint("ask for more `Inbound or outbound rules per security group` in Service Quotas before the first apply");
    if (most > most_beside_five)
      report.hint("and for fewer `Security groups per network interface`: the two multiplied are 1000 at most");
  }
  lower_network_acls(stack);
}

}  // namespace aurora::aws
