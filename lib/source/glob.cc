#include "source/glob.h"

#include <algorithm>

namespace aurora {
namespace {

std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const auto slash = path.find('/');
    if (slash != 0) parts.emplace_back(path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
  }
  return parts;
}

bool has_wildcard(std::string_view part) { return part.find_first_of("*?") != std::string_view::npos; }

}  // namespace

bool matches(std::string_view pattern, std::string_view name) {
  // Remembers the last `*` only: enough, and linear but for that one step back.
  std::size_t at = 0;
  std::size_t in = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (in < name.size()) {
    if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == name[in])) {
      ++at;
      ++in;
    } else if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      resume = in;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      in = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

std::vector<std::string> glob(const std::string& pattern, const FileSystem& files) {
  std::vector<std::string> found = {pattern.substr(0, 1) == "/" ? "/" : ""};
  for (const auto& part : parts_of(pattern)) {
    std::vector<std::string> next;
    for (const auto& base : found) {
      const auto prefix = base.empty() || base.back() == '/' ? base : base + "/";
      if (!has_wildcard(part)) {
        next.push_back(prefix + part);
        continue;
      }
      for (const auto& name : files.list(base.empty() ? "." : base))
        if ((name[0] != '.' || part[0] == '.') && matches(part, name)) next.push_back(prefix + name);
    }
    found = std::move(next);
  }
  found.erase(std::remove_if(found.begin(), found.end(),
                             [&](const std::string& path) { return files.kind(path) != FileSystem::Kind::File; }),
              found.end());
  std::sort(found.begin(), found.end());
  return found;
}

std::string normal_path(std::string_view path) {
  std::vector<std::string> kept;
  for (auto& part : parts_of(path)) {
    if (part == ".") continue;
    if (part == ".." && !kept.empty() && kept.back() != "..") {
      kept.pop_back();
    } else {
      kept.push_back(std::move(part));
    }
  }
  std::string result = path.substr(0, 1) == "/" ? "/" : "";
  for (std::size_t i = 0; i < kept.size(); ++i) result += (i == 0 ? "" : "/") + kept[i];
  return result.empty() ? "." : result;
}

}  // namespace aurora
