#pragma once

#include <string>
#include <vector>

#include "terraform/document.h"
#include "terraform/json_writer.h"

namespace aurora::tf {

/// A file of a stack; `path` is relative to the stack's folder.
struct File {
  std::string path;
  std::string text;
};

/// The files of one stack, sorted by path: `versions.tf.json` (Terraform's and the providers' versions, state
/// backend, provider blocks), one `<block>.tf.json` per building block, `outputs.tf.json` and
/// `moved.tf.json` when there is something in them. In a file resources stand by type and label, so the
/// order in which a backend made them changes nothing; a resource's arguments stand as given.
std::vector<File> write(const Document& document);

/// How a text becomes a template that evaluates to itself: `${` and `%{` are doubled. Valid for every text,
/// `$${` and `%%{` included. `before_expression`: an interpolation follows, so a final `$` must not touch it.
std::string escape_template(std::string_view text, bool before_expression = false);

/// Writes an argument's value where Terraform evaluates it.
void write_value(JsonWriter& json, const Value& value);
/// Writes a value where Terraform reads the text as it stands (backend, `depends_on`, `provider`,
/// `ignore_changes`): nothing is escaped, an expression is its code.
void write_verbatim(JsonWriter& json, const Value& value);

}  // namespace aurora::tf
