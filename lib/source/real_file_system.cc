#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "source/file_system.h"

namespace aurora {
namespace {

/// What the system says of an error, without its locale.
IoError failure(int error) {
  switch (error) {
    case EACCES:
    case EPERM:
      return "permission denied";
    case ENOENT:
      return "no such file or folder";
    case ENOSPC:
    case EDQUOT:
      return "no space left on the disk";
    case EROFS:
      return "the file system is read-only";
    case ENOTDIR:
      return "a part of the path is no folder";
    case EISDIR:
      return "it is a folder";
    case EEXIST:
    case ENOTEMPTY:
      return "something is there already";
    case ELOOP:
      return "too many symbolic links";
    case ENAMETOOLONG:
      return "the path is too long";
    default:
      return std::string("error ") + std::to_string(error) + " of the system";
  }
}

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

/// A file descriptor that is closed on every way out.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  bool open() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

IoError write_all(int descriptor, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto count = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failure(errno);
    done += static_cast<std::size_t>(count);
  }
  return ::fsync(descriptor) == 0 ? std::nullopt : failure(errno);
}

constexpr std::string_view kTemporary = ".aurora-iac-";

/// Removes what killed processes left of writes to `target`: temporary files whose process is gone.
void remove_leftovers(const std::string& target, const std::vector<std::string>& names) {
  const auto slash = target.rfind('/');
  const auto prefix = target.substr(slash == std::string::npos ? 0 : slash + 1) + std::string(kTemporary);
  for (const auto& name : names) {
    if (name.compare(0, prefix.size(), prefix) != 0) continue;
    const auto process = static_cast<pid_t>(std::atol(name.c_str() + prefix.size()));
    if (process > 0 && ::kill(process, 0) != 0 && errno == ESRCH) ::unlink((parent_of(target) + "/" + name).c_str());
  }
}

void sync_folder(const std::string& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.open()) ::fsync(folder.number());
}

}  // namespace

FileSystem::Kind RealFileSystem::kind(const std::string& path) const {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    // A link that leads nowhere is in the way all the same.
    return ::lstat(path.c_str(), &status) == 0 ? Kind::Other : Kind::Missing;
  }
  return S_ISREG(status.st_mode) ? Kind::File : S_ISDIR(status.st_mode) ? Kind::Directory : Kind::Other;
}

std::optional<std::string> RealFileSystem::read(const std::string& path, std::string& error,
                                                std::uint64_t limit) const {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status {};
  if (!file.open() || ::fstat(file.number(), &status) != 0) {
    error = *failure(errno);
    return std::nullopt;
  }
  if (S_ISDIR(status.st_mode)) {
    error = "it is a folder";
    return std::nullopt;
  }
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(std::max<off_t>(status.st_size, 0)) + 1);
  char buffer[65536];
  while (true) {
    const auto count = ::read(file.number(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      error = *failure(errno);
      return std::nullopt;
    }
    if (count == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(count));
    if (bytes.size() > limit) {
      error = "it has more than " + std::to_string(limit) + " bytes";
      return std::nullopt;
    }
  }
}

std::vector<std::string> RealFileSystem::list(const std::string& path) const {
  std::vector<std::string> names;
  DIR* folder = ::opendir(path.c_str());
  if (folder == nullptr) return names;
  while (const auto* entry = ::readdir(folder)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  ::closedir(folder);
  std::sort(names.begin(), names.end());
  return names;
}

IoError RealFileSystem::write(const std::string& path, const std::string& bytes) {
  if (auto error = make_directories(parent_of(path))) return error;
  // A link is followed, so that a file that is linked into the folder stays linked.
  std::error_code ignored;
  std::string target = path;
  if (std::filesystem::is_symlink(path, ignored)) {
    const auto resolved = std::filesystem::weakly_canonical(path, ignored);
    if (!ignored) target = resolved.string();
  }
  remove_leftovers(target, list(parent_of(target)));
  const auto temporary = target + std::string(kTemporary) + std::to_string(::getpid());
  {
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!file.open()) return failure(errno);
    if (auto error = write_all(file.number(), bytes)) {
      ::unlink(temporary.c_str());
      return error;
    }
  }
  if (auto error = rename(temporary, target)) {
    ::unlink(temporary.c_str());
    return error;
  }
  return std::nullopt;
}

IoError RealFileSystem::rename(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) return failure(errno);
  sync_folder(parent_of(to));
  return std::nullopt;
}

IoError RealFileSystem::make_directories(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  return error ? failure(error.value()) : std::nullopt;
}

IoError RealFileSystem::remove(const std::string& path) {
  return std::remove(path.c_str()) == 0 ? std::nullopt : failure(errno);
}

IoError RealFileSystem::remove_all(const std::string& path) {
  std::error_code error;
  std::filesystem::remove_all(path, error);
  return error ? failure(error.value()) : std::nullopt;
}

}  // namespace aurora
