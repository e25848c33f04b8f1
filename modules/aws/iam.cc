#include "aws/iam.h"

#include <fmt/format.h>

#include <algorithm>

namespace aurora::aws {
namespace {

/// JSON with expressions in its texts.
class PolicyWriter {
 public:
  void raw(std::string_view text) { text_ += text; }

  void text(std::string_view data) {
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

  void expression(const tf::Expression& code) {
    if (!text_.empty()) parts_.emplace_back(std::move(text_));
    text_.clear();
    parts_.emplace_back(code);
  }

  void quoted(const tf::Value& value) {
    raw("\"");
    if (const auto* data = value.get_if<std::string>()) text(*data);
    if (const auto* code = value.get_if<tf::Expression>()) expression(*code);
    if (const auto* joined = value.get_if<tf::Template>())
      for (const auto& part : joined->parts)
        std::holds_alternative<std::string>(part) ? text(std::get<std::string>(part))
                                                  : expression(std::get<tf::Expression>(part));
    raw("\"");
  }

  template <typename Range>
  void list(const Range& range) {
    raw("[");
    bool first = true;
    for (const auto& item : range) {
      if (!first) raw(",");
      first = false;
      quoted(tf::Value(item));
    }
    raw("]");
  }

  tf::Value take() {
    if (parts_.empty()) return std::move(text_);
    if (!text_.empty()) parts_.emplace_back(std::move(text_));
    return tf::Template{std::move(parts_)};
  }

 private:
  std::string text_;
  std::vector<std::variant<std::string, tf::Expression>> parts_;
};

void write_principals(const std::vector<Principal>& principals, PolicyWriter& json) {
  if (principals.empty()) return;
  json.raw(",\"Principal\":{");
  bool first = true;
  for (const auto& principal : principals) {
    if (!first) json.raw(",");
    first = false;
    json.quoted(principal.kind);
    json.raw(":");
    json.list(principal.ids);
  }
  json.raw("}");
}

/// Conditions of one test are one object: JSON has no key twice.
void write_conditions(const std::vector<Condition>& conditions, PolicyWriter& json) {
  std::vector<std::string_view> tests;
  for (const auto& condition : conditions)
    if (std::find(tests.begin(), tests.end(), condition.test) == tests.end()) tests.push_back(condition.test);
  if (tests.empty()) return;
  json.raw(",\"Condition\":{");
  for (const auto test : tests) {
    json.raw(test == tests.front() ? "" : ",");
    json.quoted(test);
    json.raw(":{");
    bool first = true;
    for (const auto& condition : conditions) {
      if (condition.test != test) continue;
      if (!first) json.raw(",");
      first = false;
      json.quoted(condition.key);
      json.raw(":");
      json.list(condition.values);
    }
    json.raw("}");
  }
  json.raw("}");
}

void write_statement(const Statement& statement, PolicyWriter& json) {
  json.raw("{\"Sid\":");
  json.quoted(statement.sid);
  json.raw(statement.allow ? ",\"Effect\":\"Allow\"" : ",\"Effect\":\"Deny\"");
  write_principals(statement.principals, json);
  json.raw(",\"Action\":");
  json.list(statement.actions);
  if (!statement.resources.empty()) {
    json.raw(",\"Resource\":");
    json.list(statement.resources);
  }
  write_conditions(statement.conditions, json);
  json.raw("}");
}

}  // namespace

tf::Value policy(const std::vector<Statement>& statements) {
  PolicyWriter json;
  json.raw("{\"Version\":\"2012-10-17\",\"Statement\":[");
  for (const auto& statement : statements) {
    if (&statement != &statements.front()) json.raw(",");
    write_statement(statement, json);
  }
  json.raw("]}");
  return json.take();
}

Statement trust_service_plainly(std::string_view service) {
  return {"AssumeRole", {"sts:AssumeRole"}, {}, {{"Service", {std::string(service) + ".amazonaws.com"}}}, {}};
}

Statement trust_service(const Stack& stack, std::string_view service) {
  auto statement = trust_service_plainly(service);
  statement.conditions.push_back({"StringEquals", "aws:SourceAccount", {stack.account()}});
  return statement;
}

std::string_view partition_of(std::string_view region) {
  if (region.starts_with("cn-")) return "aws-cn";
  return region.starts_with("us-gov-") ? "aws-us-gov" : "aws";
}

std::string arn(const Stack& stack, std::string_view service, std::string_view rest) {
  return fmt::format("arn:{}:{}:{}:{}:{}", partition_of(stack.region()), service, stack.region(), stack.account(),
                     rest);
}

std::string aws_arn(const Stack& stack, std::string_view service, std::string_view rest) {
  return fmt::format("arn:{}:{}::aws:{}", partition_of(stack.region()), service, rest);
}

tf::Resource& lower_role(Stack& stack, std::string_view purpose, const std::vector<Statement>& trust,
                         std::string_view description, Span span) {
  return stack.add("aws_iam_role", purpose, span,
                   {{"name", stack.name("managed_identity", purpose, -1, span)},
                    {"description", description},
                    {"assume_role_policy", policy(trust)}});
}

tf::Resource& lower_role_policy(Stack& stack, std::string_view label, const tf::Resource& role,
                                const std::vector<Statement>& statements, Span span) {
  return stack.add("aws_iam_role_policy", label, span,
                   {{"name", std::string(label)}, {"role", role["id"]}, {"policy", policy(statements)}});
}

}  // namespace aurora::aws
