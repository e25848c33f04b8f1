#!/usr/bin/env python3
"""Trims a provider's schema to what aurora-iac emits, and merges what a change of an argument does.

    trim.py [--rules] PROVIDER VERSION SCHEMA[.gz] BEHAVIOUR > PROVIDER-VERSION.json

SCHEMA is the output of `terraform providers schema -json`, BEHAVIOUR a table of the provider's own
definitions by resource type (force_new, conflicts_with, ...). PROVIDER.types.txt beside this file
lists the types to keep. --rules also takes over which arguments exclude or need each other; leave it
out when BEHAVIOUR is of another major version, whose rules may differ.

The result is JSON with one type per line, so that the program finds a type without parsing the rest:
  "resource azurerm_subnet": {"a": {attribute: [flags, type]}, "b": {block: {...}}, "x": [[rule, names...]]}
Flags: r required, o optional, c computed, f a change replaces the resource, s sensitive, w write-only,
d deprecated. A block has "n" (nesting), "min", "max", "f" besides its own "a" and "b".
"""
import fnmatch
import gzip
import json
import pathlib
import sys

RULES = ("conflicts_with", "exactly_one_of", "at_least_one_of", "required_with")


def load(path):
    opened = gzip.open(path) if path.endswith(".gz") else open(path, "rb")
    with opened as file:
        return json.load(file)


def flags(attribute, behaviour):
    known = [("r", "required"), ("o", "optional"), ("c", "computed"), ("s", "sensitive"), ("w", "write_only"),
             ("d", "deprecated")]
    text = "".join(letter for letter, name in known if attribute.get(name))
    return text + ("f" if behaviour.get("force_new") else "")


def trim_block(block, behaviour):
    result = {}
    attributes = {name: [flags(a, behaviour.get(name, {})), a["type"]]
                  for name, a in sorted(block.get("attributes", {}).items())}
    if attributes:
        result["a"] = attributes
    blocks = {name: trim_nested(nested, behaviour.get(name, {}))
              for name, nested in sorted(block.get("block_types", {}).items())}
    if blocks:
        result["b"] = blocks
    return result


def trim_nested(nested, behaviour):
    result = {"n": nested["nesting_mode"]}
    for short, name in (("min", "min_items"), ("max", "max_items")):
        if nested.get(name):
            result[short] = nested[name]
    if behaviour.get("force_new"):
        result["f"] = 1
    inner = behaviour.get("block", {})
    return result | trim_block(nested["block"], inner if isinstance(inner, dict) else {})


def rules(block, behaviour):
    """The rules between arguments at the top of a resource; each set of names once."""
    there = set(block.get("attributes", {})) | set(block.get("block_types", {}))
    found = set()
    for name, argument in behaviour.items():
        for rule in RULES:
            others = argument.get(rule)
            if not others or name not in there or not set(others) <= there:
                continue
            others = sorted(set(others) - {name})
            if rule == "required_with":
                found.add((rule, name, *others))
            elif rule == "conflicts_with":
                found.update((rule, *sorted((name, other))) for other in others)
            else:
                found.add((rule, *sorted((name, *others))))
    return [list(rule) for rule in sorted(found)]


def main():
    with_rules = "--rules" in sys.argv
    provider, version, schema_path, behaviour_path = [a for a in sys.argv[1:] if a != "--rules"]
    schema = next(iter(load(schema_path)["provider_schemas"].values()))
    behaviour = load(behaviour_path)
    kinds = {"resource": schema["resource_schemas"], "data": schema["data_source_schemas"]}
    lines = [f'"provider": "{provider}"', f'"version": "{version}"']
    lines.append('"configuration": ' + compact(trim_block(schema["provider"]["block"], {})))
    listed = pathlib.Path(__file__).with_name(provider + ".types.txt").read_text().splitlines()
    wanted = [line.split() for line in listed if line and not line.startswith("#")]
    for kind, types in kinds.items():
        for name in sorted(types):
            if any(kind == k and fnmatch.fnmatchcase(name, pattern) for k, pattern in wanted):
                own = behaviour.get(name, {}) if kind == "resource" else {}
                trimmed = trim_block(types[name]["block"], own)
                between = rules(types[name]["block"], own) if with_rules else []
                lines.append(f'"{kind} {name}": ' + compact(trimmed | ({"x": between} if between else {})))
    print("{\n" + ",\n".join(lines) + "\n}")


def compact(value):
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


if __name__ == "__main__":
    main()
