#include "backend/bgp_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

// A reflector tells routes and carries no packets. Both texts therefore keep next hops as they came (a node's own
// address, also across autonomous systems), install nothing into the kernel, and accept a next hop that only the
// default route leads to: in a cloud every neighbour is behind the network's own router, and a next hop that had to be
// on a connected network would make every route unusable.
// A session without a filter of its own takes nothing. Names come from the spec's keys and end up in a language of
// their own, so they are reduced to what both daemons take as a word.

namespace aurora {
namespace {

struct Peer {
  const BgpSession* session;
  std::string word;  ///< a name that both daemons accept, unique in the configuration
};

std::string word_of(std::string_view name) {
  std::string word = "peer_";
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    word += plain ? c : '_';
  }
  if (word.size() > 40) word.resize(40);  // BIRD's symbols end at 64; what is added behind must still fit
  return word;
}

std::vector<Peer> peers_of(const BgpSpeaker& speaker) {
  std::vector<Peer> peers;
  std::set<std::string> taken;
  for (const auto* session : speaker.sessions) {
    const auto word = word_of(session->peer);
    auto unique = word;
    for (int n = 2; !taken.insert(unique).second; ++n) unique = fmt::format("{}_{}", word, n);
    peers.push_back({session, unique});
  }
  return peers;
}

bool internal(const BgpSpeaker& speaker, const BgpSession& session) { return session.asn == speaker.asn; }

bool takes_nothing(const BgpSession& session) { return session.accepts.empty() && !session.import_routes; }

// --- FRR -------------------------------------------------------------------------------------------------------

void frr_filters(std::string& out, const Peer& peer) {
  const auto& session = *peer.session;
  int sequence = 0;
  for (const auto& prefix : session.accepts) {
    const auto longer = prefix.length < 32 ? " le 32" : "";
    out +=
        fmt::format("ip prefix-list {}_in seq {} permit {}{}\n", peer.word, sequence += 10, prefix.to_string(), longer);
  }
  if (session.accepts.empty())
    out += fmt::format("ip prefix-list {}_in seq 10 {} any\n", peer.word, takes_nothing(session) ? "deny" : "permit");
  sequence = 0;
  for (const auto& prefix : session.next_hops)
    out += fmt::format("ip prefix-list {}_via seq {} permit {} le 32\n", peer.word, sequence += 10, prefix.to_string());
  out += fmt::format("!\nroute-map {0}_in permit 10\n match ip address prefix-list {0}_in\nexit\n!\n", peer.word);
  out += fmt::format("route-map {}_out permit 10\n", peer.word);
  if (!session.next_hops.empty()) out += fmt::format(" match ip next-hop prefix-list {}_via\n", peer.word);
  if (session.no_advertise) out += " set community no-advertise additive\n";
  out += "exit\n!\n";
}

/// What `neighbor` lines are about: the address, or the group that dynamic neighbours join.
std::string frr_neighbour(const Peer& peer) {
  return peer.session->listen_range ? peer.word : peer.session->address.to_string();
}

void frr_session(std::string& out, const BgpSpeaker& speaker, const Peer& peer) {
  const auto name = frr_neighbour(peer);
  if (peer.session->listen_range) out += fmt::format(" neighbor {} peer-group\n", name);
  out += fmt::format(" neighbor {} remote-as {}\n", name, peer.session->asn);
  out += fmt::format(" neighbor {} description {}\n", name, peer.word);
  if (!internal(speaker, *peer.session)) out += fmt::format(" neighbor {} ebgp-multihop 2\n", name);
  if (peer.session->listen_range)
    out += fmt::format(" bgp listen range {} peer-group {}\n", peer.session->range.to_string(), name);
}

void frr_family(std::string& out, const BgpSpeaker& speaker, const Peer& peer) {
  const auto name = frr_neighbour(peer);
  out += fmt::format("  neighbor {} activate\n", name);
  if (peer.session->client && internal(speaker, *peer.session))
    out += fmt::format("  neighbor {} route-reflector-client\n", name);
  if (!internal(speaker, *peer.session)) out += fmt::format("  neighbor {} attribute-unchanged next-hop\n", name);
  out += fmt::format("  neighbor {0} route-map {1}_in in\n  neighbor {0} route-map {1}_out out\n", name, peer.word);
}

// --- BIRD ------------------------------------------------------------------------------------------------------

void bird_filters(std::string& out, const Peer& peer) {
  const auto& session = *peer.session;
  std::string accepted;
  for (const auto& prefix : session.accepts)
    accepted += fmt::format("{}{}{{{},32}}", accepted.empty() ? "" : ", ", prefix.to_string(), prefix.length);
  out += fmt::format("filter {}_in {{\n", peer.word);
  if (!accepted.empty()) out += fmt::format("  if net ~ [ {} ] then accept;\n  reject;\n", accepted);
  if (accepted.empty()) out += takes_nothing(session) ? "  reject;\n" : "  accept;\n";
  out += fmt::format("}}\nfilter {}_out {{\n  if source != RTS_BGP then reject;\n", peer.word);
  std::string via;
  for (const auto& prefix : session.next_hops)
    via += fmt::format("{}bgp_next_hop ~ {}", via.empty() ? "" : " || ", prefix.to_string());
  if (!via.empty()) out += fmt::format("  if ! ({}) then reject;\n", via);
  if (session.no_advertise) out += "  bgp_community.add((65535, 65282));\n";  // RFC 1997: NO_ADVERTISE
  out += "  accept;\n}\n";
}

void bird_session(std::string& out, const BgpSpeaker& speaker, const Peer& peer) {
  const auto& session = *peer.session;
  const bool inside = internal(speaker, session);
  out += fmt::format("protocol bgp {} {{\n  local {} as {};\n", peer.word, speaker.address.to_string(), speaker.asn);
  if (session.listen_range)
    out += fmt::format("  neighbor range {} as {};\n  dynamic name \"{}_\";\n", session.range.to_string(), session.asn,
                       peer.word);
  else
    out += fmt::format("  neighbor {} as {};\n", session.address.to_string(), session.asn);
  out += inside ? "  multihop;\n" : "  multihop 2;\n";
  if (session.client && inside) out += "  rr client;\n";
  out += fmt::format(
      "  graceful restart on;\n  ipv4 {{\n    import filter {0}_in;\n    export filter {0}_out;\n"
      "    next hop keep;\n  }};\n}}\n",
      peer.word);
}

}  // namespace

std::vector<const BgpSession*> sessions_of(const ConnectivityPlan& plan, std::string_view hub, int reflector) {
  std::vector<const BgpSession*> sessions;
  for (const auto& session : plan.sessions)
    if (session.hub == hub && session.reflector == reflector) sessions.push_back(&session);
  return sessions;
}

std::string frr_config(const BgpSpeaker& speaker) {
  const auto peers = peers_of(speaker);
  std::string out = fmt::format(
      "frr defaults traditional\nhostname {}\nlog syslog informational\nservice integrated-vtysh-config\n"
      "ip nht resolve-via-default\nbgp no-rib\n!\n",
      speaker.hostname);
  for (const auto& peer : peers) frr_filters(out, peer);
  out += fmt::format("router bgp {}\n bgp router-id {}\n", speaker.asn, speaker.address.to_string());
  out += " bgp log-neighbor-changes\n no bgp default ipv4-unicast\n bgp graceful-restart\n bgp listen limit 5000\n";
  for (const auto& peer : peers) frr_session(out, speaker, peer);
  out += " !\n address-family ipv4 unicast\n";
  for (const auto& peer : peers) frr_family(out, speaker, peer);
  out += " exit-address-family\nexit\n!\n";
  return out;
}

std::string bird_config(const BgpSpeaker& speaker) {
  const auto peers = peers_of(speaker);
  std::string out = fmt::format(
      "log syslog all;\nhostname \"{}\";\nrouter id {};\ngraceful restart wait 120;\n"
      "protocol device {{ }}\nprotocol direct {{ ipv4; }}\n"
      "protocol kernel {{ learn; ipv4 {{ import all; export none; }}; }}\n",
      speaker.hostname, speaker.address.to_string());
  for (const auto& peer : peers) bird_filters(out, peer);
  for (const auto& peer : peers) bird_session(out, speaker, peer);
  return out;
}

}  // namespace aurora
