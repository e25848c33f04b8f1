#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "terraform/value.h"

/// How the configuration of a route reflector gets into parameters of Systems Manager, and out of them again.
namespace aurora::aws {

/// The text in parts that each fit a parameter when they are compressed, cut between lines. Each has a line of its own
/// before it: `part 1 of 3 version <digest>`.
std::vector<tf::Template> parameter_parts(const tf::Template& text, std::string_view version);

/// Shell that takes the parts out of `<parameter>/1`, `<parameter>/2`, ... with the role of the machine;
/// `configuration` prints them as one text. How many there are is in the parts, so that one more changes no machine.
std::string parameter_shell(std::string_view region, std::string_view parameter);

}  // namespace aurora::aws
