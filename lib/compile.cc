// The pipeline on one page. Each phase takes the products of the earlier ones, reports what is wrong and goes
// on as far as it can; between phases the driver stops when there were errors, so that nobody reads a
// consequence of an earlier problem.

#include "compile.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>

#include "address/allocate.h"
#include "backend/links.h"
#include "backend/overrides.h"
#include "backend/provider_versions.h"
#include "backend/terraform_settings.h"
#include "connect/connect.h"
#include "model/advice.h"
#include "model/check.h"
#include "model/resolve.h"
#include "model/trial.h"
#include "rename/check_renames.h"
#include "rename/follow.h"
#include "rename/lines.h"
#include "rename/renames.h"
#include "schema/validate.h"
#include "terraform/schema.h"
#include "terraform/verify.h"
#include "yaml/include.h"

namespace aurora {
namespace {

/// The lock beside the spec; a missing one is empty.
void read_lock(const CompileOptions& options, const FileSystem& files, Compilation& result) {
  result.lock_path = !options.lock.empty() ? options.lock : options.spec == "-" ? "" : options.spec + ".lock.json";
  const bool given = options.lock_text.has_value();
  if (!given && (result.lock_path.empty() || files.kind(result.lock_path) == FileSystem::Kind::Missing)) return;
  std::string error;
  auto text = given ? options.lock_text : files.read(result.lock_path, error);
  const auto file = result.sources.add(result.lock_path, text.value_or(""));
  if (!text) {
    result.diagnostics.report(diag::LockUnreadable, {}, result.lock_path, error);
    return;
  }
  if (!given && text->find_first_not_of(" \t\r\n") == std::string::npos) {
    result.diagnostics.report(diag::LockDamaged, {file, 0, 0}, "it is empty")
        .hint("take the file from the last commit that has a good one, or remove it to begin a new one");
    return;
  }
  if (auto lock = Lock::parse(file, result.sources, result.diagnostics)) result.lock = std::move(*lock);
}

/// What `--locked` forbids: any decision that the lock does not hold.
void refuse_changes(Compilation& result) {
  const auto& changes = result.lock.changes();
  if (changes.empty()) return;
  const auto count = fmt::format("{} entr{}", changes.size(), changes.size() == 1 ? "y" : "ies");
  result.diagnostics
      .report(diag::LockWouldChange, {}, count, fmt::format("first `{}/{}`", changes[0].section, changes[0].key))
      .hint("run `emit` without `--locked`, and commit the lock");
}

/// The identities of every hub and cluster, by cloud.
std::vector<CloudOwners> owners_by_cloud(const Platform& platform, const Backends& backends) {
  std::map<std::string, CloudOwners> owners;
  for (const auto& environment : platform.environments) {
    const auto* facts = backends.facts(environment.cloud);
    if (facts == nullptr) continue;
    auto& of_cloud = owners[environment.cloud];
    of_cloud.facts = facts;
    if (environment.hub) of_cloud.owners.push_back(&environment.hub->identity);
    for (const auto& cluster : environment.clusters) of_cloud.owners.push_back(&cluster.identity);
  }
  std::vector<CloudOwners> clouds;
  for (auto& [cloud, of_cloud] : owners) clouds.push_back(std::move(of_cloud));
  return clouds;
}

/// What the naming convention needs, before any name is made.
void check_conventions(const Backends& backends, Compilation& result) {
  check_naming(result.platform->naming, owners_by_cloud(*result.platform, backends), result.diagnostics);
}

/// Says what is wrong with backends that the spec names, where somebody knows more than that there are none.
void check_backends(const yaml::Node& root, const Backends& backends, Diagnostics& diagnostics) {
  const auto* environments = root.find("environments");
  if (!backends.explain || environments == nullptr) return;
  const auto* defaults = root.find("defaults");
  std::set<const yaml::Node*> asked;
  for (const auto& entry : environments->entries) {
    const auto* cloud = entry.value->find("cloud");
    if (cloud == nullptr && defaults != nullptr) cloud = defaults->find("cloud");
    if (cloud != nullptr && asked.insert(cloud).second && backends.facts(cloud->text) == nullptr)
      backends.explain(cloud->text, cloud->span, diagnostics);
  }
}

struct LoweredPlatform {
  std::map<const Backend*, std::vector<NameUse>> names;
  std::vector<tf::Document> documents;
  Diagnostics diagnostics;
};

/// Each cloud's environments by its own backend, and each link between clouds by those of its ends.
LoweredPlatform lower_environments(const Backends& backends, const Plan& plan) {
  std::map<std::string_view, std::vector<const Environment*>> by_cloud;
  for (const auto& environment : plan.platform.environments) by_cloud[environment.cloud].push_back(&environment);
  LoweredPlatform all;
  for (const auto& [cloud, environments] : by_cloud) {
    const auto* backend = backends.find(cloud);
    if (backend == nullptr) continue;  // reported by `check`
    auto lowered = backend->lower_all(plan, environments, all.diagnostics);
    all.names[backend] = std::move(lowered.names);
    std::move(lowered.documents.begin(), lowered.documents.end(), std::back_inserter(all.documents));
  }
  auto links = lower_links(plan, backends.find, all.diagnostics);
  std::move(links.documents.begin(), links.documents.end(), std::back_inserter(all.documents));
  for (auto& [backend, uses] : links.names) std::move(uses.begin(), uses.end(), std::back_inserter(all.names[backend]));
  return all;
}

/// Whether names were given other digits, so that everything that holds one must be made again.
bool settle_names(const LoweredPlatform& lowered, Lock& lock) {
  bool again = false;
  for (const auto& [backend, uses] : lowered.names) again = settle_suffixes(uses, lock) || again;
  return again;
}

/// The same, until no two worldwide names are the same. `plan` reads `lock`.
LoweredPlatform lower_settled(const Backends& backends, const Plan& plan, Lock& lock) {
  constexpr int kRounds = 20;  // each moves the names that collide to their next digits; one is nearly always enough
  auto lowered = lower_environments(backends, plan);
  for (int round = 0; round < kRounds && settle_names(lowered, lock); ++round)
    lowered = lower_environments(backends, plan);
  return lowered;
}

/// What the spec would give under the keys that its `renamed_from`s name; nothing when there are none, or when that
/// cannot be made any more (what is wrong with it is wrong with the spec too, and said there).
std::optional<LoweredPlatform> lower_former(const Backends& backends, const Platform& pending, Lock lock) {
  if (renames_of(pending).empty() || lock.section("address").empty()) return {};
  const auto platform = former_platform(pending);
  Diagnostics unheard;
  const auto addresses = allocate(platform, backends.facts, lock, unheard);
  if (unheard.has_errors()) return {};
  const auto connectivity = connect(platform, addresses, backends.facts, lock, unheard);
  if (unheard.has_errors()) return {};
  auto lowered = lower_settled(backends, {platform, addresses, connectivity, lock}, lock);
  keep_resource_names(lowered.documents, lock);
  return lowered;
}

/// Documents and names. The names of one cloud are checked together, since some must be unique in the world.
void lower(const Backends& backends, const Platform& pending, const std::optional<LoweredPlatform>& former,
           Compilation& result) {
  const Plan plan{*result.platform, result.addresses, result.connectivity, result.lock};
  auto lowered = lower_settled(backends, plan, result.lock);
  if (former) {
    bool again = false;
    for (const auto& [backend, uses] : lowered.names)
      if (const auto before = former->names.find(backend); before != former->names.end())
        again = keep_former_names(before->second, uses, pending, result.lock) || again;
    if (again) lowered = lower_settled(backends, plan, result.lock);
    keep_former_addresses(former->documents, lowered.documents, pending, result.lock);
  }
  keep_resource_names(lowered.documents, result.lock);
  for (const auto& rename : renames_of(*result.platform))
    for (auto& document : lowered.documents)
      if (rename.kind == Rename::Kind::Cluster && document.stack == rename.owner) document.renamed_from = rename.from;
  add_moved(lowered.documents, result.lock, lowered.diagnostics);
  result.diagnostics.append(lowered.diagnostics);
  const bool whole = !lowered.diagnostics.has_errors();
  for (auto& [backend, uses] : lowered.names) {
    check_names(uses, backend->facts(), result.diagnostics);
    keep_suffixes(uses, result.lock);
    std::move(uses.begin(), uses.end(), std::back_inserter(result.names));
  }
  if (whole) check_pins(result.names, result.platform->naming, result.diagnostics);
  keep_names(result.names, result.lock);
  result.lock.bury("suffix");
  result.documents = std::move(lowered.documents);
  // One logical name may be used in several places: those of links in different zones.
  std::sort(result.names.begin(), result.names.end(), [](const NameUse& a, const NameUse& b) {
    return std::tie(a.logical, a.scope, a.name) < std::tie(b.logical, b.scope, b.name);
  });
  std::sort(result.documents.begin(), result.documents.end(),
            [](const tf::Document& a, const tf::Document& b) { return a.stack < b.stack; });
}

}  // namespace

void add_schemas(const Platform& platform, const Backends& backends, tf::ProviderSchemas& schemas) {
  std::set<std::string_view> clouds;
  for (const auto& environment : platform.environments)
    if (const auto* backend = backends.find(environment.cloud); clouds.insert(environment.cloud).second && backend)
      backend->add_schemas(schemas);
}

std::unique_ptr<Compilation> compile(const CompileOptions& options, const Backends& backends, const FileSystem& files,
                                     Until until) {
  auto compilation = std::make_unique<Compilation>();
  auto& result = *compilation;
  auto& diagnostics = result.diagnostics;

  // Text to a tree with places, over all files that the spec includes.
  const auto* root = options.text
                         ? yaml::load_text("<stdin>", *options.text, files, result.sources, result.tree, diagnostics)
                         : yaml::load(options.spec, files, result.sources, result.tree, diagnostics);
  if (!result.ok()) return compilation;
  if (root == nullptr) throw std::logic_error("no spec was read, and nothing was said about it");

  if (!options.trials.empty())
    root = with_trials(*root, options.trials, result.sources, result.tree, diagnostics, result.tried);
  if (!result.ok()) return compilation;
  result.root = root;

  // The tree against the schemas.
  if (!schema::validate(*root, "environment.schema.json", diagnostics)) return compilation;

  check_backends(*root, backends, diagnostics);
  if (!result.ok()) return compilation;

  // Defaults, cascade and references; then what only the whole can show.
  result.platform = resolve(*root, result.tree, backends.facts, diagnostics);
  if (result.ok()) {
    result.differences = differences(*result.platform, *root, backends.facts, diagnostics);
    check(*result.platform, backends.facts, diagnostics);
    check_terraform_settings(*result.platform, *root, backends.facts, diagnostics);
  }
  if (result.ok()) check_conventions(backends, result);
  if (result.ok()) check_provider_versions(*result.platform, backends.facts, diagnostics);
  if (!result.ok() || until == Until::Model) return compilation;

  // Addresses and connectivity: first what the lock remembers, then what is new.
  read_lock(options, files, result);
  if (result.ok()) check_renames(*result.platform, result.lock, diagnostics);
  if (!result.ok()) return compilation;
  const auto pending = with_pending_renames(*result.platform, result.lock);
  const auto former = until == Until::Documents ? lower_former(backends, pending, result.lock) : std::nullopt;
  move_renamed(pending, result.lock);
  result.addresses = allocate(*result.platform, backends.facts, result.lock, diagnostics);
  if (!result.ok()) return compilation;
  result.connectivity = connect(*result.platform, result.addresses, backends.facts, result.lock, diagnostics);
  if (!result.ok() || until == Until::Engines) return compilation;

  // Decisions to Terraform, and the result against the providers' schemas.
  lower(backends, pending, former, result);
  note_renames(*result.platform, result.lock);
  if (!result.ok()) return compilation;
  tf::ProviderSchemas schemas;
  add_schemas(*result.platform, backends, schemas);
  apply_overrides(result.documents, result.platform->overrides, schemas, diagnostics);
  for (const auto& document : result.documents) tf::verify(document, schemas, diagnostics);
  if (result.ok() && options.locked) refuse_changes(result);
  if (result.ok()) advise(*result.platform, diagnostics);
  return compilation;
}

}  // namespace aurora
