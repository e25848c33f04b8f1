#pragma once

#include <span>

#include "model/cloud_facts.h"

namespace aurora::gcp {

/// What Google Cloud says of the names of every kind of resource that is named here, by kind. Rows are what
/// `Names::Request::kind` may be.
std::span<const NameRule> name_rules();

/// Words that Google Cloud refuses in names.
std::span<const ReservedName> reserved_names();

}  // namespace aurora::gcp
