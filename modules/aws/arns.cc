#include "aws/arns.h"

#include <fmt/format.h>

#include <array>

#include "aws/iam.h"

namespace aurora::aws {

std::optional<Arn> parse_arn(std::string_view text) {
  std::array<std::string_view, 5> parts;  // `arn`, partition, service, region, account
  for (auto& part : parts) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    part = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (parts[0] != "arn" || !parts[1].starts_with("aws") || parts[2].empty() || text.empty()) return std::nullopt;
  return Arn{parts[2], parts[3], parts[4], text};
}

std::string account_arn(const Stack& stack, std::string_view service, std::string_view rest) {
  return fmt::format("arn:{}:{}::{}:{}", partition_of(stack.region()), service, stack.account(), rest);
}

bool is_principal_arn(std::string_view text) {
  const auto arn = parse_arn(text);
  if (!arn || arn->service != "iam" || arn->account.size() != 12) return false;
  return arn->resource.starts_with("role/") || arn->resource.starts_with("user/");
}

}  // namespace aurora::aws
