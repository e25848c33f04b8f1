#include <fmt/format.h>

#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "name/convention.h"
#include "name/matcher.h"
#include "name/names.h"

/// The check over all names of a cloud, when every backend has asked for its own: length, characters, words that the
/// cloud keeps, and names that are the same where they must differ.
namespace aurora {
namespace {

/// A rule with its pattern compiled, made once per kind.
struct Known {
  const NameRule* rule;
  naming::Matcher matcher;
};

/// `key vault of nonprod/gen-dev-cc-00`
std::string described(const NameUse& use) {
  std::string text = "`" + use.owner + "` (" + use.kind;
  return text + (use.purpose.empty() ? ")" : ", " + use.purpose + ")");
}

std::string in_words(std::string_view kind) {
  std::string text(kind);
  for (char& c : text)
    if (c == '_') c = ' ';
  return "a " + text;
}

std::string scope_in_words(NameRule::Scope scope) {
  switch (scope) {
    case NameRule::Scope::World:
      return "the world";
    case NameRule::Scope::Account:
      return "the account";
    case NameRule::Scope::Group:
      return "the resource group";
    case NameRule::Scope::Parent:
      break;
  }
  return "its parent";
}

/// How to write a pin for this name in `naming.pins`.
std::string pin_hint(const NameUse& use) {
  return "pin another name under `naming.pins`: `\"" + use.logical + "\": ...`";
}

void report_long(const NameUse& use, const NameRule& rule, Diagnostics& diagnostics) {
  const auto over = use.name.size() - static_cast<std::size_t>(rule.max_length);
  auto report = diagnostics.report(diag::NameTooLong, use.span, use.name, described(use), use.name.size(), over,
                                   in_words(rule.kind), rule.max_length);
  if (use.pinned) {
    report.hint("shorten the pinned name");
    return;
  }
  report.hint("its parts: " + use.budget);
  report.hint(use.room);
  report.hint("or ask for `naming.kinds." + use.kind + ".shorten: hash`");
}

void report_pattern(const NameUse& use, const Known& known, Diagnostics& diagnostics) {
  const auto at = known.matcher.first_foreign(use.name);
  const std::string which = at == std::string::npos ? "" : fmt::format(": `{}` at character {}", use.name[at], at + 1);
  const auto safe = at == std::string::npos || static_cast<unsigned char>(use.name[at]) < 0x80
                        ? which
                        : fmt::format(": character {} is not allowed", at + 1);
  diagnostics.report(diag::NameNotAllowed, use.span, use.name, described(use), in_words(known.rule->kind), safe)
      .hint("it takes " + std::string(known.rule->accepts))
      .hint(use.pinned ? "change the pinned name" : pin_hint(use));
}

void check_one(const NameUse& use, const Known& known, const CloudFacts& facts, Diagnostics& diagnostics) {
  const auto& rule = *known.rule;
  if (use.name.size() > static_cast<std::size_t>(rule.max_length)) return report_long(use, rule, diagnostics);
  if (use.name.size() < static_cast<std::size_t>(rule.min_length)) {
    diagnostics
        .report(diag::NameTooShort, use.span, use.name, described(use), use.name.size(), in_words(rule.kind),
                rule.min_length)
        .hint(pin_hint(use));
    return;
  }
  if (!known.matcher.matches(use.name)) return report_pattern(use, known, diagnostics);
  const auto name = naming::lower(use.name);
  for (const auto& reserved : facts.reserved_names) {
    if (reserved.kind.empty() ? rule.scope != NameRule::Scope::World : reserved.kind != rule.kind) continue;
    using Where = ReservedName::Where;
    const bool hit = reserved.where == Where::Whole    ? name == reserved.word
                     : reserved.where == Where::Prefix ? name.starts_with(reserved.word)
                     : reserved.where == Where::Suffix ? name.ends_with(reserved.word)
                                                       : name.find(reserved.word) != std::string::npos;
    if (hit)
      diagnostics.report(diag::NameReserved, use.span, use.name, described(use), reserved.word).hint(pin_hint(use));
  }
}

void report_collision(const NameUse& one, const NameUse& other, const NameRule& rule, Diagnostics& diagnostics) {
  // What kept its name through a rename exists: the advice is for the other one.
  const auto& [first, second] = other.kept && !one.kept ? std::tie(other, one) : std::tie(one, other);
  auto report = diagnostics.report(diag::NameCollision, second.span, described(first), described(second), second.name,
                                   scope_in_words(rule.scope));
  if (first.span.known() && first.span != second.span) report.related(first.span, "the other is made for this");
  if (first.kept) report.hint(fmt::format("`{}` was renamed and keeps the name it had", first.logical));
  report.hint("give one of them another project, instance or purpose, or " + pin_hint(second));
}

}  // namespace

void check_names(const std::vector<NameUse>& uses, const CloudFacts& facts, Diagnostics& diagnostics) {
  std::unordered_map<std::string_view, Known> rules;
  for (const auto& rule : facts.name_rules) rules.emplace(rule.kind, Known{&rule, naming::Matcher(rule.pattern)});
  std::unordered_map<std::string, const NameUse*> taken;
  taken.reserve(uses.size());
  for (const auto& use : uses) {
    const auto known = rules.find(use.kind);
    if (known == rules.end()) {
      diagnostics.report(diag::NoNameRule, use.span, use.kind, use.owner).hint("this is a mistake in aurora-iac");
      continue;
    }
    check_one(use, known->second, facts, diagnostics);
    // Clouds compare names without regard to case.
    const auto& rule = *known->second.rule;
    std::string key(rule.family.empty() ? rule.kind : rule.family);
    key += "\n" + use.scope + "\n" + naming::lower(use.name);
    const auto [other, is_new] = taken.emplace(std::move(key), &use);
    if (!is_new && other->second->logical != use.logical) report_collision(*other->second, use, rule, diagnostics);
  }
}

/// A pin that no resource takes is a typing mistake, or outlived its resource.
void check_pins(const std::vector<NameUse>& uses, const Naming& settings, Diagnostics& diagnostics) {
  if (settings.pins.empty()) return;
  std::unordered_set<std::uint64_t> used;
  for (const auto& use : uses)
    if (use.pinned) used.insert(std::uint64_t{use.span.file} << 32 | use.span.begin);
  for (const auto& [key, pin] : settings.pins)
    if (used.count(std::uint64_t{pin.span.file} << 32 | pin.span.begin) == 0)
      diagnostics.report(diag::PinWithoutResource, pin.span, key)
          .hint(
              "write `<environment>/<cluster or hub>/<kind>/<purpose>`, as `aurora-iac names --format json` lists it");
}

}  // namespace aurora
