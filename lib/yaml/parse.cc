// YAML to a tree in which every value knows its bytes.
//
// yaml-cpp scans the text and tells of events; its nodes would lose duplicate keys, quotes and ends. An event has a
// mark of where it starts, so ends are found in the text again. Work is bounded: the depth and the number of
// nodes while building, and the size that the tree would have with every alias followed, which is counted
// per anchor (an alias adds the size of what it names, no matter how often), so that a bomb of a few hundred bytes
// costs a few hundred additions.

#include "yaml/parse.h"

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <unordered_map>

#include "yaml/text.h"

namespace aurora::yaml {
namespace {

/// Thrown by the handler to leave yaml-cpp once a problem was reported.
struct Stop {};

/// Where the text of a scalar ends, from its first byte on.
std::uint32_t scalar_end(std::string_view text, std::uint32_t begin, std::string_view value) {
  const auto size = static_cast<std::uint32_t>(text.size());
  if (begin >= size) return size;
  const char quote = text[begin];
  if (quote == '"' || quote == '\'') {
    for (auto at = begin + 1; at < size; ++at) {
      if (quote == '"' && text[at] == '\\') {
        ++at;
      } else if (text[at] == quote) {
        if (quote == '"' || at + 1 >= size || text[at + 1] != '\'') return at + 1;
        ++at;
      }
    }
    return size;
  }
  if (text.substr(begin, value.size()) == value && quote != '|' && quote != '>')
    return begin + static_cast<std::uint32_t>(value.size());
  // A block scalar, or a plain one over several lines: its first line.
  auto end = std::min(text.find_first_of("\r\n", begin), text.size());
  while (end > begin + 1 && text[end - 1] == ' ') --end;
  return static_cast<std::uint32_t>(end);
}

class Builder final : public YAML::EventHandler {
 public:
  Builder(FileId file, std::string_view text, Tree& tree, Diagnostics& diagnostics, const Limits& limits)
      : file_(file),
        text_(text),
        offset_(byte_order_mark(text)),
        tree_(tree),
        diagnostics_(diagnostics),
        limits_(limits) {}

  const Node* root() const { return root_; }
  /// Behind the last value.
  std::uint32_t end() const { return last_end_; }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    // yaml-cpp marks an empty value with whatever follows it; the key is where a person looks. A null that is
    // written stands where it is marked.
    const auto at = start(mark);
    auto span = Span{file_, at, at};
    if (text_.substr(at, 4) == "null") {
      span.end = at + 4;
    } else if (at < text_.size() && text_[at] == '~') {
      span.end = at + 1;
    } else if (!open_.empty() && open_.back().has_key) {
      span = open_.back().key_span;
    }
    auto& node = make(Node::Kind::Null, span);
    node.plain = true;
    name(anchor, node, 1);
    add(&node, 1, span.begin);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto begin = static_cast<std::uint32_t>(mark.pos) + offset_;
    auto end = begin + 1;
    while (end < text_.size() && std::string_view(" \t\r\n,]}").find(text_[end]) == std::string_view::npos) ++end;
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      diagnostics_.report(diag::RecursiveAlias, {file_, begin, end});
      throw Stop{};
    }
    add(found->second.node, found->second.size, begin);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const auto begin = start(mark);
    const auto end = scalar_end(text_, begin, value);
    if (is_unclosed(begin, end)) {
      diagnostics_.report(diag::YamlSyntax, {file_, begin, begin + 1}, "the quoted text is never closed");
      throw Stop{};
    }
    auto& node = make(Node::Kind::Scalar, {file_, begin, end});
    // Text that stands in the file as it is needs no copy.
    const auto as_written = text_.substr(begin, end - begin);
    node.text = as_written == value ? as_written : tree_.keep(value);
    node.plain = tag == "?" || tag.empty();
    if (tag != "?" && tag != "!" && !tag.empty()) {
      if (tag != "tag:yaml.org,2002:str") refuse_tag(tag, mark);
    } else if (node.plain && begin < text_.size() && (text_[begin] == '|' || text_[begin] == '>')) {
      node.plain = false;
    }
    name(anchor, node, 1);
    add(&node, 1, begin);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Node::Kind::Sequence, mark, tag, "tag:yaml.org,2002:seq", anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Node::Kind::Mapping, mark, tag, "tag:yaml.org,2002:map", anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Node* node;
    YAML::anchor_t anchor;
    std::size_t size = 1;  ///< with every alias followed
    bool has_key = false;  ///< of a mapping: the next event is a value
    std::string_view key;
    Span key_span;
    std::unordered_map<std::string_view, Span> seen;
    std::vector<const Node*> merges;
  };
  struct Anchored {
    const Node* node;
    std::size_t size;
  };

  /// The first byte of the value itself, behind its anchor and tag.
  std::uint32_t start(const YAML::Mark& mark) const {
    auto at = static_cast<std::size_t>(std::max(mark.pos, 0)) + offset_;
    while (at < text_.size() && (text_[at] == '&' || text_[at] == '!')) {
      at = std::min(text_.find_first_of(" \t\r\n", at), text_.size());
      at = std::min(text_.find_first_not_of(" \t\r\n", at), text_.size());
    }
    return static_cast<std::uint32_t>(at);
  }

  /// yaml-cpp takes the end of the file for a closing quote.
  bool is_unclosed(std::uint32_t begin, std::uint32_t end) const {
    const char quote = begin < text_.size() ? text_[begin] : ' ';
    return (quote == '"' || quote == '\'') && (end < begin + 2 || text_[end - 1] != quote);
  }

  Node& make(Node::Kind kind, Span span) {
    if (++made_ > limits_.nodes) {
      diagnostics_.report(diag::TooManyNodes, span, limits_.nodes);
      throw Stop{};
    }
    return tree_.make(kind, span);
  }

  void refuse_tag(const std::string& tag, const YAML::Mark& mark) {
    const auto begin = static_cast<std::uint32_t>(mark.pos) + offset_;
    const auto at = std::min(text_.find('!', begin), text_.size());
    const auto end = std::min(text_.find_first_of(" \t\r\n", at), text_.size());
    diagnostics_.report(diag::CustomTag, {file_, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, tag)
        .hint("a spec has no tags; put text in quotes");
  }

  void name(YAML::anchor_t anchor, const Node& node, std::size_t size) {
    if (anchor != 0) anchors_[anchor] = {&node, size};
  }

  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, std::string_view core,
            YAML::anchor_t anchor) {
    const auto begin = start(mark);
    if (open_.size() >= limits_.depth) {
      diagnostics_.report(diag::TooDeep, {file_, begin, begin + 1}, limits_.depth);
      throw Stop{};
    }
    if (!tag.empty() && tag != "?" && tag != "!" && tag != core) refuse_tag(tag, mark);
    auto& entry = open_.emplace_back();
    entry.node = &make(kind, {file_, begin, begin});
    entry.anchor = anchor;
    last_end_ = begin;
  }

  void close() {
    auto entry = std::move(open_.back());
    open_.pop_back();
    merge(entry);
    auto& span = entry.node->span;
    span.end = std::max(last_end_, span.begin);
    if (span.begin < text_.size() && (text_[span.begin] == '{' || text_[span.begin] == '[')) span.end = flow_end(span);
    name(entry.anchor, *entry.node, entry.size);
    add(entry.node, entry.size, span.begin);
    last_end_ = std::max(last_end_, span.end);
  }

  /// Behind the closing bracket of a flow collection, whose last value ends at `span.end`.
  std::uint32_t flow_end(Span span) const {
    const char bracket = text_[span.begin] == '{' ? '}' : ']';
    auto at = std::max(span.end, span.begin + 1);
    while (at < text_.size() && text_[at] != bracket) {
      if (text_[at] == '#') at = static_cast<std::uint32_t>(std::min(text_.find('\n', at), text_.size() - 1));
      ++at;
    }
    return std::min(at + 1, static_cast<std::uint32_t>(text_.size()));
  }

  /// Takes a finished value to where it belongs: key or value of the open mapping, item of the open list.
  void add(const Node* node, std::size_t size, std::uint32_t at) {
    if (node->span.file == file_ && at == node->span.begin) last_end_ = std::max(last_end_, node->span.end);
    if (open_.empty()) {
      root_ = node;
      return;
    }
    auto& parent = open_.back();
    parent.size += size;
    if (parent.size > limits_.expanded) {
      diagnostics_.report(diag::AliasExpansion, {file_, at, at + 1}, limits_.expanded);
      throw Stop{};
    }
    if (parent.node->is_sequence()) {
      parent.node->items.push_back(node);
    } else if (!parent.has_key) {
      take_key(parent, *node);
    } else {
      take_value(parent, *node);
    }
  }

  void take_key(Open& parent, const Node& node) {
    parent.has_key = true;
    parent.key_span = node.span;
    parent.key = node.text;
    if (node.is_scalar()) return;
    diagnostics_.report(diag::KeyNotText, node.span,
                        node.is_null()      ? "nothing"
                        : node.is_mapping() ? "a mapping"
                                            : "a list");
    parent.key = {};
  }

  void take_value(Open& parent, const Node& node) {
    parent.has_key = false;
    if (parent.key.data() == nullptr) return;
    if (parent.key == "<<") {
      collect_merge(parent, node);
      return;
    }
    const auto [first, is_new] = parent.seen.try_emplace(parent.key, parent.key_span);
    if (!is_new) {
      diagnostics_.report(diag::DuplicateKey, parent.key_span, parent.key)
          .related(first->second, "it was given here first");
      return;
    }
    parent.node->entries.push_back({parent.key, parent.key_span, &node});
  }

  void collect_merge(Open& parent, const Node& node) {
    if (node.is_mapping()) {
      parent.merges.push_back(&node);
      return;
    }
    const bool all_mappings = node.is_sequence() && std::all_of(node.items.begin(), node.items.end(),
                                                                [](const Node* item) { return item->is_mapping(); });
    if (!all_mappings) {
      diagnostics_.report(diag::MergeNotMapping, parent.key_span);
      return;
    }
    parent.merges.insert(parent.merges.end(), node.items.begin(), node.items.end());
  }

  /// `<<`: keys that the mapping does not have itself, from the first source that has them.
  static void merge(Open& entry) {
    for (const auto* source : entry.merges)
      for (const auto& inherited : source->entries)
        if (entry.seen.try_emplace(inherited.key, inherited.key_span).second) entry.node->entries.push_back(inherited);
  }

  FileId file_;
  std::string_view text_;
  std::uint32_t offset_;  // yaml-cpp does not count the byte-order mark
  Tree& tree_;
  Diagnostics& diagnostics_;
  const Limits& limits_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  const Node* root_ = nullptr;
  std::size_t made_ = 0;
  std::uint32_t last_end_ = 0;
};

/// Notices that a document begins, whatever is in it.
class AnyEvent final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override { throw Stop{}; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

/// Whether there is a further document, be it broken.
bool has_another(YAML::Parser& parser) {
  AnyEvent any;
  try {
    return parser && parser.HandleNextDocument(any);
  } catch (const Stop&) {
    return true;
  } catch (const YAML::Exception&) {
    return true;
  }
}

void report_another(FileId file, std::string_view text, std::uint32_t end, Diagnostics& diagnostics) {
  const auto marker = text.find("\n---", end == 0 ? 0 : end - 1);
  const auto at = marker == std::string_view::npos ? end : static_cast<std::uint32_t>(marker + 1);
  diagnostics.report(diag::SeveralDocuments, {file, at, std::min(at + 3, static_cast<std::uint32_t>(text.size()))})
      .hint("make it a file of its own and `include` it");
}

/// yaml-cpp's words for a problem, in ours.
std::string plain_words(std::string message) {
  static constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"illegal map value", "a `key: value` cannot stand here; is the line indented as its neighbours are?"},
      {"end of map not found", "the mapping does not end; a line is indented unlike its neighbours, or `}` is missing"},
      {"end of map flow not found", "the mapping `{` is never closed"},
      {"end of sequence not found",
       "the list does not end; a line is indented unlike its neighbours, or `]` is missing"},
      {"end of sequence flow not found", "the list `[` is never closed"},
      {"illegal EOF in scalar", "the quoted text is never closed"},
      {"illegal flow end", "a closing bracket without its opening one"},
      {"bad conversion", "the value cannot be read"},
      {"illegal block entry", "a list item `-` cannot stand here"},
      {"illegal map key", "a key cannot stand here"},
      {"unknown escape character: ",
       "an escape that double quotes do not know; use single quotes for a lone backslash"},
      {"illegal tab", "a tab where spaces are wanted"},
  };
  for (const auto& [theirs, ours] : kWords)
    if (message.rfind(theirs, 0) == 0) return std::string(ours);
  std::transform(message.begin(), message.begin() + (message.empty() ? 0 : 1), message.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return message;
}

/// One character at a mark of yaml-cpp's, inside the text.
Span place(FileId file, std::string_view text, const YAML::Mark& mark) {
  if (text.empty()) return {file, 0, 0};
  auto at = static_cast<std::uint32_t>(std::max(mark.pos, 0)) + byte_order_mark(text);
  at = std::min(at, static_cast<std::uint32_t>(text.size()) - 1);
  while (at > 0 && (text[at] == '\n' || text[at] == '\r')) --at;
  return {file, at, at + 1};
}

}  // namespace

const Node* parse(FileId file, const SourceMap& sources, Tree& tree, Diagnostics& diagnostics, const Limits& limits) {
  const auto text = sources.text(file);
  if (text.size() > limits.bytes) {
    diagnostics.report(diag::FileTooLarge, {file, 0, 0}, text.size(), limits.bytes);
    return nullptr;
  }
  if (!check_text(file, sources, diagnostics)) return nullptr;
  const auto errors = diagnostics.error_count();
  Builder builder(file, text, tree, diagnostics, limits);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return &tree.make(Node::Kind::Null, {file, 0, 0});
    if (has_another(parser)) report_another(file, text, builder.end(), diagnostics);
  } catch (const Stop&) {
    return nullptr;
  } catch (const YAML::Exception& error) {
    if (error.msg.rfind("the referenced anchor is not defined", 0) == 0) {
      diagnostics.report(diag::UnknownAnchor, place(file, text, error.mark));
    } else {
      diagnostics.report(diag::YamlSyntax, place(file, text, error.mark), plain_words(error.msg));
    }
    return nullptr;
  }
  if (diagnostics.error_count() != errors) return nullptr;
  return builder.root() != nullptr ? builder.root() : &tree.make(Node::Kind::Null, {file, 0, 0});
}

}  // namespace aurora::yaml
