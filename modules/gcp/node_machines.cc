#include "gcp/node_machines.h"

#include <algorithm>
#include <iterator>

namespace aurora::gcp {
namespace {

struct AcceleratorRow {
  std::string_view machine;
  Accelerators has;
};
/// cloud.google.com, "GPU machine types".
constexpr AcceleratorRow accelerator_rows[] = {
    {"a2-highgpu-1g", {"nvidia-tesla-a100", 1}},   {"a2-highgpu-2g", {"nvidia-tesla-a100", 2}},
    {"a2-highgpu-4g", {"nvidia-tesla-a100", 4}},   {"a2-highgpu-8g", {"nvidia-tesla-a100", 8}},
    {"a2-megagpu-16g", {"nvidia-tesla-a100", 16}}, {"a2-ultragpu-1g", {"nvidia-a100-80gb", 1}},
    {"a2-ultragpu-2g", {"nvidia-a100-80gb", 2}},   {"a2-ultragpu-4g", {"nvidia-a100-80gb", 4}},
    {"a2-ultragpu-8g", {"nvidia-a100-80gb", 8}},   {"a3-highgpu-1g", {"nvidia-h100-80gb", 1}},
    {"a3-highgpu-2g", {"nvidia-h100-80gb", 2}},    {"a3-highgpu-4g", {"nvidia-h100-80gb", 4}},
    {"a3-highgpu-8g", {"nvidia-h100-80gb", 8}},    {"a3-megagpu-8g", {"nvidia-h100-mega-80gb", 8}},
    {"a3-ultragpu-8g", {"nvidia-h200-141gb", 8}},  {"a4-highgpu-8g", {"nvidia-b200", 8}},
    {"g2-standard-4", {"nvidia-l4", 1}},           {"g2-standard-8", {"nvidia-l4", 1}},
    {"g2-standard-12", {"nvidia-l4", 1}},          {"g2-standard-16", {"nvidia-l4", 1}},
    {"g2-standard-24", {"nvidia-l4", 2}},          {"g2-standard-32", {"nvidia-l4", 1}},
    {"g2-standard-48", {"nvidia-l4", 4}},          {"g2-standard-96", {"nvidia-l4", 8}},
};

/// Series that start from Hyperdisks only: cloud.google.com, "Hyperdisk: machine series support".
constexpr std::string_view hyperdisk_series[] = {"a3-ultragpu-", "a4-", "a4x-", "c4-",  "c4a-", "c4d-",
                                                 "h4d-",         "m4-", "n4-",  "n4a-", "n4d-", "x4-"};

}  // namespace

std::optional<Accelerators> accelerators(std::string_view machine) {
  const auto* row = std::find_if(std::begin(accelerator_rows), std::end(accelerator_rows),
                                 [&](const AcceleratorRow& one) { return one.machine == machine; });
  if (row == std::end(accelerator_rows)) return std::nullopt;
  return row->has;
}

std::string_view boot_disk(std::string_view machine) {
  const bool hyperdisk = std::any_of(std::begin(hyperdisk_series), std::end(hyperdisk_series),
                                     [&](std::string_view series) { return machine.starts_with(series); });
  return hyperdisk ? "hyperdisk-balanced" : "pd-balanced";
}

}  // namespace aurora::gcp
