#pragma once

#include <string>
#include <string_view>

#include "address/map_layout.h"

namespace aurora::address_map {

/// Builds an SVG document. All text is escaped here, numbers have two decimals at most, and nothing refers to anything
/// outside of the file.
class SvgPage {
 public:
  explicit SvgPage(double width) : width_(width) {}

  /// A rectangle of a class of the style sheet; with `tooltip`, as its title. Borders lie inside.
  void rectangle(const Box& box, std::string_view style, std::string_view tooltip = {});
  /// Text from `x` with its base line at `y`.
  void text(double x, double y, double size, std::string_view style, std::string_view text);
  std::string finish(double height, std::string_view title) const;

 private:
  double width_;
  std::string body_;
};

/// What of `text` fits into `width` at `size`, with `…` for the rest; empty when hardly anything does.
std::string fitted(std::string_view text, double width, double size);
/// How wide `text` is in the fixed-width fonts that the page asks for.
double text_width(std::string_view text, double size);

}  // namespace aurora::address_map
