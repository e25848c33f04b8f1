#include "gcp/hub.h"

// Logs of the environment's project. What the project logs (flows, rules, NAT, names asked for, audits, clusters) goes
// to a bucket of the hub's, in its region, for as long as the spec says. The bucket `_Default` then gets nothing twice;
// `_Required`, with the audits of administration, is Google's and stays 400 days whatever anybody says.

namespace aurora::gcp {
namespace {

tf::Value bucket_of(Stack& stack, const Logs& logs) {
  if (logs.workspace_id) return logs.workspace_id->value;
  auto& bucket = stack.add("google_logging_project_bucket_config", "main", logs.span,
                           {{"project", stack.project()},
                            {"location", stack.region()},
                            {"bucket_id", stack.name("log_store", {}, -1, logs.span)},
                            {"description", "Logs of " + stack.environment.key},
                            {"retention_days", logs.retention_days},
                            {"enable_analytics", true}});
  stack.keep(bucket);
  return bucket["id"];
}

tf::Value destination(const tf::Value& bucket) {
  const std::string service = "logging.googleapis.com/";
  if (const auto* id = bucket.get_if<tf::Expression>()) return tf::join({service, *id});
  return service + *bucket.get_if<std::string>();
}

}  // namespace

void lower_monitoring(Stack& stack) {
  if (!stack.hub->logs) return;
  const auto& logs = *stack.hub->logs;
  stack.document.file = "monitoring";
  const auto bucket = bucket_of(stack, logs);
  const auto& sink =
      stack.add_named("google_logging_project_sink", "main", stack.name("log_sink", {}, -1, logs.span), logs.span,
                      {{"description", "Everything that the project logs"},
                       {"destination", destination(bucket)},
                       {"unique_writer_identity", true}});
  stack
      .add_named("google_logging_project_exclusion", "default", stack.name("log_sink", "default", -1, logs.span),
                 logs.span, {{"description", "What the environment's own bucket has"}, {"filter", "logName:*"}})
      .depends_on(sink);
  stack.document.output("log_bucket_id", bucket, "The bucket that logs go to");
  if (logs.workspace_id)
    stack.document.output("log_writer", sink["writer_identity"], "Who has to be let write to that bucket");
}

}  // namespace aurora::gcp
