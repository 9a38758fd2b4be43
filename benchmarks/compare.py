#!/usr/bin/env python3
"""Whole programs, several runtimes side by side: time and memory of each, and ratios to the first.

    compare.py --runtime cpython=python3.11 --runtime krait=bazel-bin/krait [--rounds 5] [PROGRAM ...]

The runtimes take turns, round by round, so that a drift of the machine hits all alike. A time is the processor time of the whole process,
the least of the rounds; memory is the peak resident size. All runtimes must print the same. Two lines on starting up end the table:
`start` runs an empty program, `start -I -S` gives CPython its quickest start. Needs Debian's package `time`.
"""

import argparse
import math
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).absolute().parent


def measure(command):
    """(processor seconds, peak megabytes, output) of one run."""
    # The kernel counts the memory of the process that forks as the child's own, so a small one has to do it: time(1).
    with tempfile.NamedTemporaryFile("r") as memory:
        timed = ["/usr/bin/time", "--quiet", "-o", memory.name, "-f", "%M"] + command
        with subprocess.Popen(timed, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
            output = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(command)}: exit code {process.returncode}")
        return usage.ru_utime + usage.ru_stime, int(memory.read()) / 1024, output


def row(name, commands, rounds):
    """Runs one program on all runtimes; prints a line; returns the ratios of time to the first runtime."""
    best = [(math.inf, 0.0)] * len(commands)
    outputs = set()
    for _ in range(rounds):
        for number, command in enumerate(commands):
            seconds, megabytes, output = measure(command)
            outputs.add(output)
            best[number] = min(best[number], (seconds, megabytes))
    cells = [f"{name:<16}"]
    ratios = []
    for number, (seconds, megabytes) in enumerate(best):
        cells.append(f"{seconds * 1000:>10.1f} ms {megabytes:>7.1f} MB")
        if number:
            ratios.append(seconds / max(best[0][0], 1e-6))
            cells.append(f"{ratios[-1]:>6.2f}x")
    print(" ".join(cells) + ("   OUTPUTS DIFFER" if len(outputs) > 1 else ""), flush=True)
    return ratios, len(outputs) == 1


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runtime", action="append", required=True, metavar="NAME=COMMAND")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("programs", nargs="*", help="names without .py; all when none is given")
    options = parser.parse_args()
    names, commands = zip(
        *(
            (name, command.split())
            for name, _, command in (r.partition("=") for r in options.runtime)
        )
    )

    print(
        f"{'program':<16}"
        + "".join(
            f" {name:>24}" + ("       " if number else "") for number, name in enumerate(names)
        )
    )
    table, same = [], True
    for path in sorted((HERE / "programs").glob("*.py")):
        if not options.programs or path.stem in options.programs:
            ratios, equal = row(
                path.stem, [command + [str(path)] for command in commands], options.rounds
            )
            table.append(ratios)
            same = same and equal
    for number, name in enumerate(names[1:]):
        column = [ratios[number] for ratios in table]
        if column:
            mean = math.exp(sum(map(math.log, column)) / len(column))
            print(
                f"{name} / {names[0]}: geometric mean {mean:.3f}, best {min(column):.2f}, worst {max(column):.2f}"
            )
    row("start", [command + ["-c", "pass"] for command in commands], options.rounds * 4)
    row(
        "start -I -S",
        [
            command + (["-I", "-S"] if "python" in command[0] else []) + ["-c", "pass"]
            for command in commands
        ],
        options.rounds * 4,
    )
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
