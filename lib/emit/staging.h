#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "source/file_system.h"

namespace aurora {

/// What the new tree of an output folder holds; all paths are relative to it.
struct Change {
  std::map<std::string, const std::string*> writes;  ///< new and changed files
  std::set<std::string> stays;                       ///< files of ours that are the same
  std::set<std::string> goes;                        ///< files of ours that are no longer wanted

  bool ours(const std::string& path) const { return writes.count(path) + stays.count(path) + goes.count(path) > 0; }
  bool empty() const { return writes.empty() && goes.empty(); }
};

/// Replaces the folder at the canonical path `folder`, which may be missing, in one step; see emit.h.
class Staging {
 public:
  Staging(FileSystem& files, std::string folder);

  /// Clears what a killed run left: puts the old folder back, drops unfinished trees, keeps what is not ours.
  void recover();
  /// Builds the new tree and puts it in place. On an error nothing has changed; `failed_path` says where.
  IoError replace(const Change& change, std::string& failed_path);

 private:
  /// Links all that is not ours below `path`; answers whether something of ours that goes was there.
  bool carry_over(const std::string& path, const Change& change, IoError& error);
  void ensure_folder(const std::string& path, IoError& error);
  IoError build(const Change& change);
  IoError put_in_place();
  /// Removes the tree at `root`, but moves what is neither ours nor in the folder into the folder.
  void retire(const std::string& root, const std::string& path, const std::function<bool(const std::string&)>& ours);
  IoError note(IoError error, const std::string& path);

  FileSystem& files_;
  std::string folder_, new_, old_;
  std::set<std::string> made_;
  std::string failed_path_;
};

/// The notice at the head of each file that `tf::write` makes.
bool bears_our_notice(const std::string& text);

}  // namespace aurora
