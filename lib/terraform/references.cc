#include "terraform/references.h"

#include <algorithm>

#include "terraform/schema.h"

namespace aurora::tf {
namespace {

bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool continues_name(char c) { return starts_name(c) || (c >= '0' && c <= '9') || c == '-'; }

/// Reads `a.b[0].c` from `at` on, which stands on a name; indexes are left out.
std::vector<std::string> read_traversal(std::string_view code, std::size_t& at) {
  std::vector<std::string> names;
  while (at < code.size() && starts_name(code[at])) {
    const std::size_t begin = at;
    while (at < code.size() && continues_name(code[at])) ++at;
    names.emplace_back(code.substr(begin, at - begin));
    while (at < code.size() && code[at] == '[') {
      const auto end = code.find(']', at);
      if (end == std::string_view::npos || code.find_first_not_of("0123456789*", at + 1) != end) return names;
      at = end + 1;
    }
    if (at + 1 >= code.size() || code[at] != '.' || !starts_name(code[at + 1])) return names;
    ++at;
  }
  return names;
}

bool is_type(std::string_view name, const std::vector<std::string>& providers) {
  return name.find('_') != std::string_view::npos &&
         std::find(providers.begin(), providers.end(), provider_of(name)) != providers.end();
}

/// Skips the text of a string literal from behind its quote to the end quote or the next interpolation.
void skip_text(std::string_view code, std::size_t& at, int& depth_in_text) {
  while (at < code.size()) {
    if (code[at] == '\\') {
      at += 2;
    } else if (code[at] == '"') {
      ++at;
      return;
    } else if (code.substr(at, 2) == "${" && (at == 0 || code[at - 1] != '$')) {
      at += 2;
      ++depth_in_text;
      return;
    } else {
      ++at;
    }
  }
}

struct CycleSearch {
  const std::vector<std::vector<std::size_t>>& edges;
  enum class State { New, Open, Done };
  std::vector<State> states = std::vector<State>(edges.size(), State::New);

  /// Depth first without recursion: a chain of resources may be long.
  std::vector<std::size_t> from(std::size_t start) {
    std::vector<std::size_t> path{start}, next{0};
    states[start] = State::Open;
    while (!path.empty()) {
      const auto& targets = edges[path.back()];
      if (next.back() == targets.size()) {
        states[path.back()] = State::Done;
        path.pop_back(), next.pop_back();
        continue;
      }
      const std::size_t target = targets[next.back()++];
      if (states[target] == State::Open) return {std::find(path.begin(), path.end(), target), path.end()};
      if (states[target] == State::Done) continue;
      states[target] = State::Open;
      path.push_back(target), next.push_back(0);
    }
    return {};
  }
};

}  // namespace

std::string Reference::text() const {
  std::string result = address;
  for (const auto& name : path) result += "." + name;
  return result;
}

std::vector<Reference> references_in(std::string_view code, const std::vector<std::string>& providers) {
  std::vector<Reference> found;
  int open_texts = 0;
  for (std::size_t at = 0; at < code.size();) {
    if (code[at] == '"' || (code[at] == '}' && open_texts > 0)) {
      if (code[at] == '}') --open_texts;
      skip_text(code, ++at, open_texts);
    } else if (!starts_name(code[at])) {
      // The rest of a number or of an attribute of something else is no beginning of a reference.
      const bool continues = code[at] == '.' || continues_name(code[at]);
      ++at;
      while (continues && at < code.size() && (continues_name(code[at]) || code[at] == '.')) ++at;
    } else {
      auto names = read_traversal(code, at);
      const bool data = names.front() == "data";
      const std::size_t type = data ? 1 : 0;
      if (names.size() < type + 2 || !is_type(names[type], providers)) continue;
      found.push_back({(data ? "data." : "") + names[type] + "." + names[type + 1],
                       {names.begin() + static_cast<std::ptrdiff_t>(type) + 2, names.end()}});
    }
  }
  return found;
}

void collect_references(const Value& value, const std::vector<std::string>& providers, std::vector<Reference>& found) {
  const auto take = [&](const Expression& expression) {
    for (auto& reference : references_in(expression.code(), providers)) found.push_back(std::move(reference));
  };
  if (const auto* expression = value.get_if<Expression>()) take(*expression);
  if (const auto* text = value.get_if<Template>())
    for (const auto& part : text->parts)
      if (const auto* expression = std::get_if<Expression>(&part)) take(*expression);
  if (const auto* items = value.get_if<List>())
    for (const auto& item : *items) collect_references(item, providers, found);
  if (const auto* entries = value.get_if<Object>())
    for (const auto& entry : *entries) collect_references(entry.second, providers, found);
}

std::vector<std::size_t> find_cycle(const std::vector<std::vector<std::size_t>>& edges) {
  CycleSearch search{edges};
  for (std::size_t i = 0; i < edges.size(); ++i)
    if (search.states[i] == CycleSearch::State::New)
      if (auto cycle = search.from(i); !cycle.empty()) return cycle;
  return {};
}

}  // namespace aurora::tf
