#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aurora {

enum class IpFamily : std::uint8_t { V4, V6 };

/// An IPv4 or IPv6 address: `high` is 0 and `low` below 2^32 for IPv4.
struct IpAddress {
  IpFamily family = IpFamily::V4;
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  /// Strict: dotted quad without leading zeros, or RFC 4291 text; nothing else.
  static std::optional<IpAddress> parse(std::string_view text);
  /// RFC 5952 for IPv6.
  std::string to_string() const;
  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
};

/// An address range that is a power of two and aligned: a CIDR prefix. The host bits are zero.
struct Prefix {
  IpAddress address;
  int length = 32;

  /// `10.64.0.0/22`. Host bits that are set make it no prefix: see `parse_prefix` for the difference.
  static std::optional<Prefix> parse(std::string_view text);
  static Prefix host(IpAddress address);
  std::string to_string() const;

  bool is_v6() const { return address.family == IpFamily::V6; }
  int width() const { return is_v6() ? 128 : 32; }
  /// How many addresses: 2^(width - length), at most 2^63.
  std::uint64_t size() const;
  IpAddress first() const { return address; }
  IpAddress last() const;
  /// Address number `n` from its start; `n` must be below `size()`.
  IpAddress nth(std::uint64_t n) const;
  /// Sub-prefix number `n` of length `length`.
  Prefix child(int child_length, std::uint64_t n) const;
  bool contains(const IpAddress& other) const;
  bool contains(const Prefix& other) const;
  bool overlaps(const Prefix& other) const;
  friend auto operator<=>(const Prefix&, const Prefix&) = default;
};

/// What is wrong with a text that should be a prefix, in words fit for a diagnostic, and the nearest text
/// that would be right ("10.64.0.0/22" for "10.64.1.0/22"); both empty when nothing is.
struct PrefixError {
  std::string problem;
  std::string suggestion;
};
std::optional<Prefix> parse_prefix(std::string_view text, PrefixError& error);

/// The block of `length` that `prefix` lies in; `length` is at most its own.
Prefix enclosing(const Prefix& prefix, int length);
/// Sorted, without those that lie in another one.
std::vector<Prefix> disjoint(std::vector<Prefix> prefixes);
/// The fewest prefixes that cover the same addresses, sorted.
std::vector<Prefix> aggregate(std::vector<Prefix> prefixes);
/// The smallest length (largest block wanted) such that the block holds `addresses` addresses.
int length_for(std::uint64_t addresses, IpFamily family = IpFamily::V4);

}  // namespace aurora
