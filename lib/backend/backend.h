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

/// One end of a link between clouds, while its stack is made: the hub of `environment`.
struct LinkScope {
  const Plan& plan;
  const CloudLink& link;
  const Environment& environment;  ///< this end's
  const Environment& peer;         ///< the other end's
  Names& names;                    ///< of what this end adds
  Names& elsewhere;                ///< of what its hub's stack has made
  tf::Document& document;          ///< of both ends
  Diagnostics& diagnostics;
};

/// What one end tells the other of itself.
struct LinkEnd {
  std::int64_t asn = 0;
  /// Its outside addresses, one or two. Empty: it has them only when it knows the other end's (`offer_tunnels`).
  std::vector<tf::Value> addresses;
};

/// One tunnel, as one end sees it.
struct LinkTunnel {
  int number = 0;           ///< from 0 in the link: also the label
  std::size_t address = 0;  ///< which of its own outside addresses
  tf::Value peer_address;   ///< the other end's outside address
  tf::Value shared_key;
  Prefix inside;         ///< the /30 inside
  IpAddress own, other;  ///< this end's and the other's address in it
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

  /// Whether it can join its hubs to other clouds: then it has the three functions below.
  virtual bool links() const { return false; }
  /// Adds its provider to the link's stack, and whatever finds the hub's gateway.
  virtual LinkEnd open_link(const LinkScope&) const { return {}; }
  /// Of an end without addresses of its own: adds connections to those of the other end, two tunnels to each, and says
  /// by `peer_address` and `shared_key` what the other end is to use. The tunnels of its address `i` of `n` have the
  /// numbers `i` and `i + n`, and the blocks of those numbers inside.
  virtual std::vector<LinkTunnel> offer_tunnels(const LinkScope&, const LinkEnd& /*peer*/) const { return {}; }
  /// Adds this end's part of the tunnels, and BGP through them.
  virtual void lower_link(const LinkScope&, const LinkEnd& /*peer*/, const std::vector<LinkTunnel>&) const {}
};

}  // namespace aurora
