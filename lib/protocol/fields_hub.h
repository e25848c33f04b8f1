#pragma once

#include "protocol/fields_cluster.h"
#include "protocol/fields_network.h"

namespace aurora::protocol {

template <typename V>
void fields(V& v, Like<RouteReflectors> auto& reflectors) {
  v.is("route_reflectors", "machines that pass BGP routes on between the networks of a route domain");
  v("count", reflectors.count, "how many");
  v("asn", reflectors.asn, "their autonomous system number");
  v("machine", reflectors.machine, "what each is");
  v("daemon", reflectors.daemon, "`frr` or `bird`");
  v("addresses", reflectors.addresses, "pinned");
  v("ssh_public_key", reflectors.ssh_public_key, "of their user");
  v("image", reflectors.image, "the cloud's name of the image");
  v("peers", reflectors.peers, "further static neighbours");
  v("user", reflectors.user, "their user");
  v("os_disk_gib", reflectors.os_disk_gib, "size of the disk");
  v("span", reflectors.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<Jumpbox> auto& jumpbox) {
  v.is("jumpbox", "the machine that administrators work from");
  v("machine", jumpbox.machine, "what it is");
  v("address", jumpbox.address, "pinned");
  v("ssh_public_key", jumpbox.ssh_public_key, "of its user");
  v("image", jumpbox.image, "the cloud's name of the image");
  v("user", jumpbox.user, "its user");
  v("os_disk_gib", jumpbox.os_disk_gib, "size of the disk");
  v("bastion", jumpbox.bastion, "the cloud's own bastion service in front of it");
  v("span", jumpbox.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<Gateway::Connection> auto& connection) {
  v.is("gateway_connection", "one line of a gateway");
  v("name", connection.name, "its key in the spec");
  v("address", connection.address, "of the other end");
  v("cidrs", connection.cidrs, "behind it, where no BGP says so");
  v("asn", connection.asn, "of the other end, with BGP");
  v("bgp_address", connection.bgp_address, "of the other end's BGP speaker");
  v("shared_key_secret_id", connection.shared_key_secret_id, "where the key is kept; never the key itself");
  v("circuit_id", connection.circuit_id, "of a private line");
  v("span", connection.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<Gateway> auto& gateway) {
  v.is("gateway", "the hub's way to networks outside the cloud");
  v("kind", gateway.kind, "`vpn`, `expressroute`, `direct_connect` or `interconnect`");
  v("sku", gateway.sku, "the cloud's name of its size");
  v("active_active", gateway.active_active, "whether both halves carry traffic");
  v("asn", gateway.asn, "its autonomous system number");
  v("connections", gateway.connections, "its lines");
  v("span", gateway.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<Registry> auto& registry) {
  v.is("registry", "the environment's registry of images");
  v("sku", registry.sku, "the cloud's name of its size");
  v("retention_days", registry.retention_days, "of images without a tag");
  v("zone_redundant", registry.zone_redundant, "whether it is kept in several zones");
  v("replicas", registry.replicas, "further regions");
  v("repositories", registry.repositories, "where a cloud has each made before images come");
  v("span", registry.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<Logs> auto& logs) {
  v.is("logs", "where the environment's logs are kept");
  v("retention_days", logs.retention_days, "for how long");
  v("sku", logs.sku, "the cloud's name of the price model");
  v("daily_quota_gb", logs.daily_quota_gb, "most in a day; -1: no limit");
  v("workspace_id", logs.workspace_id, "an existing one");
  v("span", logs.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<PrivateDns> auto& dns) {
  v.is("private_dns", "the hub's private DNS zones");
  v("create", dns.create, "false: zones are given by id, or there are none");
  v("zone_ids", dns.zone_ids, "ids of existing zones, by service");
  v("zones", dns.zones, "further zones to create");
  v("span", dns.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<Hub> auto& hub) {
  v.is("hub", "an environment's shared network: one stack");
  v("identity", hub.identity, "what its names are made from; `id` is its stack");
  v("region", hub.region, "the cloud's name of the region");
  v("zones", hub.zones, "`1`, `2`, ...");
  v("network", hub.network, "its network");
  v("egress", hub.egress, "how traffic leaves the environment");
  v("route_reflectors", hub.route_reflectors, "none unless given");
  v("jumpbox", hub.jumpbox, "none unless given");
  v("gateway", hub.gateway, "none unless given");
  v("route_server", hub.route_server, "none unless given");
  v("registry", hub.registry, "none unless given");
  v("logs", hub.logs, "none unless given");
  v("private_dns", hub.private_dns, "its zones");
  v("tags", hub.tags, "tags of its resources");
  v("protect", hub.protect, "whether `prevent_destroy` is wanted for what must outlive a mistake");
  v("span", hub.span, "its place in the spec");
  v("written", hub.written, "the merged mapping of the spec");
}

template <typename V>
void fields(V& v, Like<Environment> auto& environment) {
  v.is("environment", "an isolation boundary with its own account");
  v("key", environment.key, "its key in the spec");
  v("cloud", environment.cloud, "which backend lowers it");
  v("account", environment.account, "the account, project or subscription");
  v("tenant", environment.tenant, "the directory of identities");
  v("deployer", environment.deployer, "whom Terraform acts as in the account");
  v("region", environment.region, "the cloud's name of the region");
  v("stages", environment.stages, "that its clusters may have");
  v("pools", environment.pools, "its own address pools");
  v("hub", environment.hub, "none unless given");
  v("clusters", environment.clusters, "by key");
  v("tags", environment.tags, "tags of its resources");
  v("protect", environment.protect, "whether `prevent_destroy` is wanted");
  v("span", environment.span, "its place in the spec");
  v("written", environment.written, "the merged mapping of the spec");
}

}  // namespace aurora::protocol
