#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "diagnostics/diagnostics.h"
#include "source/process.h"
#include "terraform/value.h"

namespace aurora::protocol {

/// Runs the program with a request on its standard input. What it answered, as JSON of our version of the protocol;
/// nothing when that went wrong, which is reported at `span`.
std::optional<tf::Value> ask(const Processes& processes, const Program& program, const ProcessLimits& limits,
                             std::string_view request, Span span, Diagnostics& diagnostics);

/// Text of a program that a terminal shows as it is: control characters and what is no UTF-8 become `?`.
std::string printable(std::string_view line);

struct Malformed;
/// Reports that an answer is not as the protocol wants it.
void report_malformed(const Malformed& malformed, const Program& program, Span span, Diagnostics& diagnostics);

}  // namespace aurora::protocol
