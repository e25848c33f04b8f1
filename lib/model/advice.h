#pragma once

#include "diagnostics/diagnostics.h"
#include "model/model.h"

namespace aurora {

/// Warnings about what is right and hardly meant. Only for a platform that compiles: beside errors they are noise.
void advise(const Platform& platform, Diagnostics& diagnostics);

}  // namespace aurora
