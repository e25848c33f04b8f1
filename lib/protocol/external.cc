#include "protocol/external.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "diagnostics/suggest.h"
#include "protocol/ask.h"
#include "protocol/check_answer.h"
#include "protocol/check_facts.h"
#include "protocol/protocol.h"

namespace aurora::protocol {
namespace {

/// Makes the names that an answer asks for, by the convention and the lock, as a built-in backend would.
class NameMaker {
 public:
  NameMaker(const Plan& plan, const CloudFacts& facts)
      : own_(plan.platform.naming, plan.platform.name.value, facts, plan.lock),
        others_(plan.platform.naming, plan.platform.name.value, facts, plan.lock),
        facts_(facts) {
    for (const auto& environment : plan.platform.environments) {
      if (environment.hub) owners_[environment.hub->identity.id] = &environment.hub->identity;
      for (const auto& cluster : environment.clusters) owners_[cluster.identity.id] = &cluster.identity;
    }
  }

  std::string of(const NameRequest& request, std::string_view stack, std::string& problem) {
    const auto owner = owners_.find(request.owner);
    const auto has_rule = [&](const NameRule& rule) { return rule.kind == request.kind; };
    if (owner == owners_.end())
      problem = fmt::format("no hub or cluster is called `{}`", request.owner);
    else if (std::none_of(facts_.name_rules.begin(), facts_.name_rules.end(), has_rule))
      problem = fmt::format("the description has no name rule of kind `{}`", request.kind);
    if (!problem.empty()) return {};
    // What another stack calls its own is remembered where that one is made.
    auto& names = request.owner == stack ? own_ : others_;
    return names.of(*owner->second, {request.kind, request.purpose, request.parent, request.index, request.span});
  }

  std::vector<NameUse> uses() const { return own_.uses(); }

 private:
  Names own_, others_;
  const CloudFacts& facts_;
  std::map<std::string, const Identity*, std::less<>> owners_;
};

/// By severity: the code of a problem that the catalogue does not have.
constexpr std::array<int, 3> own_codes{diag::BackendError.code, diag::BackendWarning.code, diag::BackendNote.code};

void adopt(std::vector<Diagnostic> given, const Program& program, Diagnostics& diagnostics) {
  for (auto& one : given) {
    one.message = printable(one.message);
    for (auto& hint : one.hints) hint = printable(hint);
    for (auto& place : one.related) place.text = printable(place.text);
    if (one.code == 0) {
      one.code = own_codes.at(static_cast<std::size_t>(one.severity));
      one.hints.push_back("said by `" + program.name + "`");
    }
    diagnostics.adopt(std::move(one));
  }
}

}  // namespace

bool is_backend_name(std::string_view cloud) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
  return !cloud.empty() && cloud.size() <= 64 && std::all_of(cloud.begin(), cloud.end(), fits);
}

Backends with_programs(const std::vector<const Backend*>& built_in, ExternalBackends& external) {
  const auto find = [&built_in, &external](std::string_view name) -> const Backend* {
    for (const auto* backend : built_in)
      if (backend->name() == name) return backend;
    return external.find(name);
  };
  return {find,
          [find](std::string_view cloud) {
            const auto* backend = find(cloud);
            return backend == nullptr ? nullptr : &backend->facts();
          },
          [&built_in, &external](std::string_view cloud, Span span, Diagnostics& diagnostics) {
            std::vector<std::string_view> known;
            for (const auto* backend : built_in) known.push_back(backend->name());
            external.explain(cloud, known, span, diagnostics);
          }};
}

ExternalBackend::ExternalBackend(std::string name, Program program, const Processes& processes,
                                 const ProcessLimits& limits, Description description)
    : name_(std::move(name)),
      program_(std::move(program)),
      processes_(processes),
      limits_(limits),
      description_(std::move(description)) {
  description_.facts.cloud = name_;
}

Lowered ExternalBackend::lower(const Plan& plan, const Environment& environment, Diagnostics& diagnostics) const {
  return lower_all(plan, {&environment}, diagnostics);
}

Lowered ExternalBackend::lower_all(const Plan& plan, const std::vector<const Environment*>& environments,
                                   Diagnostics& diagnostics) const {
  SpanLimits spans;
  const auto span = environments.front()->span;
  const auto request = lower_request(plan, environments, name_, spans);
  const auto message = ask(processes_, program_, limits_, request, span, diagnostics);
  if (!message) return {};
  NameMaker names(plan, description_.facts);
  try {
    auto answer = read_lower_answer(
        *message, spans, [&](const auto& one, auto stack, auto& problem) { return names.of(one, stack, problem); });
    if (!check_answer(answer, description_, program_, environments, diagnostics)) return {};
    adopt(std::move(answer.diagnostics), program_, diagnostics);
    auto uses = names.uses();
    answer.names.insert(answer.names.end(), uses.begin(), uses.end());
    return {std::move(answer.documents), std::move(answer.names)};
  } catch (const Malformed& malformed) {
    report_malformed(malformed, program_, span, diagnostics);
    return {};
  }
}

void ExternalBackend::add_schemas(tf::ProviderSchemas& schemas) const {
  for (const auto& use : description_.providers) {
    if (use.schema.empty())
      schemas.leave_unchecked(use.name);
    else
      schemas.add(use.name, use.version, schema_text(use));
  }
}

ExternalBackends::Found& ExternalBackends::look_for(std::string_view cloud) {
  if (const auto known = found_.find(cloud); known != found_.end()) return known->second;
  auto& found = found_[std::string(cloud)];
  const auto program =
      is_backend_name(cloud) ? processes_.find(std::string(kProgramPrefix) + std::string(cloud)) : std::nullopt;
  if (!program) {
    found.missing = true;
    return found;
  }
  const auto message = ask(processes_, *program, limits_, describe_request(cloud), {}, found.problems);
  if (!message) return found;
  try {
    found.backend = std::make_unique<ExternalBackend>(std::string(cloud), *program, processes_, limits_,
                                                      read_description(*message));
  } catch (const Malformed& malformed) {
    report_malformed(malformed, *program, {}, found.problems);
  }
  return found;
}

const ExternalBackend* ExternalBackends::find(std::string_view cloud) { return look_for(cloud).backend.get(); }

void ExternalBackends::explain(std::string_view cloud, const std::vector<std::string_view>& known, Span span,
                               Diagnostics& diagnostics) {
  auto& found = look_for(cloud);
  for (auto problem : found.problems.sorted()) {
    problem.span = span;
    diagnostics.adopt(std::move(problem));
  }
  if (!found.missing) return;
  auto report = diagnostics.report(diag::UnknownCloud, span, cloud);
  const auto others = names();
  std::vector<std::string_view> all = known;
  all.insert(all.end(), others.begin(), others.end());
  if (const auto near = nearest(cloud, all); !near.empty()) report.hint("did you mean `" + near + "`?");
  std::string list;
  for (const auto one : all) list += fmt::format("{}`{}`", list.empty() ? "" : ", ", one);
  report.hint("there are " + list);
  report.hint(is_backend_name(cloud) ? fmt::format("no program `{}{}` is in the folders of PATH", kProgramPrefix, cloud)
                                     : "a backend's name has lower-case letters, digits, `-` and `_`");
}

std::string ExternalBackends::path_of(std::string_view cloud) const {
  const auto program = processes_.find(std::string(kProgramPrefix) + std::string(cloud));
  return program ? program->path : std::string();
}

std::vector<std::string> ExternalBackends::names() const {
  std::vector<std::string> names;
  for (const auto& program : processes_.beginning(std::string(kProgramPrefix)))
    if (auto name = program.name.substr(kProgramPrefix.size()); is_backend_name(name)) names.push_back(std::move(name));
  return names;
}

}  // namespace aurora::protocol
