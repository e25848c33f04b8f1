#include "protocol/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>
#include <vector>

namespace aurora::protocol {
namespace {

/// Takes the parser's events and builds the tree. Returning false ends the parsing.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  tf::Value root;
  std::string problem;

  bool null() override { return put({}); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<number_unsigned_t>(INT64_MAX)) return fail("a number that is too large");
    return put(static_cast<std::int64_t>(value));
  }
  bool number_float(number_float_t value, const string_t& /*text*/) override { return put(value); }
  bool string(string_t& text) override { return put(std::move(text)); }
  bool binary(binary_t& /*bytes*/) override { return fail("bytes"); }
  bool start_object(std::size_t /*count*/) override { return open(tf::Object{}); }
  bool key(string_t& name) override {
    auto& object = *open_.back()->get_if<tf::Object>();
    object.emplace_back(std::move(name), tf::Value{});
    return true;
  }
  bool end_object() override {
    const auto twice = key_twice(*open_.back()->get_if<tf::Object>());
    if (!twice.empty()) return fail("an object that has `" + twice + "` twice");
    open_.pop_back();
    return true;
  }
  bool start_array(std::size_t /*count*/) override { return open(tf::List{}); }
  bool end_array() override {
    open_.pop_back();
    return true;
  }
  bool parse_error(std::size_t /*at*/, const std::string& /*token*/, const nlohmann::json::exception& error) override {
    return fail(error.id == 406 ? "a number that is too large" : "no JSON");
  }

 private:
  static std::string key_twice(const tf::Object& object) {
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < object.size(); ++i) {
      const auto& name = object[i].first;
      if (object.size() > 8) {
        if (!seen.insert(name).second) return name;
      } else if (std::any_of(object.begin(), object.begin() + static_cast<std::ptrdiff_t>(i),
                             [&](const auto& other) { return other.first == name; })) {
        return name;
      }
    }
    return {};
  }

  tf::Value& place() {
    if (open_.empty()) return root;
    if (auto* list = open_.back()->get_if<tf::List>()) return list->emplace_back();
    return open_.back()->get_if<tf::Object>()->back().second;
  }
  bool put(tf::Value value) {
    place() = std::move(value);
    return true;
  }
  bool open(tf::Value container) {
    if (open_.size() >= kDeepest) return fail("nested too deeply");
    auto& at = place();
    at = std::move(container);
    open_.push_back(&at);  // the container that it is in does not grow before it is closed
    return true;
  }
  bool fail(std::string text) {
    if (problem.empty()) problem = std::move(text);
    return false;
  }

  std::vector<tf::Value*> open_;
};

JsonProblem problem_at(std::string_view text, std::size_t offset, std::string what) {
  const auto before = text.substr(0, std::min(offset, text.size()));
  const auto line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1, before.size() - line_start + 1,
          std::move(what)};
}

/// Iterates over the text and knows how far it got: the parser reads it byte by byte.
class Cursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Cursor(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}
  reference operator*() const { return *at_; }
  Cursor& operator++() {
    ++at_;
    if (furthest_ != nullptr) *furthest_ = at_;
    return *this;
  }
  Cursor operator++(int) {
    auto old = *this;
    ++*this;
    return old;
  }
  friend bool operator==(const Cursor& a, const Cursor& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  const char** furthest_;
};

void write(tf::JsonWriter& json, const tf::Value& tree);

struct TreeWriter {
  tf::JsonWriter& json;

  void operator()(const tf::Value::Null&) const { json.token("null"); }
  void operator()(bool value) const { json.boolean(value); }
  void operator()(std::int64_t value) const { json.token(std::to_string(value)); }
  void operator()(double value) const { json.token(nlohmann::json(value).dump()); }
  void operator()(const std::string& value) const { json.string(value); }
  void operator()(const tf::Expression& value) const { json.string(value.code()); }  // no tree of JSON has one
  void operator()(const tf::Template&) const { json.token("null"); }                 // nor one of these
  void operator()(const tf::List& items) const {
    json.open_array();
    for (const auto& item : items) write(json, item);
    json.close_array();
  }
  void operator()(const tf::Object& members) const {
    json.open_object();
    for (const auto& [name, value] : members) {
      json.key(name);
      write(json, value);
    }
    json.close_object();
  }
};

void write(tf::JsonWriter& json, const tf::Value& tree) { std::visit(TreeWriter{json}, tree.data()); }

}  // namespace

std::optional<tf::Value> parse_json(std::string_view text, JsonProblem& problem) {
  for (std::size_t at = 0; at < text.size();) {
    const auto length = static_cast<unsigned char>(text[at]) < 0x80 ? 1 : tf::utf8_length(text.substr(at));
    if (length == 0) {
      problem = problem_at(text, at, "bytes that are no UTF-8");
      return {};
    }
    at += length;
  }
  Builder builder;
  const char* furthest = text.data();
  if (nlohmann::json::sax_parse(Cursor(text.data(), &furthest), Cursor(text.data() + text.size(), nullptr), &builder))
    return std::move(builder.root);
  problem = problem_at(text, static_cast<std::size_t>(furthest - text.data()), builder.problem);
  return {};
}

std::string to_json(const tf::Value& tree, tf::JsonWriter::Layout layout) {
  tf::JsonWriter json(layout);
  write(json, tree);
  return json.take();
}

}  // namespace aurora::protocol
