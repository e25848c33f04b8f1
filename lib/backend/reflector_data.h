#pragma once

#include <string>
#include <string_view>

namespace aurora {

/// Where a machine finds what is to be configured, as shell (`set -eu`, with curl).
struct ConfigurationSource {
  std::string_view setup;  ///< lines to run before, each with its end
  std::string_view fetch;  ///< a pipeline that prints the configuration, or nothing when there is none yet
  std::string_view place = "user data";  ///< where it is, for those who read the files on the machine
};

/// cloud-init of a route reflector on a Debian or Ubuntu image: installs the daemon (`frr` or `bird`), and a timer that
/// takes the daemon's configuration from where the cloud keeps it, checks it, and reloads the daemon when it is a new
/// one. The configuration itself is not in it: a change of this text replaces the machine, a new configuration does
/// not.
std::string reflector_cloud_init(std::string_view daemon, const ConfigurationSource& source);

}  // namespace aurora
