#pragma once

#include <array>
#include <concepts>
#include <string_view>
#include <type_traits>

// What crosses the protocol of external backends, said once. Every struct has one function
//
//     template <typename V>
//     void fields(V& v, Like<NodePool> auto& pool) {
//       v.is("node_pool", "machines of one kind in a cluster");
//       v("key", pool.key, "its key in the spec");
//       ...
//     }
//
// and three visitors: `Writer` (write.h) makes JSON of it, `Reader` (read.h) the struct again, and `SchemaWriter`
// (schema.cc) the entry in schemas/backend-protocol.schema.json. So a field that is added to a struct is one line here;
// a test counts the fields of every struct and names the one that was forgotten. `must` is a field that an answer has
// to give; every other one may be left out of an answer and then has the value that the struct begins with.

namespace aurora::protocol {

/// What this aurora-iac speaks. A message of another version is refused.
inline constexpr int kFormatVersion = 1;

/// `T`, or `const T`: a field list serves reading and writing.
template <typename T, typename U>
concept Like = std::same_as<std::remove_const_t<T>, U>;

/// The words of an enumeration, in the order of its values.
template <typename E>
inline constexpr auto words = nullptr;

}  // namespace aurora::protocol
