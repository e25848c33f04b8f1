#pragma once

#include <string_view>
#include <vector>

#include "aws/iam.h"

namespace aurora::aws {

/// What a role needs besides what it is for.
struct BesideIt {
  std::string_view resource;  ///< `*` for actions that take none
  std::vector<std::string_view> actions;
};

/// A word of the spec for what a workload may do, on what kind of thing: `storage_reader` on `storage`.
struct RoleWord {
  std::string_view word;
  std::string_view scope;                    ///< the word of the spec for it
  std::string_view service;                  ///< of an ARN given instead
  std::vector<std::string_view> actions;     ///< on what is in it: objects of a bucket; else on the thing itself
  std::vector<std::string_view> whole = {};  ///< on the thing as a whole, where that is something else
  std::vector<BesideIt> beside = {};
};
const std::vector<RoleWord>& role_words();

}  // namespace aurora::aws
