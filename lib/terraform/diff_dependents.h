#pragma once

#include <functional>
#include <map>
#include <string>

#include "terraform/diff.h"

namespace aurora::tf {

/// The schema of a resource by its address; nullptr when there is none.
using SchemaOf = std::function<const ResourceSchema*(const std::string& address)>;

/// Adds what has to be replaced because something that it refers to is: its own text is the same, but the value
/// is not, in an argument for which the provider makes a new resource. `before` and `after` are all resources of the
/// stack by address.
void add_dependents(const std::map<std::string, Value>& before, const std::map<std::string, Value>& after,
                    const SchemaOf& schema_of, StackChange& change);

}  // namespace aurora::tf
