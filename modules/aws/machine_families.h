#pragma once

#include <string_view>

namespace aurora::aws {

/// What the name of an instance type says: `m7gd.xlarge` is of the series `m`, generation 7, with the attributes `gd`.
/// docs.aws.amazon.com, "Amazon EC2 instance type naming conventions".
struct MachineFamily {
  bool arm = false;          ///< a Graviton processor
  bool local_disks = false;  ///< instance store volumes
  bool neuron = false;       ///< Inferentia or Trainium
};
MachineFamily family_of(std::string_view type);

}  // namespace aurora::aws
