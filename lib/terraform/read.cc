#include "terraform/read.h"

#include <nlohmann/json.hpp>

namespace aurora::tf {
namespace {

using Json = nlohmann::ordered_json;

Value from_json(const Json& json) {
  switch (json.type()) {
    case Json::value_t::boolean:
      return json.get<bool>();
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
      return json.get<std::int64_t>();
    case Json::value_t::number_float:
      return json.get<double>();
    case Json::value_t::string:
      return json.get<std::string>();
    case Json::value_t::array: {
      List items;
      for (const auto& item : json) items.push_back(from_json(item));
      return items;
    }
    case Json::value_t::object: {
      Object entries;
      for (const auto& [key, value] : json.items()) entries.emplace_back(key, from_json(value));
      return entries;
    }
    default:
      return {};
  }
}

Json to_json(const Value& value) {
  struct Convert {
    Json operator()(const Value::Null&) const { return nullptr; }
    Json operator()(bool flag) const { return flag; }
    Json operator()(std::int64_t number) const { return number; }
    Json operator()(double number) const { return number; }
    Json operator()(const std::string& text) const { return text; }
    Json operator()(const Expression& expression) const { return "${" + expression.code() + "}"; }
    Json operator()(const Template&) const { return "${...}"; }
    Json operator()(const List& items) const {
      Json json = Json::array();
      for (const auto& item : items) json.push_back(to_json(item));
      return json;
    }
    Json operator()(const Object& entries) const {
      Json json = Json::object();
      for (const auto& [key, item] : entries) json[key] = to_json(item);
      return json;
    }
  };
  return std::visit(Convert{}, value.data());
}

}  // namespace

std::optional<Value> read_json(std::string_view text) {
  const auto json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return {};
  return from_json(json);
}

const Value* member(const Value& object, std::string_view name) {
  if (const auto* entries = object.get_if<Object>())
    for (const auto& [key, value] : *entries)
      if (key == name) return &value;
  return nullptr;
}

std::string to_line(const Value& value) { return to_json(value).dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string shortened(std::string text, std::size_t limit) {
  std::size_t points = 0, cut = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    if (++points == limit) cut = i;
  }
  return points <= limit ? text : text.substr(0, cut) + "…";
}

}  // namespace aurora::tf
