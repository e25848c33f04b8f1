#include <fmt/format.h>

#include <algorithm>

#include "why/explainer.h"

// Rules, other entries of the lock, and resources as a whole.

namespace aurora::why_detail {
namespace {

bool holds(const tf::Value& value, std::string_view text) {
  if (const auto* own = value.get_if<std::string>()) return *own == text;
  if (const auto* list = value.get_if<tf::List>())
    return std::any_of(list->begin(), list->end(), [&](const tf::Value& item) { return holds(item, text); });
  if (const auto* object = value.get_if<tf::Object>())
    return std::any_of(object->begin(), object->end(), [&](const auto& pair) { return holds(pair.second, text); });
  return false;
}

std::string ports_of(const Rule& rule) {
  std::string text;
  for (const auto& port : rule.ports)
    text +=
        fmt::format("{}{}", text.empty() ? "" : ", ",
                    port.first == port.last ? std::to_string(port.first) : fmt::format("{}-{}", port.first, port.last));
  return text.empty() ? "any port" : "port " + text;
}

std::string side_of(const RuleSide& side) {
  static constexpr const char* words[] = {
      "", "anything", "the internet", "the load balancer's probes", "the network", "the control plane"};
  if (side.kind != RuleSide::Kind::Prefixes) return words[static_cast<int>(side.kind)];
  std::string text;
  for (const auto& prefix : side.prefixes) text += (text.empty() ? "" : ", ") + prefix.to_string();
  return text;
}

}  // namespace

void Explainer::add_output(std::string_view owner, const std::string& value, Explanation& made) const {
  std::string text;
  int more = 0;
  for (const auto& document : from_.documents) {
    if (document.stack != owner) continue;
    for (const auto& resource : document.resources) {
      const auto hit = [&](const auto& argument) { return holds(argument.second, value); };
      if (std::none_of(resource.arguments.begin(), resource.arguments.end(), hit)) continue;
      if (++more <= 3) text += (text.empty() ? "" : ", ") + resource.address();
    }
  }
  if (more > 3) text += fmt::format(" and {} more", more - 3);
  if (!text.empty()) made.steps.push_back({"output", fmt::format("stack `{}`: {}", owner, text), {}});
}

Explanation Explainer::rule(const SubnetRules& where, const Rule& rule) const {
  Explanation made{fmt::format("the rule `{}` at subnet `{}` of `{}`", rule.id, where.subnet, where.owner),
                   std::to_string(rule.priority),
                   {}};
  const bool in = rule.direction == Rule::Direction::Inbound;
  if (rule.span.known())
    made.steps.push_back(origin_.step(rule.span, rule.why.empty() ? "what asks for it" : rule.why, where.owner));
  made.steps.push_back(
      {"rule",
       fmt::format("{} {} {}, {}, from {} to {}", rule.access == Rule::Access::Allow ? "allows" : "denies",
                   in ? "inbound" : "outbound", rule.protocol, ports_of(rule), side_of(rule.from), side_of(rule.to)),
       {}});
  made.steps.push_back({"rule",
                        "the priority is the next free number of its band: flows before roles, roles before what "
                        "denies the rest; lower wins",
                        {}});
  add_lock("priority", fmt::format("{}/{}/{}/{}", where.owner, where.subnet, in ? "inbound" : "outbound", rule.id),
           made);
  add_output(where.owner, rule.id, made);
  return made;
}

Explanation Explainer::entry(std::string_view section, std::string_view key, const Lock::Entry& entry) const {
  Explanation made{fmt::format("`{}` in section `{}` of the lock", key, section), entry.value, {}};
  if (entry.tombstone)
    made.steps.push_back({"lock", "what it was for is gone: it rests until `aurora-iac lock release`", entry.span});
  else
    add_lock(section, key, made);
  return made;
}

Explanation Explainer::resource(const tf::Document& document, const tf::Resource& resource) const {
  Explanation made{
      fmt::format("the resource `{}` of stack `{}`", resource.address(), document.stack), resource.logical_id, {}};
  const auto* name = resource.find("name");
  const auto* text = name == nullptr ? nullptr : name->get_if<std::string>();
  if (made.value.empty()) made.value = text != nullptr ? *text : resource.label;
  made.steps.push_back(origin_.step(resource.span, "what asks for it", document.stack));
  made.steps.push_back({"output", fmt::format("{}/{}.tf.json", document.stack, resource.file), {}});
  if (resource.override_span.known()) made.steps.push_back({"spec", "changed by `overrides`", resource.override_span});
  return made;
}

}  // namespace aurora::why_detail
