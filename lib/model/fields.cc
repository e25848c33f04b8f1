#include "model/fields.h"

#include "yaml/scalar.h"

namespace aurora {

using yaml::Node;

const Node* Fields::at(std::string_view key) const {
  const auto* value = node_ == nullptr ? nullptr : node_->find(key);
  return value == nullptr || value->is_null() ? nullptr : value;
}

void Fields::read(std::string_view key, std::string& field) const {
  if (const auto* value = at(key); value != nullptr && value->is_scalar()) field = value->text;
}

void Fields::read(std::string_view key, bool& field) const {
  if (const auto* value = at(key)) field = yaml::as_bool(*value).value_or(field);
}

void Fields::read(std::string_view key, int& field) const {
  if (const auto* value = at(key)) field = static_cast<int>(yaml::as_integer(*value).value_or(field));
}

void Fields::read(std::string_view key, double& field) const {
  if (const auto* value = at(key)) field = yaml::as_float(*value).value_or(field);
}

void Fields::read(std::string_view key, Text& field) const {
  if (const auto* value = at(key); value != nullptr && value->is_scalar())
    field = {std::string(value->text), value->span};
}

void Fields::read(std::string_view key, Located<int>& field) const {
  if (const auto* value = at(key))
    field = {static_cast<int>(yaml::as_integer(*value).value_or(field.value)), value->span};
}

void Fields::read(std::string_view key, Located<std::int64_t>& field) const {
  if (const auto* value = at(key)) field = {yaml::as_integer(*value).value_or(field.value), value->span};
}

void Fields::read(std::string_view key, Located<Prefix>& field) const {
  const auto* value = at(key);
  if (value == nullptr) return;
  if (const auto prefix = read_prefix(*value, diagnostics_)) field = {*prefix, value->span};
}

void Fields::read(std::string_view key, Located<IpAddress>& field) const {
  const auto* value = at(key);
  if (value == nullptr) return;
  if (const auto address = read_address(*value, diagnostics_)) field = {*address, value->span};
}

void Fields::read(std::string_view key, Tags& field) const {
  const auto* value = at(key);
  if (value == nullptr) return;
  for (const auto& entry : value->entries)
    if (entry.value->is_scalar()) field[std::string(entry.key)] = std::string(entry.value->text);
}

void Fields::one(const Node& item, std::vector<Located<Prefix>>& field) const {
  if (const auto prefix = read_prefix(item, diagnostics_)) field.push_back({*prefix, item.span});
}

void Fields::one(const Node& item, std::vector<Located<IpAddress>>& field) const {
  if (const auto address = read_address(item, diagnostics_)) field.push_back({*address, item.span});
}

std::optional<Prefix> read_prefix(const Node& node, Diagnostics& diagnostics) {
  PrefixError error;
  auto prefix = parse_prefix(node.text, error);
  if (prefix) return prefix;
  auto report = diagnostics.report(diag::BadPrefix, node.span, node.text, error.problem);
  if (!error.suggestion.empty()) report.hint("did you mean `" + error.suggestion + "`?");
  return {};
}

std::optional<IpAddress> read_address(const Node& node, Diagnostics& diagnostics) {
  auto address = IpAddress::parse(node.text);
  if (!address)
    diagnostics.report(diag::BadAddress, node.span, node.text).hint("write four numbers from 0 to 255: `10.0.0.4`");
  return address;
}

}  // namespace aurora
