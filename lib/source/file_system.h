#pragma once

#include <cstdint>
#include <map>
#include <memory>
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

  // What replacing a whole folder at once takes.

  /// Like `kind`, but a symbolic link is `Other` instead of what it points to.
  virtual Kind entry_kind(const std::string& path) const = 0;
  /// The absolute path without symbolic links; of a missing file, as far as its folders are there.
  virtual std::string canonical(const std::string& path) const = 0;
  /// Writes a new file in an existing folder, neither synced nor atomic.
  virtual IoError create(const std::string& path, const std::string& bytes) = 0;
  /// Makes `to` another name of the file or symbolic link `from`; copies it, with its permissions and
  /// time, where the file system has no links.
  virtual IoError link(const std::string& from, const std::string& to) = 0;
  /// Makes a directory with the permissions of the directory `model`; default ones when that is missing.
  virtual IoError make_directory_like(const std::string& path, const std::string& model) = 0;
  /// Swaps two directories in one step that no reader can see half done. `not supported` when the file
  /// system cannot.
  virtual IoError exchange(const std::string& a, const std::string& b) = 0;
  /// Keeps other processes that ask for the same directory out until the result is destroyed (or this
  /// process ends). Waits some seconds for another holder, then returns null.
  virtual std::shared_ptr<void> hold(const std::string& directory) = 0;
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

  Kind entry_kind(const std::string& path) const override;
  std::string canonical(const std::string& path) const override;
  IoError create(const std::string& path, const std::string& bytes) override;
  IoError link(const std::string& from, const std::string& to) override;
  IoError make_directory_like(const std::string& path, const std::string& model) override;
  IoError exchange(const std::string& a, const std::string& b) override;
  std::shared_ptr<void> hold(const std::string& directory) override;
};

/// A disk for tests: a map from path to bytes. Directories exist when something is in them.
class MemoryFileSystem final : public FileSystem {
 public:
  std::map<std::string, std::string> files;
  bool can_exchange = true;  ///< false: `exchange` answers that it is not supported

  Kind kind(const std::string& path) const override;
  std::optional<std::string> read(const std::string& path, std::string& error,
                                  std::uint64_t limit = UINT64_MAX) const override;
  std::vector<std::string> list(const std::string& path) const override;
  IoError write(const std::string& path, const std::string& bytes) override;
  IoError rename(const std::string& from, const std::string& to) override;
  IoError make_directories(const std::string& path) override;
  IoError remove(const std::string& path) override;
  IoError remove_all(const std::string& path) override;

  Kind entry_kind(const std::string& path) const override;
  std::string canonical(const std::string& path) const override;
  IoError create(const std::string& path, const std::string& bytes) override;
  IoError link(const std::string& from, const std::string& to) override;
  IoError make_directory_like(const std::string& path, const std::string& model) override;
  IoError exchange(const std::string& a, const std::string& b) override;
  std::shared_ptr<void> hold(const std::string& directory) override;
};

}  // namespace aurora
