#pragma once

#include <string>
#include <string_view>

#include "diagnostics/diagnostics.h"
#include "terraform/document.h"
#include "terraform/schema.h"

namespace aurora::tf {

/// What is being verified: the stack's name, the address (or `provider azurerm`), where to report and
/// whether an override changed it.
struct Subject {
  std::string_view stack;
  std::string address;
  std::string product;  ///< `azurerm 5.2.0`
  Span span;
  bool overridden = false;
  bool of_program = false;  ///< a backend that is no part of aurora-iac made the stack
};

/// Adds who is to blame: the backend, or the user's override.
void blame(Diagnostics::Report report, const Subject& subject);

/// Checks `arguments` against `schema`; `meta`: meta-arguments (`provider`, `lifecycle`, ...) are allowed.
void verify_arguments(const Object& arguments, const ResourceSchema& schema, bool meta, const Subject& subject,
                      Diagnostics& diagnostics);

/// What kind of value this is, in Terraform's words: `a number`, `a list`.
std::string_view describe(const Value& value);
/// `a list of string`
std::string describe(const Type& type);

/// Whether `name` is one of Terraform's meta-arguments of a resource.
bool is_meta_argument(std::string_view name);

}  // namespace aurora::tf
