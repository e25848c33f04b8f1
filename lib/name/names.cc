#include "name/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "name/budget.h"
#include "name/convention.h"
#include "source/digest.h"

/// Names of resources. `Names::of` joins the parts that the convention gives (convention.cc) and remembers every name
/// once; `check_names` looks at all of them together, when every backend has asked for its own. A name is never cut:
/// one that does not fit keeps its length, and carries the account of its parts for the message.
namespace aurora {
namespace {

using naming::Part;
using naming::Parts;
using Form = NameRule::Form;

const NameRule* find_rule(const CloudFacts& facts, std::string_view kind) {
  for (const auto& rule : facts.name_rules)
    if (rule.kind == kind) return &rule;
  return nullptr;
}

struct OwnKind {
  std::string_view purpose, kind;
};
/// Groups whose names Aurora does not make by appending the purpose under both conventions.
constexpr OwnKind group_kinds[] = {{"backup", "resource_group_backup"},
                                   {"platform", "resource_group_platform"},
                                   {"secrets", "resource_group_secrets"},
                                   {"managed-aks", "resource_group_kubernetes"}};

/// `resource_group` for the purpose `secrets` is the kind `resource_group_secrets`, where the cloud has that row.
const NameRule* rule_for(const CloudFacts& facts, const Names::Request& request, std::string_view& purpose) {
  if (request.kind == "resource_group")
    for (const auto& own : group_kinds)
      if (own.purpose == request.purpose)
        if (const auto* rule = find_rule(facts, own.kind)) {
          purpose = {};
          return rule;
        }
  return find_rule(facts, request.kind);
}

bool is_worldwide(const NameRule& rule) {
  return rule.form == Form::Worldwide || rule.form == Form::Compact || rule.form == Form::Storage ||
         rule.form == Form::Numbered;
}

std::string logical_id(const Identity& owner, const Names::Request& request) {
  std::string id = owner.id + "/" + std::string(request.kind);
  if (!request.purpose.empty()) id += "/" + std::string(request.purpose);
  if (request.index >= 0) id += "/" + std::to_string(request.index);
  return id;
}

/// Five digits, the first of them not 0, that follow from who owns the name and what it is for.
std::string digits_of(std::string_view platform, const Identity& owner, const std::string& logical, const Lock& lock) {
  if (const auto* kept = lock.find("suffix", logical)) return kept->value;
  const auto digest = digest64(std::string(platform) + "\n" + owner.account + "\n" + logical);
  return std::to_string(10000 + digest % 90000);
}

const Text* find_pin(const Naming& settings, const Identity& owner, const std::string& logical, bool no_purpose) {
  if (const auto found = settings.pins.find(logical); found != settings.pins.end()) return &found->second;
  if (!no_purpose) return nullptr;
  const auto found = settings.pins.find(logical + "/" + owner.user_defined);
  return found != settings.pins.end() ? &found->second : nullptr;
}

std::string scope_of(const NameRule& rule, const Identity& owner, std::string_view parent) {
  const std::string within = parent.empty() ? owner.id : std::string(parent);
  switch (rule.scope) {
    case NameRule::Scope::World:
      return "world";
    case NameRule::Scope::Account:
      return "account/" + owner.account;
    case NameRule::Scope::Group:
      return "group/" + owner.account + "/" + within;
    case NameRule::Scope::Parent:
      break;
  }
  return "parent/" + owner.account + "/" + owner.environment + "/" + within;
}

/// Tables write the hyphen last in a class, where it is no range.
bool takes_hyphen(const NameRule& rule) { return rule.pattern.find("-]") != std::string_view::npos; }

/// The purpose with the index behind it; kinds without hyphens take it at once (`general1`).
std::string indexed(std::string_view purpose, int index, const NameRule& rule) {
  std::string text(purpose);
  if (index < 0) return text;
  const bool hyphen = takes_hyphen(rule) && !text.empty();
  return text + (hyphen ? "-" : "") + std::to_string(index);
}

/// `base 4 + project 5 + user-defined 7 + digits 5 + abbreviation 2 + separators 4 = 27`
std::string budget_of(const Parts& parts, std::size_t total) {
  std::string text;
  std::size_t separators = 0;
  for (const auto& part : parts) {
    if (part.label.empty()) {
      separators += part.text.size();
      continue;
    }
    text += fmt::format("{}{} {}", text.empty() ? "" : " + ", part.label, part.text.size());
  }
  if (separators > 0) text += fmt::format(" + separators {}", separators);
  return text + fmt::format(" = {}", total);
}

/// What the user can shorten, the likeliest first.
constexpr std::string_view adjustable[] = {"user-defined", "user_defined", "purpose", "project", "platform"};

std::string room_of(const Parts& parts, std::size_t over) {
  for (const auto label : adjustable)
    for (const auto& part : parts)
      if (part.label == label && part.text.size() > over)
        return fmt::format("the {} part `{}` may have at most {} character{} here", label, part.text,
                           part.text.size() - over, part.text.size() - over == 1 ? "" : "s");
  return "no single part can give that many characters: shorten several, or pin the name under `naming.pins`";
}

/// The longest beginning that fits, and the beginning of the digest of the whole.
std::string shortened(const std::string& name, const NameRule& rule) {
  const auto most = static_cast<std::size_t>(rule.max_length);
  const bool hyphen = takes_hyphen(rule);
  const std::string tail = digest64_hex(name).substr(0, 5);
  std::string head = name.substr(0, most - std::min(most, tail.size() + (hyphen ? 1 : 0)));
  while (!head.empty() && (head.back() == '-' || head.back() == '_' || head.back() == '.')) head.pop_back();
  return (head + (hyphen ? "-" : "") + tail).substr(0, most);
}

void fit(NameUse& use, const Parts& parts, const NameRule& rule, const Naming& settings) {
  const auto most = static_cast<std::size_t>(rule.max_length);
  if (use.name.size() <= most) return;
  const auto own = settings.kinds.find(use.kind);
  if (own != settings.kinds.end() && own->second.shorten_hash) {
    use.name = shortened(use.name, rule);
    return;
  }
  use.budget = budget_of(parts, use.name.size());
  use.room = room_of(parts, use.name.size() - most);
}

}  // namespace

std::string Names::of(const Identity& owner, const Request& request) {
  const std::string logical = logical_id(owner, request);
  const auto [known, is_new] = known_.try_emplace(logical + "\n" + std::string(request.parent), uses_.size());
  if (!is_new) return uses_[known->second].name;

  std::string_view purpose = request.purpose;
  const NameRule* rule = rule_for(facts_, request, purpose);
  NameUse use;
  use.owner = owner.id;
  use.purpose = request.purpose;
  use.span = request.span.known() ? request.span : owner.span;
  use.logical = logical;
  if (base_owner_ != owner.id || base_.empty()) {
    base_ = base(owner);
    base_owner_ = owner.id;
  }
  use.base = base_;
  if (rule == nullptr) {  // check_names says so
    use.kind = request.kind;
    use.name = use.base + "-" + std::string(request.kind);
  } else {
    use.kind = rule->kind;
    use.max_length = rule->max_length;
    use.scope = scope_of(*rule, owner, request.parent);
    if (is_worldwide(*rule)) use.suffix = digits_of(platform_, owner, logical, lock_);
    if (const auto* pin = find_pin(naming_, owner, logical, request.purpose.empty())) {
      use.name = pin->value;
      use.span = pin->span;
      use.pinned = true;
      use.suffix.clear();
    } else if (const auto* before = lock_.find("name", logical)) {
      use.name = before->value;
      use.kept = true;
    } else {
      const auto parts = naming::name_parts(
          {naming_, facts_, platform_, owner, *rule, indexed(purpose, request.index, *rule), purpose, use.suffix});
      use.name = naming::join(parts);
      fit(use, parts, *rule, naming_);
    }
  }
  uses_.push_back(std::move(use));
  return uses_.back().name;
}

naming::Parts parts_of(const NameUse& use, const Naming& settings, std::string_view platform, const Identity& owner,
                       const CloudFacts& facts) {
  const auto* rule = find_rule(facts, use.kind);
  if (rule == nullptr || use.pinned || use.kept) return {};
  auto rest = std::string_view(use.logical).substr(use.owner.size() + 1);  // kind, purpose, index, as asked for
  const auto kind = rest.substr(0, rest.find('/'));
  const std::string_view purpose = kind == use.kind ? std::string_view(use.purpose) : std::string_view();
  rest.remove_prefix(kind.size() + (use.purpose.empty() ? 0 : use.purpose.size() + 1));
  const int index = rest.empty() ? -1 : std::atoi(std::string(rest.substr(1)).c_str());
  return naming::name_parts(
      {settings, facts, platform, owner, *rule, indexed(purpose, index, *rule), purpose, use.suffix});
}

std::string Names::base(const Identity& owner) const {
  return naming::join(naming::base_parts(naming_, facts_, platform_, owner));
}

void keep_suffixes(const std::vector<NameUse>& uses, Lock& lock) {
  for (const auto& use : uses)
    if (!use.suffix.empty()) lock.put("suffix", use.logical, use.suffix);
}

}  // namespace aurora
