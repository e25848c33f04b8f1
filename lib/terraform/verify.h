#pragma once

#include "diagnostics/diagnostics.h"
#include "terraform/document.h"
#include "terraform/schema.h"

namespace aurora::tf {

/// Checks a document as Terraform and its providers would, against the schemas of the pinned versions:
/// types, arguments and blocks exist and have the right kind of value, what is required is there and what
/// the provider computes is not set, every reference resolves to an attribute of a resource of the
/// document, no address occurs twice, nothing depends on itself. What it reports is a bug of the backend
/// that made the document, at the place in the spec that caused it; for a resource that `overrides`
/// changed, at the override.
void verify(const Document& document, ProviderSchemas& schemas, Diagnostics& diagnostics);

}  // namespace aurora::tf
