#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace aurora {

/// What an operation on the outside world answers: nothing when it went well, else a sentence such as
/// "permission denied" that can stand behind a path.
using IoError = std::optional<std::string>;

/// The only door to the disk. Paths use `/`; relative ones are relative to the working directory.
class FileSystem {
 public:
  enum class Kind { Missing, File, Directory, Other };

  virtual ~FileSystem() = default;

  virtual Kind kind(const std::string& path) const = 0;
  /// The bytes of a file. On failure returns nothing and sets `error`. A file larger than `limit`
  /// bytes is not read; `error` says so.
  virtual std::optional<std::string> read(const std::string& path, std::string& error,
                                          std::uint64_t limit = UINT64_MAX) const = 0;
  /// Names (not paths) in a directory, sorted by byte; empty when it cannot be listed.
  virtual std::vector<std::string> list(const std::string& path) const = 0;

  /// Writes `bytes` so that a reader sees the old file or the whole new one: a temporary file in the
  /// same folder, synced, then renamed. Creates missing parent folders.
  virtual IoError write(const std::string& path, const std::string& bytes) = 0;
  virtual IoError rename(const std::string& from, const std::string& to) = 0;
  virtual IoError make_directories(const std::string& path) = 0;
  /// Removes a file or an empty directory.
  virtual IoError remove(const std::string& path) = 0;
  /// Removes a directory and all in it.
  virtual IoError remove_all(const std::string& path) = 0;
};

/// The disk.
class RealFileSystem final : public FileSystem {
 public:
  Kind kind(const std::string& path) const override;
  std::optional<std::string> read(const std::string& path, std::string& error,
                                  std::uint64_t limit = UINT64_MAX) const override;
  std::vector<std::string> list(const std::string& path) const override;
  IoError write(const std::string& path, const std::string& bytes) override;
  IoError rename(const std::string& from, const std::string& to) override;
  IoError make_directories(const std::string& path) override;
  IoError remove(const std::string& path) override;
  IoError remove_all(const std::string& path) override;
};

/// A disk for tests: a map from path to bytes. Directories exist when something is in them.
class MemoryFileSystem final : public FileSystem {
 public:
  std::map<std::string, std::string> files;

  Kind kind(const std::string& path) const override;
  std::optional<std::string> read(const std::string& path, std::string& error,
                                  std::uint64_t limit = UINT64_MAX) const override;
  std::vector<std::string> list(const std::string& path) const override;
  IoError write(const std::string& path, const std::string& bytes) override;
  IoError rename(const std::string& from, const std::string& to) override;
  IoError make_directories(const std::string& path) override;
  IoError remove(const std::string& path) override;
  IoError remove_all(const std::string& path) override;
};

}  // namespace aurora
