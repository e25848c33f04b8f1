#include "terraform/verify.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "source/embedded.h"
#include "terraform/references.h"
#include "terraform/verify_arguments.h"

// The last look before anything is written. Terraform would find the same, but later, at somebody else's
// desk, and without knowing which line of the spec it came from.

namespace aurora::tf {
namespace {

constexpr std::array<std::string_view, 2> plain_arguments{"depends_on", "provider"};
constexpr std::array<std::string_view, 3> plain_in_lifecycle{"create_before_destroy", "ignore_changes",
                                                             "prevent_destroy"};

bool is_name(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !text.empty() && letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; });
}

/// No template anywhere in it, and nothing but an address as expression.
bool is_plain(const Value& value) {
  if (value.get_if<Template>() != nullptr) return false;
  if (const auto* expression = value.get_if<Expression>())
    return expression->code().find_first_of("${}()\" ") == std::string::npos;
  if (const auto* items = value.get_if<List>()) return std::all_of(items->begin(), items->end(), is_plain);
  if (const auto* entries = value.get_if<Object>())
    return std::all_of(entries->begin(), entries->end(), [](const auto& entry) { return is_plain(entry.second); });
  return true;
}

/// Built-in backends use providers whose schemas are built in, and no others.
bool is_built_in(std::string_view provider) {
  const auto files = embedded::provider_schemas();
  return std::any_of(files.begin(), files.end(),
                     [&](const embedded::File& file) { return file_parts(file.name).first == provider; });
}

class Verifier {
 public:
  Verifier(const Document& document, ProviderSchemas& schemas, Diagnostics& diagnostics)
      : document_(document), schemas_(schemas), diagnostics_(diagnostics) {
    for (const auto& [name, pin] : document.required_providers) {
      providers_.push_back(name);
      of_program_ = of_program_ || !is_built_in(name);
    }
  }

  void run() {
    check_settings();
    index_resources();
    edges_.resize(document_.resources.size());
    for (std::size_t i = 0; i < document_.resources.size(); ++i) check_resource(i);
    check_outputs();
    for (const auto& variable : document_.variables)
      if (!is_name(variable.name)) bad_name(variable.name);
    check_moved();
    check_cycle();
  }

 private:
  Subject subject(const Resource& resource, const ProviderSchema* schema) const {
    const bool overridden = resource.override_span.known();
    return {document_.stack,
            resource.address(),
            schema != nullptr ? schema->provider() + " " + schema->version() : std::string(),
            overridden ? resource.override_span : resource.span,
            overridden,
            of_program_};
  }
  Subject subject(std::string what) const {
    return {document_.stack, std::move(what), {}, document_.span, false, of_program_};
  }

  const ProviderSchema* schema_of(std::string_view type) {
    const auto* schema = schemas_.of(document_, type);
    const std::string provider(provider_of(type));
    if (schema != nullptr || !reported_.insert(provider).second) return schema;
    if (schemas_.is_unchecked(provider)) return nullptr;
    const auto pin = document_.required_providers.find(provider);
    if (pin == document_.required_providers.end())
      blame(diagnostics_.report(diag::EmittedUnknownProvider, document_.span, type, document_.stack, provider),
            subject(""));
    else
      diagnostics_.report(diag::MissingProviderSchema, document_.span, provider, pin->second.second)
          .hint("pin a version that aurora-iac knows in `terraform.providers`");
    return nullptr;
  }

  void check_settings() {
    if (!is_plain(document_.backend))
      blame(diagnostics_.report(diag::EmittedUnevaluated, document_.span, "terraform", document_.stack, "backend"),
            subject(""));
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (const auto& block : document_.providers) {
      const auto name = block.alias.empty() ? block.name : block.name + "." + block.alias;
      if (!seen.insert({block.name, block.alias}).second) twice("provider " + name, document_.span);
      if (!block.alias.empty() && !is_name(block.alias)) bad_name(block.alias);
      const auto* schema = schema_of(block.name);
      if (schema == nullptr || schema->configuration() == nullptr) continue;
      auto of = subject("provider " + name);
      of.product = schema->provider() + " " + schema->version();
      verify_arguments(block.arguments, *schema->configuration(), false, of, diagnostics_);
    }
  }

  void index_resources() {
    for (std::size_t i = 0; i < document_.resources.size(); ++i) {
      const auto& resource = document_.resources[i];
      const auto [at, added] = indexes_.emplace(resource.address(), i);
      if (!added)
        blame(diagnostics_.report(diag::EmittedTwice, resource.span, document_.stack, resource.address())
                  .related(document_.resources[at->second].span, "the first one"),
              subject(resource, nullptr));
      if (!is_name(resource.label)) bad_name(resource.label);
    }
  }

  void check_resource(std::size_t index) {
    const auto& resource = document_.resources[index];
    const auto* provider = schema_of(resource.type);
    const auto of = subject(resource, provider);
    const auto* schema = provider != nullptr ? provider->find(resource.mode, resource.type) : nullptr;
    if (provider != nullptr && schema == nullptr)
      blame(diagnostics_.report(diag::EmittedUnknownType, of.span, of.address, of.stack, of.product), of);
    if (schema != nullptr) verify_arguments(resource.arguments, *schema, true, of, diagnostics_);
    check_meta_arguments(resource, of);
    check_references(Value(resource.arguments), of, &edges_[index]);
    check_depends_on(resource, of, edges_[index]);
  }

  void check_meta_arguments(const Resource& resource, const Subject& of) {
    for (const auto name : plain_arguments)
      if (const auto* value = resource.find(name); value != nullptr && !is_plain(*value)) unevaluated(of, name);
    if (const auto* lifecycle = resource.find("lifecycle"))
      if (const auto* entries = lifecycle->get_if<Object>())
        for (const auto& [name, value] : *entries)
          if (std::count(plain_in_lifecycle.begin(), plain_in_lifecycle.end(), name) > 0 && !is_plain(value))
            unevaluated(of, "lifecycle." + name);
    if (const auto* provider = resource.find("provider")) check_provider(*provider, of);
  }

  void check_provider(const Value& value, const Subject& of) {
    const auto* text = value.get_if<std::string>();
    const auto* expression = value.get_if<Expression>();
    const std::string given = text != nullptr ? *text : expression != nullptr ? expression->code() : "";
    for (const auto& block : document_.providers)
      if (given == (block.alias.empty() ? block.name : block.name + "." + block.alias)) return;
    blame(diagnostics_.report(diag::EmittedUnknownProvider, of.span, of.address, of.stack, given), of);
  }

  void check_references(const Value& value, const Subject& of, std::vector<std::size_t>* edges) {
    std::vector<Reference> found;
    collect_references(value, providers_, found);
    for (const auto& reference : found) {
      const auto target = indexes_.find(reference.address);
      if (target == indexes_.end())
        blame(diagnostics_.report(diag::EmittedDanglingReference, of.span, of.address, of.stack, reference.text()), of);
      else
        check_attribute(reference, document_.resources[target->second], of);
      if (edges != nullptr && target != indexes_.end()) edges->push_back(target->second);
    }
  }

  void check_attribute(const Reference& reference, const Resource& target, const Subject& of) {
    const auto* provider = schema_of(target.type);
    const Block* block = provider != nullptr ? provider->find(target.mode, target.type) : nullptr;
    for (const auto& name : reference.path) {
      if (block == nullptr || block->attributes.count(name) > 0) return;
      const auto nested = block->blocks.find(name);
      if (nested == block->blocks.end()) {
        blame(diagnostics_.report(diag::EmittedUnknownAttribute, of.span, of.address, of.stack, reference.text(),
                                  target.type),
              of);
        return;
      }
      block = &nested->second;
    }
  }

  void check_depends_on(const Resource& resource, const Subject& of, std::vector<std::size_t>& edges) {
    const auto* value = resource.find("depends_on");
    const auto* items = value != nullptr ? value->get_if<List>() : nullptr;
    if (items == nullptr) return;
    for (const auto& item : *items) {
      const auto* text = item.get_if<std::string>();
      if (text == nullptr) continue;
      const auto target = indexes_.find(*text);
      if (target != indexes_.end())
        edges.push_back(target->second);
      else
        blame(diagnostics_.report(diag::EmittedDanglingReference, of.span, of.address, of.stack, *text), of);
    }
  }

  void check_outputs() {
    std::set<std::string_view> seen;
    for (const auto& output : document_.outputs) {
      if (!seen.insert(output.name).second) twice("output." + output.name, document_.span);
      if (!is_name(output.name)) bad_name(output.name);
      check_references(output.value, subject("output." + output.name), nullptr);
    }
  }

  void check_moved() {
    std::set<std::string_view> seen;
    for (const auto& move : document_.moved) {
      if (!seen.insert(move.from).second) twice("moved from " + move.from, document_.span);
      const auto goes_on = [&](const Moved& next) { return next.from == move.to; };
      const bool found =
          indexes_.count(move.to) > 0 || std::any_of(document_.moved.begin(), document_.moved.end(), goes_on);
      if (indexes_.count(move.from) > 0) twice("moved from " + move.from, document_.span);
      if (!found)
        blame(diagnostics_.report(diag::EmittedDanglingReference, document_.span, "moved", document_.stack, move.to),
              subject(""));
    }
  }

  void check_cycle() {
    const auto cycle = find_cycle(edges_);
    if (cycle.empty()) return;
    std::string names;
    for (const auto index : cycle) names += (names.empty() ? "`" : ", `") + document_.resources[index].address() + "`";
    const auto of = subject(document_.resources[cycle.front()], nullptr);
    blame(diagnostics_.report(diag::EmittedCycle, of.span, document_.stack, names), of);
  }

  void unevaluated(const Subject& of, std::string_view name) {
    blame(diagnostics_.report(diag::EmittedUnevaluated, of.span, of.address, of.stack, name), of);
  }
  void twice(const std::string& what, Span span) {
    blame(diagnostics_.report(diag::EmittedTwice, span, document_.stack, what), subject(""));
  }
  void bad_name(std::string_view name) {
    blame(diagnostics_.report(diag::EmittedInvalidName, document_.span, document_.stack, name), subject(""));
  }

  const Document& document_;
  ProviderSchemas& schemas_;
  Diagnostics& diagnostics_;
  std::vector<std::string> providers_;
  bool of_program_ = false;
  std::unordered_map<std::string, std::size_t> indexes_;
  std::vector<std::vector<std::size_t>> edges_;
  std::set<std::string> reported_;
};

}  // namespace

void verify(const Document& document, ProviderSchemas& schemas, Diagnostics& diagnostics) {
  Verifier(document, schemas, diagnostics).run();
}

}  // namespace aurora::tf
