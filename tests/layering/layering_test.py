#!/usr/bin/env python3
"""Includes point downwards only: gc < callsite < runtime < jit < api, runtime/frontend stands alone,
and so do the parts of jit that know nothing of Python.

Bazel refuses an include that no dependency declares; this test says the same in one place, for every file, and
also catches what a careless change of a BUILD file would let through.
"""

import os
import re
import sys

ALLOWED = {
    "gc": {"gc"},
    "callsite": {"gc", "callsite"},
    "runtime/frontend": {"runtime/frontend"},
    "runtime": {"gc", "callsite", "runtime", "runtime/frontend"},
    "jit/code": {"gc", "jit/code"},
    "jit/handles": {"gc", "callsite", "jit/code", "jit/handles"},
    "jit": {"gc", "callsite", "runtime", "jit", "jit/code", "jit/handles"},
    "api": {"gc", "callsite", "runtime", "runtime/frontend", "jit", "jit/code", "jit/handles",
            "api"},
}
PARTS = ("gc", "callsite", "runtime", "jit", "api")
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')


def part_of(path):
    # The compiler to bytecode stands in frontend/, and speaks of the runtime's code objects.
    if path.startswith("runtime/frontend/") and not path.startswith("runtime/frontend/compiler/"):
        return "runtime/frontend"
    for room in ("jit/code", "jit/handles"):
        if path.startswith(room + "/"):
            return room
    return path.split("/", 1)[0]


def offences(path):
    allowed = ALLOWED[part_of(path)]
    with open(path, encoding="utf-8") as source:
        for number, line in enumerate(source, 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            target = part_of(match.group(1))
            if target in ALLOWED and target not in allowed:
                yield f"{path}:{number}: {part_of(path)} must not include {match.group(1)}"


def main():
    passed, failures = 0, []
    for part in PARTS:
        for folder, _, names in os.walk(part, followlinks=True):
            for name in sorted(names):
                if not name.endswith((".h", ".cc", ".inc")):
                    continue
                found = list(offences(os.path.join(folder, name)))
                failures += found
                passed += not found
    print("\n".join(failures))
    bad = len({failure.split(":", 1)[0] for failure in failures})
    print(f"{passed} passed, {bad} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
