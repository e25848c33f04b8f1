#pragma once

#include <string_view>

#include "aws/stack.h"

/// The transit gateway: one a region, made by one hub and shared with the accounts of the others, with a route table
/// for each that the plan has. Other stacks find it and its tables by their names.
namespace aurora::aws {

/// The transit gateway that this stack's network is attached to; null: none. Looked up where another stack makes it,
/// with the lookup added on first use.
tf::Value transit_gateway_id(Stack& stack);
/// This stack's attachment to it, once lower_peering made it.
const tf::Resource* transit_attachment(const Stack& stack);
/// The attachment to the first transit gateway that the spec names by its id; nullptr: none.
const tf::Resource* external_attachment(const Stack& stack);
/// One of its tables, by the plan's name.
tf::Value transit_table_id(Stack& stack, const Transit& transit, std::string_view table);
/// What resources in the owner's account take as their provider; null: this stack's own.
tf::Value transit_provider(Stack& stack, const Transit& transit);

}  // namespace aurora::aws
