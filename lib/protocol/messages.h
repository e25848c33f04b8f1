#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "backend/backend.h"
#include "protocol/visit.h"

// The four messages of the protocol. A program gets one request on standard input and gives its answer on standard
// output; then it ends.

namespace aurora::protocol {

/// What every request begins with.
struct Request {
  int format_version = kFormatVersion;
  std::string request;  ///< `describe` or `lower`
  std::string cloud;    ///< what the spec calls the backend: `cloud: openstack`
};

/// A line of the lock, as it crosses.
struct LockLine {
  std::string section, key, value;
  bool tombstone = false;
};

/// The parts of the spec, as written, that the model points to. In JSON a node is its number in this table, which comes
/// behind those of what it holds: so a node that several places share crosses once.
struct NodeTable {
  std::deque<yaml::Node> nodes;
};

/// Keeps what others only look at.
struct Arena {
  std::deque<std::string> texts;
  std::vector<std::shared_ptr<const void>> rows;
};

/// Everything decided, and which environments are to be lowered.
struct LowerRequest : Request {
  std::vector<std::string> environments;  ///< keys
  Platform platform;
  AddressPlan addresses;
  ConnectivityPlan connectivity;
  Lock lock;
  NodeTable written;
  Arena arena;  ///< of the texts of `written`
};

/// JSON that is passed on as it is.
struct RawJson {
  std::string text;
};

/// A Terraform provider that documents may ask for, and what of it.
struct ProviderUse {
  std::string name, source, constraint, version;
  std::vector<std::string> resources, data;  ///< types
  std::map<std::string, RawJson> schema{};   ///< in the form of schemas/terraform; empty: not checked
};

/// The answer to `describe`.
struct Description {
  int format_version = kFormatVersion;
  std::string version;  ///< of the backend
  CloudFacts facts{};
  std::vector<ProviderUse> providers;
  Arena arena{};  ///< of `facts`
};

/// The answer to `lower`.
struct LowerAnswer {
  int format_version = kFormatVersion;
  std::vector<tf::Document> documents;
  std::vector<NameUse> names;
  std::vector<Diagnostic> diagnostics;
};

}  // namespace aurora::protocol
