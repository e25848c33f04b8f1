#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace aurora {

/// SHA-256 (FIPS 180-4), fed in pieces.
class Sha256 {
 public:
  void update(std::string_view bytes);
  /// The digest of all that was fed; call it once.
  std::array<std::uint8_t, 32> finish();

 private:
  void block(const std::uint8_t* bytes);
  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> pending_{};
  std::size_t pending_size_ = 0;
  std::uint64_t length_ = 0;  // bytes
};

/// The SHA-256 of `text` as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view text);

/// The first 64 bits of the SHA-256 of `text`: the same on every machine and in every release, so names
/// and labels may be made from it.
std::uint64_t digest64(std::string_view text);

/// `digest64` as 16 lower-case hexadecimal digits.
std::string digest64_hex(std::string_view text);

}  // namespace aurora
