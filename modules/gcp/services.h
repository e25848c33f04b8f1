#pragma once

#include "terraform/document.h"

namespace aurora::gcp {

/// Enables what the stack's resources are made by, and makes them wait for it. Goes last: it looks at what is there.
void enable_services(tf::Document& document);

}  // namespace aurora::gcp
