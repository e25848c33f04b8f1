#include <fmt/format.h>

#include "why/explainer.h"

// A flow, as the spec names it: every rule that comes of it, and what those are in Terraform.

namespace aurora::why_detail {
namespace {

/// Rules point at the flow that asks for them, and so do their resources.
void add_rules(const ConnectivityPlan& plan, const Flow& flow, Explanation& made) {
  for (const auto& subnet : plan.subnets)
    for (const auto& rule : subnet.rules) {
      if (!(rule.span == flow.span)) continue;
      const bool in = rule.direction == Rule::Direction::Inbound;
      made.steps.push_back({"rule",
                            fmt::format("`{}/{}/{}/{}`, priority {}", subnet.owner, subnet.subnet,
                                        in ? "inbound" : "outbound", rule.id, rule.priority),
                            {}});
    }
}

void add_resources(const std::vector<tf::Document>& documents, const Flow& flow, Explanation& made) {
  for (const auto& document : documents) {
    std::string list;
    for (const auto& resource : document.resources)
      if (resource.span == flow.span) list += (list.empty() ? "" : ", ") + resource.address();
    if (!list.empty()) made.steps.push_back({"output", fmt::format("stack `{}`: {}", document.stack, list), {}});
  }
}

}  // namespace

Explanation Explainer::flow(const Flow& flow) const {
  Explanation made{fmt::format("the flow `{}`", flow.name), {}, {}};
  made.steps.push_back(origin_.step(flow.span, flow.why.empty() ? "what asks for it" : flow.why, {}));
  add_rules(from_.connectivity, flow, made);
  const auto rules = made.steps.size() - 1;
  made.value = fmt::format("{} rule{}", rules, rules == 1 ? "" : "s");
  if (rules > 0) made.steps.push_back({"rule", "`why` with the path of a rule, or its last part, explains it", {}});
  add_resources(from_.documents, flow, made);
  return made;
}

}  // namespace aurora::why_detail
