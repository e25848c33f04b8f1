#include "backend/reflector_data.h"

#include <fmt/format.h>

namespace aurora {
namespace {

struct Daemon {
  std::string_view packages, file, owner, check, prepare;
};
constexpr Daemon frr{"[curl, frr, frr-pythontools]", "/etc/frr/frr.conf", "frr", "vtysh -C -f",
                     "sed -i 's/^bgpd=no/bgpd=yes/' /etc/frr/daemons && systemctl restart frr"};
constexpr Daemon bird{"[bird2, curl]", "/etc/bird/bird.conf", "bird", "bird -p -c", "systemctl enable --now bird"};

constexpr std::string_view script = R"(#!/bin/sh
# Takes the configuration of {service} from the {place} of this machine.
set -eu
{setup}new=$(mktemp)
trap 'rm -f "$new"' EXIT
{fetch} > "$new"
[ -s "$new" ] || exit 0
cmp -s "$new" {file} && exit 0
{check} "$new"
install -o {owner} -g {owner} -m 640 "$new" {file}
systemctl reload-or-restart {service}
)";

constexpr std::string_view cloud_init = R"(#cloud-config
package_update: true
packages: {packages}
write_files:
  - path: /usr/local/sbin/apply-bgp-configuration
    permissions: "0755"
    content: |
{script}
  - path: /etc/systemd/system/bgp-configuration.service
    content: |
      [Unit]
      Description=Take the BGP configuration from {place}
      After=network-online.target
      Wants=network-online.target
      [Service]
      Type=oneshot
      ExecStart=/usr/local/sbin/apply-bgp-configuration
  - path: /etc/systemd/system/bgp-configuration.timer
    content: |
      [Unit]
      Description=Look for a new BGP configuration every minute
      [Timer]
      OnBootSec=30
      OnUnitActiveSec=60
      [Install]
      WantedBy=timers.target
runcmd:
  - {prepare}
  - systemctl daemon-reload
  - systemctl enable --now bgp-configuration.timer
  - systemctl start bgp-configuration.service
)";

std::string indented(std::string_view text, std::string_view by) {
  std::string result;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && c != '\n') result += by;
    result += c;
    line_start = c == '\n';
  }
  if (!result.empty() && result.back() == '\n') result.pop_back();
  return result;
}

}  // namespace

std::string reflector_cloud_init(std::string_view daemon, const ConfigurationSource& source) {
  const auto& chosen = daemon == "bird" ? bird : frr;
  const auto service = daemon == "bird" ? "bird" : "frr";
  const auto body =
      fmt::format(fmt::runtime(script), fmt::arg("setup", source.setup), fmt::arg("fetch", source.fetch),
                  fmt::arg("service", service), fmt::arg("file", chosen.file), fmt::arg("owner", chosen.owner),
                  fmt::arg("check", chosen.check), fmt::arg("place", source.place));
  return fmt::format(fmt::runtime(cloud_init), fmt::arg("packages", chosen.packages),
                     fmt::arg("script", indented(body, "      ")), fmt::arg("prepare", chosen.prepare),
                     fmt::arg("place", source.place));
}

}  // namespace aurora
