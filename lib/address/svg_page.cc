#include "address/svg_page.h"

#include <fmt/format.h>

namespace aurora::address_map {
namespace {

/// Hues of Okabe and Ito, which people with any colour vision tell apart; what is not in use is hatched besides.
constexpr std::string_view kStyle = R"(
svg{--bg:#fff;--ink:#1b1f24;--soft:#59636e;--line:#c4ccd4;--free:#f5f7f9;--net:#e3eef8;--edge:#0b5c8f;--sub:#a6d0ee;--use:#2b8ac9;
--pod:#b2e0d2;--podu:#009e73;--svc:#f3d08a;--keep:#56b4e9;--res:#d55e00;--out:#6e7781;--tomb:#a8508a}
@media(prefers-color-scheme:dark){svg{--bg:#0d1117;--ink:#e6edf3;--soft:#9aa4af;--line:#3a424c;--free:#161b22;--net:#10243a;
--edge:#58b4f0;--sub:#174468;--use:#2a7fb8;--pod:#0f3f33;--podu:#0a8564;--svc:#6b4e10;--keep:#3f94c4;--res:#e8803c;--out:#8b949e;--tomb:#c97bb0}}
text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;fill:var(--ink)}
.h{font-family:system-ui,"Segoe UI",Roboto,"Helvetica Neue","DejaVu Sans",sans-serif;font-weight:600}
.b{font-family:system-ui,"Segoe UI",Roboto,"Helvetica Neue","DejaVu Sans",sans-serif}.d{fill:var(--soft)}
.l{paint-order:stroke;stroke:var(--bg);stroke-width:3px;stroke-linejoin:round;stroke-opacity:.9}
.a{fill:var(--bg)}.f{fill:var(--free);stroke:var(--line)}.n{fill:var(--net);stroke:var(--edge)}
.s{fill:var(--sub);stroke:var(--bg)}.u{fill:var(--use)}.p{fill:var(--pod);stroke:var(--podu)}.q{fill:var(--podu)}
.v{fill:var(--svc);stroke:var(--line)}.k{fill:url(#k);stroke:var(--keep)}.r{fill:url(#r);stroke:var(--res)}
.o{fill:url(#o);stroke:var(--out)}.x{fill:url(#x);stroke:var(--tomb)}.e{fill:none;stroke:var(--soft);stroke-dasharray:5 3}
.c{fill:none;stroke:var(--ink);stroke-width:1.6px}.g{fill:var(--line)}
)";

constexpr std::string_view kPatterns =
    R"svg(<defs><pattern id="k" width="8" height="8" patternUnits="userSpaceOnUse"><path d="M0 0h8v8H0z" fill="var(--bg)"/><path d="M0 4h8" stroke="var(--keep)" stroke-width=".9" stroke-opacity=".6"/></pattern>
<pattern id="r" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0h7v7H0z" fill="var(--bg)"/><path d="M0 0v7" stroke="var(--res)" stroke-width="2" stroke-opacity=".7"/></pattern>
<pattern id="o" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><path d="M0 0h7v7H0z" fill="var(--bg)"/><path d="M0 0v7" stroke="var(--out)" stroke-width="2"/></pattern>
<pattern id="x" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0h8v8H0z" fill="var(--bg)"/><path d="M0 0v8M0 0h8" stroke="var(--tomb)" stroke-width="1.6"/></pattern></defs>
)svg";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (byte < 0x20 && c != '\n' && c != '\t')
      out += ' ';  // XML has no place for them
    else
      out += c;
  }
  return out;
}

/// Two decimals at most: coordinates are halves of halves, so nothing depends on the machine.
std::string number(double value) {
  auto text = fmt::format("{:.2f}", value);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

constexpr double kAdvance = 0.602;  // of fixed-width fonts, in sizes

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

}  // namespace

double text_width(std::string_view text, double size) {
  return static_cast<double>(characters(text)) * size * kAdvance;
}

std::string fitted(std::string_view text, double width, double size) {
  if (text_width(text, size) <= width) return std::string(text);
  const auto room = static_cast<std::size_t>(std::max(0.0, width / (size * kAdvance)));
  if (room < 5) return {};
  std::size_t bytes = 0;
  for (std::size_t seen = 0; bytes < text.size(); ++bytes) {
    if ((static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) continue;
    if (++seen == room) break;
  }
  return std::string(text.substr(0, bytes)) + "…";
}

void SvgPage::rectangle(const Box& box, std::string_view style, std::string_view tooltip) {
  body_ += fmt::format(R"(<rect class="{}" x="{}" y="{}" width="{}" height="{}")", style, number(box.x), number(box.y),
                       number(std::max(box.w, 0.0)), number(std::max(box.h, 0.0)));
  body_ += tooltip.empty() ? "/>\n" : fmt::format("><title>{}</title></rect>\n", escaped(tooltip));
}

void SvgPage::text(double x, double y, double size, std::string_view style, std::string_view text) {
  if (text.empty()) return;
  body_ += fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\" font-size=\"{}\">{}</text>\n", style, number(x), number(y),
                       number(size), escaped(text));
}

std::string SvgPage::finish(double height, std::string_view title) const {
  const auto w = number(width_), h = number(height);
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\">\n"
      "<title>{2}</title>\n<style>{3}</style>\n{4}<rect class=\"a\" width=\"{0}\" height=\"{1}\"/>\n"
      "{5}</svg>\n",
      w, h, escaped(title), kStyle, kPatterns, body_);
}

}  // namespace aurora::address_map
