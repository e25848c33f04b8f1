// The part of FileSystem that replaces a whole folder at once.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "source/file_system.h"

namespace aurora {
namespace {

namespace fs = std::filesystem;

constexpr const char* not_supported = "not supported";

IoError last_error() { return std::generic_category().message(errno); }

IoError from_code(const std::error_code& code) {
  return code ? IoError(std::generic_category().message(code.value())) : IoError();
}

IoError copy(const std::string& from, const std::string& to) {
  std::error_code code;
  if (fs::is_symlink(fs::symlink_status(from, code))) {
    fs::copy_symlink(from, to, code);
    return from_code(code);
  }
  fs::copy_file(from, to, code);
  if (!code) fs::last_write_time(to, fs::last_write_time(from, code), code);
  return from_code(code);
}

/// An open directory with a lock on it.
struct Held {
  int descriptor;
  explicit Held(int opened) : descriptor(opened) {}
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() { ::close(descriptor); }
};

std::string without_dots(const std::string& path) {
  const auto text = fs::path(path).lexically_normal().generic_string();
  return text.size() > 1 && text.back() == '/' ? text.substr(0, text.size() - 1) : text;
}

}  // namespace

FileSystem::Kind RealFileSystem::entry_kind(const std::string& path) const {
  std::error_code code;
  switch (fs::symlink_status(path, code).type()) {
    case fs::file_type::none:
    case fs::file_type::not_found:
      return Kind::Missing;
    case fs::file_type::regular:
      return Kind::File;
    case fs::file_type::directory:
      return Kind::Directory;
    default:
      return Kind::Other;
  }
}

std::string RealFileSystem::canonical(const std::string& path) const {
  std::error_code code;
  const auto absolute = fs::absolute(path.empty() ? "." : path, code);
  const auto real = fs::weakly_canonical(absolute, code);
  return without_dots(code ? absolute.string() : real.string());
}

IoError RealFileSystem::create(const std::string& path, const std::string& bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return last_error();
  IoError error;
  for (std::size_t done = 0; done < bytes.size() && !error;) {
    const auto count = ::write(file, bytes.data() + done, bytes.size() - done);
    if (count >= 0)
      done += static_cast<std::size_t>(count);
    else if (errno != EINTR)
      error = last_error();
  }
  if (::close(file) != 0 && !error) error = last_error();
  return error;
}

IoError RealFileSystem::link(const std::string& from, const std::string& to) {
  if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), 0) == 0) return {};
  return errno == EEXIST || errno == ENOENT || errno == ENOSPC ? last_error() : copy(from, to);
}

IoError RealFileSystem::make_directory_like(const std::string& path, const std::string& model) {
  if (::mkdir(path.c_str(), 0777) != 0) return last_error();
  struct stat status {};
  if (::stat(model.c_str(), &status) != 0) return {};
  // Owner and group follow where that is allowed; the permissions always do.
  if (::chown(path.c_str(), status.st_uid, status.st_gid) != 0) errno = 0;
  return ::chmod(path.c_str(), status.st_mode & 07777) == 0 ? IoError() : last_error();
}

IoError RealFileSystem::exchange(const std::string& a, const std::string& b) {
#ifdef RENAME_EXCHANGE
  if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0) return {};
  if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP) return last_error();
#endif
  return not_supported;
}

std::shared_ptr<void> RealFileSystem::hold(const std::string& directory) {
  const int opened = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return std::make_shared<int>(0);  // whatever is wrong with it, the next step says it
  auto held = std::make_shared<Held>(opened);
  for (int tries = 0; tries < 200; ++tries) {
    // A file system without locks has nothing to wait for.
    if (::flock(opened, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR)) return held;
    ::usleep(50000);
  }
  return nullptr;
}

FileSystem::Kind MemoryFileSystem::entry_kind(const std::string& path) const { return kind(path); }

std::string MemoryFileSystem::canonical(const std::string& path) const { return without_dots(path); }

IoError MemoryFileSystem::create(const std::string& path, const std::string& bytes) {
  return files.emplace(path, bytes).second ? IoError() : IoError("file exists");
}

IoError MemoryFileSystem::link(const std::string& from, const std::string& to) {
  const auto found = files.find(from);
  return found == files.end() ? IoError("no such file") : create(to, std::string(found->second));
}

IoError MemoryFileSystem::make_directory_like(const std::string&, const std::string&) { return {}; }

IoError MemoryFileSystem::exchange(const std::string& a, const std::string& b) {
  if (!can_exchange) return not_supported;
  std::map<std::string, std::string> swapped;
  const auto below = [](const std::string& path, const std::string& folder) {
    return path.compare(0, folder.size() + 1, folder + "/") == 0;
  };
  for (auto& [path, bytes] : files) {
    const bool in_a = below(path, a), in_b = below(path, b);
    swapped[in_a ? b + path.substr(a.size()) : in_b ? a + path.substr(b.size()) : path] = std::move(bytes);
  }
  files = std::move(swapped);
  return {};
}

std::shared_ptr<void> MemoryFileSystem::hold(const std::string&) { return std::make_shared<int>(0); }

}  // namespace aurora
