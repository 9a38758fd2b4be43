#!/usr/bin/env python3
"""Random programs print the same in krait and in CPython 3.11.

The seed is fixed, so that a failure comes back; --seed explores others. Each program evaluates a few hundred random expressions, one a line, and
prints the type and the text of each result or the error with its words.
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).absolute().parent))
from expressions import Expressions  # noqa: E402

PRELUDE = """def show(number, make):
    try:
        value = make()
        text = repr(value)
        kind = type(value).__name__
        if hasattr(value, "__next__"):
            text = repr(list(value))
    except Exception as error:
        kind, text = type(error).__name__, str(error)
    if len(text) > 300:
        text = text[:300] + str(len(text))
    print(number, kind, text.split(" at 0x")[0])


"""


def program(seed, lines):
    """The expressions of one program."""
    makers = Expressions(random.Random(seed))
    found = []
    while len(found) < lines:
        text = makers.make(makers.chance.choice([1, 2, 2, 3]))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # Nothing that CPython warns of.
                compile(text, "expression", "eval")
        except (SyntaxError, SyntaxWarning):
            continue
        found.append(text)
    return found


def output(command, path, seconds):
    env = dict(os.environ, PYTHONHASHSEED="0", LC_ALL="C.UTF-8")
    try:
        done = subprocess.run(
            command + [path],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return (late.stdout or b"").decode("utf-8", "replace").splitlines() + [
            f"still running after {seconds:g} s"
        ]
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    if done.returncode:
        lines.append(
            f"exit code {done.returncode} " + done.stderr[-300:].decode("utf-8", "replace")
        )
    return lines


def compare(krait, python, seed, lines, seconds):
    """(number of expressions that agree, list of differences)."""
    found = program(seed, lines)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "program.py")
        pathlib.Path(path).write_text(
            PRELUDE + "".join(f"show({i}, lambda: {text})\n" for i, text in enumerate(found)),
            encoding="utf-8",
        )
        expected, got = output(python, path, seconds), output(krait, path, seconds)
    differences = []
    by_number = {line.split(" ", 1)[0]: line for line in got}
    for number, line in enumerate(expected):
        mine = by_number.get(str(number), "(nothing)")
        # The order of a set of strings is nobody's promise, the name of a string's iterator an accident of
        # CPython's, and a text of more than 2 GB is refused here.
        line = line.replace("str_ascii_iterator", "str_iterator")
        too_large = mine.endswith("OverflowError string is too large")
        source = found[number] if number < len(found) else "(end)"
        of_a_set = "{" in line or "set" in source
        same_items = of_a_set and sorted(mine) == sorted(line)
        if mine != line and not same_items and not too_large:
            differences.append(f"seed {seed}: {source}\n    expected {line}\n    got      {mine}")
    if len(got) != len(expected) and got:
        differences.append(f"seed {seed}: last line {got[-1][:300]}")
    return max(0, len(found) - len(differences)), differences


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--krait", required=True)
    parser.add_argument("--flag", action="append", default=[])
    parser.add_argument("--python", default="/usr/bin/python3.11")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--programs", type=int, default=30)
    parser.add_argument("--lines", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--show", type=int, default=60, help="differences to print")
    options = parser.parse_args()

    krait = [os.path.abspath(options.krait)] + options.flag
    passed, differences = 0, []
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        seeds = range(options.seed, options.seed + options.programs)
        for good, bad in pool.map(
            lambda seed: compare(
                krait, [options.python, "-S"], seed, options.lines, options.seconds
            ),
            seeds,
        ):
            passed += good
            differences += bad
    print("\n".join(differences[: options.show]))
    print(f"{passed} passed, {len(differences)} failed")
    return 1 if differences or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
