#include "protocol/protocol.h"

#include "protocol/check_facts.h"

namespace aurora::protocol {
namespace {

template <typename T>
std::string to_text(const T& message) {
  tf::JsonWriter json(tf::JsonWriter::Layout::Compact);
  Writer(json).write(message);
  return json.take();
}

}  // namespace

std::string describe_request(std::string_view cloud) {
  return to_text(Request{kFormatVersion, "describe", std::string(cloud)});
}

std::string lower_request(const Plan& plan, const std::vector<const Environment*>& environments, std::string_view cloud,
                          SpanLimits& spans) {
  LowerRequest request;
  request.request = "lower";
  request.cloud = cloud;
  for (const auto* environment : environments) request.environments.push_back(environment->key);
  request.platform = plan.platform;
  request.addresses = plan.addresses;
  request.connectivity = plan.connectivity;
  request.lock = plan.lock;
  tf::JsonWriter json(tf::JsonWriter::Layout::Compact);
  Writer writer(json);
  writer.write(request);
  spans = writer.spans();
  return json.take();
}

int format_version_of(const tf::Value& message) {
  const auto* entries = message.get_if<tf::Object>();
  if (entries == nullptr) throw Malformed{"/", "an object is wanted"};
  for (const auto& [key, value] : *entries) {
    if (key != "format_version") continue;
    const auto* number = value.get_if<std::int64_t>();
    if (number != nullptr && *number > 0 && *number < 1'000'000) return static_cast<int>(*number);
    throw Malformed{"/format_version", "a small integer is wanted"};
  }
  throw Malformed{"/", "`format_version` is missing"};
}

AnyRequest read_request(const tf::Value& message) {
  AnyRequest any;
  std::string_view kind;
  if (const auto* entries = message.get_if<tf::Object>())
    for (const auto& [key, value] : *entries)
      if (const auto* text = value.get_if<std::string>(); text != nullptr && key == "request") kind = *text;
  Arena unused;
  if (kind == "lower") {
    auto& request = any.to_lower.emplace();
    Reader(request.arena).read(message, request);
    any.request = request;
  } else {
    Reader(unused).read(message, any.request);
    if (kind != "describe") throw Malformed{"/request", "`describe` or `lower` is wanted"};
  }
  return any;
}

std::string answer_text(const Description& description) { return to_text(description); }
std::string answer_text(const LowerAnswer& answer) { return to_text(answer); }

Description read_description(const tf::Value& message) {
  Description description;
  Reader(description.arena).read(message, description);
  check_facts(description.facts);
  check_providers(description.providers);
  return description;
}

LowerAnswer read_lower_answer(const tf::Value& message, const SpanLimits& spans, NameSource name) {
  LowerAnswer answer;
  Arena unused;  // nothing in an answer is a view
  Reader reader(unused, &spans);
  reader.name = std::move(name);
  reader.read(message, answer);
  return answer;
}

}  // namespace aurora::protocol
