#!/usr/bin/env bash
# fleet.sh N: prints a spec with N clusters in four environments with hubs, for measuring.
set -euo pipefail
count=$1
cat <<'S'
api_version: aurora-iac/v1
platform: fleet
defaults:
  cloud: azure
  region: canadacentral
  zones: [1, 2, 3]
  kubernetes: { version: "1.33" }
  hub: { egress: { next_hop: 172.23.160.22 }, logs: {} }
address_plan:
  pools: [10.0.0.0/8]
  pods: { pools: [100.64.0.0/10], shared: true }
  services: { pools: [172.20.0.0/16], shared: true }
flows:
  - { name: argo-deploys, from: "mgmt:system", to: ["dev:apiserver", "nonprod:apiserver", "prod:apiserver"], ports: [443/tcp], why: Argo CD }
environments:
S
number=0
for environment in mgmt dev nonprod prod; do
  number=$((number + 1))
  printf '  %s:\n    account: 00000000-0000-0000-0000-00000000000%d\n    hub: {}\n    clusters:\n' $environment $number
  if [ $environment = mgmt ]; then share=1; else share=$(((count - 1) / 3)); fi
  [ $environment != prod ] || share=$((count - 1 - 2 * ((count - 1) / 3)))
  for ((i = 0; i < share; i++)); do
    printf '      %s%d-test-cc-%02d: { node_pools: { system: { machine: 4x16, nodes: { min: 1, max: 4 } }, gateway: { machine: 4x16, nodes: { min: 1, max: 3 } }, general: { machine: 8x32, nodes: { min: 1, max: 20 }, max_pods: 62 } }, private_endpoints: [secrets] }\n' \
      ${environment:0:1} $((i / 100)) $((i % 100))
  done
done
