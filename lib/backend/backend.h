#pragma once

#include <string_view>
#include <vector>

#include "address/plan.h"
#include "connect/plan.h"
#include "diagnostics/diagnostics.h"
#include "lock/lock.h"
#include "model/cloud_facts.h"
#include "model/model.h"
#include "name/names.h"
#include "terraform/document.h"
#include "terraform/schema.h"

namespace aurora {

/// Everything decided: what a backend turns into Terraform. It decides nothing itself but spelling.
struct Plan {
  const Platform& platform;
  const AddressPlan& addresses;
  const ConnectivityPlan& connectivity;
  const Lock& lock;
};

/// What environments became.
struct Lowered {
  std::vector<tf::Document> documents;
  std::vector<NameUse> names;
};

/// One cloud. Pure: the same plan gives the same documents.
class Backend {
 public:
  virtual ~Backend() = default;
  virtual std::string_view name() const = 0;
  virtual const CloudFacts& facts() const = 0;
  /// One document per hub and per cluster of `environment`.
  virtual Lowered lower(const Plan& plan, const Environment& environment, Diagnostics& diagnostics) const = 0;
  /// All of `environments`, which are of this cloud: one by one, unless the backend can do better.
  virtual Lowered lower_all(const Plan& plan, const std::vector<const Environment*>& environments,
                            Diagnostics& diagnostics) const;
  /// What `verify` has to know of providers whose schemas are not part of aurora-iac.
  virtual void add_schemas(tf::ProviderSchemas& /*schemas*/) const {}
};

}  // namespace aurora
