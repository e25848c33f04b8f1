#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "backend/backends.h"
#include "protocol/messages.h"
#include "source/process.h"

// A backend that is a program: `cloud: openstack` is lowered by `aurora-iac-backend-openstack` of the search path. One
// run answers one request: `describe` once for every compilation, then `lower` with the whole plan, for all of its
// environments at once. The answer is checked as if an enemy had written it; what the built-in backends' documents go
// through (names, overrides, `verify`) comes after, the same for both.

namespace aurora::protocol {

/// What the names of such programs begin with.
inline constexpr std::string_view kProgramPrefix = "aurora-iac-backend-";

class ExternalBackend final : public Backend {
 public:
  ExternalBackend(std::string name, Program program, const Processes& processes, const ProcessLimits& limits,
                  Description description);

  std::string_view name() const override { return name_; }
  const CloudFacts& facts() const override { return description_.facts; }
  Lowered lower(const Plan& plan, const Environment& environment, Diagnostics& diagnostics) const override;
  Lowered lower_all(const Plan& plan, const std::vector<const Environment*>& environments,
                    Diagnostics& diagnostics) const override;
  void add_schemas(tf::ProviderSchemas& schemas) const override;

  const Description& description() const { return description_; }
  const Program& program() const { return program_; }

 private:
  std::string name_;
  Program program_;
  const Processes& processes_;
  ProcessLimits limits_;
  Description description_;
};

/// The backends that are programs, each looked for when it is first asked for.
class ExternalBackends {
 public:
  ExternalBackends(const Processes& processes, ProcessLimits limits) : processes_(processes), limits_(limits) {}

  /// nullptr when there is none that works; `explain` says why.
  const ExternalBackend* find(std::string_view cloud);
  /// Reports at `span` why there is none. `known`: the clouds that would do.
  void explain(std::string_view cloud, const std::vector<std::string_view>& known, Span span, Diagnostics& diagnostics);
  /// Where the program is; empty when there is none.
  std::string path_of(std::string_view cloud) const;
  /// Every name that a program of the search path stands for, sorted.
  std::vector<std::string> names() const;

 private:
  struct Found {
    std::unique_ptr<ExternalBackend> backend;
    Diagnostics problems;  ///< without places
    bool missing = false;
  };
  Found& look_for(std::string_view cloud);

  const Processes& processes_;
  ProcessLimits limits_;
  std::map<std::string, Found, std::less<>> found_;
};

/// The built-in backends, and behind them the programs. Both must outlive the result.
Backends with_programs(const std::vector<const Backend*>& built_in, ExternalBackends& external);

/// Whether a program can stand for the name: lower-case letters, digits, `-` and `_`.
bool is_backend_name(std::string_view cloud);

}  // namespace aurora::protocol
