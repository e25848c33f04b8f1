#pragma once

#include <string>

#include "azure/name_rules.h"
#include "name/names.h"

/// What the naming tests share: Aurora's two regions, Azure's rules, and a cluster to name.
namespace aurora::test {

inline constexpr RegionFact regions[] = {{"canadacentral", "Canada Central", "cc", "c", 3},
                                         {"canadaeast", "Canada East", "ce", "d", 0},
                                         {"westeurope", "West Europe", "we", "", 3}};

inline CloudFacts facts() {
  CloudFacts made{};
  made.cloud = "azure";
  made.regions = regions;
  made.name_rules = azure::name_rules();
  made.reserved_names = azure::reserved_names();
  return made;
}

inline Identity identity(std::string project, std::string stage, std::string region, int instance,
                         std::string user_defined) {
  Identity made;
  made.id = stage + "/" + project;
  made.environment = stage;
  made.account = "00000000-0000-0000-0000-000000000001";
  made.project = std::move(project);
  made.stage = std::move(stage);
  made.region = std::move(region);
  made.instance = instance;
  made.user_defined = std::move(user_defined);
  return made;
}

/// A lock in which the digits of every worldwide name of `owner` are 13726, as in Aurora's examples.
inline Lock known_digits(const Identity& owner) {
  Lock lock;
  for (const auto* kind : {"key_vault", "storage_account", "container_registry", "function_app", "postgresql",
                           "data_lake", "data_factory"})
    lock.put("suffix", owner.id + "/" + kind, "13726");
  return lock;
}

}  // namespace aurora::test
