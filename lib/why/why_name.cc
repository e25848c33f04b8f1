#include <fmt/format.h>

#include "name/budget.h"
#include "why/explainer.h"

namespace aurora::why_detail {
namespace {

const NameRule* rule_of(const CloudFacts& facts, std::string_view kind) {
  for (const auto& rule : facts.name_rules)
    if (rule.kind == kind) return &rule;
  return nullptr;
}

/// `project `gen` - stage `dev` - ...`
std::string sum_of(const naming::Parts& parts) {
  std::string text;
  for (const auto& part : parts) {
    if (!text.empty()) text += " ";
    text += part.label.empty() ? fmt::format("`{}`", part.text) : fmt::format("{} `{}`", part.label, part.text);
  }
  return text;
}

std::string in_words(std::string_view kind) {
  std::string text(kind);
  for (char& c : text)
    if (c == '_') c = ' ';
  return text;
}

std::string scope_of(const NameRule& rule) {
  static constexpr const char* words[] = {"in the world", "in its account", "in its group", "in its parent"};
  return words[static_cast<int>(rule.scope)];
}

}  // namespace

Explanation Explainer::name(const NameUse& use) const {
  auto what = fmt::format("the {} of `{}`", in_words(use.kind), use.owner);
  if (!use.purpose.empty()) what += fmt::format(" for `{}`", use.purpose);
  Explanation made{what, use.name, {}};
  const auto* owner = site(use.owner);
  if (owner == nullptr) return made;
  made.steps = origin_.owner_steps(use.owner, owner->span);
  const auto& naming = from_.platform->naming;
  const auto& identity = owner->cluster != nullptr ? owner->cluster->identity : owner->hub->identity;
  if (use.pinned) {
    made.steps.push_back(
        origin_.step(use.span, fmt::format("pinned under `naming.pins` as `{}`", use.logical), use.owner));
  } else if (use.kept) {
    made.steps.push_back({"rule", "what was renamed keeps its name: another one would destroy it", {}});
    add_lock("name", use.logical, made);
  } else {
    if (use.span.known() && !(use.span == owner->span))
      made.steps.push_back(origin_.step(use.span, "what it is for", use.owner));
    const auto kind = naming.kinds.find(use.kind);
    if (kind != naming.kinds.end())
      made.steps.push_back(origin_.step(
          kind->second.span,
          fmt::format("this kind has settings of its own{}", kind->second.shorten_hash ? ", `shorten: hash`" : ""),
          use.owner));
    auto convention = fmt::format("the convention is `{}`", naming.convention);
    if (naming.convention == "custom") convention += fmt::format(": `{}`", naming.pattern);
    made.steps.push_back(
        origin_.step(naming.pattern_span.known() ? naming.pattern_span : naming.span, convention, use.owner));
    const auto parts = parts_of(use, naming, from_.platform->name.value, identity, *owner->facts);
    if (!parts.empty()) made.steps.push_back({"rule", sum_of(parts), {}});
    if (const auto joined = naming::join(parts); joined != use.name)
      made.steps.push_back(
          {"rule", fmt::format("`{}` is too long: shortened, with a digest of the whole", joined), {}});
  }
  if (const auto* rule = rule_of(*owner->facts, use.kind)) {
    made.steps.push_back(
        {"cloud",
         fmt::format("{} takes {} to {} characters: {}; unique {}; it has {}", owner->facts->cloud, rule->min_length,
                     rule->max_length, rule->accepts, scope_of(*rule), use.name.size()),
         {}});
    if (!rule->source.empty()) made.steps.push_back({"cloud", fmt::format("source: {}", rule->source), {}});
  }
  if (!use.suffix.empty()) {
    made.steps.push_back(
        {"rule",
         fmt::format("the digits `{}` come from a digest of platform, account and `{}`", use.suffix, use.logical),
         {}});
    add_lock("suffix", use.logical, made);
  }
  add_output(use.owner, use.name, made);
  return made;
}

}  // namespace aurora::why_detail
