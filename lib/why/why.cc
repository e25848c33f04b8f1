#include "why/why.h"

#include <algorithm>

#include "diagnostics/suggest.h"
#include "why/explainer.h"

// Nothing is recorded for this while the engines run: everything that they decided can be derived from the model, the
// plans and the lock, and why is asked rarely.

namespace aurora {
namespace {

using why_detail::Explainer;

void add_resource(const Explainer& explain, const tf::Document& document, const tf::Resource& resource,
                  std::vector<Explanation>& found) {
  found.push_back(explain.resource(document, resource));
  const auto& from = explain.from();
  const auto* name = resource.find("name");
  const auto* text = name == nullptr ? nullptr : name->get_if<std::string>();
  if (text != nullptr) {
    const auto hit = [&](const NameUse& use) { return use.owner == document.stack && use.name == *text; };
    const auto use = std::find_if(from.names.begin(), from.names.end(), hit);
    if (use != from.names.end()) found.push_back(explain.name(*use));
    for (const auto& subnet : from.connectivity.subnets)
      for (const auto& rule : subnet.rules)
        if (subnet.owner == document.stack && rule.id == *text && resource.label.starts_with(subnet.subnet + "_"))
          found.push_back(explain.rule(subnet, rule));
  }
  for (const auto* argument : {"address_prefixes", "address_space", "cidr_block", "ip_cidr_range"}) {
    const auto* value = resource.find(argument);
    const auto* list = value == nullptr ? nullptr : value->get_if<tf::List>();
    std::vector<tf::Value> values = list != nullptr ? *list : value != nullptr ? tf::List{*value} : tf::List{};
    for (const auto& item : values)
      for (const auto* one : from.addresses.of(document.stack))
        if (const auto* range = item.get_if<std::string>(); range != nullptr && one->prefix.to_string() == *range)
          found.push_back(explain.allocation(*one));
  }
}

void add_allocations(const Explainer& explain, std::string_view query, std::vector<Explanation>& found) {
  for (const auto* one : explain.from().addresses.all())
    if (one->owner == query ? !one->name.starts_with("static/") : query == one->owner + "/" + one->name)
      found.push_back(explain.allocation(*one));
}

void add_entries(const Explainer& explain, std::string_view query, std::vector<Explanation>& found) {
  const auto& from = explain.from();
  for (const auto section : from.lock.sections()) {
    const auto* entry = from.lock.find(section, query);
    if (entry == nullptr || section == "suffix" || section == "priority") continue;
    if (section == "address" && !entry->tombstone) continue;  // an allocation
    found.push_back(explain.entry(section, query, *entry));
  }
}

void add_rules(const Explainer& explain, std::string_view query, std::vector<Explanation>& found) {
  for (const auto& subnet : explain.from().connectivity.subnets)
    for (const auto& rule : subnet.rules) {
      const auto direction = rule.direction == Rule::Direction::Inbound ? "/inbound/" : "/outbound/";
      if (query == rule.id || query == subnet.owner + "/" + subnet.subnet + direction + rule.id)
        found.push_back(explain.rule(subnet, rule));
    }
}

void add_resources(const Explainer& explain, std::string_view query, std::vector<Explanation>& found) {
  if (query.find('.') == query.npos) return;
  for (const auto& document : explain.from().documents)
    for (const auto& resource : document.resources) {
      const auto address = resource.address();
      if (query == address || query == document.stack + "/" + address) add_resource(explain, document, resource, found);
    }
}

/// What is called so in Terraform, where nothing else is: a label, with the stack before it when only one is meant.
void add_labelled(const Explainer& explain, std::string_view query, std::vector<Explanation>& found) {
  for (const auto& document : explain.from().documents)
    for (const auto& resource : document.resources)
      if (query == resource.label || query == document.stack + "/" + resource.label)
        add_resource(explain, document, resource, found);
}

/// Everything that `why` can be asked for, but the lock.
std::vector<std::string> askable(const Compilation& from) {
  std::vector<std::string> all;
  for (const auto& use : from.names) all.push_back(use.name);
  for (const auto* one : from.addresses.all()) {
    all.push_back(one->owner);
    all.push_back(one->owner + "/" + one->name);
  }
  for (const auto& document : from.documents)
    for (const auto& resource : document.resources) all.push_back(resource.address());
  for (const auto& flow : from.platform->flows) all.push_back(flow.name);
  for (const auto& subnet : from.connectivity.subnets)
    for (const auto& rule : subnet.rules) all.push_back(rule.id);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

void report_unknown(const Compilation& from, std::string_view query, Diagnostics& diagnostics) {
  const auto all = askable(from);
  auto report = diagnostics.report(diag::WhyUnknown, {}, query);
  if (const auto near = nearest(query, {all.begin(), all.end()}); !near.empty())
    report.hint("did you mean `" + near + "`?");
  else
    report.hint(
        "`aurora-iac names SPEC` and `aurora-iac addresses SPEC` list what there is; the name of a flow lists its "
        "rules, "
        "and `aurora-iac lock show --section priority SPEC` all that were emitted");
}

}  // namespace

std::vector<Explanation> why(const Compilation& compilation, const FactsOf& facts_of, std::string_view query,
                             Diagnostics& diagnostics) {
  const Explainer explain(compilation, facts_of);
  auto found = explain.range(query);
  add_allocations(explain, query, found);
  for (const auto& use : compilation.names)
    if (use.name == query || use.logical == query) found.push_back(explain.name(use));
  for (const auto& flow : compilation.platform->flows)
    if (flow.name == query) found.push_back(explain.flow(flow));
  add_rules(explain, query, found);
  add_entries(explain, query, found);
  add_resources(explain, query, found);
  if (found.empty()) add_labelled(explain, query, found);
  if (found.empty()) report_unknown(compilation, query, diagnostics);
  return found;
}

}  // namespace aurora
