#include "protocol/read.h"

#include <fmt/format.h>

#include "diagnostics/suggest.h"
#include "protocol/json.h"

namespace aurora::protocol {
namespace {

/// `a~1b` of `a/b` (RFC 6901).
std::string escaped(std::string_view key) {
  std::string text;
  for (const char c : key) text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return text;
}

struct Describe {
  std::string operator()(const tf::Value::Null&) const { return "null"; }
  std::string operator()(bool) const { return "true or false"; }
  std::string operator()(const std::string&) const { return "text"; }
  std::string operator()(const tf::List&) const { return "a list"; }
  std::string operator()(const tf::Object&) const { return "an object"; }
  std::string operator()(const auto&) const { return "a number"; }
};

}  // namespace

void Reader::fail(std::string problem) const {
  std::string pointer;
  for (const auto& place : path_)
    pointer += "/" + (place.key.data() == nullptr ? std::to_string(place.index) : escaped(place.key));
  throw Malformed{pointer.empty() ? "/" : pointer, std::move(problem)};
}

void Reader::fail_type(std::string_view wanted, const tf::Value& given) const {
  fail(fmt::format("{} is wanted, not {}", wanted, std::visit(Describe{}, given.data())));
}

void Reader::fail_words(std::string_view given, const std::vector<std::string_view>& known) const {
  std::string all;
  for (const auto word : known) all += fmt::format("{}`{}`", all.empty() ? "" : ", ", word);
  fail(fmt::format("`{}` is none of {}", given, all));
}

const tf::Value* Reader::Members::take(std::string_view key) {
  for (std::size_t tried = 0; tried < entries.size(); ++tried) {
    const auto at = (next + tried) % entries.size();
    if (entries[at].first != key) continue;
    seen[at] = true;
    next = at + 1;
    return &entries[at].second;
  }
  return nullptr;
}

void Reader::Members::finish() const {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (seen[i]) continue;
    const auto near = nearest(entries[i].first, known);
    reader.fail(fmt::format("unknown key `{}`{}", entries[i].first,
                            near.empty() ? "" : "; did you mean `" + std::string(near) + "`?"));
  }
}

const tf::Object& Reader::object(const tf::Value& from) const {
  const auto* entries = from.get_if<tf::Object>();
  if (entries == nullptr) fail_type("an object", from);
  return *entries;
}

const std::string& Reader::text(const tf::Value& from) const {
  const auto* found = from.get_if<std::string>();
  if (found == nullptr) fail_type("text", from);
  return *found;
}

std::int64_t Reader::integer(const tf::Value& from, std::int64_t least, std::int64_t most) const {
  const auto* number = from.get_if<std::int64_t>();
  if (number == nullptr) fail_type("an integer", from);
  if (*number < least || *number > most) fail(fmt::format("{} is not between {} and {}", *number, least, most));
  return *number;
}

void Reader::read(const tf::Value& from, std::pair<std::string, std::string>& to) {
  const auto* items = from.get_if<tf::List>();
  if (items == nullptr || items->size() != 2) fail_type("a list of two texts", from);
  to = {text((*items)[0]), text((*items)[1])};
}

void Reader::read(const tf::Value& from, bool& to) {
  const auto* flag = from.get_if<bool>();
  if (flag == nullptr) fail_type("true or false", from);
  to = *flag;
}

void Reader::read(const tf::Value& from, int& to) {
  to = static_cast<int>(integer(from, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

void Reader::read(const tf::Value& from, std::int64_t& to) {
  to = integer(from, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
}

void Reader::read(const tf::Value& from, std::uint64_t& to) {
  to = static_cast<std::uint64_t>(integer(from, 0, std::numeric_limits<std::int64_t>::max()));
}

void Reader::read(const tf::Value& from, double& to) {
  if (const auto* number = from.get_if<double>())
    to = *number;
  else if (const auto* whole = from.get_if<std::int64_t>())
    to = static_cast<double>(*whole);
  else
    fail_type("a number", from);
}

void Reader::read(const tf::Value& from, Span& to) {
  to = {};
  if (from.is_null()) return;
  const auto* items = from.get_if<tf::List>();
  if (items == nullptr || items->size() != 3) fail_type("a span (a list of three integers, or null)", from);
  constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
  const auto number = [&](std::size_t i) { return static_cast<std::uint32_t>(integer((*items)[i], 0, most)); };
  const Span span{number(0), number(1), number(2)};
  if (span.begin > span.end) fail("a span that ends before it begins");
  if (limits_ != nullptr && span.known()) {
    const auto limit = limits_->find(span.file);
    if (limit == limits_->end() || span.end > limit->second) fail("a span that the request does not have");
  }
  to = span;
}

void Reader::read(const tf::Value& from, Prefix& to) {
  const auto prefix = Prefix::parse(text(from));
  if (!prefix) fail(fmt::format("`{}` is no range of addresses", text(from)));
  to = *prefix;
}

void Reader::read(const tf::Value& from, IpAddress& to) {
  const auto address = IpAddress::parse(text(from));
  if (!address) fail(fmt::format("`{}` is no address", text(from)));
  to = *address;
}

void Reader::read(const tf::Value& from, AddressPlan& to) {
  each(from, [&](const tf::Value& item) {
    Allocation allocation;
    read(item, allocation);
    to.add(std::move(allocation));
  });
}

void Reader::read(const tf::Value& from, Lock& to) {
  each(from, [&](const tf::Value& item) {
    LockLine line;
    read(item, line);
    to.set(line.section, line.key, std::move(line.value), line.tombstone);
  });
}

void Reader::read(const tf::Value& from, RawJson& to) {
  to.text = to_json(from);
  to.text.pop_back();  // the line break
}

void Reader::read(const tf::Value& from, const yaml::Node*& to) {
  to = nullptr;
  if (from.is_null()) return;
  const auto count = nodes_ == nullptr ? 0 : nodes_->nodes.size();
  const auto number = integer(from, 0, std::numeric_limits<std::int64_t>::max());
  if (static_cast<std::uint64_t>(number) >= count) fail(fmt::format("there is no node {} before this one", number));
  to = &nodes_->nodes[static_cast<std::size_t>(number)];
}

void Reader::read_nodes(const tf::Object& entries, NodeTable& to) {
  nodes_ = &to;
  for (const auto& [key, value] : entries) {
    if (key != "written") continue;
    const Step step(*this, key);
    each(value, [&](const tf::Value& item) {
      yaml::Node node;
      read(item, node);  // it can only point to those before it, so that there is no circle
      to.nodes.push_back(std::move(node));
    });
  }
}

void Reader::read(const tf::Value& from, LowerRequest& to) {
  read_nodes(object(from), to.written);
  read<LowerRequest>(from, to);
}

void Reader::read(const tf::Value& from, tf::Document& to) {
  for (const auto& [key, value] : object(from))
    if (key == "stack" && value.get_if<std::string>() != nullptr) stack_ = *value.get_if<std::string>();
  read<tf::Document>(from, to);
}

std::optional<std::string> Reader::made_name(std::string_view form, const tf::Value& content) {
  if (form != "name" || !name) return {};
  const Step step(*this, form);
  NameRequest request;
  read(content, request);
  if (request.owner.empty()) request.owner = stack_;
  std::string problem;
  auto made = name(request, stack_, problem);
  if (!problem.empty()) fail(std::move(problem));
  return made;
}

void Reader::read_template(const tf::Value& from, tf::Value& to) {
  tf::Template text;
  each(from, [&](const tf::Value& part) {
    tf::Value read_part;
    read(part, read_part);
    if (auto* plain = read_part.get_if<std::string>())
      text.parts.emplace_back(std::move(*plain));
    else if (auto* expression = read_part.get_if<tf::Expression>())
      text.parts.emplace_back(std::move(*expression));
    else
      fail("a template is made of texts, names and expressions");
  });
  to = std::move(text);
}

void Reader::read(const tf::Value& from, tf::Value& to) {
  if (from.get_if<tf::List>() != nullptr) {
    tf::List items;
    each(from, [&](const tf::Value& item) { read(item, items.emplace_back()); });
    to = std::move(items);
    return;
  }
  const auto* entries = from.get_if<tf::Object>();
  if (entries == nullptr) {
    to = from;
    return;
  }
  if (entries->size() != 1) fail("an object of one key is wanted: `object`, `expression`, `template` or `name`");
  const auto& [form, content] = entries->front();
  if (auto made = made_name(form, content)) {
    to = std::move(*made);
    return;
  }
  const Step step(*this, form);
  if (form == "expression") {
    if (text(content).empty()) fail("an expression that is empty");
    to = tf::Expression::raw(text(content));
  } else if (form == "template") {
    read_template(content, to);
  } else if (form == "object") {
    tf::Object object;
    read(content, object);
    to = std::move(object);
  } else {
    fail_words(form, {"object", "expression", "template", "name"});
  }
}

void Reader::read(const tf::Value& from, tf::Object& to) {
  to.clear();
  for (const auto& [key, value] : object(from)) {
    const Step step(*this, key);
    read(value, to.emplace_back(key, tf::Value{}).second);
  }
}

}  // namespace aurora::protocol
