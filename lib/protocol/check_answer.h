#pragma once

#include <vector>

#include "diagnostics/diagnostics.h"
#include "protocol/messages.h"
#include "source/process.h"

namespace aurora::protocol {

/// What the form of an answer cannot say: one document of every stack that was asked for and of no other, resources and
/// providers that the description has, names that can be files. Reports what is not so; throws `Malformed` for texts
/// that are no such names. Returns whether the answer can be used.
bool check_answer(const LowerAnswer& answer, const Description& description, const Program& program,
                  const std::vector<const Environment*>& environments, Diagnostics& diagnostics);

}  // namespace aurora::protocol
