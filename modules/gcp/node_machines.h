#pragma once

#include <optional>
#include <string_view>

namespace aurora::gcp {

struct Accelerators {
  std::string_view type;  ///< `nvidia-l4`
  int count;
};

/// The GPUs that a machine type has built in; nothing for one without, or one that is not known.
std::optional<Accelerators> accelerators(std::string_view machine);
/// The disk that machines of the type start from: not every series takes persistent disks.
std::string_view boot_disk(std::string_view machine);

}  // namespace aurora::gcp
