#include "emit/emit.h"

#include "emit/manifest.h"
#include "emit/staging.h"
#include "source/digest.h"

namespace aurora {
namespace {

using Kind = FileSystem::Kind;

bool is_inside(const std::string& path, const std::string& folder) {
  return path == folder || path.compare(0, folder.size() + 1, folder + "/") == 0;
}

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

/// Decides what happens to every file, and reports what must not happen.
class Emission {
 public:
  Emission(const EmitRequest& request, std::string folder, FileSystem& files, Diagnostics& diagnostics)
      : request_(request), folder_(std::move(folder)), files_(files), diagnostics_(diagnostics) {
    manifest_text_ = manifest_text(request.platform, request.stacks);
    for (const auto& stack : request.stacks)
      for (const auto& file : stack.files) wanted_[stack.stack + "/" + file.path] = &file.text;
    wanted_[std::string(manifest_name)] = &manifest_text_;
  }

  bool decide() {
    if (!read_manifest()) return false;
    for (const auto& [path, text] : wanted_) decide_wanted(path, *text);
    for (const auto& [path, digest] : old_.files)
      if (wanted_.count(path) == 0) decide_unwanted(path, digest);
    return fine_;
  }

  const Change& change() const { return change_; }

 private:
  std::string shown(const std::string& path) const { return request_.folder + "/" + path; }
  std::string actual(const std::string& path) const { return folder_ + "/" + path; }

  /// Whether anything can be said of the other files: without it nobody knows which are ours.
  bool read_manifest() {
    const std::string name(manifest_name);
    if (files_.entry_kind(actual(name)) == Kind::Missing) return true;
    std::string problem;
    const auto text = files_.read(actual(name), problem);
    if (!text) {
      unreadable(name, problem);
      return false;
    }
    old_ = parse_manifest(*text, problem);
    manifest_is_ours_ = problem.empty();
    if (problem.empty() || request_.force) return true;
    fine_ = false;
    diagnostics_.report(diag::DamagedManifest, {}, shown(name), problem)
        .hint("restore it from version control; or, after a merge, take either side and run `emit --force`");
    return true;
  }

  void decide_wanted(const std::string& path, const std::string& text) {
    if (!folders_are_free(path)) return;
    const auto kind = files_.entry_kind(actual(path));
    if (kind == Kind::Missing) return void(change_.writes[path] = &text);
    if (kind != Kind::File) return foreign(path);
    std::string error;
    const auto there = files_.read(actual(path), error);
    if (!there) return unreadable(path, error);
    if (*there == text) return void(change_.stays.insert(path));
    if (path == manifest_name ? !manifest_is_ours_ && !request_.force : !may_replace(path, *there)) return;
    change_.writes[path] = &text;
  }

  void decide_unwanted(const std::string& path, const std::string& digest) {
    if (files_.entry_kind(actual(path)) != Kind::File) return;  // gone, or no longer ours
    if (!request_.force) {
      std::string error;
      const auto there = files_.read(actual(path), error);
      if (!there) return unreadable(path, error);
      if (sha256(*there) != digest) return edited(path);
    }
    change_.goes.insert(path);
  }

  bool may_replace(const std::string& path, const std::string& there) {
    const auto known = old_.files.find(path);
    if (known == old_.files.end()) {
      if (request_.force && bears_our_notice(there)) return true;
      foreign(path);
      return false;
    }
    if (request_.force || sha256(there) == known->second) return true;
    edited(path);
    return false;
  }

  /// No file or link stands where a folder must be.
  bool folders_are_free(const std::string& path) {
    for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
      const auto above = path.substr(0, slash);
      const auto [known, added] = folders_.emplace(above, true);
      if (added) {
        const auto kind = files_.entry_kind(actual(above));
        known->second = kind == Kind::Missing || kind == Kind::Directory;
        if (!known->second) foreign(above);
      }
      if (!known->second) return false;
    }
    return true;
  }

  void foreign(const std::string& path) {
    fine_ = false;
    diagnostics_.report(diag::ForeignFile, {}, shown(path))
        .hint("move it away, or write to another folder with `--out`");
  }
  void edited(const std::string& path) {
    fine_ = false;
    diagnostics_.report(diag::EditedFile, {}, shown(path))
        .hint(
            "set it in `overrides` of the spec, or in a file of your own beside it; then, or after a merge, "
            "`emit --force` replaces the file");
  }
  void unreadable(const std::string& path, const std::string& error) {
    fine_ = false;
    diagnostics_.report(diag::FileUnreadable, {}, shown(path), error);
  }

  const EmitRequest& request_;
  std::string folder_;
  FileSystem& files_;
  Diagnostics& diagnostics_;
  std::string manifest_text_;
  Manifest old_;
  bool manifest_is_ours_ = false;
  std::map<std::string, const std::string*> wanted_;
  std::map<std::string, bool> folders_;
  Change change_;
  bool fine_ = true;
};

bool write_lock(const EmitRequest& request, FileSystem& files, Diagnostics& diagnostics, EmitSummary& summary) {
  if (request.lock_path.empty()) return true;
  std::string ignored;
  const auto there = files.read(request.lock_path, ignored);
  if (there && *there == request.lock_text) return true;
  if (const auto error = files.write(request.lock_path, request.lock_text)) {
    diagnostics.report(diag::CannotWrite, {}, request.lock_path, *error);
    return false;
  }
  return summary.lock_written = true;
}

/// The folder's real path, held against other processes; null when it cannot be written to at all.
std::shared_ptr<void> take_hold(const EmitRequest& request, const std::string& folder, FileSystem& files,
                                Diagnostics& diagnostics) {
  const auto kind = files.entry_kind(folder);
  if (kind == Kind::File || kind == Kind::Other) {
    diagnostics.report(diag::OutputNotAFolder, {}, request.folder);
    return nullptr;
  }
  if (kind == Kind::Directory && is_inside(files.canonical("."), folder)) {
    diagnostics.report(diag::OutputHoldsWorkingDirectory, {}, request.folder)
        .hint("the folder is replaced as a whole: run from outside, or write to a folder below with `--out`");
    return nullptr;
  }
  if (const auto error = files.make_directories(parent_of(folder))) {
    diagnostics.report(diag::CannotWrite, {}, request.folder, *error);
    return nullptr;
  }
  auto held = files.hold(parent_of(folder));
  if (!held) diagnostics.report(diag::OutputBusy, {}, request.folder).hint("wait until it is done, and run again");
  return held;
}

}  // namespace

std::optional<EmitSummary> emit(const EmitRequest& request, FileSystem& files, Diagnostics& diagnostics) {
  const auto folder = files.canonical(request.folder);
  const auto held = take_hold(request, folder, files, diagnostics);
  if (!held) return {};
  Staging staging(files, folder);
  staging.recover();
  Emission emission(request, folder, files, diagnostics);
  if (!emission.decide()) return {};
  EmitSummary summary;
  if (!write_lock(request, files, diagnostics, summary)) return {};
  const auto& change = emission.change();
  if (!change.empty()) {
    std::string path;
    if (const auto error = staging.replace(change, path)) {
      diagnostics.report(diag::CannotWrite, {}, path, *error).hint("the output folder is as it was before");
      return {};
    }
  }
  summary.written = change.writes.size();
  summary.unchanged = change.stays.size();
  summary.removed = change.goes.size();
  return summary;
}

}  // namespace aurora
