#pragma once

#include "backend/backend.h"

namespace aurora::aws {

/// The AWS backend.
const Backend& backend();

}  // namespace aurora::aws
