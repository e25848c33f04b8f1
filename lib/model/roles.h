#pragma once

#include <span>
#include <string_view>

namespace aurora {

/// What a built-in subnet is for. Who may talk to whom is the connectivity phase's; this is the list of words.
struct RoleFact {
  std::string_view name;
  bool in_cluster, in_hub;
  std::string_view description;
};
std::span<const RoleFact> built_in_roles();
/// The role of that name, or nullptr: then it is the user's own.
const RoleFact* find_role(std::string_view name);

}  // namespace aurora
