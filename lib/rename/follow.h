#pragma once

#include <vector>

#include "diagnostics/diagnostics.h"
#include "lock/lock.h"
#include "model/model.h"
#include "name/names.h"
#include "terraform/document.h"

// A cloud cannot give a thing another name: Terraform would destroy it and make it again. So what has a `renamed_from`
// keeps its name in the cloud, by a line of the lock, and its state by a `moved` block. What the former keys would give
// is not guessed: the platform is lowered with them too, and what stands at the same place of the spec is the same.

namespace aurora {

/// Writes the names of before to the lock's section `name`, for what would have another one now. Returns whether there
/// was anything to write: then names must be made again.
bool keep_former_names(const std::vector<NameUse>& before, const std::vector<NameUse>& now, const Platform& platform,
                       Lock& lock);

/// Writes where resources were to the lock's section `terraform`: `<stack>/<former address>` -> the address now.
void keep_former_addresses(const std::vector<tf::Document>& before, const std::vector<tf::Document>& now,
                           const Platform& platform, Lock& lock);

/// Gives resources that no convention names (rules) the names that the lock keeps, by `<stack>/<address>`.
void keep_resource_names(std::vector<tf::Document>& documents, Lock& lock);

/// A `moved` block for each former address in the lock whose resource is still there. They stay, since nobody can
/// know here which states have taken them, until `lock release`. Something new at a former address is an error.
void add_moved(std::vector<tf::Document>& documents, Lock& lock, Diagnostics& diagnostics);

/// Keeps the lines of names that are in use, and buries the others.
void keep_names(const std::vector<NameUse>& uses, Lock& lock);

}  // namespace aurora
