#include "diagnostics/diagnostics.h"

#include <algorithm>
#include <tuple>

namespace aurora {

const std::vector<CatalogueRow>& catalogue() {
  static const std::vector<CatalogueRow> rows = [] {
    std::vector<CatalogueRow> all;
#define AURORA_DIAGNOSTIC(code, name, severity, format, ...) all.push_back({code, #name, Severity::severity, format});
#include "diagnostics/catalogue.def"
#undef AURORA_DIAGNOSTIC
    std::sort(all.begin(), all.end(), [](const CatalogueRow& a, const CatalogueRow& b) { return a.code < b.code; });
    return all;
  }();
  return rows;
}

Diagnostics::Report Diagnostics::add(int code, Severity severity, Span span, std::string message) {
  if (severity == Severity::Error) ++errors_;
  all_.push_back({code, severity, span, std::move(message), {}, {}});
  return Report(all_.back());
}

void Diagnostics::adopt(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::Error) ++errors_;
  all_.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  auto result = all_;
  const auto key = [](const Diagnostic& d) {
    return std::tie(d.span.file, d.span.begin, d.span.end, d.code, d.message);
  };
  std::stable_sort(result.begin(), result.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  result.erase(std::unique(result.begin(), result.end(),
                           [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); }),
               result.end());
  return result;
}

}  // namespace aurora
