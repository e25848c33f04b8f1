#include "diagnostics/render_text.h"

#include <fmt/core.h>

#include <algorithm>

namespace aurora {
namespace {

constexpr std::size_t kWidth = 110;   // of a source line, before it is windowed
constexpr std::size_t kContext = 30;  // characters shown before the range in a windowed line

struct Palette {
  std::string_view error, warning, frame, bold, hint, off;
};
constexpr Palette kPlain{"", "", "", "", "", ""};
constexpr Palette kColors{"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1m", "\x1b[1;36m", "\x1b[0m"};

/// A code point and the columns it takes in a terminal.
struct Glyph {
  std::string bytes;
  std::size_t width = 1;
};

std::size_t width_of(std::uint32_t code) {
  const bool combining = (code >= 0x300 && code <= 0x36F) || code == 0x200D || (code >= 0xFE00 && code <= 0xFE0F);
  if (combining) return 0;
  const bool wide = (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF) ||
                    (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
                    (code >= 0xFF00 && code <= 0xFF60) || (code >= 0x1F300 && code <= 0x1FAFF);
  return wide ? 2 : 1;
}

/// Controls, and what turns the direction of text or is not seen at all.
bool is_control(std::uint32_t code) {
  const bool directs = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || directs || code == 0xFEFF;
}

/// The line as a terminal shows it: tabs as four spaces, control and invalid bytes as `?`.
std::vector<Glyph> glyphs_of(std::string_view line) {
  std::vector<Glyph> glyphs;
  for (std::size_t at = 0; at < line.size();) {
    const auto first = static_cast<unsigned char>(line[at]);
    std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 0;
    bool valid = length != 0 && at + length <= line.size();
    std::uint32_t code = length <= 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; valid && i < length; ++i) {
      const auto next = static_cast<unsigned char>(line[at + i]);
      valid = (next & 0xC0U) == 0x80U;
      code = code << 6U | (next & 0x3FU);
    }
    if (!valid) length = 1;
    if (line[at] == '\t') {
      glyphs.push_back({"    ", 4});
    } else if (!valid || is_control(code)) {
      glyphs.push_back({"?", 1});
    } else {
      glyphs.push_back({std::string(line.substr(at, length)), width_of(code)});
    }
    at += length;
  }
  return glyphs;
}

/// Text that quotes the spec, with nothing in it that a terminal would obey.
std::string clean(std::string_view text) {
  std::string out;
  for (const auto& glyph : glyphs_of(text)) out += glyph.bytes;
  return out;
}

class Renderer {
 public:
  Renderer(const SourceMap& sources, bool color) : sources_(sources), palette_(color ? kColors : kPlain) {}

  std::string take() { return std::move(out_); }

  void draw(const Diagnostic& diagnostic) {
    const bool error = diagnostic.severity == Severity::Error;
    const auto tone = error ? palette_.error : palette_.warning;
    const auto word = error ? "error" : diagnostic.severity == Severity::Warning ? "warning" : "note";
    out_ += fmt::format("{}{}[AUR{:04}]{}{}: {}{}\n", tone, word, diagnostic.code, palette_.off, palette_.bold,
                        clean(diagnostic.message), palette_.off);
    const auto gutter = gutter_width(diagnostic);
    place(diagnostic.span, "", gutter, "-->", '^', tone);
    for (const auto& related : diagnostic.related)
      place(related.span, related.text, gutter, ":::", '-', palette_.frame);
    for (const auto& hint : diagnostic.hints)
      out_ +=
          fmt::format("{:{}} {}= {}hint{}: {}\n", "", gutter, palette_.frame, palette_.hint, palette_.off, clean(hint));
    out_ += "\n";
  }

  void count(std::size_t errors, std::size_t warnings) {
    const auto some = [](std::size_t number, std::string_view thing) {
      return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
    };
    if (errors + warnings == 0) return;
    out_ += errors == 0     ? some(warnings, "warning")
            : warnings == 0 ? some(errors, "error")
                            : some(errors, "error") + ", " + some(warnings, "warning");
    out_ += "\n";
  }

 private:
  std::size_t gutter_width(const Diagnostic& diagnostic) const {
    std::size_t last = 1;
    const auto consider = [&](Span span) {
      if (span.known()) last = std::max(last, sources_.position(span.file, span.begin).line);
    };
    consider(diagnostic.span);
    for (const auto& related : diagnostic.related) consider(related.span);
    return std::to_string(last).size();
  }

  void place(Span span, const std::string& text, std::size_t gutter, std::string_view arrow, char mark,
             std::string_view tone) {
    if (!span.known()) {
      if (!text.empty()) out_ += fmt::format("{:{}} {}={} {}\n", "", gutter, palette_.frame, palette_.off, clean(text));
      return;
    }
    const auto begin = sources_.position(span.file, span.begin);
    out_ += fmt::format("{:{}}{}{}{} {}:{}:{}\n", "", gutter, palette_.frame, arrow, palette_.off,
                        sources_.name(span.file), begin.line, begin.column);
    const auto line = sources_.line(span.file, begin.line);
    if (line.empty() && text.empty()) return;
    auto [shown, before, marked] = excerpt(line, span, begin);
    const auto bar = fmt::format("{}|{}", palette_.frame, palette_.off);
    out_ += fmt::format("{:{}} {}\n", "", gutter, bar);
    out_ += fmt::format("{}{:>{}}{} {} {}\n", palette_.frame, begin.line, gutter, palette_.off, bar, shown);
    out_ += fmt::format("{:{}} {} {:{}}{}{}{}{}{}\n", "", gutter, bar, "", before, tone, std::string(marked, mark),
                        text.empty() ? "" : " ", clean(text), palette_.off);
  }

  struct Excerpt {
    std::string shown;
    std::size_t before = 0, marked = 1;  ///< columns
  };

  /// The line, windowed when it is long, and where the marks stand under it.
  Excerpt excerpt(std::string_view line, Span span, Position begin) const {
    const auto glyphs = glyphs_of(line);
    const auto end = sources_.position(span.file, std::max(span.end, span.begin));
    const auto first = std::min(begin.column - 1, glyphs.size());
    const auto last = std::clamp(end.line == begin.line ? end.column - 1 : glyphs.size(), first, glyphs.size());
    const auto from = glyphs.size() > kWidth && first > kContext ? first - kContext : 0;
    const auto to = std::min(glyphs.size(), from + kWidth);
    Excerpt result{from > 0 ? "..." : "", from > 0 ? 3U : 0U, 0};
    for (auto i = from; i < to; ++i) {
      result.shown += glyphs[i].bytes;
      if (i < first) result.before += glyphs[i].width;
      if (i >= first && i < last) result.marked += glyphs[i].width;
    }
    if (to < glyphs.size()) result.shown += "...";
    result.marked = std::max<std::size_t>(result.marked, 1);
    return result;
  }

  const SourceMap& sources_;
  const Palette& palette_;
  std::string out_;
};

}  // namespace

std::string render_text(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources, bool color) {
  Renderer renderer(sources, color);
  std::size_t errors = 0;
  std::size_t warnings = 0;
  for (const auto& diagnostic : diagnostics) {
    renderer.draw(diagnostic);
    errors += diagnostic.severity == Severity::Error ? 1 : 0;
    warnings += diagnostic.severity == Severity::Warning ? 1 : 0;
  }
  renderer.count(errors, warnings);
  return renderer.take();
}

}  // namespace aurora
