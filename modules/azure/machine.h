#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "azure/stack.h"

namespace aurora::azure {

/// A Linux machine of a hub: one network interface with a fixed address and nothing public.
struct LinuxMachine {
  std::string_view block;    ///< `route_reflectors`, as the spec calls it
  std::string_view purpose;  ///< of its names and labels: `route-reflector`
  int index = -1;            ///< -1: there is one
  std::string type;          ///< `Standard_D2s_v5`
  std::string zone;          ///< empty: none
  std::string subnet;        ///< key
  std::string address;       ///< empty: whichever the subnet has free
  std::string user;
  std::string ssh_public_key;
  std::optional<Text> image;  ///< `publisher:offer:sku:version`, or an image's id
  int os_disk_gib = 32;
  tf::Object identity;
  tf::Value custom_data, user_data;
  bool keep = false;  ///< guarded against replacement where the environment is protected
  Span span;
};

/// The key, checked; reports one that is missing or is none and returns an empty text then.
std::string checked_ssh_key(Stack& stack, const std::optional<Text>& key, std::string_view block, Span span);

/// Its interface and the machine: Trusted Launch, encryption at host, patched by the platform, no password.
tf::Resource& lower_machine(Stack& stack, const LinuxMachine& machine);

}  // namespace aurora::azure
