#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

/// A file with parts that are made: each is between `<!-- NAME -->` and `<!-- /NAME -->`.
namespace aurora::marked {

inline std::string read(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// `text` with `part` between the marks of `name`.
inline std::string with(std::string text, const std::string& name, const std::string& part) {
  const auto open = "<!-- " + name + " -->\n";
  const auto begin = text.find(open);
  const auto end = text.find("<!-- /" + name + " -->");
  if (begin == std::string::npos || end == std::string::npos) throw std::runtime_error("no marks of " + name);
  const auto from = begin + open.size();
  return text.replace(from, end - from, "\n" + part + "\n");
}

/// What the file should be, and is made to be under AURORA_UPDATE=1.
inline std::string updated(const std::string& path, const std::string& text) {
  if (std::getenv("AURORA_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << text;
  return text;
}

}  // namespace aurora::marked
