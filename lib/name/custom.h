#pragma once

#include <string>
#include <string_view>

#include "name/convention.h"

/// Names by the user's own pattern.
namespace aurora::naming {

/// A field that is empty takes the separator before it along. A purpose that the pattern has no place for goes to
/// the end, and so do the digits of a worldwide name.
Parts custom_parts(const Source& source, std::string_view pattern, const std::string& abbreviation);
/// The pattern up to the abbreviation.
Parts custom_base(const Source& source);

}  // namespace aurora::naming
