#include "source/file_system.h"

namespace aurora {

FileSystem::Kind MemoryFileSystem::kind(const std::string& path) const {
  if (files.count(path) != 0) return Kind::File;
  const auto below = files.lower_bound(path + "/");
  return below != files.end() && below->first.compare(0, path.size() + 1, path + "/") == 0 ? Kind::Directory
                                                                                           : Kind::Missing;
}

std::optional<std::string> MemoryFileSystem::read(const std::string& path, std::string& error,
                                                  std::uint64_t limit) const {
  const auto found = files.find(path);
  if (found == files.end()) {
    error = "no such file or folder";
    return std::nullopt;
  }
  if (found->second.size() > limit) {
    error = "it has more than " + std::to_string(limit) + " bytes";
    return std::nullopt;
  }
  return found->second;
}

std::vector<std::string> MemoryFileSystem::list(const std::string& path) const {
  const auto prefix = path == "." ? std::string() : path + "/";
  std::vector<std::string> names;
  for (auto at = files.lower_bound(prefix); at != files.end(); ++at) {
    if (at->first.compare(0, prefix.size(), prefix) != 0) break;
    auto name = at->first.substr(prefix.size());
    name = name.substr(0, name.find('/'));
    if (names.empty() || names.back() != name) names.push_back(std::move(name));
  }
  return names;
}

IoError MemoryFileSystem::write(const std::string& path, const std::string& bytes) {
  files[path] = bytes;
  return std::nullopt;
}

IoError MemoryFileSystem::rename(const std::string& from, const std::string& to) {
  std::map<std::string, std::string> moved;
  for (auto at = files.begin(); at != files.end();) {
    if (at->first != from && at->first.compare(0, from.size() + 1, from + "/") != 0) {
      ++at;
      continue;
    }
    moved[to + at->first.substr(from.size())] = at->second;
    at = files.erase(at);
  }
  if (moved.empty()) return "no such file or folder";
  for (auto& [path, bytes] : moved) files[path] = std::move(bytes);
  return std::nullopt;
}

IoError MemoryFileSystem::make_directories(const std::string&) { return std::nullopt; }

IoError MemoryFileSystem::remove(const std::string& path) {
  return files.erase(path) != 0 || kind(path) == Kind::Missing ? std::nullopt : IoError("it is not empty");
}

IoError MemoryFileSystem::remove_all(const std::string& path) {
  for (auto at = files.begin(); at != files.end();) {
    const bool inside = at->first == path || at->first.compare(0, path.size() + 1, path + "/") == 0;
    at = inside ? files.erase(at) : std::next(at);
  }
  return std::nullopt;
}

}  // namespace aurora
