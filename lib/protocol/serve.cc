#include "protocol/serve.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "protocol/json.h"
#include "protocol/protocol.h"
#include "source/embedded.h"

namespace aurora::protocol {
namespace {

/// Providers whose schemas are built in, with every type that some version of theirs has.
std::vector<ProviderUse> known_providers() {
  std::map<std::string, ProviderUse> uses;
  for (const auto& file : embedded::provider_schemas()) {
    const auto [provider, version] = tf::file_parts(file.name);
    auto& use = uses[std::string(provider)];
    use.name = provider;
    use.source = "hashicorp/" + use.name;
    const tf::ProviderSchema schema(provider, version, file.bytes);
    for (const auto type : schema.types(tf::Resource::Mode::Managed)) use.resources.emplace_back(type);
    for (const auto type : schema.types(tf::Resource::Mode::Data)) use.data.emplace_back(type);
  }
  std::vector<ProviderUse> all;
  for (auto& [name, use] : uses) {
    for (auto* types : {&use.resources, &use.data}) {
      std::sort(types->begin(), types->end());
      types->erase(std::unique(types->begin(), types->end()), types->end());
    }
    all.push_back(std::move(use));
  }
  return all;
}

LowerAnswer lower(const Backend& backend, LowerRequest request) {
  std::vector<const Environment*> environments;
  // The spec knows the program by another name.
  for (auto& environment : request.platform.environments) {
    if (environment.cloud == request.cloud) environment.cloud = backend.name();
    if (std::count(request.environments.begin(), request.environments.end(), environment.key) > 0)
      environments.push_back(&environment);
  }
  Diagnostics diagnostics;
  auto lowered = backend.lower_all({request.platform, request.addresses, request.connectivity, request.lock},
                                   environments, diagnostics);
  return {kFormatVersion, std::move(lowered.documents), std::move(lowered.names), diagnostics.sorted()};
}

}  // namespace

std::string serve(const Backend& backend, std::string_view version, std::string_view request, std::string& problem) {
  JsonProblem json_problem;
  const auto message = parse_json(request, json_problem);
  if (!message) {
    problem = fmt::format("{} at line {}, column {}", json_problem.text, json_problem.line, json_problem.column);
    return {};
  }
  try {
    if (const int given = format_version_of(*message); given != kFormatVersion) {
      problem = fmt::format("version {} of the protocol, not {}", given, kFormatVersion);
      return {};
    }
    auto any = read_request(*message);
    if (any.to_lower) return answer_text(lower(backend, std::move(*any.to_lower)));
    Description description;
    description.version = version;
    description.facts = backend.facts();
    description.providers = known_providers();
    return answer_text(description);
  } catch (const Malformed& malformed) {
    problem = fmt::format("at `{}` {}", malformed.pointer, malformed.problem);
    return {};
  }
}

}  // namespace aurora::protocol
