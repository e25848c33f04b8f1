#pragma once

#include <vector>

#include "protocol/messages.h"

namespace aurora::protocol {

/// What the engines take for granted of a cloud's tables: sizes that exist, patterns that can be compiled, ranges that
/// can be read. Throws `Malformed` for the first that is not so.
void check_facts(const CloudFacts& facts);
/// The same of the providers: names that are names, schemas that can be read.
void check_providers(const std::vector<ProviderUse>& providers);

/// A provider's schema as a file of schemas/terraform has it.
std::string schema_text(const ProviderUse& use);

}  // namespace aurora::protocol
