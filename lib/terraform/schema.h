#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "terraform/document.h"

// What a provider accepts, as far as aurora-iac uses it: schemas/terraform/<provider>-<version>.json, made by
// schemas/terraform/trim.py. A schema is one type per line; reading it costs a scan for line breaks, and
// a type is parsed when it is first asked for.

namespace aurora::tf {

struct TypeMember;

/// A Terraform type.
struct Type {
  enum class Kind { Any, Text, Number, Bool, ListOf, SetOf, MapOf, ObjectOf };
  Kind kind = Kind::Any;
  std::shared_ptr<const Type> element;  ///< of ListOf, SetOf, MapOf
  std::vector<TypeMember> members;      ///< of ObjectOf

  /// `list of string`
  std::string to_string() const;
};

/// A member of an object type.
struct TypeMember {
  std::string name;
  Type type;
};

struct Attribute {
  bool required = false;
  bool optional = false;
  bool computed = false;
  bool replaces = false;  ///< a change makes a new resource
  bool deprecated = false;
  Type type;

  bool read_only() const { return !required && !optional; }
};

struct NestedBlock;

struct Block {
  std::map<std::string, Attribute, std::less<>> attributes;
  std::map<std::string, NestedBlock, std::less<>> blocks;
};

struct NestedBlock : Block {
  bool single = false;  ///< nesting `single`: one object, never a list
  std::uint32_t min_items = 0;
  std::uint32_t max_items = 0;  ///< 0: any number
  bool replaces = false;        ///< adding or removing it makes a new resource
};

/// A rule between arguments at the top of a resource. `required_with`: the first needs the others.
struct ArgumentRule {
  std::string rule;  ///< `conflicts_with`, `exactly_one_of`, `at_least_one_of`, `required_with`
  std::vector<std::string> arguments;
};

struct ResourceSchema : Block {
  std::vector<ArgumentRule> rules;
};

/// One version of one provider.
class ProviderSchema {
 public:
  ProviderSchema(std::string_view provider, std::string_view version, std::string_view text);

  const std::string& provider() const { return provider_; }
  const std::string& version() const { return version_; }
  /// Nullptr when the provider has no such type, or it is none that aurora-iac writes.
  const ResourceSchema* find(Resource::Mode mode, std::string_view type) const;
  /// What a `provider` block may hold.
  const ResourceSchema* configuration() const { return find("configuration"); }
  /// A key whose schema is not in the form of schemas/terraform, if there is one.
  std::string_view broken() const;
  /// The types of one mode, sorted.
  std::vector<std::string_view> types(Resource::Mode mode) const;

 private:
  const ResourceSchema* find(const std::string& key) const;

  std::string provider_, version_;
  std::unordered_map<std::string_view, std::string_view> lines_;
  mutable std::unordered_map<std::string, std::unique_ptr<ResourceSchema>> parsed_;
};

/// The schemas that are part of the binary, and those that external backends bring. Make one per run and pass it on;
/// not for several threads at once.
class ProviderSchemas {
 public:
  /// Adds a schema in the form of schemas/terraform. It counts only where none is built in.
  void add(std::string_view provider, std::string_view version, std::string text);
  /// Takes what a provider is given as it is where no schema of it is known.
  void leave_unchecked(std::string_view provider) { unchecked_.emplace(provider); }
  bool is_unchecked(std::string_view provider) const { return unchecked_.count(provider) > 0; }
  /// The newest schema of `provider` that `constraint` (`~> 4.49`, `>= 5.0, < 6.0`) admits; when it
  /// admits none, the newest of the major version that it begins with; else nullptr.
  const ProviderSchema* find(std::string_view provider, std::string_view constraint);
  /// The schema for a resource of `document`, picked by its pins; nullptr when there is none.
  const ProviderSchema* of(const Document& document, std::string_view type);

 private:
  std::vector<std::unique_ptr<ProviderSchema>> loaded_;
  std::deque<std::string> texts_;  // of those that were added
  std::vector<std::unique_ptr<ProviderSchema>> added_;
  std::set<std::string, std::less<>> unchecked_;
};

/// `azurerm` and `5.2.0` of `azurerm-5.2.0.json`.
std::pair<std::string_view, std::string_view> file_parts(std::string_view name);

/// `azurerm` of `azurerm_subnet`.
std::string_view provider_of(std::string_view type);

/// Whether `version` (`5.2.0`) satisfies Terraform's `constraint`. Text that is none admits nothing.
bool admits(std::string_view constraint, std::string_view version);

}  // namespace aurora::tf
