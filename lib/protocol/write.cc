#include "protocol/write.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace aurora::protocol {

void Writer::write(const std::pair<std::string, std::string>& pair) {
  out_.open_array();
  out_.string(pair.first);
  out_.string(pair.second);
  out_.close_array();
}

/// Few readers of JSON take more than 63 bits.
void Writer::write(const std::uint64_t& number) {
  constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
  out_.token(std::to_string(std::min(number, most)));
}

void Writer::write(const double& number) {
  std::array<char, 64> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  out_.token(std::isfinite(number) ? std::string_view(buffer.data(), static_cast<std::size_t>(end - buffer.data()))
                                   : "null");
}

void Writer::write(const Span& span) {
  if (!span.known()) return out_.token("null");
  auto& limit = spans_[span.file];
  limit = std::max(limit, span.end);
  out_.open_array();
  for (const auto number : {span.file, span.begin, span.end}) out_.token(std::to_string(number));
  out_.close_array();
}

void Writer::write(const AddressPlan& plan) {
  out_.open_array();
  for (const auto* allocation : plan.all()) write(*allocation);
  out_.close_array();
}

void Writer::write(const Lock& lock) {
  out_.open_array();
  for (const auto section : lock.sections())
    for (const auto& [key, entry] : lock.section(section))
      write(LockLine{std::string(section), key, entry.value, entry.tombstone});
  out_.close_array();
}

std::size_t Writer::number_of(const yaml::Node& node) {
  if (const auto known = numbers_.find(&node); known != numbers_.end()) return known->second;
  for (const auto* item : node.items) number_of(*item);
  for (const auto& entry : node.entries) number_of(*entry.value);
  nodes_.push_back(&node);
  return numbers_[&node] = nodes_.size() - 1;
}

void Writer::write(const yaml::Node* const& node) {
  out_.token(node == nullptr ? "null" : std::to_string(number_of(*node)));
}

void Writer::write(const NodeTable& /*table*/) {
  out_.open_array();
  for (const auto* node : nodes_) write(*node);
  out_.close_array();
}

void Writer::write(const tf::Object& arguments) {
  out_.open_object();
  for (const auto& [name, value] : arguments) (*this)(name, value, {});
  out_.close_object();
}

namespace {

/// A value that is no text, number, flag or list: an object of one member that says what it is.
struct ValueWriter {
  Writer& writer;
  tf::JsonWriter& out;

  void operator()(const tf::Value::Null&) const { out.token("null"); }
  void operator()(const tf::Expression& expression) const {
    out.open_object();
    out.member("expression", expression.code());
    out.close_object();
  }
  void operator()(const tf::Template& text) const {
    out.open_object();
    out.key("template");
    out.open_array();
    for (const auto& part : text.parts) {
      if (const auto* plain = std::get_if<std::string>(&part))
        out.string(*plain);
      else
        (*this)(std::get<tf::Expression>(part));
    }
    out.close_array();
    out.close_object();
  }
  void operator()(const tf::Object& object) const {
    out.open_object();
    writer("object", object, {});
    out.close_object();
  }
  void operator()(const auto& plain) const { writer.write(plain); }
};

}  // namespace

void Writer::write(const tf::Value& value) { std::visit(ValueWriter{*this, out_}, value.data()); }

}  // namespace aurora::protocol
