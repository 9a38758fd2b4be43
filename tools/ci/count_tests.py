#!/usr/bin/env python3
"""Counts the test cases of one `bazel test`: count_tests.py EVENTS EXIT_CODE.

EVENTS is Bazel's build event file (JSON lines). A test's cases come from its XML report where the test wrote one (GoogleTest does),
else from the last line `N passed, N failed` of its log, else the target counts as one. A test that did not build counts as one failure.
The last line printed is `N passed, N failed`; the exit code is 0 only when Bazel's was, nothing failed and something ran.
"""

import json
import re
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree

CLOSING = re.compile(r"^(\d+) passed, (\d+) failed", re.MULTILINE)


def read(uri):
    path = urllib.parse.unquote(urllib.parse.urlparse(uri).path)
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def cases_of_xml(text):
    """(passed, failed) of a report, or None when it only repeats the target's own result."""
    try:
        suites = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return None
    cases = list(suites.iter("testcase"))
    # The report that Bazel makes for a test without one has a single case named after the target's path.
    if not cases or (len(cases) == 1 and "/" in cases[0].get("name", "")):
        return None
    bad = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
    return len(cases) - bad, bad


def cases(result):
    """(passed, failed) of one test result event."""
    files = {output["name"]: output.get("uri", "") for output in result.get("testActionOutput", [])}
    good = result.get("status") == "PASSED"
    counted = cases_of_xml(read(files.get("test.xml", "")))
    if counted is None:
        closing = CLOSING.findall(read(files.get("test.log", "")))
        if closing:
            counted = tuple(map(int, closing[-1]))
    if counted is None or (good and counted[1]):
        return (1, 0) if good else (0, 1)
    if not good and not counted[1]:  # Crashed or timed out beside its cases.
        return counted[0], 1
    return counted


def main():
    events_path, exit_code = sys.argv[1], int(sys.argv[2])
    tests, done, broken = set(), {}, set()
    with open(events_path, encoding="utf-8") as events:
        for line in events:
            event = json.loads(line)
            name = event["id"]
            if "targetConfigured" in name:
                if event.get("configured", {}).get("targetKind", "").endswith("_test rule"):
                    tests.add(name["targetConfigured"]["label"])
            elif "testResult" in name and "testResult" in event:
                identity = name["testResult"]
                key = identity["label"], identity.get("run"), identity.get("shard")
                done[key] = cases(event["testResult"])  # The last attempt counts.
            elif "targetCompleted" in name and not event.get("completed", {}).get("success", False):
                broken.add(name["targetCompleted"]["label"])

    passed = sum(counts[0] for counts in done.values())
    failed = sum(counts[1] for counts in done.values())
    ran = {key[0] for key in done}
    for label in sorted((tests | broken) - ran):
        if label in broken:
            print(f"did not build: {label}")
            failed += 1
    if exit_code and not failed:
        failed = 1  # Bazel failed before any target, for instance in a BUILD file.
    print(f"{passed} passed, {failed} failed")
    return 0 if exit_code == 0 and failed == 0 and passed else 1


if __name__ == "__main__":
    sys.exit(main())
