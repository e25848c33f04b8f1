#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "diagnostics/diagnostics.h"
#include "source/file_system.h"
#include "terraform/stack_files.h"

// Writing the output folder. A run that is killed at any moment leaves the old folder or the new one: the
// whole new tree is built beside the old one (`.<name>.aurora-iac-new`; what stays is linked, so it keeps
// its time stamp) and takes its place in one step. The lock is written before that step: it only ever
// grows, and the old folder agrees with a lock that knows more, so a kill in between loses nothing and
// the next run decides the same. Where the file system cannot exchange two folders, two renames do it; a kill
// between them leaves the old tree as `.<name>.aurora-iac-old`, which the next run puts back.
//
// `stacks.json` lists the files that are ours, with digests. Everything else in the folder belongs to the
// user: it is never changed or removed, and moves over to the new tree as it is.

namespace aurora {

struct EmitRequest {
  std::string folder;  ///< the output folder; made when it is missing
  std::string platform;
  std::vector<tf::StackFiles> stacks;  ///< sorted, from `tf::write_stacks`
  std::string lock_path;               ///< empty: no lock is written
  std::string lock_text;
  bool force = false;  ///< overwrite files of ours that were changed by hand
};

struct EmitSummary {
  std::size_t written = 0;    ///< new or changed files
  std::size_t unchanged = 0;  ///< files left alone, with their time stamps
  std::size_t removed = 0;
  bool lock_written = false;
};

/// Writes `request`, or reports why not and changes nothing (18xx).
std::optional<EmitSummary> emit(const EmitRequest& request, FileSystem& files, Diagnostics& diagnostics);

/// The stacks in `folder` as they lie there, for `tf::diff`; none when it is missing. Reports a damaged
/// `stacks.json` and what cannot be read, and warns about files that were changed by hand since they were written.
/// Files equal to those of `expected` (sorted) need no digest, which makes it faster.
std::vector<tf::StackFiles> read_output(const std::string& folder, const FileSystem& files, Diagnostics& diagnostics,
                                        const std::vector<tf::StackFiles>* expected = nullptr);

/// How many files of ours, `stacks.json` included, are not what `emit` would write, to the byte: missing, changed, or
/// no longer wanted. `before` as `read_output` gave it.
std::size_t count_other_files(const std::string& folder, const std::string& platform,
                              const std::vector<tf::StackFiles>& before, const std::vector<tf::StackFiles>& after,
                              const FileSystem& files);

}  // namespace aurora
