#include "emit/render_plan.h"

#include <algorithm>
#include <array>
#include <map>

#include "emit/render_differences.h"
#include "terraform/json_writer.h"

namespace aurora {
namespace {

using tf::ArgumentChange;
using tf::ResourceChange;
using tf::SettingChange;
using tf::StackChange;
using Action = ResourceChange::Action;

struct ActionRow {
  Action action;
  std::string_view symbol, colour, word;
};
/// In the order in which they are counted.
constexpr std::array<ActionRow, 5> action_rows{{{Action::Add, "+", "\033[32m", "added"},
                                                {Action::Change, "~", "\033[33m", "changed"},
                                                {Action::Replace, "-/+", "\033[31m", "replaced"},
                                                {Action::Move, ">", "\033[36m", "moved"},
                                                {Action::Remove, "-", "\033[31m", "removed"}}};

const ActionRow& row_of(Action action) {
  return *std::find_if(action_rows.begin(), action_rows.end(), [&](const auto& row) { return row.action == action; });
}

std::string_view word_of(StackChange::Kind kind) {
  constexpr std::array<std::string_view, 4> words{"unchanged", "changed", "added", "removed"};
  return words[static_cast<std::size_t>(kind)];
}

using Counts = std::array<std::size_t, action_rows.size()>;

Counts counts_of(const StackChange& stack) {
  Counts counts{};
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = stack.count(action_rows[i].action);
  return counts;
}

std::string counted(const Counts& counts) {
  std::string text;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0)
      text += (text.empty() ? "" : ", ") + std::to_string(counts[i]) + " " + std::string(action_rows[i].word);
  return text.empty() ? "no resource changes" : text;
}

class TextPlan {
 public:
  TextPlan(bool colour, bool every) : colour_(colour), every_(every) {}

  void stack(const StackChange& change) {
    if (change.kind == StackChange::Kind::Unchanged) return;
    text_ += painted("\033[1m", change.stack);
    if (change.kind != StackChange::Kind::Changed) text_ += " (" + std::string(word_of(change.kind)) + ")";
    if (!change.renamed_from.empty()) text_ += " (was " + change.renamed_from + ")";
    text_ += ": " + counted(counts_of(change)) + "\n";
    if (change.kind != StackChange::Kind::Changed && !every_)
      types(change);
    else
      for (const auto& resource : change.resources) this->resource(resource);
    if (change.kind == StackChange::Kind::Changed || every_) {
      settings(change.settings, "");
      settings(change.outputs, "output ");
    }
    text_ += "\n";
  }

  void add(std::string_view text) { text_ += text; }

  void total(const std::vector<StackChange>& changes) {
    Counts sum{};
    std::size_t changed = 0;
    for (const auto& change : changes) {
      const auto counts = counts_of(change);
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += counts[i];
      if (change.kind != StackChange::Kind::Unchanged) ++changed;
    }
    if (changed == 0)
      text_ += "nothing would change\n";
    else
      text_ += std::to_string(changed) + " of " + std::to_string(changes.size()) +
               (changes.size() == 1 ? " stack: " : " stacks: ") + counted(sum) + "\n";
  }

  std::string take() { return std::move(text_); }

 private:
  /// A stack that comes or goes as a whole: how many of each type.
  void types(const StackChange& change) {
    std::map<std::string, std::size_t> counts;
    for (const auto& resource : change.resources) {
      const bool data = resource.address.starts_with("data.");
      ++counts[resource.address.substr(0, resource.address.find('.', data ? 5 : 0))];
    }
    const auto action = change.kind == StackChange::Kind::Added ? Action::Add : Action::Remove;
    for (const auto& [type, count] : counts) {
      const auto number = std::to_string(count);
      text_ +=
          mark(action) + std::string(4 - std::min<std::size_t>(4, number.size()), ' ') + number + "  " + type + "\n";
    }
  }

  std::string painted(std::string_view colour, std::string_view what) const {
    return colour_ ? std::string(colour) + std::string(what) + "\033[0m" : std::string(what);
  }

  /// The symbol, right-aligned to the widest.
  std::string mark(Action action) const {
    const auto& row = row_of(action);
    return "  " + std::string(3 - row.symbol.size(), ' ') + painted(row.colour, row.symbol) + " ";
  }

  void resource(const ResourceChange& change) {
    text_ += mark(change.action) + change.address;
    if (!change.moved_from.empty()) text_ += " (was " + change.moved_from + ")";
    if (change.is_protected)
      text_ += painted(row_of(Action::Replace).colour, "  # prevent_destroy: Terraform will refuse");
    text_ += "\n";
    std::size_t widest = 0;
    for (const auto& argument : change.arguments) widest = std::max(widest, argument.path.size());
    for (const auto& argument : change.arguments) {
      line("        ", argument.path, widest, argument.before, argument.after);
      if (argument.replaces) text_ += painted(row_of(Action::Replace).colour, "  # forces replacement");
      text_ += "\n";
    }
  }

  void settings(const std::vector<SettingChange>& changes, const std::string& prefix) {
    std::size_t widest = 0;
    for (const auto& change : changes) widest = std::max(widest, prefix.size() + change.what.size());
    for (const auto& change : changes) {
      const auto action = change.before.empty() ? Action::Add : change.after.empty() ? Action::Remove : Action::Change;
      line(mark(action), prefix + change.what, widest, change.before, change.after);
      text_ += "\n";
    }
  }

  void line(std::string_view indent, const std::string& what, std::size_t width, const std::string& before,
            const std::string& after) {
    text_ += indent;
    text_ += what + std::string(width - what.size(), ' ') + " = ";
    if (before.empty() || after.empty())
      text_ += before.empty() ? after : before + " -> (none)";
    else
      text_ += before + " -> " + after;
  }

  bool colour_;
  bool every_;
  std::string text_;
};

void write_counts(tf::JsonWriter& json, const Counts& counts) {
  json.open_object();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    json.key(action_rows[i].word);
    json.token(std::to_string(counts[i]));
  }
  json.close_object();
}

void write_sides(tf::JsonWriter& json, const std::string& before, const std::string& after) {
  if (!before.empty()) json.member("before", before);
  if (!after.empty()) json.member("after", after);
}

void write_resource(tf::JsonWriter& json, const ResourceChange& change) {
  json.open_object();
  json.member("address", change.address);
  json.member("action", row_of(change.action).word);
  if (!change.moved_from.empty()) json.member("moved_from", change.moved_from);
  if (change.is_protected) {
    json.key("prevent_destroy");
    json.boolean(true);
  }
  json.key("arguments");
  json.open_array();
  for (const auto& argument : change.arguments) {
    json.open_object();
    json.member("path", argument.path);
    write_sides(json, argument.before, argument.after);
    json.key("forces_replacement");
    json.boolean(argument.replaces);
    json.close_object();
  }
  json.close_array();
  json.close_object();
}

void write_settings(tf::JsonWriter& json, const std::vector<SettingChange>& changes) {
  json.open_array();
  for (const auto& change : changes) {
    json.open_object();
    json.member("name", change.what);
    write_sides(json, change.before, change.after);
    json.close_object();
  }
  json.close_array();
}

void write_stack(tf::JsonWriter& json, const StackChange& change) {
  json.open_object();
  json.member("stack", change.stack);
  json.member("change", word_of(change.kind));
  if (!change.renamed_from.empty()) json.member("renamed_from", change.renamed_from);
  json.key("counts");
  write_counts(json, counts_of(change));
  json.key("resources");
  json.open_array();
  for (const auto& resource : change.resources) write_resource(json, resource);
  json.close_array();
  json.key("outputs");
  write_settings(json, change.outputs);
  json.key("settings");
  write_settings(json, change.settings);
  json.close_object();
}

}  // namespace

std::string render_plan_text(const std::vector<StackChange>& changes, bool colour, bool every,
                             std::string_view differences) {
  TextPlan plan(colour, every);
  for (const auto& change : changes) plan.stack(change);
  plan.add(differences);
  plan.total(changes);
  return plan.take();
}

std::string render_plan_json(const std::vector<StackChange>& changes, const std::vector<Difference>& differences,
                             const SourceMap& sources) {
  Counts sum{};
  tf::JsonWriter json;
  json.open_object();
  json.key("format_version");
  json.token("1");
  json.key("stacks");
  json.open_array();
  for (const auto& change : changes) {
    write_stack(json, change);
    const auto counts = counts_of(change);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += counts[i];
  }
  json.close_array();
  json.key("differences");
  write_differences(json, differences, sources);
  json.key("total");
  write_counts(json, sum);
  json.close_object();
  return json.take();
}

}  // namespace aurora
