#include "protocol/ask.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <string>
#include <utility>
#include <vector>

#include "protocol/json.h"
#include "protocol/protocol.h"

namespace aurora::protocol {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 8> signal_words{
    {{SIGABRT, "it gave up (SIGABRT)"},
     {SIGBUS, "a bad memory access (SIGBUS)"},
     {SIGFPE, "a bad calculation (SIGFPE)"},
     {SIGILL, "a bad instruction (SIGILL)"},
     {SIGKILL, "somebody killed it (SIGKILL)"},
     {SIGPIPE, "it wrote to a closed pipe (SIGPIPE)"},
     {SIGSEGV, "a bad memory access (SIGSEGV)"},
     {SIGTERM, "somebody ended it (SIGTERM)"}}};

std::string signal_in_words(int signal) {
  for (const auto& [number, words] : signal_words)
    if (number == signal) return fmt::format("signal {}: {}", signal, words);
  return fmt::format("signal {}", signal);
}

/// The last lines that it wrote to standard error, and where it is.
void add_hints(const Program& program, const ProcessEnd& end, Diagnostics::Report report) {
  constexpr std::size_t kMostLines = 8;
  std::vector<std::string> lines;
  std::string_view rest = end.errors;
  while (!rest.empty()) {
    const auto line = rest.substr(0, rest.find('\n'));
    if (!line.empty()) lines.push_back(printable(line));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  const auto first = lines.size() > kMostLines ? lines.size() - kMostLines : 0;
  for (auto i = first; i < lines.size(); ++i) report.hint("it said: " + lines[i]);
  report.hint("it is " + program.path);
}

/// Nothing when it answered.
bool report_end(const Program& program, const ProcessEnd& end, const ProcessLimits& limits, Span span,
                Diagnostics& diagnostics) {
  using Kind = ProcessEnd::Kind;
  switch (end.kind) {
    case Kind::NotStarted:
      add_hints(program, end, diagnostics.report(diag::BackendNotStarted, span, program.name, end.problem));
      return true;
    case Kind::Signalled:
      add_hints(program, end, diagnostics.report(diag::BackendFailed, span, program.name, signal_in_words(end.code)));
      return true;
    case Kind::TimedOut:
      add_hints(program, end,
                diagnostics.report(diag::BackendHangs, span, program.name, limits.timeout_ms / 1000.0)
                    .hint("give it longer with `--backend-timeout` or `AURORA_IAC_BACKEND_TIMEOUT`"));
      return true;
    case Kind::TooMuchOutput:
      add_hints(program, end, diagnostics.report(diag::BackendAnswerTooLarge, span, program.name, limits.output));
      return true;
    case Kind::Exited:
      if (end.code == 0) return false;
      add_hints(program, end,
                diagnostics.report(diag::BackendFailed, span, program.name, fmt::format("exit status {}", end.code)));
      return true;
  }
  return false;
}

}  // namespace

std::string printable(std::string_view line) {
  std::string text;
  for (std::size_t at = 0; at < line.size();) {
    const auto length = tf::utf8_length(line.substr(at));
    const bool control = length == 1 && (static_cast<unsigned char>(line[at]) < 0x20 || line[at] == 0x7F);
    text += length == 0 || control ? "?" : std::string(line.substr(at, length));
    at += std::max<std::size_t>(length, 1);
  }
  return text;
}

void report_malformed(const Malformed& malformed, const Program& program, Span span, Diagnostics& diagnostics) {
  diagnostics
      .report(diag::BackendAnswerMalformed, span, program.name, printable(malformed.pointer),
              printable(malformed.problem))
      .hint("`aurora-iac schema backend-protocol` has the form of an answer")
      .hint("it is " + program.path);
}

std::optional<tf::Value> ask(const Processes& processes, const Program& program, const ProcessLimits& limits,
                             std::string_view request, Span span, Diagnostics& diagnostics) {
  if (!program.executable) {
    diagnostics.report(diag::BackendNotStarted, span, program.name, "it is not executable")
        .hint("run `chmod +x " + program.path + "`");
    return {};
  }
  const auto end = processes.run(program, request, limits);
  if (report_end(program, end, limits, span, diagnostics)) return {};
  JsonProblem problem;
  auto message = parse_json(end.output, problem);
  if (!message) {
    const auto what = end.output.find_first_not_of(" \t\r\n") == std::string::npos ? "nothing" : problem.text;
    add_hints(program, end,
              diagnostics.report(diag::BackendAnswerNotJson, span, program.name, what, problem.line, problem.column));
    return {};
  }
  try {
    const int version = format_version_of(*message);
    if (version == kFormatVersion) return message;
    diagnostics.report(diag::BackendOtherVersion, span, program.name, version, kFormatVersion)
        .hint(version > kFormatVersion ? "take a newer aurora-iac, or an older version of the backend"
                                       : "take a newer version of the backend")
        .hint("it is " + program.path);
  } catch (const Malformed& malformed) {
    report_malformed(malformed, program, span, diagnostics);
  }
  return {};
}

}  // namespace aurora::protocol
