// Random lives of a small platform, compiled to Terraform after each edit with the lock of before: what is in the old
// and in the new spec keeps its name, its addresses and its rules' numbers, whatever it is called now, and Terraform
// finds its state under the new address. More rounds: AURORA_LIVES=2000 unit_tests '[lives]'.

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "backend/registry.h"
#include "catch.h"
#include "compile.h"

using namespace aurora;

namespace {

/// Something with a key that may change; `from` is what its `renamed_from` says now.
struct Thing {
  int id = 0;
  std::string key, from;
  int target = 0;    ///< of a flow: the id of a subnet; 0: every API server
  bool role = true;  ///< of a subnet: it says its role
};

struct Home {
  Thing self;
  int most = 3;  ///< nodes of the pool `general`
  std::vector<Thing> subnets, pools, endpoints, identities;
};

struct Spec {
  std::map<std::string, std::vector<Home>> environments{{"dev", {}}, {"test", {}}};
  std::vector<Thing> flows;
};

const std::vector<std::string> words{"alpha", "beta", "gamma", "delta", "omega", "kappa"};
const std::vector<std::string> services{"secrets", "object_storage"};

class Life {
 public:
  explicit Life(unsigned seed) : random_(seed) {}

  Spec spec;

  /// A commit of one to three edits; what they were, for the message. Empty: none could be made.
  std::string commit() {
    const auto last = spec;
    std::string all;
    for (auto left = 1 + below(3) / 2 + below(4) / 3; left > 0; --left)
      if (const auto what = edit(); !what.empty()) all += (all.empty() ? "" : ", ") + what;
    say_what_happened(last);
    return all;
  }

  /// One edit. Empty: it could not be made.
  std::string edit() {
    auto& homes = below(2) == 0 ? spec.environments["dev"] : spec.environments["test"];
    switch (below(12)) {
      case 0:
        return add_cluster(homes);
      case 1:
        return homes.empty() ? "" : remove(homes, "cluster");
      case 2:
        return homes.empty() ? "" : rename_cluster(homes[below(homes.size())]);
      case 3:
        return "reorder";
      case 4:
        return forget();
      case 5:
        return add(spec.flows, "flow");
      case 6:
        return change(spec.flows, "flow");
      default:
        return homes.empty() ? "" : edit_parts(homes[below(homes.size())]);
    }
  }

  /// Whether a pool, an endpoint or an identity has the key of another one that was there until now: the lock does not
  /// know those, so that nobody can be told.
  bool takes_over(const Spec& last) const {
    std::map<std::pair<int, std::string>, int> before;
    const auto each = [](const Spec& of, const auto& take) {
      for (const auto& [key, homes] : of.environments)
        for (const auto& home : homes) {
          int sort = 0;
          for (const auto* list : {&home.pools, &home.endpoints, &home.identities}) {
            ++sort;
            for (const auto& one : *list) take(home.self.id * 10 + sort, one);
          }
        }
    };
    each(last, [&](int list, const Thing& one) { before[{list, one.key}] = one.id; });
    bool any = false;
    each(spec, [&](int list, const Thing& one) {
      const auto at = before.find({list, one.key});
      any = any || (at != before.end() && at->second != one.id);
    });
    return any;
  }

  std::string text() {
    std::string out = R"(api_version: aurora-iac/v1
platform: lives
defaults: { cloud: azure, region: canadacentral, kubernetes: { version: "1.33" } }
address_plan: { pools: [10.64.0.0/12], pods: { pools: [100.64.0.0/10] } }
networks: { operators: { cidrs: [10.200.4.0/24] } }
)";
    if (!spec.flows.empty()) out += "flows:\n";
    for (const auto& flow : shuffled(spec.flows))
      out += "  - { name: " + flow.key + said(flow) + ", from: operators, to: \"" + target(flow) +
             "\", ports: [443/tcp, 53/udp] }\n";
    out += "environments:\n";
    for (const auto& [key, homes] : spec.environments) {
      const auto account = std::string(key == "dev" ? "11111111" : "22222222") + "-1111-1111-1111-111111111111";
      out += "  " + key + ":\n    account: " + account + "\n    hub: { egress: nat }\n    clusters:\n";
      if (homes.empty()) out.replace(out.size() - 1, 1, " {}\n");
      for (const auto& home : shuffled(homes)) out += cluster_text(home);
    }
    return out;
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }

  template <typename T>
  std::vector<T> shuffled(std::vector<T> list) {
    std::shuffle(list.begin(), list.end(), random_);
    return list;
  }

  static std::string said(const Thing& one) { return one.from.empty() ? "" : ", renamed_from: " + one.from; }

  std::string target(const Thing& flow) const {
    for (const auto& [key, homes] : spec.environments)
      for (const auto& home : homes)
        for (const auto& subnet : home.subnets)
          if (subnet.id == flow.target) return key + "/" + home.self.key + ":" + subnet.key;
    return "*:apiserver";
  }

  std::string cluster_text(const Home& home) {
    std::string out = "      " + home.self.key + ":\n";
    if (!home.self.from.empty()) out += "        renamed_from: " + home.self.from + "\n";
    out +=
        "        node_pools:\n          system: { machine: 4x16, nodes: { min: 1, max: 3 } }\n          general: { "
        "machine: 8x32, "
        "nodes: { min: 1, max: " +
        std::to_string(home.most) + " } }\n";
    for (const auto& pool : shuffled(home.pools))
      out += "          " + pool.key + ": { machine: 8x32, nodes: { count: 1 }, subnet: general" + said(pool) + " }\n";
    if (!home.subnets.empty()) out += "        subnets:\n";
    for (const auto& subnet : shuffled(home.subnets))
      out += "          " + subnet.key + ": { size: 28, from: [general]" + (subnet.role ? ", role: database" : "") +
             said(subnet) + " }\n";
    if (!home.endpoints.empty()) out += "        private_endpoints:\n";
    for (const auto& one : shuffled(home.endpoints))
      out += "          " + one.key + ": { service: " + services[static_cast<std::size_t>(one.id) % 2] + said(one) +
             " }\n";
    if (!home.identities.empty()) out += "        workload_identities:\n";
    for (const auto& one : shuffled(home.identities))
      out +=
          "          " + one.key + ": { service_accounts: [apps/x" + std::to_string(one.id) + "]" + said(one) + " }\n";
    return out;
  }

  /// A thing with another key than before says so; a new cluster or subnet says that it is new.
  void say_what_happened(const Spec& last) {
    std::map<int, std::string> before;
    const auto note = [&](const std::vector<Thing>& list) {
      for (const auto& one : list) before[one.id] = one.key;
    };
    note(last.flows);
    for (const auto& [key, homes] : last.environments)
      for (const auto& home : homes) {
        before[home.self.id] = home.self.key;
        for (const auto* list : {&home.subnets, &home.pools, &home.endpoints, &home.identities}) note(*list);
      }
    const auto settle = [&](Thing& one, bool asked) {
      const auto was = before.find(one.id);
      if (was == before.end())
        one.from = asked ? "none" : "";
      else if (was->second != one.key)
        one.from = was->second;
      else if (one.from == one.key)
        one.from.clear();
    };
    for (auto& flow : spec.flows) settle(flow, false);
    for (auto& [key, homes] : spec.environments)
      for (auto& home : homes) {
        settle(home.self, true);
        for (auto& one : home.subnets) settle(one, true);
        for (auto* list : {&home.pools, &home.endpoints, &home.identities})
          for (auto& one : *list) settle(one, false);
      }
  }

  /// A word that no sibling has; empty when there is none.
  std::string free_word(const std::vector<Thing>& list) {
    const auto word = words[below(words.size())];
    const bool taken =
        std::any_of(list.begin(), list.end(), [&](const Thing& one) { return one.key == word || one.from == word; });
    return taken ? "" : word;
  }

  std::string cluster_key(const std::vector<Home>& homes, const std::string& environment) {
    const auto key = words[below(3)] + "-" + environment + "-cc-0" + std::to_string(below(3));
    for (const auto& home : homes)
      if (home.self.key == key || home.self.from == key) return "";
    return key;
  }

  std::string environment_of(const std::vector<Home>& homes) {
    return &homes == &spec.environments["dev"] ? "dev" : "test";
  }

  std::string add_cluster(std::vector<Home>& homes) {
    const auto key = homes.size() < 3 ? cluster_key(homes, environment_of(homes)) : "";
    if (key.empty()) return "";
    Home home;
    home.self = {++ids_, key, "", 0, true};
    homes.push_back(home);
    return "add cluster " + key;
  }

  template <typename T>
  std::string remove(std::vector<T>& list, const std::string& what) {
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(below(list.size())));
    return "remove " + what;
  }

  std::string rename_cluster(Home& home) {
    auto& homes =
        home.self.key.find("-dev-") != std::string::npos ? spec.environments["dev"] : spec.environments["test"];
    const auto key = cluster_key(homes, environment_of(homes));
    if (key.empty()) return "";
    home.self.from = home.self.key;
    home.self.key = key;
    return "rename cluster to " + key;
  }

  std::string add(std::vector<Thing>& list, const std::string& what) {
    const auto key = list.size() < 4 ? free_word(list) : "";
    if (key.empty()) return "";
    Thing one{++ids_, key, "", 0, below(2) == 0};
    if (what == "flow" && below(2) == 0) {
      std::vector<int> all;
      for (const auto& [environment, homes] : spec.environments)
        for (const auto& home : homes)
          for (const auto& subnet : home.subnets) all.push_back(subnet.id);
      if (!all.empty()) one.target = all[below(all.size())];
    }
    list.push_back(one);
    return "add " + what + " " + key;
  }

  std::string change(std::vector<Thing>& list, const std::string& what) {
    if (list.empty()) return "";
    if (below(3) == 0) return remove(list, what);
    auto& one = list[below(list.size())];
    const auto key = free_word(list);
    if (key.empty()) return "";
    one.from = one.key;
    one.key = key;
    return "rename " + what + " " + one.from + " to " + key;
  }

  std::string edit_parts(Home& home) {
    struct Part {
      std::vector<Thing>* list;
      const char* what;
    };
    const Part parts[] = {{&home.subnets, "subnet"},
                          {&home.pools, "pool"},
                          {&home.endpoints, "endpoint"},
                          {&home.identities, "identity"}};
    const auto& [list, what] = parts[below(4)];
    if (below(8) == 0 && home.most > 1) {
      home.most -= 1;
      return "fewer nodes";
    }
    return below(2) == 0 ? add(*list, what) : change(*list, what);
  }

  /// Somebody tidies up: `renamed_from` goes, here and there.
  std::string forget() {
    const auto maybe = [&](Thing& one) {
      if (below(2) == 0) one.from.clear();
    };
    for (auto& flow : spec.flows) maybe(flow);
    for (auto& [key, homes] : spec.environments)
      for (auto& home : homes) {
        maybe(home.self);
        for (auto* list : {&home.subnets, &home.pools, &home.endpoints, &home.identities})
          for (auto& one : *list) maybe(one);
      }
    return "forget";
  }

  std::mt19937 random_;
  int ids_ = 0;
};

struct Made {
  std::unique_ptr<Compilation> compilation;
  std::string lock;
};

Made made_of(const std::string& text, const std::string& lock) {
  MemoryFileSystem files;
  files.files["env.yaml"] = text;
  CompileOptions options;
  options.spec = "env.yaml";
  if (!lock.empty()) options.lock_text = lock;
  Made made{compile(options, {find_backend, facts_of}, files), {}};
  if (made.compilation->ok()) made.lock = made.compilation->lock.to_text();
  return made;
}

/// What may not change of a resource, as text.
std::string fixed_parts(const tf::Resource& resource) {
  std::string text;
  for (const auto* argument : {"name", "direction", "priority"})
    if (const auto* value = resource.find(argument)) {
      if (const auto* own = value->get_if<std::string>()) text += *own + "\n";
      if (const auto* number = value->get_if<std::int64_t>()) text += std::to_string(*number) + "\n";
    }
  for (const auto* argument : {"address_prefixes", "address_space"})
    if (const auto* value = resource.find(argument))
      if (const auto* list = value->get_if<tf::List>())
        for (const auto& item : *list) text += *item.get_if<std::string>() + "\n";
  return text;
}

std::string stack_of(const std::string& environment, const Home& home) { return environment + "/" + home.self.key; }

/// Stacks of before to those of now, by the ids of their clusters.
std::map<std::string, std::string> stacks(const Spec& before, const Spec& now) {
  std::map<std::string, std::string> result{{"dev/hub", "dev/hub"}, {"test/hub", "test/hub"}};
  for (const auto& [key, homes] : before.environments)
    for (const auto& home : homes)
      for (const auto& other : now.environments.at(key))
        if (other.self.id == home.self.id) result[stack_of(key, home)] = stack_of(key, other);
  return result;
}

const tf::Document* find(const std::vector<tf::Document>& documents, const std::string& stack) {
  for (const auto& document : documents)
    if (document.stack == stack) return &document;
  return nullptr;
}

std::string follow(const std::string& address, const tf::Document& document) {
  auto at = address;
  for (std::size_t i = 0; i <= document.moved.size(); ++i) {
    const auto move = std::find_if(document.moved.begin(), document.moved.end(),
                                   [&](const tf::Moved& one) { return one.from == at; });
    if (move == document.moved.end()) break;
    at = move->to;
  }
  return at;
}

/// What Terraform would destroy, and what changed that may not.
struct Verdict {
  std::vector<std::string> destroyed, changed;
  std::size_t kept = 0;
};

void judge(const tf::Document& before, const tf::Document& now, Verdict& verdict) {
  for (const auto& resource : before.resources) {
    if (resource.mode == tf::Resource::Mode::Data) continue;
    const auto address = follow(resource.address(), now);
    const auto* same = now.find(address);
    const auto what = before.stack + " " + resource.address() + " -> " + now.stack + " " + address;
    if (same == nullptr)
      verdict.destroyed.push_back(what);
    else if (fixed_parts(*same) != fixed_parts(resource))
      verdict.changed.push_back(what + "\n" + fixed_parts(resource) + "now\n" + fixed_parts(*same));
    else
      ++verdict.kept;
  }
}

std::string rule_numbers(const std::vector<tf::Document>& documents) {
  std::set<std::string> seen;
  for (const auto& document : documents)
    for (const auto& resource : document.resources) {
      if (resource.type != "azurerm_network_security_rule") continue;
      const auto text = [&](const char* argument) {
        const auto* value = resource.find(argument);
        const auto* expression = value->get_if<tf::Expression>();
        const auto* own = value->get_if<std::string>();
        return expression != nullptr ? expression->code()
               : own != nullptr      ? *own
                                     : std::to_string(*value->get_if<std::int64_t>());
      };
      const auto group = document.stack + " " + text("network_security_group_name") + " ";
      if (!seen.insert(group + text("direction") + " " + text("priority")).second) return group + text("priority");
      if (!seen.insert(group + text("name")).second) return group + text("name");
    }
  return {};
}

/// What a person may be told instead: names that are taken, addresses that are remembered, a subnet that is too small.
bool is_refusal(const Compilation& made) {
  static const std::set<int> codes{1304, 1719, 1716, 1717, 1720, 1404, 1270};
  const auto all = made.diagnostics.sorted();
  return std::all_of(all.begin(), all.end(), [](const Diagnostic& one) {
    return one.severity != Severity::Error || codes.count(one.code) > 0;
  });
}

std::string everything(const Compilation& made) {
  std::string text;
  for (const auto& one : made.diagnostics.sorted()) text += std::to_string(one.code) + " " + one.message + "\n";
  return text;
}

int lives() {
  const char* asked = std::getenv("AURORA_LIVES");
  return asked == nullptr ? 12 : std::max(1, std::atoi(asked));
}

}  // namespace

TEST_CASE("what lives on keeps its name, its addresses and its state", "[lives]") {
  std::size_t edits = 0, refused = 0, renames = 0, kept = 0;
  for (int seed = 1; seed <= lives(); ++seed) {
    Life life(static_cast<unsigned>(seed));
    auto text = life.text();
    auto before = made_of(text, "");
    REQUIRE(before.compilation->ok());
    for (int step = 0; step < 25; ++step) {
      const auto last = life.spec;
      const auto what = life.commit();
      if (what.empty()) {
        life.spec = last;
        continue;
      }
      if (life.takes_over(last)) {
        life.spec = last;
        continue;
      }
      const auto next = life.text();
      const auto now = made_of(next, before.lock);
      INFO("seed " << seed << ", step " << step << ": " << what << "\n"
                   << text << "---\n"
                   << next << everything(*now.compilation));
      if (!now.compilation->ok()) {
        REQUIRE(is_refusal(*now.compilation));
        life.spec = last;
        ++refused;
        continue;
      }
      ++edits;
      Verdict verdict;
      for (const auto& [old_stack, stack] : stacks(last, life.spec)) {
        const auto* was = find(before.compilation->documents, old_stack);
        const auto* is = find(now.compilation->documents, stack);
        if (was != nullptr && is != nullptr) judge(*was, *is, verdict);
      }
      if (!verdict.changed.empty()) FAIL(verdict.changed.front());
      const bool removes = what.find("remove") != std::string::npos;
      if (!removes && !verdict.destroyed.empty()) FAIL("destroyed: " << verdict.destroyed.front());
      REQUIRE(rule_numbers(now.compilation->documents).empty());
      kept += verdict.kept;
      renames += what.find("rename") != std::string::npos ? 1 : 0;
      // The same spec with the new lock decides nothing more.
      const auto again = made_of(next, now.lock);
      REQUIRE(again.compilation->ok());
      REQUIRE(again.lock == now.lock);
      before = made_of(next, before.lock);
      text = next;
    }
  }
  UNSCOPED_INFO(edits << " edits, " << refused << " refused, " << renames << " renames, " << kept
                      << " resources compared");
  CHECK(renames > 0);
  if (std::getenv("AURORA_LIVES") != nullptr)
    WARN(edits << " edits, " << refused << " refused, " << renames << " renames, " << kept << " resources compared");
}
