"""``python3 run.py faults``: every fault, the long ones too; writes what came of each into ``docs/reliability.md``."""

import collections
import datetime as dt
import os
import platform
import sys
from typing import Any

import pytest

from tests.support import reliability

WITHIN = 30 * 60


class Told:
    """What the tests tell of the faults they met, and which of them did not hold."""

    def __init__(self) -> None:
        self.met: dict[str, list[dict[str, Any]]] = collections.defaultdict(list)
        self.ended: list[pytest.TestReport] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            self.ended.append(report)
        if report.when == "call":
            for name, value in report.user_properties:
                if name == "fault" and isinstance(value, dict):
                    self.met[value["fault"]].append(value)

    def named(self, outcome: str) -> list[str]:
        return [one.nodeid.rpartition("/")[2] for one in self.ended if one.outcome == outcome]


def section(told: Told, before: float) -> str:
    now = dt.datetime.now(dt.UTC)
    lines = [
        f"{now:%Y-%m-%d %H:%M} UTC, `python3 run.py faults`, {os.cpu_count()} cores, Python {platform.python_version()},",
        f"load of the machine before the run {before:.2f}. Lost: sets or acknowledged rows that were there before;",
        "seconds: the longest until everything was whole again by itself, the next backup included.",
        "",
        "| fault | tries | lost | doubled | seconds to recover |",
        "| --- | --- | --- | --- | --- |",
    ]
    for fault, tries in sorted(told.met.items()):
        doubled = [one["doubled"] for one in tries if one["doubled"] is not None]
        seconds = [one["seconds"] for one in tries if one["seconds"] is not None]
        cells = [sum(doubled) if doubled else "–", f"{max(seconds):.1f}" if seconds else "–"]
        lines.append(f"| {fault} | {len(tries)} | {sum(one['lost'] for one in tries)} | {cells[0]} | {cells[1]} |")
    for title, outcome in (("Not survived", "failed"), ("Not tried here", "skipped")):
        if names := told.named(outcome):
            lines += ["", f"{title}: " + ", ".join(f"`{name}`" for name in names) + "."]
    return "\n".join(lines)


def main() -> int:
    before, told = os.getloadavg()[0], Told()
    where = ["tests/faults", "-o", "python_files=test_*.py long_*.py", f"--session-timeout={WITHIN}"]
    code = pytest.main([*where, *sys.argv[1:]], plugins=[told])
    if told.met or told.ended:
        reliability.put("Faults", section(told, before))
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
