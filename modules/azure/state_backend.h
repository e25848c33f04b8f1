#pragma once

#include "azure/stack.h"

namespace aurora::azure {

/// The `backend` block: what `terraform.backend` says, with a state of its own for each stack. The argument that
/// names the state (`key` of azurerm and s3, `prefix` of gcs, `path` of local and consul) is
/// `<platform>/<environment>/<cluster or hub>.tfstate` unless given; a given one, and any other text, may hold
/// `{platform}`, `{environment}`, `{cluster}` and `{stack}`.
void lower_state_backend(Stack& stack);

}  // namespace aurora::azure
