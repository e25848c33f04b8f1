#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/iam.h"
#include "aws/stack.h"

namespace aurora::aws {

/// A Linux machine of a hub: in a private subnet, without a key, with a role that Session Manager comes in by.
struct LinuxMachine {
  std::string_view purpose;   ///< of its names and labels: `route-reflector`
  int index = -1;             ///< -1: there is one
  std::string type;           ///< `m6i.large`
  std::string subnet;         ///< key, with the zone: `jumpbox-1`
  std::string address;        ///< empty: whichever the subnet has free
  std::optional<Text> image;  ///< `ami-...`; absent: Ubuntu
  int os_disk_gib = 32;
  tf::Value profile;    ///< name of the instance profile
  tf::Value user_data;  ///< a change replaces the machine, which is not protected then
  Span span;
};

/// The machine: IMDSv2 only, its disk encrypted, no public address.
tf::Resource& lower_machine(Stack& stack, const LinuxMachine& machine);
/// `route-reflector`, `route-reflector-0`: label of the machine and of what belongs to it.
std::string machine_label(const LinuxMachine& machine);
/// Key of the subnet of that role, of whichever zone, that holds the address; the first when none does.
std::string home_of(const Stack& stack, std::string_view role, const std::string& address);
/// A role for machines, its instance profile, and what Session Manager needs; `more` it may do besides.
tf::Resource& lower_machine_profile(Stack& stack, std::string_view purpose, std::string_view description,
                                    std::vector<Statement> more, Span span);

}  // namespace aurora::aws
