#pragma once

#include "backend/backend.h"

namespace aurora::gcp {

/// The Google Cloud backend.
const Backend& backend();

}  // namespace aurora::gcp
