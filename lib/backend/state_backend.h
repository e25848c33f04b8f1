#pragma once

#include "diagnostics/diagnostics.h"
#include "model/model.h"
#include "terraform/document.h"

namespace aurora {

/// The `backend` block: what `terraform.backend` says, with a state of its own for each stack. The argument that
/// names the state (`key` of azurerm and s3, `prefix` of gcs, `path` of local and consul) is
/// `<platform>/<environment>/<cluster or hub>.tfstate` unless given; a given one, and any other text, may hold
/// `{platform}`, `{environment}`, `{cluster}` and `{stack}`. `document.stack` is `<environment>/<cluster or hub>`.
void add_state_backend(tf::Document& document, const Platform& platform, Diagnostics& diagnostics);

}  // namespace aurora
