#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/fields_answer.h"
#include "protocol/fields_request.h"
#include "protocol/write.h"
#include "terraform/value.h"

namespace aurora::protocol {

/// Thrown where a message is not as the protocol wants it: where, as a JSON pointer, and what is wrong there.
struct Malformed {
  std::string pointer, problem;
};

/// A name that an answer asks for in place of a text: `{"name": {"kind": "network"}}`.
struct NameRequest {
  std::string owner;  ///< empty: the stack that it stands in
  std::string kind, purpose, parent;
  int index = -1;
  Span span;
};

template <typename V>
void fields(V& v, Like<NameRequest> auto& request) {
  v.is("name_request", "a name that the convention makes; the same request gives the same name");
  v("owner", request.owner, "id of the hub or cluster; empty: the stack that it stands in");
  v.must("kind", request.kind, "of a name rule");
  v("purpose", request.purpose, "behind the abbreviation: a subnet's key");
  v("parent", request.parent, "what it must be unique in; empty: the owner");
  v("index", request.index, "one of several; -1: none");
  v("span", request.span, "what in the spec caused it");
}

/// Makes such a name. `stack`: of the document that asks. Sets `problem` when there can be none.
using NameSource = std::function<std::string(const NameRequest& request, std::string_view stack, std::string& problem)>;

/// Reads structs from JSON, by their field lists. Everything is checked: types, words, keys that nobody knows, spans.
class Reader {
 public:
  /// `arena` keeps what views look at. `limits`: only spans within them are taken; nullptr: any.
  explicit Reader(Arena& arena, const SpanLimits* limits = nullptr) : arena_(arena), limits_(limits) {}

  /// Makes the names that values ask for; without it none may.
  NameSource name;

  /// Throws Malformed.
  template <typename T>
  void read(const tf::Value& from, T& to) {
    Members members{*this, object(from)};
    fields(members, to);
    members.finish();
  }
  void read(const tf::Value& from, LowerRequest& to);
  void read(const tf::Value& from, tf::Document& to);

  template <typename E>
  requires std::is_enum_v<E>
  void read(const tf::Value& from, E& to) {
    const auto given = text(from);
    for (std::size_t i = 0; i < words<E>.size(); ++i)
      if (words<E>[i] == given) {
        to = static_cast<E>(i);
        return;
      }
    fail_words(given, {words<E>.begin(), words<E>.end()});
  }
  template <typename T>
  void read(const tf::Value& from, std::optional<T>& to) {
    if (from.is_null()) return to.reset();
    read(from, to.emplace());
  }
  template <typename T>
  void read(const tf::Value& from, Located<T>& to) {
    Members members{*this, object(from)};
    members.must("value", to.value, {});
    members("span", to.span, {});
    members.finish();
  }
  template <typename T>
  void read(const tf::Value& from, std::vector<T>& to) {
    to.clear();
    each(from, [&](const tf::Value& item) { read(item, to.emplace_back()); });
  }
  template <typename T>
  void read(const tf::Value& from, std::deque<T>& to) {
    to.clear();
    each(from, [&](const tf::Value& item) { read(item, to.emplace_back()); });
  }
  template <typename T>
  void read(const tf::Value& from, std::span<const T>& to) {
    auto kept = std::make_shared<std::vector<T>>();
    read(from, *kept);
    to = *kept;
    arena_.rows.push_back(kept);
  }
  template <typename T>
  void read(const tf::Value& from, std::map<std::string, T>& to) {
    to.clear();
    for (const auto& [key, value] : object(from)) {
      const Step step(*this, key);
      read(value, to[key]);
    }
  }
  void read(const tf::Value& from, std::pair<std::string, std::string>& to);
  void read(const tf::Value& from, std::string& to) { to = text(from); }
  void read(const tf::Value& from, std::string_view& to) { to = arena_.texts.emplace_back(text(from)); }
  void read(const tf::Value& from, bool& to);
  void read(const tf::Value& from, int& to);
  void read(const tf::Value& from, std::int64_t& to);
  void read(const tf::Value& from, std::uint64_t& to);
  void read(const tf::Value& from, double& to);
  void read(const tf::Value& from, Span& to);
  void read(const tf::Value& from, Prefix& to);
  void read(const tf::Value& from, IpAddress& to);
  void read(const tf::Value& from, AddressPlan& to);
  void read(const tf::Value& from, Lock& to);
  void read(const tf::Value& from, RawJson& to);
  void read(const tf::Value& from, const yaml::Node*& to);
  void read(const tf::Value& /*from*/, NodeTable& /*to*/) {}  // read before all others
  void read(const tf::Value& from, tf::Value& to);
  void read(const tf::Value& from, tf::Object& to);

 private:
  /// One step further into the message, for the pointer.
  class Step {
   public:
    Step(Reader& reader, std::string_view key) : reader_(reader) { reader.path_.push_back({key, 0}); }
    Step(Reader& reader, std::size_t index) : reader_(reader) { reader.path_.push_back({{}, index}); }
    ~Step() { reader_.path_.pop_back(); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Reader& reader_;
  };
  struct Place {
    std::string_view key;  ///< or, when it is no view at all, `index`
    std::size_t index;
  };

  /// The visitor of one struct.
  struct Members {
    Reader& reader;
    const tf::Object& entries;
    std::vector<bool> seen = std::vector<bool>(entries.size());
    std::size_t next = 0;  ///< members mostly come in the order of the field list
    std::vector<std::string_view> known{};

    void is(std::string_view /*name*/, std::string_view /*description*/) {}
    template <typename T>
    bool operator()(std::string_view key, T& field, std::string_view /*description*/) {
      known.push_back(key);
      const auto* value = take(key);
      if (value == nullptr) return false;
      const Step step(reader, key);
      reader.read(*value, field);
      return true;
    }
    template <typename T>
    void must(std::string_view key, T& field, std::string_view description) {
      if (!(*this)(key, field, description)) reader.fail("`" + std::string(key) + "` is missing");
    }
    template <typename T>
    void rare(std::string_view key, T& field, std::string_view description) {
      (*this)(key, field, description);
    }
    const tf::Value* take(std::string_view key);
    /// Fails when a member was not asked for.
    void finish() const;
  };

  [[noreturn]] void fail(std::string problem) const;
  [[noreturn]] void fail_type(std::string_view wanted, const tf::Value& given) const;
  [[noreturn]] void fail_words(std::string_view given, const std::vector<std::string_view>& known) const;
  const tf::Object& object(const tf::Value& from) const;
  const std::string& text(const tf::Value& from) const;
  std::int64_t integer(const tf::Value& from, std::int64_t least, std::int64_t most) const;
  /// A text where an answer may ask for a name instead; nothing when it is neither.
  std::optional<std::string> made_name(std::string_view form, const tf::Value& content);
  void read_template(const tf::Value& from, tf::Value& to);
  void read_nodes(const tf::Object& entries, NodeTable& to);

  template <typename Take>
  void each(const tf::Value& from, Take take) {
    const auto* items = from.get_if<tf::List>();
    if (items == nullptr) fail_type("a list", from);
    for (std::size_t i = 0; i < items->size(); ++i) {
      const Step step(*this, i);
      take((*items)[i]);
    }
  }

  Arena& arena_;
  const SpanLimits* limits_;
  std::vector<Place> path_;
  std::string stack_;  ///< of the document that is being read
  const NodeTable* nodes_ = nullptr;
};

}  // namespace aurora::protocol
