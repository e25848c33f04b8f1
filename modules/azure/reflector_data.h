#pragma once

#include <string>
#include <string_view>

namespace aurora::azure {

/// cloud-init of a route reflector: installs the daemon (`frr` or `bird`), and a timer that takes the daemon's
/// configuration from the machine's user data, checks it, and reloads the daemon when it is a new one.
/// The configuration itself is not in it: a change of this text replaces the machine, a change of user data does not.
std::string reflector_cloud_init(std::string_view daemon);

}  // namespace aurora::azure
