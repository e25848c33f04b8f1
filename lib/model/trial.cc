#include "model/trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "diagnostics/suggest.h"
#include "model/cascade.h"

namespace aurora {
namespace {

using yaml::Node;

struct Setting {
  std::string_view key, otherwise;
  bool number;
};
constexpr std::array<Setting, 5> settings{{{"nodes", "", true},
                                           {"pool", "general", false},
                                           {"machine", "8x32", false},
                                           {"max_pods", "", true},
                                           {"system", "4", true}}};

const Node* below(const Node* node, std::string_view key) { return node == nullptr ? nullptr : node->find(key); }

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// `dev` of `gen-dev-cc-07`.
std::string_view stage_of(std::string_view key) {
  for (int i = 0; i < 2; ++i) key = key.substr(0, std::min(key.rfind('-'), key.size()));
  const auto dash = key.rfind('-');
  return dash == key.npos ? std::string_view() : key.substr(dash + 1);
}

/// One trial while it is turned into the piece of a spec that would say the same.
class Trial {
 public:
  Trial(const Node& root, std::string_view text, FileId file, yaml::Tree& tree, Diagnostics& diagnostics)
      : root_(root), text_(text), file_(file), tree_(tree), diagnostics_(diagnostics) {}

  const Node* read(std::string& owner) {
    const auto equals = text_.find('=');
    if (equals == text_.npos || equals == 0 || equals + 1 == text_.size())
      return refuse("it is written CLUSTER=SHAPE",
                    "for example `dev/gen-dev-cc-07=gen-dev-cc-00` or "
                    "`dev/gen-dev-cc-07=nodes=50`");
    const auto named = text_.substr(0, equals);
    const auto shape = text_.substr(equals + 1);
    const auto slash = named.find('/');
    const auto key = slash == named.npos ? named : named.substr(slash + 1);
    const auto environment = slash == named.npos ? environment_for(key) : known(named.substr(0, slash));
    if (environment.empty()) return nullptr;
    const auto* clusters = below(below(below(&root_, "environments"), environment), "clusters");
    if (below(clusters, key) != nullptr)
      return refuse(fmt::format("`{}` has a cluster `{}` already", environment, key), "try a key that is not in use");
    const auto* body = shape.find('=') == shape.npos ? like(shape, environment) : sum(shape, environment);
    if (body == nullptr) return nullptr;
    owner = fmt::format("{}/{}", environment, key);
    const auto* all = root_.find("environments");
    const auto* home = below(all, environment);
    return around(&root_, "environments", around(all, environment, around(home, "clusters", in(key, body))));
  }

 private:
  const Node* refuse(std::string_view why, const std::string& hint) {
    auto report = diagnostics_.report(diag::TryNotUnderstood, whole(), text_, why);
    if (!hint.empty()) report.hint(hint);
    return nullptr;
  }

  Span whole() const { return {file_, 0, static_cast<std::uint32_t>(text_.size())}; }

  Node::Entry entry(std::string_view key, const Node* value) {
    const auto at = text_.find(key);  // the user's own word, when it is one
    const auto begin = static_cast<std::uint32_t>(at == text_.npos ? 0 : at);
    const auto size = static_cast<std::uint32_t>(at == text_.npos ? text_.size() : key.size());
    return {tree_.keep(std::string(key)), {file_, begin, begin + size}, value};
  }

  const Node* in(std::string_view key, const Node* value) {
    auto& made = tree_.make(Node::Kind::Mapping, whole());
    made.entries.push_back(entry(key, value));
    return &made;
  }

  /// The same around what the spec has already, which keeps its places.
  const Node* around(const Node* parent, std::string_view key, const Node* value) {
    const auto* own = parent->find_entry(key);
    if (own == nullptr) return in(key, value);
    auto& made = tree_.make(Node::Kind::Mapping, parent->span);
    made.entries.push_back({own->key, own->key_span, value});
    return &made;
  }

  const Node* scalar(std::string_view text) {
    auto& made = tree_.make(Node::Kind::Scalar, whole());
    made.text = tree_.keep(std::string(text));
    made.plain = true;
    return &made;
  }

  std::vector<std::string_view> environments() const {
    std::vector<std::string_view> all;
    if (const auto* node = root_.find("environments"))
      for (const auto& one : node->by_key()) all.push_back(one.key);
    return all;
  }

  std::string known(std::string_view name) {
    const auto all = environments();
    if (std::find(all.begin(), all.end(), name) != all.end()) return std::string(name);
    const auto near = nearest(name, all);
    refuse(fmt::format("there is no environment `{}`", name), near.empty() ? "" : "did you mean `" + near + "`?");
    return {};
  }

  bool takes_stage(std::string_view environment, std::string_view stage, bool by_list) const {
    const auto* node = below(root_.find("environments"), environment);
    if (by_list) {
      const auto* stages = below(node, "stages");
      return stages != nullptr && std::any_of(stages->items.begin(), stages->items.end(),
                                              [&](const Node* item) { return item->text == stage; });
    }
    const auto* clusters = below(node, "clusters");
    return clusters != nullptr && std::any_of(clusters->entries.begin(), clusters->entries.end(),
                                              [&](const auto& one) { return stage_of(one.key) == stage; });
  }

  /// The one environment whose `stages` have the key's stage, else whose clusters have, else the only one.
  std::string environment_for(std::string_view key) {
    const auto all = environments();
    for (const bool by_list : {true, false}) {
      std::vector<std::string_view> found;
      for (const auto name : all)
        if (takes_stage(name, stage_of(key), by_list)) found.push_back(name);
      if (found.size() == 1) return std::string(found.front());
      if (found.size() > 1) return unclear(key, found);
    }
    return all.size() == 1 ? std::string(all.front()) : unclear(key, all);
  }

  std::string unclear(std::string_view key, const std::vector<std::string_view>& found) {
    std::string names;
    for (const auto name : found) names += fmt::format("{}`{}/{}`", names.empty() ? "" : ", ", name, key);
    refuse(fmt::format("it is not clear which environment `{}` is for", key), "write one of " + names);
    return {};
  }

  const Node* like(std::string_view shape, std::string_view home) {
    std::vector<std::string> found, ids;
    const auto slash = shape.find('/');
    for (const auto name : environments()) {
      const auto* clusters = below(below(root_.find("environments"), name), "clusters");
      if (clusters == nullptr) continue;
      for (const auto& one : clusters->entries) {
        ids.push_back(slash == shape.npos ? std::string(one.key) : fmt::format("{}/{}", name, one.key));
        if (ids.back() == shape) found.push_back(fmt::format("{}/{}", name, one.key));
      }
    }
    const auto own = fmt::format("{}/{}", home, shape);
    if (std::find(found.begin(), found.end(), own) != found.end()) found = {own};
    if (found.size() == 1) return in("like", scalar(found.front()));
    if (found.size() > 1)
      return refuse(fmt::format("several environments have a cluster `{}`", shape),
                    "write `" + found.front() + "` or `" + found.back() + "`");
    const auto near = nearest(shape, {ids.begin(), ids.end()});
    return refuse(
        fmt::format("there is no cluster `{}` to take the shape of", shape),
        near.empty() ? "or give it as a sum: `nodes=50,pool=general,machine=8x32`" : "did you mean `" + near + "`?");
  }

  bool read_settings(std::string_view shape, std::array<std::string_view, settings.size()>& values) {
    for (std::size_t i = 0; i < settings.size(); ++i) values[i] = settings[i].otherwise;
    while (!shape.empty()) {
      const auto part = shape.substr(0, shape.find(','));
      shape.remove_prefix(std::min(part.size() + 1, shape.size()));
      const auto equals = part.find('=');
      const auto key = part.substr(0, equals);
      const auto at =
          std::find_if(settings.begin(), settings.end(), [&](const Setting& one) { return one.key == key; });
      if (at == settings.end() || equals == part.npos) {
        refuse(fmt::format("`{}` is not part of a shape", part),
               "a shape is a cluster's key, or `nodes=50,pool=general,machine=8x32,max_pods=62,system=4`");
        return false;
      }
      const auto value = part.substr(equals + 1);
      if (value.empty() || (at->number && !is_number(value))) {
        refuse(fmt::format("`{}` has no number of {}", part, key), "write `" + std::string(key) + "=50`");
        return false;
      }
      values[static_cast<std::size_t>(at - settings.begin())] = value;
    }
    if (!values[0].empty()) return true;
    refuse("a shape without `nodes`", "write `nodes=50`");
    return false;
  }

  const Node* pool(std::string_view nodes, std::string_view machine, std::string_view max_pods) {
    auto& made = tree_.make(Node::Kind::Mapping, whole());
    auto& range = tree_.make(Node::Kind::Mapping, whole());
    range.entries = {entry("min", scalar("1")), entry("max", scalar(nodes))};
    made.entries = {entry("machine", scalar(machine)), entry("nodes", &range)};
    if (!max_pods.empty()) made.entries.push_back(entry("max_pods", scalar(max_pods)));
    return &made;
  }

  const Node* sum(std::string_view shape, std::string_view environment) {
    std::array<std::string_view, settings.size()> values;
    if (!read_settings(shape, values)) return nullptr;
    const auto& [nodes, name, machine, max_pods, system] = values;
    auto& pools = tree_.make(Node::Kind::Mapping, whole());
    if (name != "system") pools.entries.push_back(entry("system", pool(system, "4x16", {})));
    pools.entries.push_back(entry(name, pool(nodes, machine, max_pods)));
    auto& body = tree_.make(Node::Kind::Mapping, whole());
    body.entries.push_back(entry("node_pools", &pools));
    if (const auto* version = borrowed_version(environment))
      body.entries.push_back(entry("kubernetes", in("version", version)));
    return &body;
  }

  /// No address depends on the version, so any will do when no level above says one.
  const Node* borrowed_version(std::string_view environment) const {
    const auto* all = root_.find("environments");
    for (const auto* level : {root_.find("defaults"), below(all, environment)})
      if (below(below(level, "kubernetes"), "version") != nullptr) return nullptr;
    for (const auto name : environments())
      if (const auto* clusters = below(below(all, name), "clusters"))
        for (const auto& one : clusters->entries)
          if (const auto* version = below(below(one.value, "kubernetes"), "version")) return version;
    return nullptr;
  }

  const Node& root_;
  std::string_view text_;
  FileId file_;
  yaml::Tree& tree_;
  Diagnostics& diagnostics_;
};

}  // namespace

const Node* with_trials(const Node& root, const std::vector<std::string>& trials, SourceMap& sources, yaml::Tree& tree,
                        Diagnostics& diagnostics, std::vector<std::string>& owners) {
  const Node* all = &root;
  const auto before = diagnostics.error_count();
  for (const auto& trial : trials) {
    const auto file = sources.add("--try", trial);
    std::string owner;
    const auto* added = Trial(*all, sources.text(file), file, tree, diagnostics).read(owner);
    if (added == nullptr) continue;
    all = merge(all, added, tree);
    owners.push_back(owner);
  }
  return diagnostics.error_count() == before ? all : nullptr;
}

}  // namespace aurora
