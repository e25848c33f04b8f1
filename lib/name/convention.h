#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/cloud_facts.h"
#include "model/model.h"

/// The grammars of the conventions (docs/naming.md). Everything here is text from text; what is wrong with a name is
/// for check_names to say, so an unknown region or stage still gives a name (with the whole word in it).
namespace aurora::naming {

/// A stretch of a name. The label is how a budget message calls it; a separator has none.
struct Part {
  std::string_view label;
  std::string text;
};
using Parts = std::vector<Part>;

std::string join(const Parts& parts);

/// All that a name is made from.
struct Source {
  const Naming& naming;
  const CloudFacts& facts;
  std::string_view platform;
  const Identity& owner;
  const NameRule& rule;
  std::string purpose;            ///< with the index behind it, `route-reflector-0`
  std::string_view bare_purpose;  ///< without the index
  std::string digits;             ///< of a worldwide name; else empty
};

/// The code of the owner's region under the convention: `cc`, or `c` under gc.
std::string region_code(const Naming& naming, const CloudFacts& facts, std::string_view region, bool gc);
/// The letter of a stage under gc; empty when there is none.
std::string stage_letter(const Naming& naming, std::string_view stage);

Parts base_parts(const Naming& naming, const CloudFacts& facts, std::string_view platform, const Identity& owner);
/// The whole name.
Parts name_parts(const Source& source);

std::string lower(std::string text);
std::string without_hyphens(std::string text);

}  // namespace aurora::naming
