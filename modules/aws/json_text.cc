#include "aws/json_text.h"

#include <fmt/format.h>

namespace aurora::aws {
namespace {

class Writer {
 public:
  void add(const tf::Value& value) {
    std::visit([this](const auto& data) { write(data); }, value.data());
  }

  tf::Value take() {
    if (parts_.empty()) return std::move(text_);
    if (!text_.empty()) parts_.emplace_back(std::move(text_));
    return tf::Template{std::move(parts_)};
  }

 private:
  void write(const tf::Value::Null&) { text_ += "null"; }
  void write(bool value) { text_ += value ? "true" : "false"; }
  void write(std::int64_t value) { text_ += fmt::format("{}", value); }
  void write(double value) { text_ += fmt::format("{}", value); }

  void write(const std::string& value) {
    text_ += '"';
    escape(value);
    text_ += '"';
  }

  void write(const tf::Expression& value) {
    text_ += '"';
    part(value);
    text_ += '"';
  }

  void write(const tf::Template& value) {
    text_ += '"';
    for (const auto& one : value.parts) {
      if (const auto* text = std::get_if<std::string>(&one)) escape(*text);
      if (const auto* code = std::get_if<tf::Expression>(&one)) part(*code);
    }
    text_ += '"';
  }

  void write(const tf::List& list) {
    text_ += '[';
    for (const auto& item : list) {
      if (&item != &list.front()) text_ += ',';
      add(item);
    }
    text_ += ']';
  }

  void write(const tf::Object& object) {
    text_ += '{';
    for (const auto& entry : object) {
      if (&entry != &object.front()) text_ += ',';
      write(entry.first);
      text_ += ':';
      add(entry.second);
    }
    text_ += '}';
  }

  void escape(std::string_view data) {
    for (const char c : data) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\')
        text_ += {'\\', c};
      else if (byte < 0x20)
        text_ += fmt::format("\\u{:04x}", byte);
      else
        text_ += c;
    }
  }

  void part(const tf::Expression& code) {
    parts_.emplace_back(std::move(text_));
    parts_.emplace_back(code);
    text_.clear();
  }

  std::string text_;
  std::vector<std::variant<std::string, tf::Expression>> parts_;
};

}  // namespace

tf::Value json_text(const tf::Value& value) {
  Writer writer;
  writer.add(value);
  return writer.take();
}

}  // namespace aurora::aws
