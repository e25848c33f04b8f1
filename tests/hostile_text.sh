#!/usr/bin/env bash
# hostile_text.sh BINARY: text that looks like Terraform's templates, with quotes, line breaks, backslashes and emoji, in
# every place of a spec whose text comes out as it is (tag keys and values, why, overrides), is the same text again
# in what real Terraform plans. Skipped (exit 77) where ../shared/tfcheck or terraform is missing.
set -euo pipefail
binary=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tfcheck=${AURORA_TFCHECK:-$root/../shared/tfcheck/tfcheck}
[ -x "$tfcheck" ] || { echo "skipped: there is no $tfcheck"; exit 77; }
command -v terraform >/dev/null || { echo "skipped: terraform is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/hostile.js" <<'JS'
// Writes the spec (node hostile.js spec FILE) or checks a plan (node hostile.js check PLAN).
const fs = require("fs");
const texts = {
  file: '${file("/etc/hostname")}',
  directive: "%{ if true }yes%{ else }no%{ endif }",
  doubled: "$${a} $$${b} %%{c} %%%{d}",
  quotes: `"double" 'single' \`back\``,
  lines: "one\ntwo\r\nthree\ttabbed",
  backslashes: "C:\\new\\table \\${x} \\",
  emoji: "héllo 🚀 日本語 \u2028",
  dollars: "$ $$ ${ %{ } # // /* */",
};
const key = "k${1+1}";
const why = texts.file + " " + texts.directive + " " + texts.quotes + " \\ 🚀";
const managedBy = texts.dollars + texts.backslashes + texts.lines;
const [mode, path] = process.argv.slice(2);
if (mode === "spec") {
  fs.writeFileSync(path, JSON.stringify({
    api_version: "aurora-iac/v1", platform: "hostile",
    address_plan: { pools: ["10.64.0.0/16"], reserved: [{ cidr: "10.64.9.0/24", reason: why }] },
    networks: { office: { cidrs: ["192.168.0.0/24"], description: why } },
    flows: [{ name: "in", from: "office", to: "dev:loadbalancer", ports: ["443/tcp"], why }],
    environments: { dev: {
      cloud: "azure", account: "11111111-1111-1111-1111-111111111111", region: "canadacentral",
      tags: { ...texts, [key]: "v" },
      clusters: { "gen-dev-cc-00": { kubernetes: { version: "1.33" },
        node_pools: { system: { machine: "4x16", nodes: { min: 1, max: 3 } } } } } } },
    overrides: { "dev/gen-dev-cc-00": { "azurerm_resource_group.main": { managed_by: managedBy } } },
  }));
} else {
  const found = new Map();
  for (const resource of JSON.parse(fs.readFileSync(path)).planned_values.root_module.resources)
    found.set(resource.address, resource.values);
  const group = found.get("azurerm_resource_group.main");
  let wrong = 0;
  const check = (what, got, wanted) => {
    if (got !== wanted) { wrong++; console.log(`${what}:\n got    ${JSON.stringify(got)}\n wanted ${JSON.stringify(wanted)}`); }
  };
  for (const [name, text] of Object.entries(texts)) check("tag " + name, group.tags[name], text);
  check("tag key", group.tags[key], "v");
  check("override", group.managed_by, managedBy);
  const described = [...found.values()].map((values) => values.description).filter((text) => typeof text === "string");
  check("why", described.find((text) => text.includes("hostname")), why);
  console.log(`${Object.keys(texts).length + 3} texts, ${wrong} wrong`);
  process.exit(wrong ? 1 : 0);
}
JS
node "$work/hostile.js" spec "$work/env.yaml"
"$binary" emit -q "$work/env.yaml"
"$tfcheck" plan --save-plan "$work/plan.json" "$work/terraform/dev/gen-dev-cc-00" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
node "$work/hostile.js" check "$work/plan.json"
