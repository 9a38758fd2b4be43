#!/usr/bin/env python3
"""Runs the language tests through krait and compares what they print with what CPython 3.11 printed.

A test is NAME.py with NAME.exp beside it (standard output, made by update_expected.py). Optional first-line directives
in a leading comment `# test: KEY=VALUE ...`:
    exit=N     the exit code expected (0 otherwise)
    stderr     NAME.err holds the expected standard error
known_failures.txt names the programs that do not do what they must yet, with the reason: they are run, and reported as
skipped as long as they fail; one that passes must leave the list, or the run fails.
A program runs in its own folder, whose path is taken out of what it prints, so that tracebacks are the same everywhere.
"""

import argparse
import concurrent.futures
import difflib
import fnmatch
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).absolute().parent


def directives(program):
    """The settings of the program's first line, as a dict."""
    with open(program, encoding="utf-8", errors="replace") as source:
        first = source.readline()
    if not first.startswith("# test:"):
        return {}
    return dict((word.split("=", 1) + [""])[:2] for word in first[len("# test:"):].split())


def environment():
    """What a program sees: nothing of the caller's settings that would change its output."""
    keep = {name: os.environ[name] for name in os.environ if not name.startswith("PYTHON")}
    keep.update(LC_ALL="C.UTF-8", TZ="UTC", PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")
    return keep


def portable(text, program):
    """The text without the folder that the program stands in (tracebacks name the whole path)."""
    for folder in (program.parent, program.resolve().parent):  # the second one where the program is a link
        text = text.replace(os.fsencode(str(folder) + "/"), b"")
    return text


def run(command, program, seconds):
    """(exit code or None after a time-out, standard output, standard error)."""
    try:
        done = subprocess.run(
            command + [program.name], cwd=program.parent, env=environment(), timeout=seconds,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    except subprocess.TimeoutExpired as late:
        return None, late.stdout or b"", late.stderr or b""
    return done.returncode, portable(done.stdout, program), portable(done.stderr, program)


def difference(expected, got, what):
    lines = difflib.unified_diff(
        expected.decode("utf-8", "replace").splitlines(), got.decode("utf-8", "replace").splitlines(),
        f"expected {what}", f"{what} got", lineterm="", n=2)
    return list(lines)[:40]


def judge(command, program, seconds):
    """The lines that tell what is wrong; none when the program does what it must."""
    settings = directives(program)
    code, out, err = run(command, program, seconds)
    if code is None:
        return [f"still running after {seconds:g} s"]
    problems = []
    if code != int(settings.get("exit", 0)):
        problems.append(f"exit code {code}")
        problems += err.decode("utf-8", "replace").splitlines()[-6:]
    expected = program.with_suffix(".exp").read_bytes()
    if out != expected:
        problems += difference(expected, out, "output")
    if "stderr" in settings:
        expected = program.with_suffix(".err").read_bytes()
        if err != expected:
            problems += difference(expected, err, "errors")
    return problems


def programs(patterns):
    found = []
    for expected in sorted(HERE.rglob("*.exp")):
        name = expected.relative_to(HERE).with_suffix("").as_posix()
        if not patterns or any(fnmatch.fnmatch(name, pattern) for pattern in patterns):
            found.append((name, expected.with_suffix(".py")))
    return found


def known_failures():
    """The names in known_failures.txt: one a line, the reason behind it."""
    lines = (HERE / "known_failures.txt").read_text(encoding="utf-8").splitlines()
    return {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--krait", required=True, help="the program under test")
    parser.add_argument("--flag", action="append", default=[], help="a flag for it; may be repeated")
    parser.add_argument("--exclude", action="append", default=[], help="a name not to run; may be repeated")
    parser.add_argument("--seconds", type=float, default=20, help="time limit of one program")
    parser.add_argument("--jobs", type=int, default=2, help="programs that run at the same time")
    parser.add_argument("--failures", help="file that receives the names of the programs that fail")
    parser.add_argument("--quiet", action="store_true", help="names of failures only, no differences")
    parser.add_argument("patterns", nargs="*", help="names to run, such as 'classes/*'; all when none is given")
    options = parser.parse_args()

    command = [os.path.abspath(options.krait)] + options.flag
    chosen = [item for item in programs(options.patterns) if item[0] not in options.exclude]
    known = known_failures()
    failed, skipped = [], 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        verdicts = pool.map(lambda item: judge(command, item[1], options.seconds), chosen)
        for (name, _), problems in zip(chosen, verdicts):
            if name in known and problems:
                skipped += 1
                continue
            # The list speaks of the plain mode; a mode that collects more often may do better.
            if name in known and not options.flag:
                problems = ["passes, and must leave known_failures.txt"]
            if not problems:
                continue
            failed.append(name)
            print(f"FAIL {name}")
            if not options.quiet:
                print("\n".join("    " + line for line in problems), flush=True)
    if options.failures:
        pathlib.Path(options.failures).write_text("".join(name + "\n" for name in failed), encoding="utf-8")
    passed = len(chosen) - len(failed) - skipped
    print(f"{passed} passed, {len(failed)} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
