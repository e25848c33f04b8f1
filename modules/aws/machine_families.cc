#include "aws/machine_families.h"

#include <algorithm>
#include <array>

namespace aurora::aws {
namespace {

/// Series and families that have instance stores though no `d` says so: the storage optimised ones, and accelerated
/// ones ("Instance store volumes for EC2 instances").
constexpr std::array<std::string_view, 13> with_disks{"d2", "d3", "g5",   "g6",   "g6e",  "h1", "i2",
                                                      "p5", "x1", "p5en", "trn1", "trn2", "z1"};

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool has(std::string_view letters, char letter) { return letters.find(letter) != std::string_view::npos; }

}  // namespace

MachineFamily family_of(std::string_view type) {
  const auto family = type.substr(0, type.find('.'));
  const auto* const digits = std::find_if_not(family.begin(), family.end(), is_letter);
  const auto* const rest = std::find_if_not(digits, family.end(), is_digit);
  const std::string_view series(family.begin(), static_cast<std::size_t>(digits - family.begin()));
  const std::string_view attributes(rest, static_cast<std::size_t>(family.end() - rest));
  MachineFamily made;
  made.arm = has(attributes, 'g') || family == "a1";
  made.local_disks = has(attributes, 'd') || series.starts_with("i") ||
                     std::find(with_disks.begin(), with_disks.end(), family) != with_disks.end();
  made.neuron = series == "inf" || series == "trn";
  return made;
}

}  // namespace aurora::aws
