#pragma once

#include "protocol/fields_facts.h"
#include "protocol/fields_plan.h"
#include "protocol/messages.h"

namespace aurora::protocol {

template <>
inline constexpr std::array<std::string_view, 2> words<tf::Resource::Mode>{"managed", "data"};

template <typename V>
void fields(V& v, Like<tf::Resource> auto& resource) {
  v.is("resource", "a `resource` or `data` block");
  v.rare("mode", resource.mode, "`managed` is a `resource` block");
  v.must("type", resource.type, "one that the description allows");
  v.must("label", resource.label, "Terraform's local name: made from keys, never from positions in a list");
  v.must("file", resource.file, "the building block: `network` is written to `network.tf.json`");
  v.rare("span", resource.span, "what in the spec caused it, as the request has it");
  v.rare("logical_id", resource.logical_id, "stable when the label changes");
  v("arguments", resource.arguments, "attributes, blocks and meta-arguments");
  v.rare("override_span", resource.override_span, "of aurora-iac itself: leave it out");
}

template <typename V>
void fields(V& v, Like<tf::Output> auto& output) {
  v.is("output", "an output of a stack");
  v.must("name", output.name, "its name");
  v.must("value", output.value, "its value");
  v.rare("description", output.description, "for people");
  v.rare("sensitive", output.sensitive, "whether Terraform hides it");
}

template <typename V>
void fields(V& v, Like<tf::Variable> auto& variable) {
  v.is("variable", "an input that whoever applies the stack gives: for secrets, which no file may hold");
  v.must("name", variable.name, "its name; `{\"expression\": \"var.<name>\"}` refers to it");
  v.must("description", variable.description, "for people");
  v("sensitive", variable.sensitive, "whether Terraform hides it");
}

template <typename V>
void fields(V& v, Like<tf::ProviderBlock> auto& block) {
  v.is("provider_block", "a `provider` block");
  v.must("name", block.name, "one that the description has");
  v.rare("alias", block.alias, "empty: the default one");
  v("arguments", block.arguments, "its attributes and blocks");
}

template <typename V>
void fields(V& v, Like<tf::Moved> auto& moved) {
  v.is("moved", "a resource that has another address now");
  v.must("from", moved.from, "the address that it had");
  v.must("to", moved.to, "the address that it has");
}

template <typename V>
void fields(V& v, Like<tf::Document> auto& document) {
  v.is("document", "one stack: a Terraform root module");
  v.must("stack", document.stack, "`identity.id` of a hub or a cluster of the environments that were asked for");
  v("span", document.span, "the hub or cluster in the spec");
  v.rare("renamed_from", document.renamed_from, "of aurora-iac itself: leave it out");
  v.rare("depends_on", document.depends_on, "stacks to be applied before");
  v("required_version", document.required_version, "of Terraform");
  v.must("required_providers", document.required_providers, "by name: source and constraint");
  v("backend_type", document.backend_type, "where the state is kept; empty: on the disk");
  v("backend", document.backend, "arguments of that, text only");
  v("providers", document.providers, "how providers are set up");
  v.must("resources", document.resources, "what is made and what is looked up");
  v("outputs", document.outputs, "what people want to know");
  v.rare("variables", document.variables, "inputs, for secrets");
  v.rare("moved", document.moved, "resources that have another address now");
}

template <typename V>
void fields(V& v, Like<NameUse> auto& use) {
  v.is("name_use", "a name that a resource has; a `name` among the values makes one, so that most answers have none");
  v.must("owner", use.owner, "id of the hub or cluster");
  v.must("kind", use.kind, "of a name rule");
  v.rare("purpose", use.purpose, "behind the abbreviation");
  v.must("name", use.name, "the name itself");
  v.must("scope", use.scope, "what it must be unique in");
  v.rare("suffix", use.suffix, "digits of a worldwide name");
  v("max_length", use.max_length, "most characters");
  v("base", use.base, "the part that the convention made");
  v.rare("span", use.span, "what in the spec caused it");
  v.must("logical", use.logical, "key of a pin and of the lock");
  v.rare("budget", use.budget, "of a name that is too long: which part takes how many characters");
  v.rare("room", use.room, "of a name that is too long: what would fit");
  v.rare("pinned", use.pinned, "given by hand");
  v.rare("kept", use.kept, "it had this name before its key changed");
}

template <>
inline constexpr std::array<std::string_view, 3> words<Severity>{"error", "warning", "note"};

template <typename V>
void fields(V& v, Like<RelatedPlace> auto& place) {
  v.is("related_place", "another place that a problem involves");
  v.must("span", place.span, "the place, as the request has it");
  v.must("text", place.text, "what it has to do with it");
}

template <typename V>
void fields(V& v, Like<Diagnostic> auto& diagnostic) {
  v.is("diagnostic", "a problem that the backend found");
  v.rare("code", diagnostic.code, "of aurora-iac's own catalogue, for built-in backends; 0: the backend's own");
  v("severity", diagnostic.severity, "with an error nothing is written");
  v("span", diagnostic.span, "the place in the spec, as the request has it");
  v.must("message", diagnostic.message, "what is wrong: lower case, no final period, code in backticks");
  v.rare("related", diagnostic.related, "other places involved");
  v.rare("hints", diagnostic.hints, "what to do");
}

template <typename V>
void fields(V& v, Like<ProviderUse> auto& use) {
  v.is("provider_use", "a Terraform provider that documents may ask for");
  v.must("name", use.name, "`openstack`: what its types begin with");
  v.must("source", use.source, "`terraform-provider-openstack/openstack`");
  v("constraint", use.constraint, "the versions that are asked for unless the spec says otherwise");
  v("version", use.version, "the version that `schema` is of");
  v("resources", use.resources, "types of resources that documents may have");
  v("data", use.data, "types of data sources that documents may have");
  v("schema", use.schema,
    "what it takes, by `resource <type>`, `data <type>` and `configuration`, in the form of schemas/terraform: then "
    "every argument is checked");
}

template <typename V>
void fields(V& v, Like<Description> auto& description) {
  v.is("describe_answer", "what aurora-iac has to know of the backend");
  v.must("format_version", description.format_version, "of the protocol");
  v("version", description.version, "of the backend");
  v.must("facts", description.facts, "what aurora-iac has to know of the cloud");
  v.must("providers", description.providers, "Terraform providers that documents may ask for");
}

template <typename V>
void fields(V& v, Like<LowerAnswer> auto& answer) {
  v.is("lower_answer", "what the environments became");
  v.must("format_version", answer.format_version, "of the protocol");
  v.must("documents", answer.documents, "one of every hub and cluster of the environments that were asked for");
  v("names", answer.names, "names that are not made by a `name` among the values");
  v("diagnostics", answer.diagnostics, "what is wrong with the spec, as the backend sees it");
}

}  // namespace aurora::protocol
