#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"
#include "terraform/value.h"

namespace aurora::tf {

/// One `resource` (or `data`) block. `arguments` holds attributes, nested blocks (an Object, or a List of
/// Objects when there may be several) and meta-arguments (`provider`, `depends_on`, `lifecycle`).
class Resource {
 public:
  enum class Mode { Managed, Data };
  Mode mode = Mode::Managed;
  std::string type;
  std::string label;       ///< Terraform's local name, made from logical ids
  std::string file;        ///< the building block: `network` is written to `network.tf.json`
  Span span;               ///< what in the spec caused it
  std::string logical_id;  ///< stable across renames of the label: `nonprod/gen-dev-cc-00/subnet/system`
  Object arguments;
  Span override_span;  ///< of `overrides` in the spec, when it changed this resource

  /// `azurerm_subnet.system` or `data.azurerm_client_config.current`
  std::string address() const { return (mode == Mode::Data ? "data." : "") + type + "." + label; }
  /// A reference to one of its attributes. It cannot dangle: the resource is there.
  Expression operator[](std::string_view attribute) const { return expression()[attribute]; }
  Expression expression() const { return Expression::raw(address()); }
  /// Sets an argument, replacing one of that name.
  void set(std::string_view name, Value value);
  const Value* find(std::string_view name) const;
  /// Makes it wait for `other` where no reference says so.
  void depends_on(const Resource& other);
};

struct Output {
  std::string name;
  Value value;
  std::string description;
  bool sensitive = false;
};

/// An input that whoever applies the stack gives: for secrets, which no file may hold.
struct Variable {
  std::string name;  ///< of type string, without a default
  std::string description;
  bool sensitive = true;
};

/// A `provider` block. `arguments` are its attributes and blocks; `alias` may be empty.
struct ProviderBlock {
  std::string name;
  std::string alias;
  Object arguments;
};

struct Moved {
  std::string from, to;  ///< addresses
};

/// One stack: a Terraform root module.
class Document {
 public:
  Document() = default;
  // A deque's move may allocate and so is not noexcept, which would make every growing vector of documents copy them.
  Document(Document&&) noexcept = default;
  Document& operator=(Document&&) noexcept = default;
  Document(const Document&) = default;
  Document& operator=(const Document&) = default;

  std::string stack;                                                              ///< `nonprod/gen-dev-cc-00`
  Span span;                                                                      ///< the cluster or hub in the spec
  std::string renamed_from;                                                       ///< the stack that it was; or nothing
  std::vector<std::string> depends_on;                                            ///< stacks to be applied before
  std::string required_version;                                                   ///< `>= 1.9.0`
  std::map<std::string, std::pair<std::string, std::string>> required_providers;  ///< name -> source, constraint
  std::string backend_type;                                                       ///< empty: none
  Object backend;  ///< text only: Terraform does not evaluate it
  std::vector<ProviderBlock> providers;
  std::deque<Resource> resources;  ///< references to elements stay valid
  std::vector<Output> outputs;
  std::vector<Variable> variables;
  std::vector<Moved> moved;

  /// Adds a resource; `file` is the current building block. An argument whose value is Null is left out.
  /// Two of the same address are a bug in the backend: `verify` reports it with both places.
  Resource& resource(std::string_view type, std::string label, Span span, Object arguments);
  Resource& data(std::string_view type, std::string label, Span span, Object arguments);
  void output(std::string name, Value value, std::string description, bool sensitive = false);
  /// Declares the variable, once, and refers to it.
  Expression variable(std::string name, std::string description, bool sensitive = true);
  const Resource* find(std::string_view address) const;

  /// The building block that resources are added to from here on.
  std::string file = "main";
};

/// A Terraform local name from a logical name: letters, digits, `_` and `-` stay, others become `_`; one that
/// would start with a digit or `-` gets `_` before it. Different inputs give different labels: an input
/// that had to be changed, that starts with `_` or that ends like a digest, gets a short digest behind it.
std::string label(std::string_view logical);

}  // namespace aurora::tf
