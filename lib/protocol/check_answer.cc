#include "protocol/check_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "protocol/ask.h"
#include "protocol/read.h"

namespace aurora::protocol {
namespace {

bool is_word(std::string_view text, std::string_view more) {
  const auto fits = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || more.find(c) != more.npos;
  };
  return !text.empty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), fits);
}

/// Text that Terraform reads as an address: `openstack_x.y`, `openstack_x.y["z"]`.
bool is_address(std::string_view text) {
  return !text.empty() && text.find_first_of("${}\n\r") == text.npos && text.find('.') != text.npos;
}

class Checker {
 public:
  Checker(const Description& description, const Program& program, Diagnostics& diagnostics)
      : program_(program), diagnostics_(diagnostics) {
    for (const auto& use : description.providers) {
      providers_[use.name] = &use;
      for (const auto& type : use.resources) types_.insert({tf::Resource::Mode::Managed, type});
      for (const auto& type : use.data) types_.insert({tf::Resource::Mode::Data, type});
    }
  }

  bool run(const LowerAnswer& answer, const std::vector<const Environment*>& environments) {
    place_ = environments.front()->span;
    for (const auto* environment : environments) {
      if (environment->hub) wanted_[environment->hub->identity.id] = environment->hub->span;
      for (const auto& cluster : environment->clusters) wanted_[cluster.identity.id] = cluster.span;
    }
    check_names(answer.names);
    for (std::size_t i = 0; i < answer.documents.size(); ++i) {
      where_ = fmt::format("/documents/{}", i);
      document(answer.documents[i]);
    }
    for (const auto& one : answer.diagnostics) failed_ = failed_ || one.severity == Severity::Error;
    if (!failed_)  // an error may be the reason
      for (const auto& [stack, span] : wanted_)
        if (made_.count(stack) == 0) wrong_stack("without", stack, span);
    check_codes(answer.diagnostics);
    return fine_;
  }

 private:
  void document(const tf::Document& document) {
    const auto wanted = wanted_.find(document.stack);
    if (wanted == wanted_.end()) return wrong_stack("with", document.stack, place_);
    if (!made_.insert(document.stack).second) return wrong_stack("twice with", document.stack, wanted->second);
    if (!document.renamed_from.empty()) malformed("/renamed_from", "it is aurora-iac's own");
    for (const auto& [name, pin] : document.required_providers) {
      const auto use = providers_.find(name);
      if (use == providers_.end() || use->second->source != pin.first)
        undeclared(document, "provider " + name, document.span);
    }
    for (const auto& block : document.providers)
      if (document.required_providers.count(block.name) == 0)
        malformed("/providers", fmt::format("`{}` is not among `required_providers`", block.name));
    if (!document.backend_type.empty() && !is_word(document.backend_type, "-"))
      malformed("/backend_type", "it is no name");
    for (std::size_t i = 0; i < document.resources.size(); ++i)
      resource(document, document.resources[i], fmt::format("/resources/{}", i));
    for (const auto& moved : document.moved)
      if (!is_address(moved.from) || !is_address(moved.to)) malformed("/moved", "it is no address of a resource");
  }

  void resource(const tf::Document& document, const tf::Resource& resource, const std::string& where) {
    constexpr std::string_view own_files[] = {"versions", "variables", "outputs", "moved"};
    if (!is_word(resource.file, "-") ||
        std::find(std::begin(own_files), std::end(own_files), resource.file) != std::end(own_files))
      malformed(where + "/file", fmt::format("`{}` cannot be a building block", resource.file));
    if (resource.override_span.known()) malformed(where, "`override_span` is aurora-iac's own");
    for (const auto& [name, value] : resource.arguments)
      if (!is_word(name, "-")) malformed(where + "/arguments", fmt::format("`{}` is no name of an argument", name));
    if (types_.count({resource.mode, resource.type}) == 0)
      undeclared(document, resource.address(), resource.span.known() ? resource.span : document.span);
  }

  void check_names(const std::vector<NameUse>& names) const {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (wanted_.count(names[i].owner) == 0 || !names[i].logical.starts_with(names[i].owner + "/"))
        throw Malformed{fmt::format("/names/{}", i),
                        "`owner` is no stack that was asked for, or `logical` not its own"};
  }

  static void check_codes(const std::vector<Diagnostic>& given) {
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (given[i].code == 0) continue;
      const auto same = [&](const CatalogueRow& row) {
        return row.code == given[i].code && row.severity == given[i].severity;
      };
      if (std::none_of(catalogue().begin(), catalogue().end(), same))
        throw Malformed{fmt::format("/diagnostics/{}/code", i), "the catalogue has no such code of this severity"};
    }
  }

  [[noreturn]] void malformed(const std::string& where, std::string problem) const {
    throw Malformed{where_ + where, std::move(problem)};
  }
  void undeclared(const tf::Document& document, const std::string& what, Span span) {
    fine_ = false;
    diagnostics_.report(diag::BackendTypeUndeclared, span, program_.name, printable(what), document.stack)
        .hint("a backend lists the types and the providers of its documents under `providers` of its description");
  }
  void wrong_stack(std::string_view how, std::string_view stack, Span span) {
    fine_ = false;
    diagnostics_.report(diag::BackendStack, span, program_.name, how, printable(stack))
        .hint("it has to answer with one document of every hub and cluster of the environments that it was asked for");
  }

  const Program& program_;
  Diagnostics& diagnostics_;
  std::map<std::string, const ProviderUse*> providers_;
  std::set<std::pair<tf::Resource::Mode, std::string>> types_;
  std::map<std::string, Span> wanted_;
  std::set<std::string> made_;
  std::string where_;
  Span place_;  ///< where nothing better is known
  bool fine_ = true, failed_ = false;
};

}  // namespace

bool check_answer(const LowerAnswer& answer, const Description& description, const Program& program,
                  const std::vector<const Environment*>& environments, Diagnostics& diagnostics) {
  return Checker(description, program, diagnostics).run(answer, environments);
}

}  // namespace aurora::protocol
