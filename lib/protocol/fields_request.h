#pragma once

#include "protocol/fields_plan.h"
#include "protocol/messages.h"

namespace aurora::protocol {

template <typename V>
void fields(V& v, Like<LockLine> auto& line) {
  v.is("lock_line", "something that was decided before");
  v.must("section", line.section, "`suffix`, `name`, `address`, ...");
  v.must("key", line.key, "what it is of");
  v.must("value", line.value, "what was decided");
  v("tombstone", line.tombstone, "no longer in the spec");
}

template <>
inline constexpr std::array<std::string_view, 4> words<yaml::Node::Kind>{"null", "scalar", "sequence", "mapping"};

template <typename V>
void fields(V& v, Like<yaml::Node::Entry> auto& entry) {
  v.is("node_entry", "an entry of a mapping");
  v.must("key", entry.key, "the key");
  v.must("key_span", entry.key_span, "its place in the spec");
  v.must("value", entry.value, "the value");
}

template <typename V>
void fields(V& v, Like<yaml::Node> auto& node) {
  v.is("node", "a value of the spec as it is written");
  v.must("kind", node.kind, "what it is");
  v.rare("span", node.span, "its place in the spec");
  v.rare("text", node.text, "of a scalar, without quotes");
  v.rare("plain", node.plain, "a scalar without quotes");
  v.rare("items", node.items, "of a sequence");
  v.rare("entries", node.entries, "of a mapping, in the order of the spec");
}

template <typename V>
void common(V& v, Like<Request> auto& request) {
  v.must("format_version", request.format_version, "of the protocol");
  v.must("request", request.request, "`describe` or `lower`");
  v.must("cloud", request.cloud, "what the spec calls the backend");
}

template <typename V>
void fields(V& v, Like<Request> auto& request) {
  v.is("describe_request", "asks what aurora-iac has to know of the backend");
  common(v, request);
}

template <typename V>
void fields(V& v, Like<LowerRequest> auto& request) {
  v.is("lower_request", "everything decided: what is to become Terraform");
  common(v, static_cast<std::conditional_t<std::is_const_v<std::remove_reference_t<decltype(request)>>, const Request,
                                           Request>&>(request));
  v.must("environments", request.environments, "keys of the environments to lower: all that say `cloud: <this>`");
  v.must("platform", request.platform, "the spec, resolved");
  v.must("addresses", request.addresses, "every range and address that has an owner");
  v.must("connectivity", request.connectivity, "who may talk to whom");
  v.must("lock", request.lock, "what was decided before; a `name` among the values asks it, so most backends need not");
  v.must("written", request.written, "what `written`, `backend` and `arguments` are numbers of");
}

}  // namespace aurora::protocol
