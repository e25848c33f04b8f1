#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "why/why.h"
#include "yaml/node.h"

namespace aurora::why_detail {

/// Where in the spec something is written, in the words of its levels.
class Origin {
 public:
  explicit Origin(const yaml::Node& root) : root_(root) {}

  /// A step of kind `spec` at `span`, with the level that it came through when that is not the owner itself (` (through
  /// `defaults`)`); of kind `default` when it is written nowhere.
  WhyStep step(Span span, std::string text, std::string_view owner) const;
  /// The owner's line, and each `like` that it follows.
  std::vector<WhyStep> owner_steps(std::string_view owner, Span span) const;

 private:
  std::string level(Span span, std::string_view owner) const;
  /// Keys from the root to where `span` is written.
  bool find(const yaml::Node& node, Span span, std::vector<std::string_view>& path) const;
  const yaml::Node* cluster(std::string_view owner) const;
  std::vector<std::string> like_chain(std::string_view owner, std::vector<WhyStep>* steps) const;

  const yaml::Node& root_;
};

}  // namespace aurora::why_detail
