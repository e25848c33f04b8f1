#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace aurora {

enum class Severity { Error, Warning, Note };

/// Another place that a problem involves, with what it has to do with it.
struct RelatedPlace {
  Span span;
  std::string text;
};

/// One problem, as data. `code` is the number behind `AUR`.
struct Diagnostic {
  int code = 0;
  Severity severity = Severity::Error;
  Span span;
  std::string message;
  std::vector<RelatedPlace> related;
  std::vector<std::string> hints;
};

/// A row of the catalogue. The template arguments are what its message takes, in order.
template <typename... Args>
struct DiagnosticKind {
  int code;
  std::string_view name;
  Severity severity;
  std::string_view format;
};

/// What every code is, for `explain` and for the tests that hold the catalogue together.
struct CatalogueRow {
  int code;
  std::string_view name;
  Severity severity;
  std::string_view format;
};
/// All rows, by code.
const std::vector<CatalogueRow>& catalogue();

namespace diag {
#define AURORA_DIAGNOSTIC(code, name, severity, format, ...) \
  inline constexpr DiagnosticKind<__VA_ARGS__> name{code, #name, Severity::severity, format};
#include "diagnostics/catalogue.def"
#undef AURORA_DIAGNOSTIC
}  // namespace diag

/// Collects problems. Nothing is printed here; `render_text` and `render_json` draw them.
class Diagnostics {
 public:
  /// Adds hints and places to the diagnostic that was just reported. Valid until the next report.
  class Report {
   public:
    explicit Report(Diagnostic& diagnostic) : diagnostic_(diagnostic) {}
    /// A sentence that says what to do: lower case, no final period.
    Report& hint(std::string text) {
      diagnostic_.hints.push_back(std::move(text));
      return *this;
    }
    Report& related(Span span, std::string text) {
      diagnostic_.related.push_back({span, std::move(text)});
      return *this;
    }

   private:
    Diagnostic& diagnostic_;
  };

  template <typename... Args, typename... Given>
  Report report(const DiagnosticKind<Args...>& kind, Span span, const Given&... given) {
    static_assert(sizeof...(Args) == sizeof...(Given), "arguments do not fit the catalogue's row");
    return add(kind.code, kind.severity, span, message(kind.format, Args(given)...));
  }

  /// Adds one that somebody else made: an external backend.
  void adopt(Diagnostic diagnostic);
  /// Adds what another phase collected.
  void append(const Diagnostics& other) {
    all_.insert(all_.end(), other.all_.begin(), other.all_.end());
    errors_ += other.errors_;
  }

  bool has_errors() const { return errors_ > 0; }
  std::size_t error_count() const { return errors_; }
  bool empty() const { return all_.empty(); }
  /// In source order (file, place, code), without repetitions.
  std::vector<Diagnostic> sorted() const;

 private:
  template <typename... Args>
  static std::string message(std::string_view format, const Args&... args) {
    return fmt::vformat(format, fmt::make_format_args(args...));
  }
  Report add(int code, Severity severity, Span span, std::string message);

  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

}  // namespace aurora
