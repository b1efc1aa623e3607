"""``python3 run.py package-test``: the packages in clean systems; what came of it goes to ``docs/packages.md``."""

import collections
import datetime as dt
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support import sections

WITHIN = 30 * 60
FILE = Path(__file__).resolve().parents[2] / "docs" / "packages.md"
HEAD = "# Packages\n\nEvery figure here was written by the run that measured it; nothing is typed in by hand.\n"


class Told:
    """The steps that went well, and the tests that did not come that far."""

    def __init__(self) -> None:
        self.steps: dict[str, list[dict[str, Any]]] = collections.defaultdict(list)
        self.ended: list[tuple[str, str, str]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.outcome != "passed":
            why = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
            self.ended.append((report.outcome, report.nodeid.rpartition("/")[2], why.removeprefix("Skipped: ")))
        if report.when == "call":
            for name, value in report.user_properties:
                if name == "step" and isinstance(value, dict):
                    self.steps[value["section"]].append(value)


def page(steps: list[dict[str, Any]]) -> str:
    """One section."""
    now = dt.datetime.now(dt.UTC)
    lines = [f"{now:%Y-%m-%d %H:%M} UTC, `python3 run.py package-test`, {os.cpu_count()} cores.", ""]
    lines += ["| step | figures |", "| --- | --- |"]
    return "\n".join([*lines, *(f"| {one['step']} | {one['figures'] or '✓'} |" for one in steps)])


def left(told: Told) -> str:
    """What was not done, and why."""
    names = {"failed": "Failed", "skipped": "Not exercised", "error": "Failed"}
    lines = [
        f"- {names.get(outcome, outcome)}: `{name}`{f', {why}' if why else ''}" for outcome, name, why in told.ended
    ]
    return "\n".join(lines) or "Nothing."


def main() -> int:
    told = Told()
    where = ["tests/packages", "-o", "python_files=test_*.py long_*.py", "-o", "timeout=1200"]
    code = pytest.main([*where, f"--session-timeout={WITHIN}", *sys.argv[1:]], plugins=[told])
    for title, steps in told.steps.items():
        sections.put(FILE, title, page(steps), HEAD)
    if told.steps or told.ended:
        sections.put(FILE, "Failed or not exercised", left(told), HEAD)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
