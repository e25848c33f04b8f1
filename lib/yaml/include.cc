#include "yaml/include.h"

#include <algorithm>
#include <set>

#include "source/glob.h"
#include "yaml/parse.h"
#include "yaml/scalar.h"

namespace aurora::yaml {
namespace {

constexpr std::size_t kMaxFiles = 1000;
constexpr std::size_t kMaxConflicts = 100;  // reported; more say nothing new

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

class Loader {
 public:
  Loader(const FileSystem& files, SourceMap& sources, Tree& tree, Diagnostics& diagnostics)
      : files_(files), sources_(sources), tree_(tree), diagnostics_(diagnostics) {}

  const Node* file(const std::string& path, Span from) {
    const auto clean = normal_path(path);
    if (std::find(chain_.begin(), chain_.end(), clean) != chain_.end()) {
      std::string chain;
      for (const auto& link : chain_) chain += link + " -> ";
      diagnostics_.report(diag::IncludeCycle, from, clean).hint("the chain is " + chain + clean);
      return nullptr;
    }
    if (!seen_.insert(clean).second) return nullptr;
    if (seen_.size() > kMaxFiles) {
      if (seen_.size() == kMaxFiles + 1) diagnostics_.report(diag::TooManyFiles, from, kMaxFiles);
      return nullptr;
    }
    std::string error;
    auto text = files_.read(clean, error, Limits{}.bytes);
    if (!text) {
      diagnostics_.report(diag::FileUnreadable, from, clean, error);
      return nullptr;
    }
    return text_of(clean, std::move(*text));
  }

  const Node* text_of(const std::string& path, std::string text) {
    const auto id = sources_.add(path, std::move(text));
    const auto* root = parse(id, sources_, tree_, diagnostics_);
    if (root == nullptr || root->find("include") == nullptr) return root;
    chain_.push_back(path);
    const auto* merged = with_includes(path, *root);
    chain_.pop_back();
    return merged;
  }

 private:
  const Node* with_includes(const std::string& path, const Node& root) {
    const auto* include = root.find("include");
    auto& own = tree_.make(Node::Kind::Mapping, root.span);
    for (const auto& entry : root.entries)
      if (entry.key != "include") own.entries.push_back(entry);
    if (!include->is_sequence() && !include->is_scalar()) {
      diagnostics_.report(diag::IncludeNotList, include->span).hint("write `include: [clusters/*.yaml]`");
      return &own;
    }
    const Node* result = &own;
    for (const auto* item : include->is_scalar() ? std::vector{include} : include->items) {
      if (!item->is_scalar()) {
        diagnostics_.report(diag::IncludeNotList, item->span).hint("write `include: [clusters/*.yaml]`");
        continue;
      }
      const auto pattern =
          item->text.substr(0, 1) == "/" ? std::string(item->text) : folder_of(path) + std::string(item->text);
      const auto paths = glob(normal_path(pattern), files_);
      if (paths.empty()) diagnostics_.report(diag::IncludeNotFound, item->span, pattern);
      for (const auto& found : paths) result = with(*result, file(found, item->span), found, item->span);
    }
    return result;
  }

  const Node* with(const Node& result, const Node* other, const std::string& path, Span from) {
    if (other == nullptr || other->is_null()) return &result;
    if (other->is_mapping()) return merge(result, *other, "", 0);
    diagnostics_.report(diag::IncludeNotMapping, from, path, other->is_sequence() ? "a list" : "text")
        .related(other->span, "this");
    return &result;
  }

  const Node* merge(const Node& first, const Node& second, const std::string& path, std::size_t depth) {
    // Aliases share nodes, so that merging two small files could make a tree of any size.
    merged_ += first.entries.size() + second.entries.size() + 1;
    if (merged_ > Limits{}.expanded) {
      if (!too_much_) diagnostics_.report(diag::AliasExpansion, second.span, Limits{}.expanded);
      too_much_ = true;
    }
    if (too_much_) return &first;
    auto& result = tree_.make(Node::Kind::Mapping, first.span);
    result.entries = first.entries;
    for (const auto& entry : second.entries) {
      auto existing = std::find_if(result.entries.begin(), result.entries.end(),
                                   [&](const Node::Entry& other) { return other.key == entry.key; });
      const auto key_path = path.empty() ? std::string(entry.key) : path + "." + std::string(entry.key);
      if (existing == result.entries.end()) {
        result.entries.push_back(entry);
      } else if (existing->value->is_mapping() && entry.value->is_mapping()) {
        existing->value = merge(*existing->value, *entry.value, key_path, depth + 1);
      } else if (depth == 0 && existing->value->is_sequence() && entry.value->is_sequence()) {
        existing->value = join(*existing->value, *entry.value);
      } else if (!(depth == 0 && entry.key == "api_version" && existing->value->text == entry.value->text)) {
        if (++conflicts_ > kMaxConflicts) continue;
        diagnostics_.report(diag::IncludeConflict, entry.key_span, key_path)
            .related(existing->key_span, "it was given here first");
      }
    }
    return &result;
  }

  const Node* join(const Node& first, const Node& second) {
    auto& result = tree_.make(Node::Kind::Sequence, first.span);
    result.items = first.items;
    result.items.insert(result.items.end(), second.items.begin(), second.items.end());
    return &result;
  }

  const FileSystem& files_;
  SourceMap& sources_;
  Tree& tree_;
  Diagnostics& diagnostics_;
  std::size_t merged_ = 0, conflicts_ = 0;
  bool too_much_ = false;
  std::vector<std::string> chain_;
  std::set<std::string> seen_;
};

}  // namespace

const Node* load(const std::string& path, const FileSystem& files, SourceMap& sources, Tree& tree,
                 Diagnostics& diagnostics) {
  return Loader(files, sources, tree, diagnostics).file(path, {});
}

const Node* load_text(const std::string& name, std::string text, const FileSystem& files, SourceMap& sources,
                      Tree& tree, Diagnostics& diagnostics) {
  return Loader(files, sources, tree, diagnostics).text_of(name, std::move(text));
}

}  // namespace aurora::yaml
