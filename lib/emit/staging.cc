#include "emit/staging.h"

#include "emit/manifest.h"

namespace aurora {
namespace {

constexpr std::string_view notice = "{\n  \"//\": \"Written by aurora-iac.";

std::string join(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::string beside(const std::string& folder, const std::string& suffix) {
  const auto slash = folder.rfind('/');
  const auto name = slash == std::string::npos ? folder : folder.substr(slash + 1);
  return (slash == std::string::npos ? "" : folder.substr(0, slash + 1)) + "." + name + suffix;
}

}  // namespace

bool bears_our_notice(const std::string& text) { return text.compare(0, notice.size(), notice) == 0; }

Staging::Staging(FileSystem& files, std::string folder)
    : files_(files),
      folder_(std::move(folder)),
      new_(beside(folder_, ".aurora-iac-new")),
      old_(beside(folder_, ".aurora-iac-old")) {}

IoError Staging::note(IoError error, const std::string& path) {
  if (error && failed_path_.empty()) failed_path_ = path;
  return error;
}

void Staging::recover() {
  using Kind = FileSystem::Kind;
  if (files_.entry_kind(folder_) == Kind::Missing && files_.entry_kind(old_) == Kind::Directory)
    if (files_.rename(old_, folder_)) return;
  for (const auto& left : {new_, old_}) {
    if (files_.entry_kind(left) != Kind::Directory) continue;
    // The manifest is the last that comes into a tree and the last that leaves it. A tree without one was never
    // finished, or has nothing left: all that it holds is also in the folder, or is half of a file.
    if (files_.entry_kind(join(left, std::string(manifest_name))) == Kind::Missing) {
      files_.remove_all(left);
      continue;
    }
    const auto ours = [&](const std::string& path) {
      std::string error;
      const auto text = files_.read(join(left, path), error);
      return path == manifest_name || (text && bears_our_notice(*text));
    };
    retire(left, "", ours);
  }
}

void Staging::ensure_folder(const std::string& path, IoError& error) {
  if (error || !made_.insert(path).second) return;
  if (!path.empty()) ensure_folder(parent_of(path), error);
  if (error) return;
  const auto model = path.empty() ? folder_ : join(folder_, path);
  const auto made = path.empty() ? new_ : join(new_, path);
  error = note(files_.make_directory_like(made, model), made);
}

bool Staging::carry_over(const std::string& path, const Change& change, IoError& error) {
  bool something_went = false;
  for (const auto& name : files_.list(path.empty() ? folder_ : join(folder_, path))) {
    if (error) return something_went;
    const auto entry = join(path, name);
    if (files_.entry_kind(join(folder_, entry)) == FileSystem::Kind::Directory) {
      something_went = carry_over(entry, change, error) || something_went;
    } else if (change.goes.count(entry) > 0) {
      something_went = true;
    } else if (!change.ours(entry)) {
      ensure_folder(path, error);
      if (!error) error = note(files_.link(join(folder_, entry), join(new_, entry)), join(new_, entry));
    }
  }
  // A folder that held only files of ours that go, goes; an empty one of the user's stays.
  if (!something_went) ensure_folder(path, error);
  return something_went;
}

IoError Staging::build(const Change& change) {
  IoError error;
  made_.clear();
  ensure_folder("", error);
  if (!error && files_.kind(folder_) == FileSystem::Kind::Directory) carry_over("", change, error);
  const auto keep = [&](const std::string& path) {
    ensure_folder(parent_of(path), error);
    if (!error) error = note(files_.link(join(folder_, path), join(new_, path)), join(new_, path));
  };
  const auto create = [&](const std::string& path, const std::string& text) {
    ensure_folder(parent_of(path), error);
    if (!error) error = note(files_.create(join(new_, path), text), join(new_, path));
  };
  const std::string manifest(manifest_name);
  for (const auto& path : change.stays)
    if (path != manifest) keep(path);
  for (const auto& [path, text] : change.writes)
    if (path != manifest) create(path, *text);
  if (change.stays.count(manifest) > 0) keep(manifest);
  if (const auto found = change.writes.find(manifest); found != change.writes.end()) create(manifest, *found->second);
  return error;
}

IoError Staging::put_in_place() {
  if (files_.kind(folder_) == FileSystem::Kind::Missing) return files_.rename(new_, folder_);
  const auto error = files_.exchange(folder_, new_);
  if (!error || *error != "not supported") return error;
  if (auto failed = files_.rename(folder_, old_)) return failed;
  if (auto failed = files_.rename(new_, folder_)) {
    files_.rename(old_, folder_);
    return failed;
  }
  return {};
}

void Staging::retire(const std::string& root, const std::string& path,
                     const std::function<bool(const std::string&)>& ours) {
  const auto from = path.empty() ? root : join(root, path);
  for (const auto& name : files_.list(from)) {
    const auto entry = join(path, name);
    if (entry == manifest_name) continue;  // last, see `recover`
    if (files_.entry_kind(join(root, entry)) == FileSystem::Kind::Directory) {
      retire(root, entry, ours);
    } else if (files_.entry_kind(join(folder_, entry)) != FileSystem::Kind::Missing || ours(entry)) {
      files_.remove(join(root, entry));
    } else {
      files_.make_directories(parent_of(join(folder_, entry)));
      files_.rename(join(root, entry), join(folder_, entry));
    }
  }
  if (path.empty()) files_.remove(join(root, std::string(manifest_name)));
  files_.remove(from);
}

IoError Staging::replace(const Change& change, std::string& failed_path) {
  auto error = build(change);
  if (!error) error = note(put_in_place(), folder_);
  failed_path = failed_path_;
  if (error) {
    files_.remove_all(new_);
    return error;
  }
  const auto ours = [&](const std::string& path) { return change.ours(path); };
  for (const auto& left : {new_, old_})
    if (files_.kind(left) == FileSystem::Kind::Directory) retire(left, "", ours);
  return {};
}

}  // namespace aurora
