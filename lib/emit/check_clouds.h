#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostics.h"
#include "terraform/stack_files.h"

namespace aurora {

/// Reports stacks of the output folder that were of a cloud that they are not of now. The state stays where it is, so
/// Terraform would have resources in it for which nothing names a provider, or lose sight of them. `before` as
/// `read_output` gives it; `folder` is for the hints.
void check_clouds(const std::vector<tf::StackFiles>& before, const std::vector<tf::StackFiles>& after,
                  const std::string& folder, Diagnostics& diagnostics);

}  // namespace aurora
