#pragma once

#include <string>
#include <vector>

#include "terraform/diff.h"

namespace aurora::tf {

/// How the arguments of a resource changed; `schema` may be null, then no change replaces it.
std::vector<ArgumentChange> diff_arguments(const Value& before, const Value& after, const Block* schema);

}  // namespace aurora::tf
