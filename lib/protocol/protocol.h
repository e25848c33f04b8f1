#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/messages.h"
#include "protocol/read.h"

// Messages to text and back. What reads throws `Malformed` for a message that is not as the protocol wants it.

namespace aurora::protocol {

/// `{"format_version":1,"request":"describe","cloud":"openstack"}`
std::string describe_request(std::string_view cloud);
/// The whole plan. `spans` becomes what an answer may point to.
std::string lower_request(const Plan& plan, const std::vector<const Environment*>& environments, std::string_view cloud,
                          SpanLimits& spans);

/// The version that a message says it is of; throws when it says none.
int format_version_of(const tf::Value& message);
/// What is asked for, and of whom. `to_lower` is there when it is `lower`.
struct AnyRequest {
  Request request;
  std::optional<LowerRequest> to_lower;
};
AnyRequest read_request(const tf::Value& message);

std::string answer_text(const Description& description);
std::string answer_text(const LowerAnswer& answer);

/// Checks the tables too: what the engines take for granted of them.
Description read_description(const tf::Value& message);
/// `name` makes the names that values ask for.
LowerAnswer read_lower_answer(const tf::Value& message, const SpanLimits& spans, NameSource name);

}  // namespace aurora::protocol
