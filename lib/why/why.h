#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compile.h"

namespace aurora {

/// One link of the chain from the spec to a value.
struct WhyStep {
  std::string kind;  ///< `spec`, `default`, `rule`, `cloud`, `lock`, `new`, `output`
  std::string text;
  Span span;  ///< in the spec or the lock, where it is written somewhere
};

/// Why one thing is what it is.
struct Explanation {
  std::string what;   ///< `subnet `system` of `dev/gen-dev-cc-00``
  std::string value;  ///< `10.64.0.0/27`
  std::vector<WhyStep> steps;
};

/// Explains everything that `query` means: a name of a resource, an address or a CIDR, an owner's allocation
/// (`dev/gen-dev-cc-00/subnet/system`), a key of the lock, a Terraform address (`azurerm_subnet.system`, with the stack
/// and a `/` before it when only one is meant), its label alone, a flow, or a rule (`flow-argo-deploys-tcp-in`). An
/// address that nothing has by itself explains the smallest range around it. Nothing that it means is an error with
/// what may have been meant. `compilation` has its documents.
std::vector<Explanation> why(const Compilation& compilation, const FactsOf& facts_of, std::string_view query,
                             Diagnostics& diagnostics);

}  // namespace aurora
