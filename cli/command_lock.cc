#include <fmt/format.h>

#include "backends.h"
#include "lock/edit.h"
#include "session.h"

// `lock show`, `check`, `release`, `import`. Show and release read the lock alone, so that they work when it does not
// fit the spec; that is when they are needed.

namespace aurora::cli {
namespace {

struct Options : SpecOptions {
  LockSelection selection;
  std::string file;
  bool tombstones = false, live = false, all = false, dry_run = false;
};

/// A lock that was read from the disk, and what it was read from.
struct OpenLock {
  SourceMap sources;
  Diagnostics diagnostics;
  std::string path;
  std::optional<Lock> lock;
};

std::unique_ptr<OpenLock> open_lock(const Options& options, const RealFileSystem& files) {
  auto open = std::make_unique<OpenLock>();
  open->path = options.lock.empty() ? options.spec + ".lock.json" : options.lock;
  if (files.kind(open->path) == FileSystem::Kind::Missing) {
    open->diagnostics.report(diag::LockMissing, {}, open->path).hint("`aurora-iac emit` writes one");
    return open;
  }
  std::string error;
  const auto text = files.read(open->path, error);
  if (text)
    open->lock = Lock::parse(open->sources.add(open->path, *text), open->sources, open->diagnostics);
  else
    open->diagnostics.report(diag::LockUnreadable, {}, open->path, error);
  return open;
}

int finish(const OpenLock& open, const Global& global) {
  print_diagnostics(open.diagnostics, open.sources, global);
  return status_of(open.diagnostics);
}

std::string render(const std::vector<LockItem>& items, const Global& global) {
  return global.json() ? render_lock_json(items) : render_lock_text(items);
}

int write_lock(OpenLock& open, RealFileSystem& files, const Global& global) {
  const auto slash = open.path.rfind('/');
  const auto folder = slash == std::string::npos ? std::string(".") : open.path.substr(0, slash + 1);
  const auto held = files.hold(folder);
  if (held == nullptr)
    open.diagnostics.report(diag::OutputBusy, {}, folder);
  else if (const auto error = files.write(open.path, open.lock->to_text()))
    open.diagnostics.report(diag::CannotWrite, {}, open.path, *error);
  return finish(open, global);
}

int show(Options& options, const Global& global) {
  const RealFileSystem files;
  const auto open = open_lock(options, files);
  const int status = finish(*open, global);
  if (!open->lock) return status;
  if (options.tombstones) options.selection.state = LockSelection::State::Tombstones;
  print_report(render(select(*open->lock, options.selection), global), global);
  return status;
}

/// What `emit` would do to a lock, in words: `12 added, 1 changed, 3 laid to rest`.
std::string counts(const Lock& lock) {
  std::size_t added = 0, changed = 0, buried = 0;
  for (const auto& change : lock.changes())
    ++(change.kind == Lock::Change::Kind::Added     ? added
       : change.kind == Lock::Change::Kind::Changed ? changed
                                                    : buried);
  return fmt::format("{} added, {} changed, {} laid to rest", added, changed, buried);
}

int check(Options& options, const Global& global) {
  int status = kFine;
  const auto compilation = compile_spec(options, global, Until::Documents, status);
  if (status != kFine) return status;
  const auto& lock = compilation->lock;
  const auto entries = select(lock, {}).size();
  const bool same = lock.changes().empty();
  print_report(
      global.json()
          ? fmt::format("{{\"format_version\": 1, \"entries\": {}, \"changes\": {}}}\n", entries, lock.changes().size())
      : same ? fmt::format("{}: {} entries, all as the spec wants them\n", compilation->lock_path, entries)
             : fmt::format("{}: fits the spec; `emit` would change it: {}\n", compilation->lock_path, counts(lock)),
      global);
  return status;
}

int release(Options& options, const Global& global) {
  RealFileSystem files;
  const auto open = open_lock(options, files);
  if (!open->lock) return finish(*open, global);
  const auto gone = aurora::release(*open->lock, options.selection, options.live, open->diagnostics);
  if (open->diagnostics.has_errors() || gone.empty() || options.dry_run) {
    print_report(render(gone, global), global);
    return finish(*open, global);
  }
  const int status = write_lock(*open, files, global);
  if (status == kFine) print_report(render(gone, global), global);
  return status;
}

/// Takes lines over, if the platform can be compiled with them.
int import(Options& options, const Global& global) {
  RealFileSystem files;
  auto open = open_lock(options, files);
  if (!open->lock && files.kind(open->path) == FileSystem::Kind::Missing) {
    open = std::make_unique<OpenLock>();
    open->path = options.lock.empty() ? options.spec + ".lock.json" : options.lock;
    open->lock.emplace();
  }
  std::string error;
  const auto text = files.read(options.file, error);
  if (!text) open->diagnostics.report(diag::FileUnreadable, {}, options.file, error);
  if (!open->lock || !text) return finish(*open, global);
  const auto file = open->sources.add(options.file, *text);
  const auto taken = import_lines(*open->lock, file, open->sources, open->diagnostics);
  if (open->diagnostics.has_errors()) return finish(*open, global);

  const CompileOptions with{options.spec, std::nullopt, options.lock, open->lock->to_text(), false};
  const auto compilation = compile(with, backends(global), files, Until::Engines);
  print_diagnostics(compilation->diagnostics, compilation->sources, global);
  if (!compilation->ok()) return status_of(compilation->diagnostics);
  const int status = taken.empty() || options.dry_run ? finish(*open, global) : write_lock(*open, files, global);
  if (status == kFine) print_report(render(taken, global), global);
  return status;
}

CLI::App* add(CLI::App& app, const char* name, const char* summary, Options& options) {
  auto* sub = app.add_subcommand(name, summary);
  sub->add_option("SPEC", options.spec, "the environment spec")->required();
  sub->add_option("--lock", options.lock, "the lock file; default: SPEC.lock.json")
      ->type_name("FILE")
      ->envname("AURORA_IAC_LOCK");
  return sub;
}

void add_selection(CLI::App& sub, Options& options) {
  sub.add_option("WHAT", options.selection.what, "keys, or their first parts: dev/gen-dev-cc-00");
  sub.add_option("--section", options.selection.section, "only this section")
      ->check(CLI::IsMember({"address", "asn", "name", "priority", "renamed", "suffix", "terraform"}))
      ->type_name("SECTION");
}

}  // namespace

std::function<int()> setup_lock(CLI::App& app, const Global& global) {
  auto options = std::make_shared<Options>();
  app.require_subcommand(1);
  auto* showing = add(app, "show", "list the entries", *options);
  add_selection(*showing, *options);
  showing->add_flag("--tombstones", options->tombstones, "only what no longer has an owner");
  auto* checking = add(app, "check", "compare with the spec, and say what emit would change", *options);
  checking->add_flag("--locked", options->locked, "fail if emit would change anything")->envname("AURORA_IAC_LOCKED");
  auto* releasing = add(app, "release", "let go of tombstones, so that their place can be had again", *options);
  add_selection(*releasing, *options);
  releasing->add_flag("--all", options->all, "every tombstone");
  releasing->add_flag("--live", options->live, "also what is in use: it gets another place at the next emit");
  releasing->add_flag("--dry-run", options->dry_run, "only say what would go");
  auto* importing = add(app, "import", "take over what exists already: lines as `lock show` prints them", *options);
  importing->add_option("FILE", options->file, "lines SECTION KEY VALUE")->required();
  importing->add_flag("--dry-run", options->dry_run, "only say what would be taken over");
  return [=, &global] {
    if (showing->parsed()) return show(*options, global);
    if (checking->parsed()) return check(*options, global);
    if (importing->parsed()) return import(*options, global);
    if (options->selection.what.empty() && !options->all) {
      std::fputs("aurora-iac: lock release: say what to release, or --all\n", stderr);
      return static_cast<int>(kUsage);
    }
    if (options->live && options->selection.what.empty()) {
      std::fputs("aurora-iac: lock release: --live needs to be told what\n", stderr);
      return static_cast<int>(kUsage);
    }
    return release(*options, global);
  };
}

}  // namespace aurora::cli
