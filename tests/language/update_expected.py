#!/usr/bin/env python3
"""Writes the expected outputs of the language tests: NAME.exp (and NAME.err) from CPython 3.11 running NAME.py.

Every program runs twice, with two hash seeds; one that fails or prints two different things is reported, not written.
    update_expected.py [--python /usr/bin/python3.11] [PATTERN ...]
"""

import argparse
import fnmatch
import os
import subprocess
import sys

from run_language_tests import HERE, directives, environment, portable


def outcome(python, program, seed):
    env = dict(environment(), PYTHONHASHSEED=seed)
    done = subprocess.run([python, "-B", program.name], cwd=program.parent, env=env, timeout=60,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.returncode, portable(done.stdout, program), portable(done.stderr, program)


def update(python, program):
    """What is wrong with the program, or None once its files are written."""
    settings = directives(program)
    first, second = outcome(python, program, "0"), outcome(python, program, "1")
    if first[0] != int(settings.get("exit", 0)):
        return f"exit code {first[0]}\n" + first[2].decode("utf-8", "replace")
    if first[1] != second[1] or ("stderr" in settings and first[2] != second[2]):
        return "two runs print different things"
    if "stderr" in settings:
        program.with_suffix(".err").write_bytes(first[2])
    elif first[2]:
        return "writes to standard error\n" + first[2].decode("utf-8", "replace")
    program.with_suffix(".exp").write_bytes(first[1])
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default="/usr/bin/python3.11")
    parser.add_argument("patterns", nargs="*")
    options = parser.parse_args()
    bad = 0
    for program in sorted(HERE.rglob("*.py")):
        name = program.relative_to(HERE).with_suffix("").as_posix()
        # A folder that starts with an underscore holds modules that tests import.
        if program.parent == HERE or any(part.startswith("_") for part in name.split("/")[:-1]):
            continue
        if options.patterns and not any(fnmatch.fnmatch(name, pattern) for pattern in options.patterns):
            continue
        problem = update(options.python, program)
        if problem:
            bad += 1
            print(f"{name}: {problem}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
