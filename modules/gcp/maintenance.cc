#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "gcp/cluster.h"
#include "gcp/cluster_profiles.h"

// When GKE may upgrade a cluster, and to what. A window recurs from a first time that has a date; any date in the past
// will do, so it lies in a week that never changes, and the output says the same whenever it is made.

namespace aurora::gcp {
namespace {

constexpr int minutes_a_day = 24 * 60;
constexpr int minutes_a_week = 7 * minutes_a_day;
/// Monday, 1 January 2024: the days of that week are the first seven of the month.
constexpr std::string_view first_month = "2024-01-";
constexpr std::array<std::string_view, 7> days{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                               "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 7> short_days{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

/// cloud.google.com, "Maintenance windows and exclusions": 48 hours of availability in any 32 days.
constexpr int least_hours = 48;
constexpr int rolling_days = 32;

int number(std::string_view text) { return (text[0] - '0') * 10 + (text[1] - '0'); }

/// Minutes of `13:45`.
int minutes(std::string_view time) { return number(time) * 60 + number(time.substr(3)); }

/// The window's beginning in minutes since Monday 00:00 UTC.
int start_of(const MaintenanceWindow& window) {
  const auto day = std::find(days.begin(), days.end(), window.day) - days.begin();
  const int offset = minutes(std::string_view(window.utc_offset).substr(1));
  const int local = static_cast<int>(day) * minutes_a_day + minutes(window.start);
  return (local + (window.utc_offset[0] == '-' ? offset : -offset) + minutes_a_week) % minutes_a_week;
}

std::string time_of(int minute) {
  return fmt::format("{}{:02}T{:02}:{:02}:00Z", first_month, minute / minutes_a_day + 1, minute / 60 % 24, minute % 60);
}

/// How often it is sure to come in the days that GKE counts.
int times(int weeks) { return rolling_days / (7 * std::max(weeks, 1)); }

/// How long each has to be; more than a day when it comes too rarely.
int wanted_hours(int weeks) {
  const int count = times(weeks);
  return count == 0 ? least_hours : (least_hours + count - 1) / count;
}

bool is_written(const Kubernetes& kubernetes) {
  const auto* maintenance = kubernetes.written == nullptr ? nullptr : kubernetes.written->find("maintenance");
  return maintenance != nullptr && maintenance->find("duration_hours") != nullptr;
}

std::string how_often(int weeks) { return weeks < 2 ? "week" : fmt::format("{} weeks", weeks); }

void check(Stack& stack, const MaintenanceWindow& window) {
  const auto& kubernetes = stack.cluster->kubernetes;
  const int hours = times(window.interval) * window.duration_hours;
  if (hours >= least_hours) return;
  const int wanted = wanted_hours(window.interval);
  auto report = stack.diagnostics.report(diag::MaintenanceTooShort, window.span.known() ? window.span : kubernetes.span,
                                         window.duration_hours, how_often(window.interval), hours, least_hours);
  if (wanted <= 24)
    report.hint(fmt::format("make it {} hours", wanted));
  else
    report.hint("make it come more often");
}

/// What the spec says nothing of is as long as GKE wants it.
MaintenanceWindow effective(const Kubernetes& kubernetes) {
  auto window = kubernetes.maintenance;
  if (!is_written(kubernetes))
    window.duration_hours = std::clamp(wanted_hours(window.interval), window.duration_hours, 24);
  return window;
}

struct Channel {
  std::string_view word, channel;
};
/// The spec's channels and GKE's. Every cluster is in one, which GKE upgrades, the nodes too. `EXTENDED` is what comes
/// closest to none: it follows patches, and leaves a minor version when all support for it ends: cloud.google.com,
/// "About release channels".
constexpr std::string_view slowest = "EXTENDED";
constexpr Channel channels[] = {
    {"none", slowest}, {"node-image", slowest}, {"patch", "STABLE"}, {"stable", "STABLE"}, {"rapid", "RAPID"}};

std::string_view channel_of(const Kubernetes& kubernetes) {
  if (kubernetes.support_plan == "long_term") return slowest;
  const auto* row = std::find_if(std::begin(channels), std::end(channels),
                                 [&](const Channel& one) { return one.word == kubernetes.upgrade_channel; });
  return row == std::end(channels) ? slowest : row->channel;
}

}  // namespace

tf::Value maintenance_policy(Stack& stack) {
  const auto window = effective(stack.cluster->kubernetes);
  check(stack, window);
  const int start = start_of(window);
  const auto day = short_days[static_cast<std::size_t>(start / minutes_a_day)];
  auto recurrence = fmt::format("FREQ=WEEKLY;BYDAY={}", day);
  if (window.interval > 1) recurrence = fmt::format("FREQ=WEEKLY;INTERVAL={};BYDAY={}", window.interval, day);
  return tf::object({{"recurring_window", tf::object({{"start_time", time_of(start)},
                                                      {"end_time", time_of(start + window.duration_hours * 60)},
                                                      {"recurrence", std::move(recurrence)}})}});
}

tf::Value release_channel(const Kubernetes& kubernetes) { return tf::object({{"channel", channel_of(kubernetes)}}); }

}  // namespace aurora::gcp
