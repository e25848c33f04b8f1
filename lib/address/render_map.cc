#include "address/render_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "address/map_layout.h"
#include "address/svg_page.h"

// The page is a column of chapters, one for each pool: what it is, how full it is, the whole of it, and close-ups.
namespace aurora {
namespace {

using address_map::Box;
using address_map::Chapter;
using address_map::Item;
using address_map::Map;
using address_map::SvgPage;
using Kind = Item::Kind;

constexpr double kMargin = 28, kGap = 20;
constexpr double kWidth = 1600, kInner = kWidth - 2 * kMargin;
constexpr double kWholeHeight = kInner / 4;              ///< of the map of a pool
constexpr double kFramedHeight = kInner / 8;             ///< of one that has close-ups
constexpr double kCloseWidth = (kInner - kGap) / 2;      ///< two beside each other
constexpr double kSmallWidth = (kInner - 3 * kGap) / 4;  ///< of what is in no pool, four beside each other
constexpr double kHeader = 15;                           ///< of a network, for its name

struct Look {
  Kind kind;
  std::string_view style, used_style, legend;
};
constexpr std::array<Look, 10> looks{{{Kind::Network, "n", "", "network, with its free part"},
                                      {Kind::Subnet, "s", "u", "subnet, filled as far as it is used"},
                                      {Kind::Pods, "p", "q", "pods, filled as far as they are used"},
                                      {Kind::Services, "v", "", "services"},
                                      {Kind::Headroom, "k", "", "kept for a network to grow"},
                                      {Kind::Tombstone, "x", "", "at rest, until released"},
                                      {Kind::Reserved, "r", "", "reserved"},
                                      {Kind::Outside, "o", "", "outside network"},
                                      {Kind::Pool, "e", "", "pool of one environment"},
                                      {Kind::Free, "f", "", "free"}}};

const Look& look_of(Kind kind) {
  return *std::find_if(looks.begin(), looks.end(), [&](const Look& look) { return look.kind == kind; });
}

Box inset(const Box& box, double by) { return {box.x + by, box.y + by, box.w - 2 * by, box.h - 2 * by}; }

std::string grouped(std::uint64_t n) {
  auto text = std::to_string(n);
  for (auto at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

class Painter {
 public:
  Painter(const Platform& platform, const AddressReport& report) : platform_(platform), report_(report) {}

  std::string run() {
    const auto title = "Address plan of " + platform_.name.value;
    page_.text(kMargin, y_ += 26, 26, "h", title);
    y_ += 14;
    legend();
    for (const auto& chapter : address_map::chapters_of(platform_, report_)) draw(chapter);
    return page_.finish(y_ + kMargin, title);
  }

 private:
  void legend() {
    double x = kMargin;
    for (const auto& look : looks) {
      const auto width = 26 + address_map::text_width(look.legend, 10.8) + 12;
      if (x + width > kWidth - kMargin) x = kMargin, y_ += 22;
      const Box box{x, y_, 18, 14};
      page_.rectangle(inset(box, 0.5), look.style);
      if (!look.used_style.empty()) page_.rectangle({x + 1, y_ + 7, 16, 6}, look.used_style);
      page_.text(x + 25, y_ + 11.5, 12, "b d", look.legend);
      x += width;
    }
    y_ += 14;
  }

  void draw(const Chapter& chapter) {
    y_ += 44;
    if (chapter.pool == nullptr) {
      page_.text(kMargin, y_, 19, "h", "In no pool");
      y_ += 12;
      return row_of_maps(chapter.maps, kSmallWidth, 4);
    }
    head(*chapter.pool);
    for (const auto& map : chapter.maps) draw_pool(map);
  }

  void head(const PoolState& pool) {
    auto title = pool.what;
    if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
    title.erase(std::remove(title.begin(), title.end(), '`'), title.end());
    page_.text(kMargin, y_, 19, "h", title);
    auto words = fmt::format("{} addresses: {} used", grouped(pool.addresses), grouped(pool.used));
    if (pool.kept > 0) words += fmt::format(", {} kept to grow", grouped(pool.kept));
    if (pool.resting > 0) words += fmt::format(", {} at rest", grouped(pool.resting));
    words += fmt::format(", {} free", grouped(pool.free));
    page_.text(kMargin, y_ += 21, 13, "b d", words);
    gauge(pool);
    for (const auto& fit : pool.fits) {
      const auto& shape = report_.forecast.shapes[fit.shape];
      if (fit.drawn)
        page_.text(kMargin, y_ += 17, 12, "b d",
                   fmt::format("room for {} more like {}", grouped(fit.more), shape.example));
    }
    y_ += 14;
  }

  /// The pool in one line: used, kept, at rest, free.
  void gauge(const PoolState& pool) {
    const Box all{kMargin, y_ += 9, kInner, 10};
    page_.rectangle(all, "f");
    double x = all.x;
    const auto part = [&](std::uint64_t addresses, std::string_view style) {
      const auto width =
          pool.addresses == 0 ? 0 : all.w * static_cast<double>(addresses) / static_cast<double>(pool.addresses);
      if (width > 0) page_.rectangle({x, all.y, width, all.h}, style);
      x += width;
    };
    part(pool.used, pool.purpose == PoolState::For::Pods ? "q" : "u");
    part(pool.kept, "k");
    part(pool.resting, "x");
    y_ += all.h + 4;
  }

  void draw_pool(const Map& map) {
    page_.text(kMargin, y_ += 16, 13, "", map.title);
    y_ += 7;
    const Box whole{kMargin, y_, kInner, kWholeHeight};
    const auto parts = address_map::close_ups(map, whole.area(), kCloseWidth * kCloseWidth / 2);
    // A small pool is no less readable when it is drawn smaller.
    const Box box = map.prefix.length >= 26                 ? Box{kMargin, y_, kSmallWidth, kSmallWidth / 2}
                    : parts.empty() && map.items.size() > 1 ? whole
                                                            : Box{kMargin, y_, kInner, kFramedHeight};
    draw_map(map, box, parts.empty());
    for (const auto& part : parts) page_.rectangle(address_map::place(box, map.prefix, part.prefix), "c");
    y_ = box.y + box.h + 8;
    if (parts.empty()) return;
    page_.text(kMargin, y_ += 18, 12, "b d", "Close-ups of the framed parts");
    y_ += 6;
    row_of_maps(parts, kCloseWidth, 2);
  }

  void row_of_maps(const std::vector<Map>& maps, double width, std::size_t columns) {
    const double height = width / 2;
    for (std::size_t i = 0; i < maps.size(); ++i) {
      const double x = kMargin + static_cast<double>(i % columns) * (width + kGap);
      page_.text(x, y_ + 14, 12, "", maps[i].title);
      draw_map(maps[i], {x, y_ + 20, width, height}, true);
      if (i % columns + 1 == columns || i + 1 == maps.size()) y_ += height + 30;
    }
  }

  void draw_map(const Map& map, const Box& box, bool detailed) {
    for (const auto& item : map.items) {
      const auto place = address_map::place(box, map.prefix, item.prefix);
      if (item.kind == Kind::Network && detailed)
        draw_network(item, place);
      else
        draw_item(item, place);
    }
  }

  /// The name on top, where there is room for one, and the subnets below it.
  void draw_network(const Item& network, const Box& box) {
    page_.rectangle(inset(box, 0.75), "n", network.tooltip);
    const bool named = box.h >= 3 * kHeader && box.w >= 50;
    Box inner = inset(box, box.w > 24 ? 2.5 : 1);
    if (named) {
      const double size = std::clamp((box.w - 8) / (static_cast<double>(network.label.size()) * 0.602), 7.5, 11.0);
      const auto fits = address_map::text_width(network.full, size) <= box.w - 10;
      page_.text(box.x + 5, box.y + 12, size, "",
                 address_map::fitted(fits ? network.full : network.label, box.w - 7, size));
      inner.y += kHeader - 2;
      inner.h -= kHeader - 2;
    }
    for (const auto& subnet : network.inside)
      if (subnet.kind != Kind::Free) draw_item(subnet, address_map::place(inner, network.prefix, subnet.prefix));
  }

  void draw_item(const Item& item, const Box& place) {
    const auto& look = look_of(item.kind);
    const Box box = inset(place, std::min(0.75, place.h / 8));
    page_.rectangle(box, look.style, item.tooltip);
    if (item.used > 0 && !look.used_style.empty() && box.h > 3) {
      const Box full = inset(box, 0.75);
      const double height = full.h * item.used;
      page_.rectangle({full.x, full.y + full.h - height, full.w, height}, look.used_style, item.tooltip);
    }
    name(item, box);
  }

  /// The label, and under it the range, as large as they can be read and fit.
  void name(const Item& item, const Box& box) {
    for (const auto* text : {&item.full, &item.label})
      for (const double size : {12.0, 10.5, 9.0, 8.0})
        if (box.h >= size + 4.5 && address_map::text_width(*text, size) <= box.w - 7 &&
            (size > 8 || text == &item.label))
          return write(item, *text, size, box);
  }

  void write(const Item& item, const std::string& text, double size, const Box& box) {
    const bool muted = item.kind == Kind::Free;
    page_.text(box.x + 4, box.y + size + 2, size, muted ? "d l" : "l", text);
    const auto range = item.prefix.to_string();
    if (muted || text.find(range) != text.npos || box.h < 2 * size + 9) return;
    if (address_map::text_width(range, size) <= box.w - 7)
      page_.text(box.x + 4, box.y + 2 * size + 5, size, "d l", range);
  }

  const Platform& platform_;
  const AddressReport& report_;
  SvgPage page_{kWidth};
  double y_ = kMargin;
};

}  // namespace

std::string render_addresses_svg(const Platform& platform, const AddressReport& report) {
  return Painter(platform, report).run();
}

}  // namespace aurora
