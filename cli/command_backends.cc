#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "backend/registry.h"
#include "backends.h"
#include "session.h"

namespace aurora::cli {
namespace {

/// One backend, built in or found, working or not.
struct Row {
  std::string name, where, version, providers;
  std::string checked;  ///< whether arguments are held against a schema: `yes`, `no`, or `some`
  std::string problem;  ///< empty: it works
};

Row row_of(const Backend& backend) {
  return {std::string(backend.name()), "built in", AURORA_VERSION, std::string(backend.facts().provider), "yes", {}};
}

Row row_of(const std::string& name, const Global& global) {
  auto& external = external_backends(global);
  Row row;
  row.name = name;
  const auto* backend = external.find(name);
  if (backend == nullptr) {
    Diagnostics problems;
    external.explain(name, {}, {}, problems);
    for (const auto& problem : problems.sorted()) row.problem += (row.problem.empty() ? "" : "; ") + problem.message;
    row.where = external.path_of(name);
    return row;
  }
  row.where = backend->program().path;
  row.version = backend->description().version;
  std::size_t with_schema = 0;
  for (const auto& use : backend->description().providers) {
    row.providers += (row.providers.empty() ? "" : ", ") + use.source;
    with_schema += use.schema.empty() ? 0 : 1;
  }
  row.checked = with_schema == 0 ? "no" : with_schema == backend->description().providers.size() ? "yes" : "some";
  return row;
}

std::vector<Row> rows(const Global& global) {
  std::vector<Row> all;
  for (const auto* backend : built_in_backends()) all.push_back(row_of(*backend));
  for (const auto& name : external_backends(global).names())
    if (find_backend(name) == nullptr) all.push_back(row_of(name, global));
  return all;
}

std::string as_text(const std::vector<Row>& rows) {
  std::size_t name = 4, where = 5;
  for (const auto& row : rows) {
    name = std::max(name, row.name.size());
    where = std::max(where, row.where.size());
  }
  std::string text =
      fmt::format("{:{}}  {:{}}  {:8}  {:9}  {}\n", "name", name, "where", where, "version", "arguments", "providers");
  for (const auto& row : rows) {
    text += fmt::format("{:{}}  {:{}}  ", row.name, name, row.where, where);
    text += row.problem.empty() ? fmt::format("{:8}  {:9}  {}\n", row.version.empty() ? "-" : row.version,
                                              row.checked == "yes"  ? "checked"
                                              : row.checked == "no" ? "unchecked"
                                                                    : "partly",
                                              row.providers)
                                : fmt::format("does not work: {}\n", row.problem);
  }
  return text;
}

std::string as_json(const std::vector<Row>& rows) {
  std::string text;
  for (const auto& row : rows)
    text += fmt::format(
        "{}{{\"name\": {}, \"where\": {}, \"works\": {}, \"problem\": {}, \"version\": {}, \"protocol\": {}, "
        "\"providers\": {}, \"arguments_checked\": {}}}",
        text.empty() ? "\n  " : ",\n  ", json_text(row.name), json_text(row.where), row.problem.empty(),
        row.problem.empty() ? "null" : json_text(row.problem), json_text(row.version), protocol::kFormatVersion,
        json_text(row.providers), json_text(row.checked));
  return "{\"format_version\": 1, \"backends\": [" + text + "\n]}\n";
}

}  // namespace

std::function<int()> setup_backends(CLI::App&, const Global& global) {
  return [&global] {
    const auto all = rows(global);
    print_report(global.json() ? as_json(all) : as_text(all), global);
    return static_cast<int>(kFine);
  };
}

}  // namespace aurora::cli
