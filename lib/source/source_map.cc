#include "source/source_map.h"

#include <algorithm>

namespace aurora {

FileId SourceMap::add(std::string name, std::string text) {
  files_.push_back({std::move(name), std::move(text), {}});
  return static_cast<FileId>(files_.size());
}

std::string_view SourceMap::name(FileId file) const {
  return file == 0 || file > files_.size() ? std::string_view{} : files_[file - 1].name;
}

std::string_view SourceMap::text(FileId file) const {
  return file == 0 || file > files_.size() ? std::string_view{} : files_[file - 1].text;
}

std::string_view SourceMap::text(Span span) const {
  const auto all = text(span.file);
  if (span.begin >= all.size() || span.end <= span.begin) return {};
  return all.substr(span.begin, span.end - span.begin);
}

const std::vector<std::uint32_t>& SourceMap::line_starts(FileId file) const {
  const auto& entry = files_[file - 1];
  if (entry.line_starts.empty()) {
    entry.line_starts.push_back(0);
    for (std::size_t i = 0; i < entry.text.size(); ++i)
      if (entry.text[i] == '\n') entry.line_starts.push_back(static_cast<std::uint32_t>(i + 1));
  }
  return entry.line_starts;
}

Position SourceMap::position(FileId file, std::uint32_t offset) const {
  if (file == 0 || file > files_.size()) return {};
  const auto all = text(file);
  offset = std::min(offset, static_cast<std::uint32_t>(all.size()));
  const auto& starts = line_starts(file);
  const auto next = std::upper_bound(starts.begin(), starts.end(), offset);
  const auto line = static_cast<std::size_t>(next - starts.begin());
  std::size_t column = 1;
  for (auto i = starts[line - 1]; i < offset; ++i)
    if ((static_cast<unsigned char>(all[i]) & 0xC0U) != 0x80U) ++column;
  return {line, column};
}

std::string_view SourceMap::line(FileId file, std::size_t line) const {
  if (file == 0 || file > files_.size()) return {};
  const auto& starts = line_starts(file);
  if (line == 0 || line > starts.size()) return {};
  const auto all = text(file);
  const auto begin = starts[line - 1];
  auto end = line < starts.size() ? starts[line] - 1 : static_cast<std::uint32_t>(all.size());
  if (end > begin && all[end - 1] == '\r') --end;
  return all.substr(begin, end - begin);
}

}  // namespace aurora
