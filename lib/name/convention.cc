#include "name/convention.h"

#include <algorithm>
#include <array>
#include <utility>

#include "name/custom.h"

namespace aurora::naming {
namespace {

using Form = NameRule::Form;

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> stage_letters{
    {{"dev", "D"}, {"test", "T"}, {"qa", "Q"}, {"uat", "U"}, {"canary", "C"}, {"prod", "P"}}};

struct CompatRow {
  std::string_view kind, abbreviation;
};
/// Outputs of Aurora's module `names` 2.0.0 that carry another output's name.
constexpr std::array<CompatRow, 5> compat_abbreviations{{{"virtual_network_gateway", "bstn"},
                                                         {"local_network_gateway", "bstn"},
                                                         {"load_balancer_backend_pool", "lbr"},
                                                         {"load_balancer_probe", "lbr"},
                                                         {"load_balancer_rule", "lbbp"}}};

bool is_gc(const Naming& naming) { return naming.convention == "gc"; }

std::string pad2(int instance) { return (instance >= 0 && instance < 10 ? "0" : "") + std::to_string(instance); }

/// `GcDc`. Under oss the stage is the whole word, as in Aurora: it is asked for there only by `compat`.
std::string department_base(const Naming& naming, const CloudFacts& facts, const Identity& owner) {
  const auto letter = is_gc(naming) ? stage_letter(naming, owner.stage) : owner.stage;
  return naming.department + (letter.empty() ? owner.stage : letter) + region_code(naming, facts, owner.region, true);
}

std::string_view gc_project(const Identity& owner) {
  return owner.gc_project.empty() ? std::string_view(owner.project) : std::string_view(owner.gc_project);
}

/// The user-defined part: the purpose's own, else (`of_purpose`, for worldwide names) the purpose, else the owner's.
std::string user_defined(const Source& source, bool of_purpose) {
  const auto& own = source.naming.user_defined_by_purpose;
  if (const auto found = own.find(std::string(source.bare_purpose)); found != own.end()) return found->second;
  return of_purpose && !source.purpose.empty() ? source.purpose : source.owner.user_defined;
}

/// What the spec says of the kind; null when nothing.
const Naming::KindOverride* own_kind(const Source& source) {
  if (source.naming.kinds.empty()) return nullptr;
  const auto found = source.naming.kinds.find(std::string(source.rule.kind));
  return found != source.naming.kinds.end() ? &found->second : nullptr;
}

std::string abbreviation_of(const Source& source) {
  if (const auto* own = own_kind(source); own != nullptr && !own->abbreviation.empty()) return own->abbreviation;
  std::string_view given = is_gc(source.naming) ? source.rule.gc_abbreviation : source.rule.abbreviation;
  std::string text(given);
  if (source.naming.compat_aurora_v2)
    for (const auto& row : compat_abbreviations)
      if (row.kind == source.rule.kind) {
        text = row.abbreviation;
        if (row.abbreviation == "lbr" && is_gc(source.naming)) text += "{n}";
      }
  if (const auto at = text.find("{n}"); at != std::string::npos)
    text.replace(at, 3, std::to_string(source.owner.instance));
  return text;
}

void add(Parts& parts, std::string_view label, std::string text, std::string_view separator = "-") {
  if (text.empty()) return;
  if (!parts.empty() && !separator.empty()) parts.push_back({{}, std::string(separator)});
  parts.push_back({label, std::move(text)});
}

Parts oss_base(const Naming& naming, const CloudFacts& facts, const Identity& owner) {
  Parts parts;
  add(parts, "project", owner.project);
  add(parts, "stage", owner.stage);
  add(parts, "region", region_code(naming, facts, owner.region, false));
  add(parts, "instance", pad2(owner.instance));
  return parts;
}

Parts gc_base(const Source& source) {
  Parts parts;
  add(parts, "base", department_base(source.naming, source.facts, source.owner));
  add(parts, "project", std::string(gc_project(source.owner)));
  add(parts, "user-defined", user_defined(source, false));
  return parts;
}

/// The base of a name, abbreviation not yet there.
Parts plain_base(const Source& source) {
  if (!is_gc(source.naming)) return oss_base(source.naming, source.facts, source.owner);
  // Aurora's output `name` is the base without project and user-defined part; what has no abbreviation is named so.
  const bool bare =
      source.naming.compat_aurora_v2 && (source.rule.kind == "name" || source.rule.kind == "key_vault_key");
  if (bare) return {{"base", department_base(source.naming, source.facts, source.owner)}};
  return gc_base(source);
}

Parts base_form(const Source& source) {
  auto parts = plain_base(source);
  add(parts, "abbreviation", abbreviation_of(source));
  add(parts, "purpose", source.purpose);
  return parts;
}

Parts numbered_form(const Source& source) {
  auto parts = base_form(source);
  add(parts, "digits", source.digits);
  return parts;
}

Parts directory_form(const Source& source) {
  if (!source.naming.compat_aurora_v2 || is_gc(source.naming)) return base_form(source);
  Parts parts{{"base", department_base(source.naming, source.facts, source.owner)}};
  add(parts, "abbreviation", abbreviation_of(source));
  add(parts, "purpose", source.purpose);
  return parts;
}

Parts worldwide_form(const Source& source) {
  Parts parts;
  if (!is_gc(source.naming)) {
    add(parts, "abbreviation", abbreviation_of(source), "");
    add(parts, "digits", source.digits, "");
    add(parts, "user-defined", user_defined(source, true), "");
    return parts;
  }
  add(parts, "base", department_base(source.naming, source.facts, source.owner));
  add(parts, "project", without_hyphens(std::string(gc_project(source.owner))).substr(0, 5));
  add(parts, "user-defined", user_defined(source, true));
  add(parts, "digits", source.digits);
  add(parts, "abbreviation", abbreviation_of(source));
  return parts;
}

Parts storage_form(const Source& source) {
  if (!is_gc(source.naming)) return worldwide_form(source);
  Parts parts;
  add(parts, "base", department_base(source.naming, source.facts, source.owner), "");
  add(parts, "project", without_hyphens(std::string(gc_project(source.owner))), "");
  add(parts, "user-defined", user_defined(source, true), "");
  add(parts, "digits", source.digits, "");
  return parts;
}

Parts by_form(const Source& source) {
  switch (source.rule.form) {
    case Form::Attribute:
      if (!source.purpose.empty()) return {{"purpose", source.purpose}};
      return base_form(source);
    case Form::Worldwide:
    case Form::Compact:
      return worldwide_form(source);
    case Form::Storage:
      return storage_form(source);
    case Form::Numbered:
      return numbered_form(source);
    case Form::Directory:
      return directory_form(source);
    case Form::Base:
    case Form::Secret:
      break;
  }
  return base_form(source);
}

/// Lower case and no hyphens where the cloud, or the convention itself, wants it. Aurora does less than Azure needs:
/// with `compat` its names come out as it makes them, and are then refused by the check.
void adapt(Parts& parts, const Source& source) {
  const bool storage = source.rule.form == Form::Storage;
  const bool adapted = !source.naming.compat_aurora_v2;
  const bool lowered = storage || source.rule.form == Form::Secret || (adapted && source.rule.lower_case);
  const bool compact = adapted && (storage || source.rule.form == Form::Compact);
  for (auto& part : parts) {
    if (lowered) part.text = lower(std::move(part.text));
    if (compact) part.text = without_hyphens(std::move(part.text));
  }
}

}  // namespace

std::string join(const Parts& parts) {
  std::string text;
  for (const auto& part : parts) text += part.text;
  return text;
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string without_hyphens(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '-'), text.end());
  return text;
}

std::string region_code(const Naming& naming, const CloudFacts& facts, std::string_view region, bool gc) {
  if (const auto own = naming.region_codes.find(std::string(region)); own != naming.region_codes.end()) {
    const auto& code = gc ? own->second.second : own->second.first;
    if (!code.empty()) return code;
  }
  for (const auto& fact : facts.regions)
    if (fact.name == region) return std::string(gc ? fact.gc_code : fact.code);
  return {};
}

std::string stage_letter(const Naming& naming, std::string_view stage) {
  if (const auto own = naming.stage_codes.find(std::string(stage)); own != naming.stage_codes.end()) return own->second;
  for (const auto& [name, letter] : stage_letters)
    if (name == stage) return std::string(letter);
  return {};
}

Parts base_parts(const Naming& naming, const CloudFacts& facts, std::string_view platform, const Identity& owner) {
  static constexpr NameRule base_rule{"name", "", "", 1, 255, "", "", NameRule::Scope::Account, false, ""};
  const Source source{naming, facts, platform, owner, base_rule, {}, {}, {}};
  return naming.convention == "custom" ? custom_base(source) : plain_base(source);
}

Parts name_parts(const Source& source) {
  const auto* own = own_kind(source);
  const bool own_pattern = own != nullptr && !own->pattern.empty();
  const bool attribute = source.rule.form == Form::Attribute && !source.purpose.empty();
  Parts parts = own_pattern ? custom_parts(source, own->pattern, abbreviation_of(source))
                : source.naming.convention == "custom" && !attribute
                    ? custom_parts(source, source.naming.pattern, abbreviation_of(source))
                    : by_form(source);
  adapt(parts, source);
  return parts;
}

}  // namespace aurora::naming
