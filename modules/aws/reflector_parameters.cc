#include "aws/reflector_parameters.h"

#include <fmt/format.h>

#include <utility>

namespace aurora::aws {
namespace {

/// A parameter has 8 KiB at most (docs.aws.amazon.com, "Managing parameter tiers"), as base64: 6144 bytes. What cannot
/// be compressed at all grows by 23 bytes (RFC 1951 and 1952: the header, the end, one stored block), and the line
/// before a part has fewer than 70. So every part fits, whatever is in it; a usual one is compressed to a fifth and
/// stays within the 4 KiB that cost nothing.
constexpr std::size_t most_bytes = 6000;
/// What stands in the text for an address that AWS gives: an IPv4 address of any length.
constexpr std::size_t longest_address = 15;

/// Lines that are gathered into parts. A line is never cut.
class Parts {
 public:
  void add(std::string_view text) {
    while (!text.empty()) {
      const auto end = text.find('\n');
      const auto head = text.substr(0, end == text.npos ? end : end + 1);
      append(line_, std::string(head));
      line_bytes_ += head.size();
      if (end != text.npos) end_line();
      text.remove_prefix(head.size());
    }
  }

  void add(const tf::Expression& address) {
    line_.parts.emplace_back(address);
    line_bytes_ += longest_address;
  }

  std::vector<tf::Template> finish() {
    end_line();
    end_part();
    return std::move(parts_);
  }

 private:
  static void append(tf::Template& to, std::variant<std::string, tf::Expression> part) {
    auto* text = std::get_if<std::string>(&part);
    auto* before = to.parts.empty() ? nullptr : std::get_if<std::string>(&to.parts.back());
    if (text != nullptr && before != nullptr)
      *before += *text;
    else
      to.parts.push_back(std::move(part));
  }

  void end_line() {
    if (bytes_ + line_bytes_ > most_bytes) end_part();
    for (auto& part : line_.parts) append(part_, std::move(part));
    bytes_ += std::exchange(line_bytes_, 0);
    line_.parts.clear();
  }

  void end_part() {
    if (!part_.parts.empty()) parts_.push_back(std::exchange(part_, {}));
    bytes_ = 0;
  }

  tf::Template line_, part_;
  std::size_t line_bytes_ = 0, bytes_ = 0;
  std::vector<tf::Template> parts_;
};

std::string suffix_of(std::string_view region) {
  return region.starts_with("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
}

/// Signed by curl itself (7.75 and later) with the keys of the instance's role, which the metadata service gives out
/// for a token: docs.aws.amazon.com, "Retrieve security credentials from instance metadata". The answers are flat JSON
/// with plain values. A change that is being applied is in some parts and not yet in others: it is left for a minute.
constexpr std::string_view shell = R"sh(metadata=http://169.254.169.254/latest
token=$(curl -sf --noproxy '*' -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$metadata/api/token")
ask() {{
  curl -sf --noproxy '*' --max-time 20 -H "X-aws-ec2-metadata-token: $token" \
    "$metadata/meta-data/iam/security-credentials/$1"
}}
keys=$(ask "$(ask '')" | tr -d '\n')
key() {{ printf '%s' "$keys" | sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"; }}
part() {{
  curl -sSf --max-time 20 --aws-sigv4 'aws:amz:{region}:ssm' \
    --user "$(key AccessKeyId):$(key SecretAccessKey)" -H "X-Amz-Security-Token: $(key Token)" \
    -H 'X-Amz-Target: AmazonSSM.GetParameter' -H 'Content-Type: application/x-amz-json-1.1' \
    -d "{{\"Name\":\"{parameter}/$1\"}}" 'https://ssm.{region}.{suffix}/' \
    | tr -d '\n' | sed -n 's/.*"Value" *: *"\([^"]*\)".*/\1/p' | base64 -d | gunzip
}}
configuration() {{
  number=1 count=1 version=
  while [ "$number" -le "$count" ]; do
    text=$(part "$number")
    set -- $(printf '%s\n' "$text" | head -n 1)
    count=$4
    if [ "${{version:=$6}}" != "$6" ]; then echo 'a change is being applied' >&2; return 1; fi
    printf '%s\n' "$text" | tail -n +2
    number=$((number + 1))
  done
}}
)sh";

}  // namespace

std::vector<tf::Template> parameter_parts(const tf::Template& text, std::string_view version) {
  Parts lines;
  for (const auto& part : text.parts) std::visit([&](const auto& one) { lines.add(one); }, part);
  auto parts = lines.finish();
  for (std::size_t i = 0; i < parts.size(); ++i)
    parts[i].parts.insert(parts[i].parts.begin(),
                          fmt::format("part {} of {} version {}\n", i + 1, parts.size(), version));
  return parts;
}

std::string parameter_shell(std::string_view region, std::string_view parameter) {
  return fmt::format(fmt::runtime(shell), fmt::arg("region", region), fmt::arg("parameter", parameter),
                     fmt::arg("suffix", suffix_of(region)));
}

}  // namespace aurora::aws
