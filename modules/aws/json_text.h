#pragma once

#include "terraform/value.h"

namespace aurora::aws {

/// A value as JSON, for arguments that take JSON as text: text, or a template where it holds expressions. These must
/// evaluate to text without quotation marks. Keys stay in the order given.
tf::Value json_text(const tf::Value& value);

}  // namespace aurora::aws
