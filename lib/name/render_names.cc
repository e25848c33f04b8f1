#include "name/render_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

namespace aurora {
namespace {

using Row = std::array<std::string, 7>;
constexpr std::array<std::string_view, 7> headings{"STACK", "KIND", "PURPOSE", "NAME", "LENGTH", "LIMIT", "LEFT"};

std::vector<const NameUse*> sorted(const std::vector<NameUse>& uses) {
  std::vector<const NameUse*> order;
  for (const auto& use : uses) order.push_back(&use);
  const auto key = [](const NameUse* use) {
    return std::tie(use->owner, use->kind, use->name, use->logical, use->scope);
  };
  std::sort(order.begin(), order.end(), [&](const auto* a, const auto* b) { return key(a) < key(b); });
  return order;
}

int left(const NameUse& use) { return use.max_length - static_cast<int>(use.name.size()); }

/// The name of each stack that has least room; the first in order when several have.
std::map<std::string_view, const NameUse*> tightest(const std::vector<const NameUse*>& order) {
  std::map<std::string_view, const NameUse*> found;
  for (const auto* use : order) {
    if (use->max_length == 0) continue;
    const auto [at, is_new] = found.emplace(use->owner, use);
    if (!is_new && left(*use) < left(*at->second)) at->second = use;
  }
  return found;
}

void append_line(std::string& text, const Row& row, const std::array<std::size_t, 7>& widths) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i)
    line += i < 4 ? fmt::format("{:<{}}  ", row[i], widths[i]) : fmt::format("{:>{}}  ", row[i], widths[i]);
  text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

nlohmann::ordered_json to_json(const NameUse& use) {
  nlohmann::ordered_json made;
  made["stack"] = use.owner;
  made["kind"] = use.kind;
  made["purpose"] = use.purpose;
  made["name"] = use.name;
  made["length"] = use.name.size();
  made["limit"] = use.max_length;
  made["left"] = left(use);
  made["scope"] = use.scope;
  made["key"] = use.logical;
  made["pinned"] = use.pinned;
  return made;
}

std::string budgets_text(const NameBudget& budget) {
  if (budget.kinds.empty()) return {};
  std::size_t width = 0;
  for (const auto& kind : budget.kinds) width = std::max(width, kind.kind.size());
  std::string text = "\nThe budget of each kind, and its longest name:\n";
  for (const auto& kind : budget.kinds)
    text += fmt::format("  {:<{}}  {:>3} of {:>3}, {:>4} left  {}\n", kind.kind, width, kind.longest, kind.limit,
                        kind.limit - static_cast<int>(kind.longest), kind.name);
  if (!budget.parts.empty()) text += "\nWhat fits every kind:\n";
  for (const auto& part : budget.parts) {
    const auto now = fmt::format("the longest now has {}", part.now);
    text += part.longest ? fmt::format("  a {} of {} character{} ({}); {} allows no more: {}\n", part.part,
                                       *part.longest, *part.longest == 1 ? "" : "s", now, part.kind, part.name)
                         : fmt::format("  a {} of any length ({})\n", part.part, now);
  }
  return text;
}

void add_budgets(const NameBudget& budget, nlohmann::ordered_json& made) {
  made["kinds"] = nlohmann::ordered_json::array();
  for (const auto& kind : budget.kinds) {
    nlohmann::ordered_json row;
    row["kind"] = kind.kind;
    row["limit"] = kind.limit;
    row["longest"] = kind.longest;
    row["left"] = kind.limit - static_cast<int>(kind.longest);
    row["name"] = kind.name;
    made["kinds"].push_back(std::move(row));
  }
  made["parts"] = nlohmann::ordered_json::array();
  for (const auto& part : budget.parts) {
    nlohmann::ordered_json row;
    row["part"] = part.part;
    row["now"] = part.now;
    if (part.longest) {
      row["longest"] = *part.longest;
      row["binds"] = part.kind;
      row["name"] = part.name;
    }
    made["parts"].push_back(std::move(row));
  }
}

}  // namespace

std::string render_names_text(const std::vector<NameUse>& uses, const NameBudget& budget) {
  const auto order = sorted(uses);
  std::vector<Row> rows;
  for (const auto* use : order)
    rows.push_back({use->owner, use->kind, use->purpose, use->name, std::to_string(use->name.size()),
                    std::to_string(use->max_length), std::to_string(left(*use))});
  Row head;
  std::array<std::size_t, 7> widths{};
  for (std::size_t i = 0; i < headings.size(); ++i) {
    head[i] = headings[i];
    widths[i] = headings[i].size();
    for (const auto& row : rows) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  append_line(text, head, widths);
  for (const auto& row : rows) append_line(text, row, widths);
  text += fmt::format("\n{} names. The least room in each stack:\n", rows.size());
  for (const auto& [owner, use] : tightest(order))
    text += fmt::format("  {}: {} `{}` has {} left of {}\n", owner, use->kind, use->name, left(*use), use->max_length);
  return text + budgets_text(budget);
}

std::string render_names_json(const std::vector<NameUse>& uses, const NameBudget& budget) {
  const auto order = sorted(uses);
  nlohmann::ordered_json made;
  made["format_version"] = 1;
  made["names"] = nlohmann::ordered_json::array();
  for (const auto* use : order) made["names"].push_back(to_json(*use));
  made["tightest"] = nlohmann::ordered_json::array();
  for (const auto& [owner, use] : tightest(order)) {
    nlohmann::ordered_json row;
    row["stack"] = owner;
    row["kind"] = use->kind;
    row["name"] = use->name;
    row["left"] = left(*use);
    made["tightest"].push_back(std::move(row));
  }
  add_budgets(budget, made);
  return made.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace aurora
