#include "terraform/document.h"

#include <algorithm>

#include "source/digest.h"

namespace aurora::tf {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

constexpr std::size_t digest_digits = 8;

/// Text that `label` could have made from something else: it must not stand for itself.
bool looks_digested(std::string_view text) {
  if (text.size() <= digest_digits || text[text.size() - digest_digits - 1] != '_') return false;
  const auto tail = text.substr(text.size() - digest_digits);
  return std::all_of(tail.begin(), tail.end(), is_hex);
}

void drop_nulls(Object& object) {
  object.erase(std::remove_if(object.begin(), object.end(), [](const auto& entry) { return entry.second.is_null(); }),
               object.end());
}

Resource& add(Document& document, Resource::Mode mode, std::string_view type, std::string label, Span span,
              Object arguments) {
  drop_nulls(arguments);
  auto& made = document.resources.emplace_back();
  made.mode = mode;
  made.type = type;
  made.label = std::move(label);
  made.file = document.file;
  made.span = span;
  made.arguments = std::move(arguments);
  return made;
}

}  // namespace

void Resource::set(std::string_view name, Value value) {
  for (auto& [key, old] : arguments)
    if (key == name) {
      old = std::move(value);
      return drop_nulls(arguments);
    }
  if (!value.is_null()) arguments.emplace_back(std::string(name), std::move(value));
}

const Value* Resource::find(std::string_view name) const {
  for (const auto& [key, value] : arguments)
    if (key == name) return &value;
  return nullptr;
}

void Resource::depends_on(const Resource& other) {
  const Value* old = find("depends_on");
  List addresses = old != nullptr && old->get_if<List>() != nullptr ? *old->get_if<List>() : List{};
  const Value address = other.address();
  if (std::find(addresses.begin(), addresses.end(), address) != addresses.end()) return;
  addresses.push_back(address);
  set("depends_on", std::move(addresses));
}

Resource& Document::resource(std::string_view type, std::string label, Span at, Object arguments) {
  return add(*this, Resource::Mode::Managed, type, std::move(label), at, std::move(arguments));
}

Resource& Document::data(std::string_view type, std::string label, Span at, Object arguments) {
  return add(*this, Resource::Mode::Data, type, std::move(label), at, std::move(arguments));
}

Expression Document::variable(std::string name, std::string description, bool sensitive) {
  const auto same = [&](const Variable& one) { return one.name == name; };
  auto reference = Expression::raw("var." + name);
  if (std::none_of(variables.begin(), variables.end(), same))
    variables.push_back({std::move(name), std::move(description), sensitive});
  return reference;
}

void Document::output(std::string name, Value value, std::string description, bool sensitive) {
  outputs.push_back({std::move(name), std::move(value), std::move(description), sensitive});
}

const Resource* Document::find(std::string_view address) const {
  const bool data = address.substr(0, 5) == "data.";
  if (data) address.remove_prefix(5);
  const auto dot = address.find('.');
  if (dot == std::string_view::npos) return nullptr;
  const auto type = address.substr(0, dot), name = address.substr(dot + 1);
  for (const auto& one : resources)
    if (one.label == name && one.type == type && (one.mode == Resource::Mode::Data) == data) return &one;
  return nullptr;
}

std::string label(std::string_view logical) {
  std::string text;
  for (const char c : logical) text += is_letter(c) || is_digit(c) || c == '_' || c == '-' ? c : '_';
  if (text.empty() || (!is_letter(text.front()) && text.front() != '_')) text.insert(0, 1, '_');
  const bool itself = text == logical && text.front() != '_' && !looks_digested(text);
  return itself ? text : text + "_" + digest64_hex(logical).substr(0, digest_digits);
}

}  // namespace aurora::tf
