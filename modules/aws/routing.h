#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aws/stack.h"

namespace aurora::aws {

/// What a route table is for. Each zone has one of each kind that has subnets in it.
std::string_view table_kind(const Subnet& subnet);
/// The label of the table of a kind in a zone: `private-1`.
std::string table_label(std::string_view kind, std::string_view zone);
/// The tables of this stack that a kind has, by zone.
std::vector<const tf::Resource*> tables_of_kind(const Stack& stack, std::string_view kind);
/// Makes `resource` wait until what is in private subnets has its way out: a machine that starts before installs
/// nothing.
void wait_for_routes(const Stack& stack, tf::Resource& resource);
/// Where the networks are that this one reaches by the transit gateway: the pools of the platform, so that another
/// network changes no route, and networks beside them.
std::vector<Prefix> far_ranges(const Stack& stack);
/// The networks outside that the spec names.
std::vector<Prefix> outside_ranges(const Stack& stack);
/// Whether the transit gateway leads this network to such: by a gateway of the platform, or by the hub.
bool learns_from_gateways(const Stack& stack);

}  // namespace aurora::aws
