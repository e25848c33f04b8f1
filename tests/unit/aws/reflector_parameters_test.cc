#include "aws/reflector_parameters.h"

#include <algorithm>

#include "unit/aws/network_fixture.h"

namespace aurora::aws {
namespace {

using aws_test::Result;

/// The parts without the lines before them, and expressions as `<code>`.
std::string joined(const std::vector<tf::Template>& parts) {
  std::string all;
  for (const auto& part : parts) {
    std::string text;
    for (const auto& piece : part.parts)
      text += std::holds_alternative<std::string>(piece) ? std::get<std::string>(piece)
                                                         : "<" + std::get<tf::Expression>(piece).code() + ">";
    all += text.substr(text.find('\n') + 1);
  }
  return all;
}

std::size_t bytes_of(const tf::Template& part) {
  std::size_t bytes = 0;
  for (const auto& piece : part.parts)
    bytes += std::holds_alternative<std::string>(piece) ? std::get<std::string>(piece).size() : 15;
  return bytes;
}

tf::Template text_of(int lines) {
  tf::Template text;
  for (int i = 0; i < lines; ++i) {
    text.parts.emplace_back(" neighbor ");
    text.parts.emplace_back(tf::Expression::raw("endpoint_" + std::to_string(i)));
    text.parts.emplace_back(" remote-as " + std::to_string(i) + "\n");
  }
  text.parts.emplace_back("end");
  return text;
}

}  // namespace

TEST_CASE("AWS: parts of a configuration fit a parameter however badly they are compressed", "[aws]") {
  for (const int lines : {0, 1, 10, 150, 1000, 3000}) {
    INFO(lines);
    const auto text = text_of(lines);
    const auto parts = parameter_parts(text, "0123456789abcdef");
    std::string whole;
    for (const auto& piece : text.parts)
      whole += std::holds_alternative<std::string>(piece) ? std::get<std::string>(piece)
                                                          : "<" + std::get<tf::Expression>(piece).code() + ">";
    CHECK(joined(parts) == whole);
    CHECK((lines <= 150) == (parts.size() == 1));
    for (std::size_t i = 0; i < parts.size(); ++i) {
      CHECK(bytes_of(parts[i]) + 23 <= 8192 / 4 * 3);
      const auto head =
          "part " + std::to_string(i + 1) + " of " + std::to_string(parts.size()) + " version 0123456789abcdef\n";
      CHECK(std::get<std::string>(parts[i].parts.front()).starts_with(head));
    }
  }
}

TEST_CASE("AWS: a reflector with many neighbours has many parameters, and the same cloud-init", "[aws]") {
  const auto platform = [](int clusters) {
    std::string more;
    for (int i = 1; i <= clusters; ++i)
      more += "      gen-dev-cc1-" + std::string(i < 10 ? "0" : "") + std::to_string(i) + ": { <<: *dev }\n";
    auto result = aws_test::compiled(aws_test::platform_text("{ egress: nat }", more));
    REQUIRE(result.said().find("error") == std::string::npos);
    return result;
  };
  const auto few = platform(0), many = platform(24);
  const auto parts = [](const Result& result) {
    const auto labels = result.addresses("dev/hub", "aws_ssm_parameter");
    return std::count_if(labels.begin(), labels.end(),
                         [](const auto& label) { return label.starts_with("route-reflector-0-"); });
  };
  CHECK(parts(few) == 1);
  CHECK(parts(many) > 1);
  const auto reads = [](const Result& result) {
    return aws_test::text_of(result.resource("dev/hub", "aws_iam_role_policy.route-reflector"), "policy");
  };
  const auto user_data = [](const Result& result) {
    return aws_test::text_of(result.resource("dev/hub", "aws_instance.route-reflector-0"), "user_data");
  };
  CHECK(user_data(few) == user_data(many));
  CHECK(reads(few) == reads(many));
  const auto name = aws_test::text_of(many.resource("dev/hub", "aws_ssm_parameter.route-reflector-0-2"), "name");
  REQUIRE(name.ends_with("-0/2"));
  const auto path = name.substr(0, name.size() - 1);
  CHECK(reads(many).find(":parameter" + path + "*\"") != std::string::npos);
  CHECK(user_data(many).find("\\\"Name\\\":\\\"" + path + "$1\\\"") != std::string::npos);
}

}  // namespace aurora::aws
