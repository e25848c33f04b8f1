#include "model/written_keys.h"

#include <algorithm>

#include "schema/keys.h"
#include "yaml/scalar.h"

namespace aurora {
namespace {

using yaml::Node;

/// What is behind the object of a path, key by key: `roles[].name` is `roles`, `[]`, `name`.
std::vector<std::string_view> steps_of(std::string_view path) {
  std::vector<std::string_view> steps;
  for (auto dot = path.find('.'); dot != path.npos; dot = path.find('.')) {
    path.remove_prefix(dot + 1);
    auto step = path.substr(0, path.find('.'));
    const bool items = step.ends_with("[]");
    steps.push_back(items ? step.substr(0, step.size() - 2) : step);
    if (items) steps.emplace_back("[]");
  }
  return steps;
}

/// Calls `reached` with what is written at the end of `steps`, and the span of its key.
template <typename Function>
void follow(const Node& node, Span key, std::span<const std::string_view> steps, const Function& reached) {
  if (node.is_null()) return;
  if (steps.empty()) return reached(node, key);
  const auto rest = steps.subspan(1);
  if (steps.front() == "[]")
    for (const auto* item : node.items) follow(*item, item->span, rest, reached);
  else if (steps.front() == "<name>")
    for (const auto& entry : node.entries) follow(*entry.value, entry.key_span, rest, reached);
  else if (const auto* entry = node.find_entry(steps.front()))
    follow(*entry->value, entry->key_span, rest, reached);
}

/// `node` with `change` applied at the end of `steps`; nullptr from it takes the entry away. Shared where nothing
/// changed.
template <typename Function>
const Node* changed(const Node& node, std::span<const std::string_view> steps, yaml::Tree& tree,
                    const Function& change) {
  if (node.is_null()) return &node;
  if (steps.empty()) return change(node);
  if (!node.is_mapping()) return &node;
  Node* copy = nullptr;
  for (std::size_t i = 0; i < node.entries.size(); ++i) {
    const auto& entry = node.entries[i];
    if (steps.front() != "<name>" && steps.front() != entry.key) continue;
    const auto* value = changed(*entry.value, steps.subspan(1), tree, change);
    if (value == entry.value) continue;
    if (copy == nullptr) copy = &(tree.make(node.kind, node.span) = node);
    copy->entries[i].value = value;
  }
  if (copy == nullptr) return &node;
  std::erase_if(copy->entries, [](const Node::Entry& entry) { return entry.value == nullptr; });
  return copy;
}

bool same_scalar(const Node& node, std::string_view text) {
  if (node.text == text) return true;
  if (const auto flag = yaml::as_bool(node)) return text == (*flag ? "true" : "false");
  Node standard;
  standard.kind = Node::Kind::Scalar;
  standard.plain = true;
  standard.text = text;
  const auto written = yaml::as_float(node);
  return written && written == yaml::as_float(standard);
}

/// A list of words as JSON.
std::string list_text(const Node& node) {
  std::string text;
  for (const auto* item : node.items) text += (text.empty() ? "\"" : ",\"") + std::string(item->text) + "\"";
  return "[" + text + "]";
}

/// Whether `node` says what holds without it. A mapping does when it may be left out (its default is `{}` or `true`)
/// and all that is in it does.
bool says_default(std::string_view path, const Node& node) {
  const auto* key = schema::find_key(path);
  if (key == nullptr || !key->default_text) return false;
  const auto& standard = *key->default_text;
  if (node.is_scalar()) return same_scalar(node, standard);
  if (node.is_sequence()) return list_text(node) == standard;
  if (standard != "{}" && standard != "true") return false;
  return std::all_of(node.entries.begin(), node.entries.end(), [&](const Node::Entry& entry) {
    return entry.value->is_null() || says_default(std::string(path) + "." + std::string(entry.key), *entry.value);
  });
}

/// Where `node` has the value: it is the word, has it among its items, or as a key. An unknown span: nowhere.
Span place_of(std::string_view value, const Node& node) {
  if (node.is_scalar() && same_scalar(node, value)) return node.span;
  for (const auto* item : node.items)
    if (item->text == value) return item->span;
  const auto* entry = node.find_entry(value);
  return entry == nullptr || entry->value->is_null() ? Span{} : entry->key_span;
}

}  // namespace

WrittenKeys::WrittenKeys(std::span<const KeyDifference> rows) {
  for (const auto& key : schema::keys()) {
    if (key.part.empty()) continue;
    auto& part = objects_[key.object].parts.emplace_back(Part{steps_of(key.path), key.part});
    if (key.each) part.steps.emplace_back("[]");
  }
  for (const auto& row : rows)
    if (row.kind != KeyDifference::Kind::OwnForm) add(row);
}

void WrittenKeys::add(const KeyDifference& row) {
  const auto equals = row.path.find('=');
  const auto path = row.path.substr(0, equals);
  auto& keys = objects_[path.substr(0, path.find('.'))].keys;
  auto key = std::find_if(keys.begin(), keys.end(), [&](const Key& known) { return known.path == path; });
  if (key == keys.end()) key = keys.insert(keys.end(), Key{path, steps_of(path), nullptr, {}});
  if (equals == row.path.npos)
    key->whole = &row;
  else
    key->values.emplace_back(row.path.substr(equals + 1), &row);
}

void WrittenKeys::look(const Key& key, const Node& node, Span span, const Found& found) {
  if (says_default(key.path, node)) return;
  bool by_value = false;
  for (const auto& [value, row] : key.values)
    if (const auto place = place_of(value, node); place.known()) {
      found(*row, place);
      by_value = true;
    }
  if (!by_value && key.whole != nullptr) found(*key.whole, span);
}

void WrittenKeys::visit(std::string_view object, const Node& written, const Found& found, const Into& into) const {
  const auto known = objects_.find(object);
  if (known == objects_.end()) return;
  for (const auto& key : known->second.keys)
    follow(written, written.span, key.steps, [&](const Node& node, Span span) { look(key, node, span, found); });
  for (const auto& part : known->second.parts)
    follow(written, written.span, part.steps, [&](const Node& node, Span) {
      if (into(part.object, node)) visit(part.object, node, found, into);
    });
}

const Node* WrittenKeys::without(std::string_view object, const Node& written, yaml::Tree& tree) const {
  const auto known = objects_.find(object);
  if (known == objects_.end()) return &written;
  const auto* left = &written;
  for (const auto& key : known->second.keys) {
    left = changed(*left, key.steps, tree, [&](const Node& node) {
      bool drop = false;
      look(key, node, node.span,
           [&](const KeyDifference& row, Span) { drop = drop || row.kind == KeyDifference::Kind::Unsupported; });
      return drop ? static_cast<const Node*>(nullptr) : &node;
    });
    if (left == nullptr) return nullptr;
  }
  for (const auto& part : known->second.parts)
    left = changed(*left, part.steps, tree, [&](const Node& node) { return without(part.object, node, tree); });
  return left;
}

}  // namespace aurora
