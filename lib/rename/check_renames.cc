#include "rename/check_renames.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "diagnostics/suggest.h"
#include "model/roles.h"
#include "rename/lines.h"
#include "rename/renames.h"

namespace aurora {
namespace {

/// `network`, `network/1` and so on are the first two or three parts of a key: the owner is what is before.
std::string_view owner_of(std::string_view key) {
  const auto environment = key.find('/');
  const auto end = environment == key.npos ? key.npos : key.find('/', environment + 1);
  return end == key.npos ? std::string_view() : key.substr(0, end);
}

std::string list_of(const std::vector<std::string>& keys) {
  std::string text;
  for (const auto& key : keys) text += (text.empty() ? "`" : ", `") + key + "`";
  return text;
}

/// What has lines in the lock.
class Known {
 public:
  explicit Known(const Lock& lock) : entries_(lock.section("address")) {}

  bool lives(const std::string& head) const { return any(head, true); }
  bool is_known(const std::string& head) const { return any(head, false); }

  /// Owners with a line that is no tombstone, sorted.
  std::vector<std::string> owners() const {
    std::vector<std::string> all;
    for (const auto& [key, entry] : entries_) {
      const auto owner = owner_of(key);
      if (!entry.tombstone && !owner.empty() && (all.empty() || all.back() != owner)) all.emplace_back(owner);
    }
    return all;
  }

  /// Keys of the subnets that live in `owner`, sorted.
  std::vector<std::string> subnets(const std::string& owner) const {
    const auto head = owner + "/subnet/";
    std::vector<std::string> all;
    for (auto at = entries_.lower_bound(head); at != entries_.end() && at->first.starts_with(head); ++at) {
      auto key = at->first.substr(head.size());
      key = key.substr(0, key.find('/'));
      if (!at->second.tombstone && (all.empty() || all.back() != key)) all.push_back(std::move(key));
    }
    return all;
  }

 private:
  /// An entry of that key, or below it.
  bool any(const std::string& head, bool living) const {
    const auto fits = [&](const auto& at) { return !living || !at->second.tombstone; };
    if (const auto at = entries_.find(head); at != entries_.end() && fits(at)) return true;
    for (auto at = entries_.lower_bound(head + "/"); at != entries_.end() && at->first.starts_with(head + "/"); ++at)
      if (fits(at)) return true;
    return false;
  }

  const std::map<std::string, Lock::Entry, std::less<>>& entries_;
};

/// `possible`: those of `gone` that it can be; what is in another region cannot be brought along.
void ask(const std::string& name, Span span, const std::vector<std::string>& gone,
         const std::vector<std::string>& possible, Diagnostics& diagnostics) {
  const auto what = list_of(gone) + (gone.size() == 1 ? " is" : " are");
  auto report = diagnostics.report(diag::MaybeRenamed, span, name, what);
  if (!possible.empty())
    report.hint(fmt::format("if it is, write `renamed_from: {}` in it: it keeps its addresses, its names and its state",
                            possible.size() == 1 ? possible[0] : "<which>"));
  report.hint(fmt::format(
      "{} write `renamed_from: {}`: it gets a place of its own, and what is gone is destroyed",
      possible.empty() ? "it cannot be, as it is in another region or on another cloud, so" : "if it is not,",
      kNotRenamed));
}

/// The region's code in a cluster's key.
std::string_view region_code(std::string_view key) {
  key = key.substr(0, key.rfind('-'));
  return key.substr(key.rfind('-') + 1);
}

void refuse_unknown(const Text& from, const std::string& name, const std::vector<std::string>& gone,
                    Diagnostics& diagnostics) {
  auto report = diagnostics.report(diag::RenamedFromUnknown, from.span, from.value, name);
  if (const auto near = nearest(from.value, {gone.begin(), gone.end()}); !near.empty())
    report.hint(fmt::format("did you mean `{}`?", near));
  else if (!gone.empty())
    report.hint("gone is " + list_of(gone));
  else
    report.hint("nothing of that sort is gone: leave `renamed_from` out");
}

/// Clusters, against the owners that the lock knows.
class Clusters {
 public:
  Clusters(const Platform& platform, const Known& known, Diagnostics& diagnostics)
      : platform_(platform), known_(known), diagnostics_(diagnostics) {}

  void check() {
    for (const auto& environment : platform_.environments)
      for (const auto& cluster : environment.clusters) {
        present_.insert(cluster.identity.id);
        if (known_.lives(cluster.identity.id)) continue;
        fresh_.push_back(&cluster);
        if (!cluster.former.id.empty()) present_.insert(cluster.former.id);
      }
    if (fresh_.empty()) return;
    for (auto& owner : known_.owners())
      if (present_.count(owner) == 0 && !owner.ends_with("/hub")) gone_.push_back(std::move(owner));
    std::set<const Cluster*> moved;
    for (const auto* cluster : fresh_)
      if (refuse_move(*cluster)) moved.insert(cluster);
    for (const auto* cluster : fresh_)
      if (moved.count(cluster) == 0) check(*cluster);
  }

 private:
  void check(const Cluster& cluster) {
    const auto& environment = cluster.identity.environment;
    std::vector<std::string> here;
    for (const auto& owner : gone_)
      if (owner.starts_with(environment + "/")) here.push_back(owner.substr(environment.size() + 1));
    if (!cluster.renamed_from) {
      // One that rests in the lock is back: nothing else.
      const bool is_back = known_.is_known(cluster.identity.id);
      if (!here.empty() && !is_back) ask(cluster.key, cluster.span, here, same_region(here, cluster.key), diagnostics_);
      return;
    }
    if (cluster.former.id.empty() || known_.is_known(cluster.former.id)) return;
    if (!here.empty() || knows_environment(environment))
      refuse_unknown(*cluster.renamed_from, cluster.key, here, diagnostics_);
  }

  static std::vector<std::string> same_region(std::vector<std::string> keys, const std::string& cluster) {
    std::erase_if(keys, [&](const auto& key) { return region_code(key) != region_code(cluster); });
    return keys;
  }

  /// Whether the cluster was in another environment, which has it no more.
  bool refuse_move(const Cluster& cluster) {
    if (cluster.renamed_from) return false;
    const auto was = std::find_if(gone_.begin(), gone_.end(), [&](const std::string& owner) {
      return owner.substr(owner.find('/') + 1) == cluster.key;
    });
    if (was == gone_.end()) return false;
    const auto from = was->substr(0, was->find('/'));
    gone_.erase(was);  // nobody else's former one
    diagnostics_.report(diag::ClusterMoved, cluster.span, cluster.key, from, cluster.identity.environment)
        .hint(fmt::format("account, network, names and state are those of `{}`: it would be destroyed and another one "
                          "made",
                          from))
        .hint(fmt::format("add the new one under another key, move the workloads, then remove `{}/{}`; or, when it may "
                          "go, remove it, run `emit` and apply, and add the new one afterwards",
                          from, cluster.key))
        .hint(fmt::format("`renamed_from: {}` says that they have nothing to do with each other", kNotRenamed));
    return true;
  }

  bool knows_environment(const std::string& key) const {
    const auto all = known_.owners();
    return std::any_of(all.begin(), all.end(), [&](const auto& owner) { return owner.starts_with(key + "/"); });
  }

  const Platform& platform_;
  const Known& known_;
  Diagnostics& diagnostics_;
  std::set<std::string> present_;
  std::vector<const Cluster*> fresh_;
  std::vector<std::string> gone_;
};

/// The subnets of one network; `owner` as the lock calls it.
void check_subnets(const std::string& owner, const Network& network, const Known& known, Diagnostics& diagnostics) {
  std::vector<const Subnet*> fresh;
  for (const auto& subnet : network.subnets) {
    const bool own = !subnet.built_in || subnet.renamed_from;
    if (own && !known.lives(owner + "/subnet/" + subnet.key)) fresh.push_back(&subnet);
  }
  if (fresh.empty() || !known.lives(owner)) return;
  std::vector<std::string> gone;
  for (auto& key : known.subnets(owner)) {
    const auto is = [&](const Subnet& one) { return one.key == key; };
    const auto was = [&](const Subnet* one) {
      return one->renamed_from && (one->renamed_from->value == key || key.starts_with(one->renamed_from->value + "-"));
    };
    const bool present = std::any_of(network.subnets.begin(), network.subnets.end(), is);
    if (!present && find_role(key) == nullptr && std::none_of(fresh.begin(), fresh.end(), was)) gone.push_back(key);
  }
  for (const auto* subnet : fresh) {
    const auto& key = subnet->base.empty() ? subnet->key : subnet->base;
    const bool zonal = !subnet->base.empty();
    if (!subnet->renamed_from) {
      const bool is_back = known.is_known(owner + "/subnet/" + subnet->key);
      if (!gone.empty() && !is_back) ask(subnet->key, subnet->span, gone, gone, diagnostics);
      continue;
    }
    const auto former = subnet->renamed_from->value + (zonal ? subnet->key.substr(key.size()) : "");
    // One zone more than before has nothing that it could have been.
    if (subnet->renamed_from->value == kNotRenamed || known.is_known(owner + "/subnet/" + former)) continue;
    const auto all = known.subnets(owner);
    const auto sibling = [&](const std::string& one) { return one.starts_with(subnet->renamed_from->value + "-"); };
    if (zonal && std::any_of(all.begin(), all.end(), sibling)) continue;
    refuse_unknown(*subnet->renamed_from, subnet->key, gone, diagnostics);
  }
}

/// Names of the flows whose rules have a number: `.../flow-<name>-tcp-in`. One that is in no rule has none.
std::set<std::string> flows_of(const Lock& lock, bool only_live = false) {
  std::set<std::string> names;
  for (const auto& [key, entry] : lock.section("priority")) {
    const auto name = flow_of_rule(std::string_view(key).substr(key.rfind('/') + 1));
    if (!name.empty() && !(only_live && entry.tombstone)) names.emplace(name);
  }
  return names;
}

void check_flows(const Platform& platform, const Lock& lock, Diagnostics& diagnostics) {
  std::vector<const Flow*> renamed;
  for (const auto& flow : platform.flows)
    if (flow.renamed_from && flow.renamed_from->value != kNotRenamed) renamed.push_back(&flow);
  if (renamed.empty()) return;
  const auto known = flows_of(lock);
  auto gone = known;
  for (const auto& flow : platform.flows) gone.erase(flow.name);
  for (const auto* flow : renamed)
    if (!known.empty() && known.count(flow->name) == 0 && known.count(flow->renamed_from->value) == 0)
      refuse_unknown(*flow->renamed_from, flow->name, {gone.begin(), gone.end()}, diagnostics);
}

/// Something takes the key of another one that goes in the same step: Terraform has both in its state, and cannot move
/// the one onto the other.
void check_taken(const Platform& platform, const Lock& lock, const Known& known, Diagnostics& diagnostics) {
  if (renames_of(platform).empty()) return;
  const auto flows = flows_of(lock, true);
  for (const auto& rename : renames_of(with_pending_renames(platform, lock))) {
    const auto both_live = [&](const std::string& head) {
      return known.lives(head + rename.from) && known.lives(head + rename.to);
    };
    const bool taken = rename.kind == Rename::Kind::Cluster  ? both_live("")
                       : rename.kind == Rename::Kind::Subnet ? both_live(rename.owner + "/subnet/")
                       : rename.kind == Rename::Kind::Flow ? flows.count(rename.from) > 0 && flows.count(rename.to) > 0
                                                           : false;
    if (taken)
      diagnostics.report(diag::RenamedOnto, rename.span, rename.from, rename.to)
          .hint(fmt::format("take another key; or remove `{}` first, `emit` and apply, and rename afterwards",
                            rename.to));
  }
}

}  // namespace

void check_renames(const Platform& platform, const Lock& lock, Diagnostics& diagnostics) {
  if (lock.section("address").empty()) return;
  const Known known(lock);
  Clusters(platform, known, diagnostics).check();
  for (const auto& environment : platform.environments) {
    if (environment.hub) check_subnets(environment.hub->identity.id, environment.hub->network, known, diagnostics);
    for (const auto& cluster : environment.clusters) {
      const bool moved = !cluster.former.id.empty() && !known.lives(cluster.identity.id);
      check_subnets(moved ? cluster.former.id : cluster.identity.id, cluster.network, known, diagnostics);
    }
  }
  check_flows(platform, lock, diagnostics);
  check_taken(platform, lock, known, diagnostics);
}

}  // namespace aurora
