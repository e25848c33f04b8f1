#pragma once

#include <cstdint>

#include "aws/stack.h"

/// AS numbers on AWS's side of the gateways to networks outside.
namespace aurora::aws {

/// The connection that names a Direct Connect gateway which is there already; nullptr: one is made.
const Gateway::Connection* existing_direct_connect(const Gateway& gateway);

/// The number of the transit gateways that a hub makes, or of the virtual private gateway on its existing network:
/// `gateway.asn` where it is about that gateway, else AWS's own. A Direct Connect gateway that is made has the number
/// for itself.
std::int64_t side_asn(const Hub& hub);

/// The same of the hub that makes the transit gateway.
std::int64_t transit_asn(const Platform& platform, const Transit& transit);

/// Reports a number in the gateway of this stack's hub that is of a gateway with another number, or of none.
void check_side_asn(Stack& stack, const Transit* transit);

/// Of the Direct Connect gateway that is made: another than the transit gateway's, which is reported.
std::int64_t direct_connect_asn(Stack& stack, const Transit* transit);

}  // namespace aurora::aws
