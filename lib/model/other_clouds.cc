#include "model/other_clouds.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <regex>

#include "model/known_clouds.h"

namespace aurora {
namespace {

/// Its letters in lower case: `Canada (Central)` and `Canada Central` are the same.
std::string letters_of(std::string_view text) {
  std::string letters;
  for (const unsigned char c : text)
    if (std::isalpha(c) != 0) letters += static_cast<char>(std::tolower(c));
  return letters;
}

/// The town that a region is called after: `Europe (Frankfurt)`, `Frankfurt, Germany`; else nothing.
std::string_view town_of(std::string_view display) {
  const auto open = display.find('(');
  if (open != display.npos) return display.substr(open + 1, display.find(')') - open - 1);
  const auto comma = display.find(',');
  return comma == display.npos ? std::string_view() : display.substr(0, comma);
}

bool same_place(const RegionFact& a, const RegionFact& b) {
  const auto town = town_of(a.display);
  return letters_of(a.display) == letters_of(b.display) || (!town.empty() && town == town_of(b.display));
}

std::string size_of(const MachineFact& machine) { return fmt::format("{}x{}", machine.vcpus, machine.memory_gib); }

std::string machine_hint(const MachineFact& machine, std::string_view cloud, const CloudFacts& here) {
  auto text = fmt::format("`{}` is a machine of {}", machine.type, cloud);
  const auto same = [&](const MachineFact& one) {
    return one.preferred && one.vcpus == machine.vcpus && one.memory_gib == machine.memory_gib;
  };
  const bool has_size = std::any_of(here.machines.begin(), here.machines.end(), same);
  if (has_size && !machine.gpu) return text + fmt::format(": `{}` is the same size on every cloud", size_of(machine));
  return text +
         fmt::format(" with {} vCPUs and {} GiB{}", machine.vcpus, machine.memory_gib, machine.gpu ? ", and GPUs" : "");
}

}  // namespace

std::string region_of_another_cloud(std::string_view region, const CloudFacts& here) {
  for (const auto* cloud : known_clouds()) {
    if (cloud->cloud == here.cloud) continue;
    for (const auto& fact : cloud->regions) {
      if (fact.name != region) continue;
      const auto text = fmt::format("`{}` is a region of {}", region, cloud->cloud);
      for (const auto& own : here.regions)
        if (same_place(fact, own)) return text + fmt::format(": here it is `{}`", own.name);
      return text;
    }
  }
  return {};
}

std::string machine_of_another_cloud(std::string_view type, const CloudFacts& here) {
  for (const auto* cloud : known_clouds()) {
    if (cloud->cloud == here.cloud) continue;
    for (const auto& fact : cloud->machines)
      if (fact.type == type) return machine_hint(fact, cloud->cloud, here);
  }
  for (const auto* cloud : known_clouds()) {
    if (cloud->cloud == here.cloud || cloud->machine_pattern.empty()) continue;
    if (std::regex_match(type.begin(), type.end(), std::regex(std::string(cloud->machine_pattern))))
      return fmt::format("`{}` is what machines of {} are called: write vCPUs x GiB as in `8x32`, or a type of {}",
                         type, cloud->cloud, here.cloud);
  }
  return {};
}

}  // namespace aurora
