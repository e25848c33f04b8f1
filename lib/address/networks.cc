#include "address/networks.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "address/need.h"

namespace aurora {
namespace {

using Origin = Allocation::Origin;

/// A subnet on its way to a place.
struct Wanted {
  const Subnet* subnet;
  Need need;
  std::string name;  ///< `subnet/system`
};

std::string joined(const std::vector<Prefix>& prefixes) {
  std::string out;
  for (const auto& prefix : prefixes) out += (out.empty() ? "" : ", ") + prefix.to_string();
  return out;
}

std::uint64_t total(const std::vector<Prefix>& prefixes) {
  std::uint64_t sum = 0;
  for (const auto& prefix : prefixes) sum += prefix.is_v6() ? 0 : prefix.size();
  return sum;
}

bool within(const std::vector<Prefix>& network, const Prefix& prefix) {
  return std::any_of(network.begin(), network.end(), [&](const Prefix& own) { return own.contains(prefix); });
}

/// Whether a network has two parts: some clouds can give pods a range of the network of their own, from the pools of
/// pods. What was placed beside the nodes, or is pinned there, stays.
class Parts {
 public:
  Parts(const Site& site, const LockedRanges& locked, Ground& ground) : site_(site), locked_(locked) {
    if (!site.facts->pod_subnets_from_pod_pools || site.cluster == nullptr) return;
    auto& pods = ground.pods(*site.environment);
    if (&pods == &ground.routed(*site.environment)) return;
    const auto& pinned = site.network->cidrs;
    pool_ = &pods;
    if (!pinned.empty() &&
        std::none_of(pinned.begin(), pinned.end(), [&](const auto& cidr) { return is_pods(cidr.value); }))
      pool_ = nullptr;
  }

  bool is_pods(const Prefix& prefix) const { return pool_ != nullptr && within(pool_->prefixes, prefix); }

  bool is_pods(const Subnet& subnet) const {
    if (pool_ == nullptr) return false;
    if (!subnet.cidrs.empty()) return is_pods(subnet.cidrs.front().value);
    // Any subnet may have been pinned into either part.
    const auto kept = locked_.prefixes(site_.owner, "subnet/" + subnet.key);
    return kept.empty() ? subnet.plays("pods") : is_pods(kept.front());
  }

  Pool* pool() const { return pool_; }

 private:
  const Site& site_;
  const LockedRanges& locked_;
  Pool* pool_ = nullptr;
};

/// One network while it is laid out; or its part for pods.
class Layout {
 public:
  Layout(const Site& site, bool pods, const LockedRanges& locked, Ground& ground, AddressPlan& plan,
         Diagnostics& diagnostics)
      : site_(site),
        parts_(site, locked, ground),
        pods_(pods),
        locked_(locked),
        ground_(ground),
        plan_(plan),
        diagnostics_(diagnostics) {}

  bool has_pods_part() const { return parts_.pool() != nullptr; }

  /// Places what is pinned or locked, and what fits beside it.
  void fix() {
    fix_network();
    for (const auto& subnet : site_.network->subnets)
      if (parts_.is_pods(subnet) == pods_)
        for (const auto& cidr : subnet.cidrs) pins_.push_back(cidr.value);
    for (const auto& subnet : site_.network->subnets)
      if (parts_.is_pods(subnet) == pods_) fix_subnet(subnet);
    for (const auto* range : locked_.of(site_.owner))  // what is gone keeps its place
      if (range->tombstone && range->name.substr(0, 7) == "subnet/") remove(range->prefix);
    std::sort(wanted_.begin(), wanted_.end(), [](const Wanted& a, const Wanted& b) {
      return std::tie(a.need.length, a.name) < std::tie(b.need.length, b.name);
    });
    cover_pins();
    fill();
    ask();
    report_outgrown();
  }

  /// The block still to be found; 0: none.
  int length() const { return length_; }
  const std::string& owner() const { return site_.owner; }

  void grow() {
    if (pods_) return grow_from(*parts_.pool());
    if (grow_into_headroom()) return;
    auto& pool = ground_.routed(*site_.environment);
    if (pods_length() == length_ ? start_with_pods(pool) : start_with_headroom(pool)) return;
    grow_from(pool);
  }

 private:
  void grow_from(Pool& pool) {
    const auto block = ground_.take_from(pool, length_);
    if (block) return settle(*block);
    const auto what = fmt::format("the {} of `{}`", pods_ ? "pods" : "network", site_.owner);
    report_exhausted(pool, what, length_, site_.span, diagnostics_);
  }

  bool grow_into_headroom() {
    const auto& all = ground_.headrooms();
    const auto kept = all.find(site_.owner);
    if (prefixes_.empty() || kept == all.end() || kept->second.length > length_) return false;
    settle(*ground_.use_headroom(site_.owner));
    return true;
  }

  /// A new network beside as much again, which it keeps to grow.
  bool start_with_headroom(Pool& pool) {
    if (!prefixes_.empty() || length_ <= site_.facts->shortest_network) return false;
    const auto block = ground_.take_spare(pool, length_ - 1);
    if (!block) return false;
    ground_.keep_headroom(site_.owner, block->child(length_, 1));
    settle(block->child(length_, 0));
    return true;
  }

  /// Aurora's rule is one block a cluster, half of it network and half pods: so it is where the two are equal. Where
  /// there is room, the network keeps as much again beside it to grow.
  bool start_with_pods(Pool& pool) {
    const auto both = length_ - 1;
    auto block = ground_.take_spare(pool, both - 1);
    if (block) ground_.keep_headroom(site_.owner, block->child(both, 1));
    block = block ? block->child(both, 0) : ground_.take_from(pool, both);
    if (!block) return false;
    settle(block->child(length_, 0));
    add("pods", block->child(length_, 1), Origin::New, site_.span, pods_need(*site_.cluster, *site_.facts));
    return true;
  }

  void add(std::string name, const Prefix& prefix, Origin origin, Span span, const Need& need = {}) {
    plan_.add({site_.owner, std::move(name), prefix, origin, need.addresses, need.sum, span});
  }

  void fix_network() {
    const auto& network = *site_.network;
    pinned_ = !network.cidrs.empty();
    std::size_t number = 0;
    for (const auto& cidr : network.cidrs) {
      const auto name = numbered("network", number++);
      if (parts_.is_pods(cidr.value) != pods_) continue;
      add_prefix(name, cidr.value, Origin::Pinned, cidr.span);
      check_limits(fmt::format("the network of `{}`", site_.owner), cidr.value, site_.facts->longest_network,
                   cidr.span);
    }
    if (pinned_) return;
    for (const auto& prefix : locked_.prefixes(site_.owner, "network")) {
      const auto name = numbered("network", number++);
      if (parts_.is_pods(prefix) != pods_) continue;
      const auto* range = locked_.find(site_.owner, name);
      // A tombstone that somebody else's pin lies on has no claim any more.
      if (range->tombstone && ground_.has_other_owner(prefix, site_)) break;
      add_prefix(name, prefix, Origin::Locked, site_.span);
    }
    if (pods_) return;
    // A subnet that is pinned into the room to grow makes the network grow.
    const auto kept = ground_.headrooms().find(site_.owner);
    if (kept == ground_.headrooms().end()) return;
    for (const auto& subnet : site_.network->subnets)
      for (const auto& cidr : subnet.cidrs)
        if (kept->second.contains(cidr.value)) return add_prefix(*ground_.use_headroom(site_.owner));
  }

  /// A new one, under the first number that neither part has or had.
  void add_prefix(const Prefix& prefix) {
    std::size_t number = 0;
    const auto taken = [&](const std::string& name) {
      if (plan_.find(site_.owner, name) != nullptr) return true;
      const auto* range = has_pods_part() ? locked_.find(site_.owner, name) : nullptr;
      return range != nullptr && !range->tombstone;
    };
    while (taken(numbered("network", number))) ++number;
    add_prefix(numbered("network", number), prefix, Origin::New, site_.span);
  }

  void add_prefix(std::string name, const Prefix& prefix, Origin origin, Span span) {
    add(std::move(name), prefix, origin, span);
    prefixes_.push_back(prefix);
    if (free_) free_->add(prefix);
  }

  void fix_subnet(const Subnet& subnet) {
    const auto& facts = *site_.facts;
    Wanted wanted{&subnet,
                  site_.cluster != nullptr ? cluster_subnet_need(*site_.cluster, subnet, facts)
                                           : hub_subnet_need(*site_.hub, subnet, facts),
                  "subnet/" + subnet.key};
    if (!subnet.cidrs.empty()) return pin(wanted);
    if (subnet.size && !sized(wanted)) return;
    auto kept = locked_.prefixes(site_.owner, wanted.name);
    const bool buried = !kept.empty() && locked_.find(site_.owner, wanted.name)->tombstone;
    const auto lost = [&](const Prefix& prefix) {
      return !within(prefixes_, prefix) || (buried && std::any_of(pins_.begin(), pins_.end(), [&](const Prefix& pin) {
                                              return pin.overlaps(prefix);
                                            }));
    };
    if (kept.empty() || std::any_of(kept.begin(), kept.end(), lost)) return wanted_.push_back(wanted);
    keep(wanted, kept);
  }

  void pin(const Wanted& wanted) {
    std::vector<Prefix> cidrs;
    for (const auto& cidr : wanted.subnet->cidrs) {
      place(numbered(wanted.name, cidrs.size()), cidr.value, Origin::Pinned, cidr.span, wanted.need);
      cidrs.push_back(cidr.value);
      check_limits(fmt::format("subnet `{}` of `{}`", wanted.subnet->key, site_.owner), cidr.value,
                   site_.facts->longest_subnet, cidr.span);
    }
    const bool v6_only = std::all_of(cidrs.begin(), cidrs.end(), [](const Prefix& p) { return p.is_v6(); });
    if (!v6_only) check_size(wanted, total(cidrs), joined(cidrs), wanted.subnet->cidrs.front().span);
  }

  /// Takes the size that the spec asks for, when it is enough.
  bool sized(Wanted& wanted) {
    const auto& size = *wanted.subnet->size;
    const auto what = fmt::format("subnet `{}` of `{}`", wanted.subnet->key, site_.owner);
    const int longest = site_.facts->longest_subnet > 0 ? site_.facts->longest_subnet : 32;
    if (size.value < site_.facts->shortest_network || size.value > longest) {
      diagnostics_.report(diag::SizeNotAllowed, size.span, what, size.value, site_.facts->shortest_network, longest);
      return false;
    }
    const auto addresses = std::uint64_t{1} << (32 - size.value);
    if (!check_size(wanted, addresses, fmt::format("/{}", size.value), size.span)) return false;
    wanted.need.length = size.value;
    wanted.need.least_length = size.value;
    return true;
  }

  bool check_size(const Wanted& wanted, std::uint64_t has, std::string_view where, Span span) {
    const auto least = std::max(wanted.need.addresses, std::uint64_t{1} << (32 - wanted.need.least_length));
    if (has >= least) return true;
    diagnostics_
        .report(diag::SubnetTooSmall, span, wanted.subnet->key, site_.owner, has, where, wanted.need.addresses,
                wanted.need.sum)
        .hint(fmt::format("use a /{} or larger, or leave the size out", wanted.need.least_length));
    return false;
  }

  /// `longest`: prefix length of the smallest that the cloud takes; 0: not known.
  void check_limits(std::string_view what, const Prefix& prefix, int longest, Span span) {
    const int shortest = site_.facts->shortest_network;
    if (prefix.is_v6() || longest == 0 || (prefix.length >= shortest && prefix.length <= longest)) return;
    diagnostics_.report(diag::SizeNotAllowed, span, what, prefix.length, shortest, longest);
  }

  /// What makes room without moving what is there, as the cloud has it.
  void offer(const Wanted& wanted, const std::vector<Prefix>& kept, Diagnostics::Report& report) const {
    const auto& key = wanted.subnet->key;
    const auto growth = wanted.subnet->delegation ? CloudFacts::SubnetGrowth::Never : site_.facts->subnet_growth;
    const auto wider = enclosing(kept.front(), wanted.need.least_length);
    if (growth == CloudFacts::SubnetGrowth::InPlace && kept.size() == 1 && within(prefixes_, wider) &&
        is_free_beside(wider, kept.front()))
      report.hint(fmt::format("widen it where it is, nothing moves: `subnets: {{ {}: {{ cidr: {} }} }}`", key,
                              wider.to_string()));
    const auto missing = wanted.need.addresses - std::min(wanted.need.addresses, total(kept));
    const int length = std::min(length_for(missing + static_cast<std::uint64_t>(site_.facts->reserved_addresses)),
                                site_.facts->longest_subnet);
    if (growth == CloudFacts::SubnetGrowth::FurtherPrefix)
      if (const auto block = room(length))
        report.hint(fmt::format("add a prefix to it, nothing moves: `subnets: {{ {}: {{ cidrs: [{}, {}] }} }}`", key,
                                joined(kept), block->to_string()));
    if (site_.facts->one_node_subnet) return;
    report.hint(
        fmt::format("keep it as it is, and put the new nodes into a pool with a subnet of its own: `subnets: {{ "
                    "{0}2: {{ role: {1} }} }}` and "
                    "`subnet: {0}2` in the pool",
                    key, wanted.subnet->role.value));
  }

  bool is_free_beside(const Prefix& wider, const Prefix& own) const {
    FreeSpace rest;
    rest.add(wider);
    rest.remove(own);
    FreeSpace free = this->free();
    for (const auto& block : rest.blocks())
      if (!free.take_within(block, block.length)) return false;
    return true;
  }

  /// A block that is free in the network, or in what it keeps to grow.
  std::optional<Prefix> room(int length) const {
    FreeSpace free = this->free();
    if (const auto block = free.take(length)) return block;
    const auto kept = ground_.headrooms().find(site_.owner);
    if (kept == ground_.headrooms().end() || kept->second.length > length) return std::nullopt;
    return kept->second.child(length, 0);
  }

  void keep(const Wanted& wanted, const std::vector<Prefix>& kept) {
    const auto span = wanted.subnet->span;
    for (std::size_t i = 0; i < kept.size(); ++i)
      place(numbered(wanted.name, i), kept[i], Origin::Locked, span, wanted.need);
    const auto least = std::max(wanted.need.addresses, std::uint64_t{1} << (32 - wanted.need.least_length));
    if (total(kept) >= least) return;
    outgrown_.emplace_back(wanted, kept);
  }

  /// Said when everything else has its place, so that what is offered is free.
  void report_outgrown() {
    for (const auto& [wanted, kept] : outgrown_) {
      auto report = diagnostics_.report(
          diag::LockedTooSmall, wanted.subnet->size ? wanted.subnet->size->span : wanted.subnet->span,
          fmt::format("{}/{}", site_.owner, wanted.name), joined(kept), wanted.need.least_length, wanted.need.sum);
      report.related(locked_.find(site_.owner, wanted.name)->span, "kept by this line of the lock");
      offer(wanted, kept, report);
    }
  }

  void place(std::string name, const Prefix& prefix, Origin origin, Span span, const Need& need) {
    add(std::move(name), prefix, origin, span, need);
    remove(prefix);
  }

  void remove(const Prefix& prefix) {
    placed_.push_back(prefix);
    if (free_) free_->remove(prefix);
  }

  /// What is free of the network: worked out only for those in which something has to find a place.
  FreeSpace& free() const {
    if (!free_) {
      free_.emplace();
      for (const auto& prefix : prefixes_) free_->add(prefix);
      free_->remove_all(disjoint(placed_));
    }
    return *free_;
  }

  /// Pinned subnets in a network that is not pinned: it is the smallest block around them with room for the rest.
  void cover_pins() {
    if (!prefixes_.empty() || pins_.empty()) return;
    auto block = pins_.front();
    const auto holds = [&](const Prefix& pin) { return block.contains(pin); };
    std::uint64_t sum = total(pins_);
    for (const auto& wanted : wanted_) sum += std::uint64_t{1} << (32 - wanted.need.length);
    const int least = site_.network->size && !pods_ ? site_.network->size->value : 32;
    while (block.length > 0 && (!std::all_of(pins_.begin(), pins_.end(), holds) || block.size() < sum ||
                                block.length > least || !fits(block)))
      block = widened(block);
    add_prefix(block);
    for (const auto& pin : pins_) remove(pin);
    ground_.claim(block);
  }

  static Prefix widened(Prefix block) {
    const auto bit = block.width() - block.length--;
    auto& half = bit < 64 ? block.address.low : block.address.high;
    half &= ~(std::uint64_t{1} << (bit % 64));
    return block;
  }

  bool fits(const Prefix& block) const {
    FreeSpace free;
    free.add(block);
    for (const auto& pin : pins_) free.remove(pin);
    return std::all_of(wanted_.begin(), wanted_.end(),
                       [&](const Wanted& wanted) { return free.take(wanted.need.length).has_value(); });
  }

  /// Places wanted subnets, the largest first, in what is free of the network.
  void fill() {
    std::vector<Wanted> left;
    for (const auto& wanted : wanted_) {
      const auto block = free().take(wanted.need.length);
      if (block)
        add(wanted.name, *block, origin_of(wanted, *block), wanted.subnet->span, wanted.need);
      else
        left.push_back(wanted);
    }
    wanted_ = std::move(left);
  }

  Origin origin_of(const Wanted& wanted, const Prefix& block) const {
    const auto* range = locked_.find(site_.owner, wanted.name);
    return range != nullptr && range->prefix == block ? Origin::Locked : Origin::New;
  }

  /// What is left over needs a new prefix of the network, unless that is pinned.
  void ask() {
    std::uint64_t sum = 0;
    for (const auto& wanted : wanted_) sum += std::uint64_t{1} << (32 - wanted.need.length);
    if (pinned_) return report_full();
    const int needed = sum == 0 ? 0 : std::min(length_for(sum), site_.facts->longest_network);
    if (site_.network->size && !pods_) return ask_size(sum, needed);
    length_ = needed;
  }

  void ask_size(std::uint64_t sum, int needed) {
    const auto& size = *site_.network->size;
    const int longest = site_.facts->longest_network;
    if (size.value < site_.facts->shortest_network || size.value > longest) {
      diagnostics_.report(diag::SizeNotAllowed, size.span, fmt::format("the network of `{}`", site_.owner), size.value,
                          site_.facts->shortest_network, longest);
      return;
    }
    const auto asked = std::uint64_t{1} << (32 - size.value);
    const auto has = total(prefixes_);
    if (prefixes_.empty() && sum > asked) {
      diagnostics_.report(diag::NetworkTooSmall, size.span, site_.owner, size.value, needed)
          .hint(fmt::format("ask for a /{}, or leave the size out", needed));
      return;
    }
    const auto more = std::max(sum, asked > has ? asked - has : 0);
    length_ = more == 0 ? 0 : std::min(length_for(more), longest);
  }

  void report_full() {
    for (const auto& wanted : wanted_) {
      const auto largest = free().largest();
      diagnostics_
          .report(diag::NetworkFull, wanted.subnet->span, wanted.subnet->key, wanted.need.length, site_.owner,
                  joined(prefixes_))
          .related(site_.network->cidrs.front().span, "the network is pinned here")
          .hint(fmt::format("{}; add a prefix to the network, or make the subnet smaller ({})",
                            largest ? fmt::format("its largest free block is {}", largest->to_string())
                                    : std::string("nothing of it is free"),
                            wanted.need.sum));
    }
  }

  /// Length of the pod range when it is to come with the network; 0: it does not.
  int pods_length() const {
    if (site_.cluster == nullptr || !prefixes_.empty() || !has_pod_range(*site_.cluster)) return 0;
    if (site_.cluster->kubernetes.pod_cidr || locked_.find(site_.owner, "pods") != nullptr) return 0;
    if (&ground_.pods(*site_.environment) != &ground_.routed(*site_.environment)) return 0;
    return pods_need(*site_.cluster, *site_.facts).length;
  }

  void settle(const Prefix& block) {
    add_prefix(block);
    fill();
  }

  const Site& site_;
  const Parts parts_;
  const bool pods_;
  const LockedRanges& locked_;
  Ground& ground_;
  AddressPlan& plan_;
  Diagnostics& diagnostics_;
  std::vector<Prefix> prefixes_, pins_;
  std::vector<Wanted> wanted_;
  std::vector<std::pair<Wanted, std::vector<Prefix>>> outgrown_;
  std::vector<Prefix> placed_;
  mutable std::optional<FreeSpace> free_;
  bool pinned_ = false;
  int length_ = 0;
};

void note_existing(const Site& site, AddressPlan& plan) {
  std::size_t i = 0;
  for (const auto& cidr : site.network->existing_cidrs)
    plan.add({site.owner, numbered("network", i++), cidr.value, Origin::External, 0, "exists already", cidr.span});
  for (const auto& subnet : site.network->subnets) {
    std::size_t n = 0;
    for (const auto& cidr : subnet.cidrs)
      plan.add({site.owner, numbered("subnet/" + subnet.key, n++), cidr.value, Origin::External, 0, "exists already",
                cidr.span});
  }
}

}  // namespace

std::string what_is_left(const Pool& pool) {
  const auto largest = pool.free.largest();
  return fmt::format("{} ({}) {}", pool.what, joined(pool.prefixes),
                     largest ? fmt::format("have {} as their largest free block", largest->to_string())
                             : std::string("have nothing left"));
}

void report_exhausted(const Pool& pool, std::string_view what, int length, Span span, Diagnostics& diagnostics) {
  auto report = diagnostics.report(diag::PoolExhausted, span, what, length,
                                   std::uint64_t{1} << std::min(32 - length, 63), what_is_left(pool));
  if (pool.span.known()) report.related(pool.span, "the pool");
  report.hint(
      fmt::format("add a pool of a /{} or larger, ask for less, or release tombstones by deleting their lines "
                  "from the lock",
                  length));
}

void place_networks(const std::vector<Site>& sites, const LockedRanges& locked, Ground& ground, AddressPlan& plan,
                    Diagnostics& diagnostics) {
  std::deque<Layout> layouts;
  std::vector<Layout*> growing, growing_pods;
  for (const auto& site : sites) {
    if (site.existing()) {
      note_existing(site, plan);
      continue;
    }
    auto& layout = layouts.emplace_back(site, false, locked, ground, plan, diagnostics);
    layout.fix();
    if (layout.length() > 0) growing.push_back(&layout);
    if (!layout.has_pods_part()) continue;
    auto& pods = layouts.emplace_back(site, true, locked, ground, plan, diagnostics);
    pods.fix();
    if (pods.length() > 0) growing_pods.push_back(&pods);
  }
  // A network's first prefix is that of its nodes.
  for (auto* list : {&growing, &growing_pods}) {
    std::stable_sort(list->begin(), list->end(),
                     [](const Layout* a, const Layout* b) { return a->length() < b->length(); });
    for (auto* one : *list) one->grow();
  }
}

}  // namespace aurora
