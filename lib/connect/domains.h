#pragma once

#include <set>
#include <string>
#include <vector>

#include "connect/sites.h"

namespace aurora::connect_detail {

/// Which environments exchange routes, by key. An environment in several domains sees each; they do not see one
/// another through it.
class Domains {
 public:
  /// The spec's route domains; none given: every environment by itself, and `mgmt` with each.
  explicit Domains(const Platform& platform);
  bool share(const Environment& a, const Environment& b) const;
  /// How many an environment is in, and the name of the first; empty: the spec gives none.
  std::size_t count(const Environment& environment) const;
  std::string name_of(const Environment& environment) const;
  /// Whether `hub` has the reflectors for `site`: the hub of its environment or, where there is none, every hub that
  /// shares a domain with it.
  bool serves(const Site& hub, const Site& site) const;

 private:
  std::vector<std::set<std::string>> domains_;
  std::vector<std::string> names_;  // of those that the spec gives
};

}  // namespace aurora::connect_detail
