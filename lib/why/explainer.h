#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "address/sites.h"
#include "why/origin.h"
#include "why/why.h"

namespace aurora::why_detail {

/// Makes the chains, one file for each sort of thing.
class Explainer {
 public:
  Explainer(const Compilation& from, const FactsOf& facts_of);

  // why_address.cc
  Explanation allocation(const Allocation& one) const;
  /// A range or an address as text; nothing when it is neither, or lies nowhere.
  std::vector<Explanation> range(std::string_view text) const;
  // why_name.cc
  Explanation name(const NameUse& use) const;
  // why_flow.cc
  Explanation flow(const Flow& flow) const;
  // why_rule.cc
  Explanation rule(const SubnetRules& where, const Rule& rule) const;
  Explanation entry(std::string_view section, std::string_view key, const Lock::Entry& entry) const;
  Explanation resource(const tf::Document& document, const tf::Resource& resource) const;

  const Compilation& from() const { return from_; }

 private:
  const Site* site(std::string_view owner) const;
  void add_network(const Allocation& one, const Site& site, Explanation& made) const;
  void add_subnet(const Allocation& one, const Site& site, Explanation& made) const;
  void add_pools(const Site& site, std::string_view subnet, Explanation& made) const;
  void add_pool(const Prefix& range, const Site& site, Explanation& made) const;
  void add_lock(std::string_view section, std::string_view key, Explanation& made) const;
  /// The resources of the owner's stack in which `value` stands.
  void add_output(std::string_view owner, const std::string& value, Explanation& made) const;
  std::vector<Explanation> around(const Prefix& range) const;
  std::vector<Explanation> declared(const Prefix& range) const;

  const Compilation& from_;
  std::vector<Site> sites_;
  Origin origin_;
};

}  // namespace aurora::why_detail
