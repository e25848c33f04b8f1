#pragma once

#include <cstdint>
#include <utility>

namespace aurora {

/// A file that the `SourceMap` knows. 0 means "no file".
using FileId = std::uint32_t;

/// A range of bytes in one file, `begin` included and `end` excluded. Line and column are computed
/// by the `SourceMap`, and only when a diagnostic is drawn.
struct Span {
  FileId file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool known() const { return file != 0; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// A value and the place it was written at. A value that the compiler derived has the span of what
/// it was derived from, or an unknown one.
template <typename T>
struct Located {
  T value{};
  Span span{};
};

}  // namespace aurora
