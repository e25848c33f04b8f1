#include "address/cidr.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

// Addresses are two 64-bit halves; an IPv4 address lives in the low 32 bits of `low`. Everything here is
// arithmetic on those halves, so the engine above never asks which family it works with.
namespace aurora {
namespace {

constexpr std::uint64_t kAllOnes = ~std::uint64_t{0};

/// The bits of an address behind the first `length`: what must be zero in a prefix.
struct HostBits {
  std::uint64_t high, low;
};

constexpr std::uint64_t low_ones(int count) {
  return count <= 0 ? 0 : count >= 64 ? kAllOnes : (std::uint64_t{1} << count) - 1;
}

HostBits host_bits(IpFamily family, int length) {
  const int bits = (family == IpFamily::V6 ? 128 : 32) - length;
  return {low_ones(bits - 64), low_ones(bits)};
}

IpAddress without(IpAddress address, HostBits bits) {
  address.high &= ~bits.high;
  address.low &= ~bits.low;
  return address;
}

/// A decimal number without sign or leading zeros, at most `limit`.
std::optional<int> decimal(std::string_view text, int limit) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (value > limit) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> parse_v4(std::string_view text) {
  std::uint64_t value = 0;
  for (int part = 0; part < 4; ++part) {
    const auto dot = part < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) return std::nullopt;
    const auto octet = decimal(text.substr(0, dot), 255);
    if (!octet) return std::nullopt;
    value = value << 8 | static_cast<std::uint64_t>(*octet);
    text.remove_prefix(part < 3 ? dot + 1 : dot);
  }
  return value;
}

std::optional<std::uint16_t> parse_group(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return std::nullopt;
    value = value << 4 | static_cast<unsigned>(digit);
  }
  return static_cast<std::uint16_t>(value);
}

/// The groups of one side of `::`; a dotted quad may stand last when `quad` is set.
bool parse_groups(std::string_view text, bool quad, std::vector<std::uint16_t>& out) {
  if (text.empty()) return true;
  for (;;) {
    const auto colon = text.find(':');
    const auto group = text.substr(0, colon);
    if (colon == std::string_view::npos && quad && group.find('.') != std::string_view::npos) {
      const auto v4 = parse_v4(group);
      if (!v4) return false;
      out.push_back(static_cast<std::uint16_t>(*v4 >> 16));
      out.push_back(static_cast<std::uint16_t>(*v4 & 0xffff));
      return true;
    }
    const auto value = parse_group(group);
    if (!value) return false;
    out.push_back(*value);
    if (colon == std::string_view::npos) return true;
    text.remove_prefix(colon + 1);
  }
}

std::optional<IpAddress> parse_v6(std::string_view text) {
  std::vector<std::uint16_t> head, tail;
  const auto gap = text.find("::");
  const bool has_gap = gap != std::string_view::npos;
  if (!parse_groups(text.substr(0, gap), !has_gap, head)) return std::nullopt;
  if (has_gap && !parse_groups(text.substr(gap + 2), true, tail)) return std::nullopt;
  const auto given = head.size() + tail.size();
  if (has_gap ? given > 7 : given != 8) return std::nullopt;
  head.resize(8 - tail.size(), 0);
  head.insert(head.end(), tail.begin(), tail.end());
  IpAddress address{IpFamily::V6, 0, 0};
  for (std::size_t i = 0; i < 8; ++i) {
    auto& half = i < 4 ? address.high : address.low;
    half = half << 16 | head[i];
  }
  return address;
}

std::string v6_text(const IpAddress& address) {
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < 8; ++i)
    groups[i] = static_cast<unsigned>((i < 4 ? address.high : address.low) >> (48 - 16 * (i % 4)) & 0xffff);
  std::size_t gap = 8, gap_size = 1;  // the first longest run of zeros, two groups or more
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t run = 0;
    while (i + run < 8 && groups[i + run] == 0) ++run;
    if (run > gap_size) gap = i, gap_size = run;
  }
  std::string text;
  for (std::size_t i = 0; i < 8;) {
    if (i == gap) {
      text += "::";
      i += gap_size;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    text += fmt::format("{:x}", groups[i++]);
  }
  return text;
}

/// A suggestion for a quad with leading zeros: the same octets in decimal, when they are octets.
std::string without_zeros(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto zeros = std::min(text.find_first_not_of('0'), text.size());
    const bool keep = zeros == text.size() || text[zeros] < '0' || text[zeros] > '9';
    text.remove_prefix(zeros - (zeros > 0 && keep ? 1 : 0));
    const auto end = std::min(text.find_first_of("./"), text.size());
    out += text.substr(0, end);
    if (end < text.size()) out += text[end];
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return parse_v6(text);
  if (const auto v4 = parse_v4(text)) return IpAddress{IpFamily::V4, 0, *v4};
  return std::nullopt;
}

std::string IpAddress::to_string() const {
  if (family == IpFamily::V6) return v6_text(*this);
  return fmt::format("{}.{}.{}.{}", low >> 24 & 255, low >> 16 & 255, low >> 8 & 255, low & 255);
}

std::optional<Prefix> Prefix::parse(std::string_view text) {
  PrefixError ignored;
  return parse_prefix(text, ignored);
}

Prefix Prefix::host(IpAddress address) { return {address, address.family == IpFamily::V6 ? 128 : 32}; }

std::string Prefix::to_string() const { return fmt::format("{}/{}", address.to_string(), length); }

std::uint64_t Prefix::size() const { return std::uint64_t{1} << std::min(width() - length, 63); }

IpAddress Prefix::last() const {
  const auto bits = host_bits(address.family, length);
  return {address.family, address.high | bits.high, address.low | bits.low};
}

IpAddress Prefix::nth(std::uint64_t n) const {
  IpAddress result = address;
  result.low += n;
  if (is_v6() && result.low < n) ++result.high;
  return result;
}

Prefix Prefix::child(int child_length, std::uint64_t n) const {
  const int shift = width() - child_length;
  Prefix result{address, child_length};
  if (shift >= 64) {
    result.address.high += n << (shift - 64);
  } else {
    // Bits of `n` that leave the low half when shifted belong to the high one.
    if (is_v6() && shift > 0) result.address.high += n >> (64 - shift);
    const auto before = result.address.low;
    result.address.low += n << shift;
    if (is_v6() && result.address.low < before) ++result.address.high;
  }
  return result;
}

bool Prefix::contains(const IpAddress& other) const {
  return other.family == address.family && without(other, host_bits(address.family, length)) == address;
}

bool Prefix::contains(const Prefix& other) const { return other.length >= length && contains(other.address); }

bool Prefix::overlaps(const Prefix& other) const { return contains(other) || other.contains(*this); }

std::optional<Prefix> parse_prefix(std::string_view text, PrefixError& error) {
  error = {};
  const auto slash = text.find('/');
  const auto address = IpAddress::parse(text.substr(0, slash));
  if (!address) {
    error.problem = "it does not start with an IP address";
    const auto decimal_form = without_zeros(text);
    PrefixError ignored;
    if (decimal_form != text && parse_prefix(decimal_form, ignored)) {
      error = {"an octet has a leading zero, which some programs read as octal", decimal_form};
    }
    return std::nullopt;
  }
  const int width = address->family == IpFamily::V6 ? 128 : 32;
  if (slash == std::string_view::npos) {
    error = {"the prefix length is missing", fmt::format("{}/{}", text, width)};
    return std::nullopt;
  }
  const auto length = decimal(text.substr(slash + 1), width);
  if (!length) {
    error.problem = fmt::format("the prefix length is not a number from 0 to {}", width);
    return std::nullopt;
  }
  const auto bits = host_bits(address->family, *length);
  const Prefix prefix{without(*address, bits), *length};
  if (prefix.address != *address) {
    error = {fmt::format("`{}` is not the first address of a /{}", address->to_string(), *length), prefix.to_string()};
    return std::nullopt;
  }
  return prefix;
}

Prefix enclosing(const Prefix& prefix, int length) {
  Prefix block = prefix;
  block.length = length;
  const int bits = prefix.width() - length;
  block.address.low = bits >= 64 ? 0 : prefix.address.low >> bits << bits;
  if (bits > 64) block.address.high = bits == 128 ? 0 : prefix.address.high >> (bits - 64) << (bits - 64);
  return block;
}

std::vector<Prefix> disjoint(std::vector<Prefix> prefixes) {
  std::sort(prefixes.begin(), prefixes.end());
  std::vector<Prefix> result;
  for (const auto& prefix : prefixes)
    if (result.empty() || !result.back().contains(prefix)) result.push_back(prefix);
  return result;
}

std::vector<Prefix> aggregate(std::vector<Prefix> prefixes) {
  std::sort(prefixes.begin(), prefixes.end());
  std::vector<Prefix> out;
  for (const auto& prefix : prefixes) {
    if (!out.empty() && out.back().contains(prefix)) continue;
    out.push_back(prefix);
    while (out.size() > 1) {  // two halves of a block become the block
      const auto& low = out[out.size() - 2];
      const auto& high = out.back();
      if (low.length != high.length || low.length == 0) break;
      const Prefix whole{low.address, low.length - 1};
      if (!whole.contains(high) || without(low.address, host_bits(low.address.family, whole.length)) != low.address)
        break;
      out.pop_back();
      out.back() = whole;
    }
  }
  return out;
}

int length_for(std::uint64_t addresses, IpFamily family) {
  int bits = 0;
  while (bits < 63 && (std::uint64_t{1} << bits) < addresses) ++bits;
  if (bits == 63 && addresses > (std::uint64_t{1} << 63)) bits = 64;
  return std::max(0, (family == IpFamily::V6 ? 128 : 32) - bits);
}

}  // namespace aurora
