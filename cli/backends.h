#pragma once

#include "command.h"
#include "compile.h"
#include "protocol/external.h"

namespace aurora::cli {

/// The backends of this run: those that are built in, and programs of PATH. Looks at PATH only when a spec names a
/// cloud that is not built in.
const Backends& backends(const Global& global);
/// The programs behind the latter.
protocol::ExternalBackends& external_backends(const Global& global);

}  // namespace aurora::cli
