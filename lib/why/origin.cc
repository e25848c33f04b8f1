#include "why/origin.h"

#include <fmt/format.h>

#include <algorithm>

namespace aurora::why_detail {
namespace {

using yaml::Node;

bool holds(Span outer, Span inner) {
  return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

}  // namespace

bool Origin::find(const Node& node, Span span, std::vector<std::string_view>& path) const {
  for (const auto& entry : node.entries) {
    path.push_back(entry.key);
    // A merged mapping has the place of one of its parts only: what it holds is looked at in any case.
    if (entry.key_span == span || find(*entry.value, span, path)) return true;
    if (entry.value->entries.empty() && entry.value->items.empty() && holds(entry.value->span, span)) return true;
    path.pop_back();
  }
  for (const auto* item : node.items)
    if (find(*item, span, path) || holds(item->span, span)) return true;
  return false;
}

const Node* Origin::cluster(std::string_view owner) const {
  const auto slash = owner.find('/');
  const Node* node = root_.find("environments");
  for (const auto key :
       {owner.substr(0, slash), std::string_view("clusters"), owner.substr(std::min(slash + 1, owner.size()))})
    if (node != nullptr) node = node->find(key);
  return node;
}

std::vector<std::string> Origin::like_chain(std::string_view owner, std::vector<WhyStep>* steps) const {
  std::vector<std::string> chain;
  std::string at(owner);
  while (chain.size() < 1000) {
    const auto* node = cluster(at);
    const auto* like = node == nullptr ? nullptr : node->find("like");
    if (like == nullptr || !like->is_scalar()) break;
    const bool whole = like->text.find('/') != like->text.npos;
    at = whole ? std::string(like->text) : fmt::format("{}/{}", at.substr(0, at.find('/')), like->text);
    if (steps != nullptr) steps->push_back({"spec", fmt::format("is like `{}`", at), like->span});
    chain.push_back(at);
  }
  return chain;
}

std::string Origin::level(Span span, std::string_view owner) const {
  std::vector<std::string_view> path;
  if (!find(root_, span, path) || path.empty()) return {};
  if (path[0] == "defaults") return "`defaults`";
  if (path[0] != "environments" || path.size() < 3) return {};
  if (path[2] == "hub") return fmt::format("{}/hub", path[1]) == owner ? "" : fmt::format("`{}/hub`", path[1]);
  if (path[2] != "clusters") return fmt::format("environment `{}`", path[1]);
  const auto writer = fmt::format("{}/{}", path[1], path.size() > 3 ? path[3] : "");
  if (writer == owner) return {};
  const auto chain = like_chain(owner, nullptr);
  const bool likes = std::find(chain.begin(), chain.end(), writer) != chain.end();
  return fmt::format("{} `{}`", likes ? "like" : "the anchor in", writer);
}

WhyStep Origin::step(Span span, std::string text, std::string_view owner) const {
  if (!span.known()) return {"default", std::move(text), {}};
  const auto through = level(span, owner);
  if (!through.empty()) text += fmt::format(" (through {})", through);
  return {"spec", std::move(text), span};
}

std::vector<WhyStep> Origin::owner_steps(std::string_view owner, Span span) const {
  const auto slash = owner.find('/');
  const auto key = owner.substr(std::min(slash + 1, owner.size()));
  const auto what = key == "hub" ? fmt::format("the hub of environment `{}`", owner.substr(0, slash))
                                 : fmt::format("cluster `{}` of environment `{}`", key, owner.substr(0, slash));
  std::vector<WhyStep> steps{{"spec", what, span}};
  like_chain(owner, &steps);
  return steps;
}

}  // namespace aurora::why_detail
