#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "diagnostics/suggest.h"
#include "name/convention.h"
#include "name/names.h"
#include "name/pattern.h"

/// What a convention needs, looked at before names are made of it: Aurora's own modules take anything and then make
/// names such as `--cc-00-vnet`.
namespace aurora {
namespace {

/// The place of `length` bytes at `at` in a pattern that stands at `span`, quoted or plain; one that is written with
/// escapes or over several lines is marked as a whole.
Span inside(Span span, const std::string& pattern, std::size_t at, std::size_t length) {
  const std::size_t written = span.end - span.begin;
  if (!span.known() || (written != pattern.size() && written != pattern.size() + 2)) return span;
  const auto begin = static_cast<std::uint32_t>(span.begin + (written - pattern.size()) / 2 + at);
  return {span.file, begin, static_cast<std::uint32_t>(begin + std::max<std::size_t>(length, 1))};
}

std::string fields_in_words() {
  std::string text;
  for (const auto field : naming::pattern_fields()) text += fmt::format("{}`{}`", text.empty() ? "" : ", ", field);
  return text;
}

bool check_pattern(const std::string& pattern, Span span, Diagnostics& diagnostics) {
  std::optional<naming::PatternProblem> problem;
  naming::parse_pattern(pattern, problem);
  if (!problem) return true;
  diagnostics.report(diag::NamePatternField, inside(span, pattern, problem->at, problem->length), problem->message)
      .hint("fields are " + fields_in_words() + "; `{instance:02}` pads with zeros");
  return false;
}

/// A kind may be one that only some of the clouds have.
bool is_kind(std::string_view kind, const std::vector<CloudOwners>& clouds) {
  return std::any_of(clouds.begin(), clouds.end(), [&](const CloudOwners& cloud) {
    const auto rules = cloud.facts->name_rules;
    return std::any_of(rules.begin(), rules.end(), [&](const NameRule& rule) { return rule.kind == kind; });
  });
}

void report_kind(std::string_view kind, Span span, const std::vector<CloudOwners>& clouds, Diagnostics& diagnostics) {
  std::vector<std::string_view> kinds;
  for (const auto& cloud : clouds)
    for (const auto& rule : cloud.facts->name_rules) kinds.push_back(rule.kind);
  auto report = diagnostics.report(diag::UnknownNamingKind, span, kind);
  if (const auto near = nearest(kind, kinds); !near.empty())
    report.hint(fmt::format("did you mean `{}`?", near));
  else
    report.hint("`aurora-iac names` lists the kinds");
}

void check_patterns(const Naming& settings, const std::vector<CloudOwners>& clouds, Diagnostics& diagnostics) {
  for (const auto& [kind, own] : settings.kinds) {
    if (!is_kind(kind, clouds)) report_kind(kind, own.span, clouds, diagnostics);
    if (!own.pattern.empty())
      check_pattern(own.pattern, own.pattern_span.known() ? own.pattern_span : own.span, diagnostics);
  }
  if (settings.convention != "custom") return;
  if (settings.pattern.empty()) {
    diagnostics.report(diag::NamePatternMissing, settings.span)
        .hint("write `pattern: \"{project}-{stage}-{region}-{instance:02}-{abbreviation}\"` under `naming`");
    return;
  }
  if (!check_pattern(settings.pattern, settings.pattern_span, diagnostics)) return;
  if (settings.pattern.find("{abbreviation}") == std::string::npos)
    diagnostics.report(diag::NamePatternAmbiguous, settings.pattern_span, "abbreviation")
        .hint("resources of different kinds get the same name; add `{abbreviation}`");
}

void check_gc(const Naming& settings, Diagnostics& diagnostics) {
  if (settings.department.size() != 2)
    diagnostics.report(diag::DepartmentLength, settings.span, settings.department, settings.department.size())
        .hint("write two characters, as in `department: Gc`");
  for (const auto& [stage, letter] : settings.stage_codes)
    if (letter.size() != 1)
      diagnostics.report(diag::StageLetterLength, settings.span, letter, stage)
          .hint("write one character under `naming.stages." + stage + "`");
}

void check_user_defined(const Naming& settings, Diagnostics& diagnostics) {
  const auto check = [&](const std::string& text) {
    if (text.size() < 2 || text.size() > 15)
      diagnostics.report(diag::UserDefinedLength, settings.span, text, text.size())
          .hint("Aurora uses short ones such as `AKS`, `ARGO`, `BKUP`");
  };
  check(settings.user_defined);
  for (const auto& [purpose, text] : settings.user_defined_by_purpose) check(text);
}

void check_parts(const Identity& owner, bool gc, Diagnostics& diagnostics) {
  const auto& project = gc && !owner.gc_project.empty() ? owner.gc_project : owner.project;
  for (const auto& [what, text] :
       {std::pair{"project", &project}, std::pair{"stage", &owner.stage}, std::pair{"region", &owner.region}})
    if (text->empty())
      diagnostics.report(diag::NamePartEmpty, owner.span, owner.id, what)
          .hint("a cluster's key is `<project>-<stage>-<region>-<instance>`, as in `gen-dev-cc-00`");
  if (owner.instance < 0 || owner.instance > 99)
    diagnostics.report(diag::InstanceRange, owner.span, owner.instance, owner.id).hint("use 00 to 99");
}

void check_owner(const Identity& owner, const Naming& settings, const CloudFacts& facts, Diagnostics& diagnostics) {
  const bool gc = settings.convention == "gc";
  check_parts(owner, gc, diagnostics);
  if (gc && !owner.stage.empty() && naming::stage_letter(settings, owner.stage).empty())
    diagnostics.report(diag::StageWithoutLetter, owner.span, owner.stage)
        .hint("give it one under `naming.stages`, as in `stages: {" + owner.stage + ": S}`");
  if (!owner.region.empty() && naming::region_code(settings, facts, owner.region, gc).empty())
    diagnostics.report(diag::RegionWithoutCode, owner.span, owner.region, settings.convention)
        .hint("give it one under `naming.regions`, as in `regions: {" + owner.region +
              (gc ? ": {gc: x}}`" : ": {oss: xx}}`"));
}

}  // namespace

void check_naming(const Naming& settings, const std::vector<CloudOwners>& clouds, Diagnostics& diagnostics) {
  check_patterns(settings, clouds, diagnostics);
  if (settings.convention == "gc") check_gc(settings, diagnostics);
  check_user_defined(settings, diagnostics);
  for (const auto& cloud : clouds)
    for (const auto* owner : cloud.owners) check_owner(*owner, settings, *cloud.facts, diagnostics);
}

}  // namespace aurora
