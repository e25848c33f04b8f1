#pragma once

#include <initializer_list>
#include <string_view>

#include "terraform/value.h"

namespace aurora::tf {

/// A text as an expression: a string of Terraform's language that evaluates to exactly that text.
Expression literal(std::string_view text);

/// `name(argument, ...)`
Expression call(std::string_view name, std::initializer_list<Expression> arguments);

}  // namespace aurora::tf
