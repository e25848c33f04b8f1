#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace aurora {

/// A place as people count it: both start at 1; `column` counts Unicode code points.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// Owns the text of every file that was read, so that views into it stay valid.
class SourceMap {
 public:
  /// Keeps `text` under `name` (the path as the user wrote it, or `<stdin>`).
  FileId add(std::string name, std::string text);

  std::string_view name(FileId file) const;
  std::string_view text(FileId file) const;
  /// The bytes of `span`; empty when it is unknown.
  std::string_view text(Span span) const;

  /// Where byte `offset` stands.
  Position position(FileId file, std::uint32_t offset) const;
  /// Line `line` (from 1) without its line break; empty past the end.
  std::string_view line(FileId file, std::size_t line) const;
  std::size_t size() const { return files_.size(); }

 private:
  struct File {
    std::string name;
    std::string text;
    mutable std::vector<std::uint32_t> line_starts;  // filled on first use
  };
  const std::vector<std::uint32_t>& line_starts(FileId file) const;
  std::deque<File> files_;
};

}  // namespace aurora
