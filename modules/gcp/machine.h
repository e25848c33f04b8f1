#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gcp/stack.h"

namespace aurora::gcp {

/// A Linux machine of a hub: one network interface with a fixed address and nothing public.
struct LinuxMachine {
  std::string_view purpose;   ///< of its names and labels: `route-reflector`
  int index = -1;             ///< -1: there is one
  std::string type;           ///< `n2-standard-2`
  std::string zone;           ///< `northamerica-northeast1-a`
  std::string subnet;         ///< key
  std::string address;        ///< empty: whichever the subnet has free
  std::optional<Text> image;  ///< `projects/P/global/images/family/F`, or an image's id
  int os_disk_gib = 32;
  tf::Value account;      ///< e-mail of the service account that it acts as
  tf::Object metadata;    ///< besides what every machine has
  bool forwards = false;  ///< may send packets that are not its own
  bool keep = false;      ///< guarded against replacement where the environment is protected
  Span span;
};

/// The service account of machines of that purpose, which may write logs and metrics and nothing else.
tf::Resource& lower_machine_account(Stack& stack, std::string_view purpose, std::string display_name, Span span);

/// Its address and the machine: Shielded VM, OS Login, no key of the project's and no serial console.
tf::Resource& lower_machine(Stack& stack, const LinuxMachine& machine);

/// Says that a key that the spec gives is of no use: with OS Login a machine takes none from its metadata.
void note_unused_key(Stack& stack, const std::optional<Text>& key, std::string_view block);

}  // namespace aurora::gcp
