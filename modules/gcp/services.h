#pragma once

#include <string>

#include "terraform/document.h"

namespace aurora::gcp {

/// The service `container` of the stack's project, enabled; made on first use. For what needs it and does not look so.
const tf::Resource& service(tf::Document& document, const std::string& name);
/// Enables what the stack's resources are made by, and makes them wait for it. Goes last: it looks at what is there.
void enable_services(tf::Document& document);

}  // namespace aurora::gcp
