#pragma once

#include "backend/backend.h"

namespace aurora::azure {

/// Azure: `azurerm`, one document per hub and cluster.
const Backend& backend();

}  // namespace aurora::azure
