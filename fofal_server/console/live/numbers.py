"""What the server's counters say: rates between two looks, how long calls took, what is there now."""

import re
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

_LINE = re.compile(r"(fofal_\w+)(?:\{([^}]*)\})? (\S+)")
_LABEL = re.compile(r'(\w+)="([^"]*)"')
_LOOKERS = re.compile(r'route="/(?:metrics|health)')
"""Calls of those who watch are nobody's work."""
WINDOW = 60.0
"""Seconds over which rates and times are told."""


@dataclass(frozen=True)
class Look:
    """The numbers of one moment: by name and labels summed up, and calls by the bound of their time."""

    at: float
    sums: Mapping[str, float]
    bounds: Mapping[float, float]

    def of(self, name: str, label: str = "") -> float | None:
        """One number; with a label (``place=data``) that part of it."""
        return self.sums.get(f"{name} {label}".strip())


def read(told: str, at: float | None = None) -> Look:
    """The numbers of a text in Prometheus' format."""
    sums, bounds = defaultdict[str, float](float), defaultdict[float, float](float)
    for line in told.splitlines():
        found = _LINE.match(line)
        if found is None or _LOOKERS.search(line):
            continue
        name, labels, number = found[1], dict(_LABEL.findall(found[2] or "")), float(found[3])
        if name == "fofal_call_seconds_bucket":
            bounds[float(labels["le"])] += number
            continue
        sums[name] += number
        for key, value in labels.items():
            sums[f"{name} {key}={value}"] += number
    return Look(time.monotonic() if at is None else at, sums, bounds)


@dataclass
class Course:
    """The looks of the last minute."""

    looks: deque[Look] = field(default_factory=deque)

    def add(self, look: Look) -> None:
        """One more; after a restart of the server, whose counters begin anew, the others say nothing."""
        if self.looks and _grown(self.looks[-1], look, "fofal_calls_total") is None:
            self.looks.clear()
        self.looks.append(look)
        while len(self.looks) > 2 and look.at - self.looks[1].at >= WINDOW:
            self.looks.popleft()

    def rate(self, name: str, label: str = "") -> float | None:
        """How much a second it grew; None before the second look."""
        first, last = self.looks[0], self.looks[-1]
        grown = _grown(first, last, name, label) if last.at > first.at else None
        return None if grown is None else grown / (last.at - first.at)

    def errors(self) -> float | None:
        """Answers of 500 and above a second."""
        names = {key for key in self.looks[-1].sums if key.startswith("fofal_calls_total status=5")}
        rates = [self.rate("fofal_calls_total", key.partition(" ")[2]) or 0.0 for key in names]
        return None if self.rate("fofal_calls_total") is None else sum(rates)

    def quantile(self, share: float) -> float | None:
        """Within how many seconds this share of the calls was answered; None without any call."""
        first, last = self.looks[0], self.looks[-1]
        fresh = {bound: count - first.bounds.get(bound, 0.0) for bound, count in sorted(last.bounds.items())}
        wanted = share * max(fresh.values(), default=0.0)
        below, before = 0.0, 0.0
        for bound, count in fresh.items() if wanted > 0 else ():
            if count >= wanted:
                return (
                    below if bound == float("inf") else below + (bound - below) * (wanted - before) / (count - before)
                )
            below, before = bound, count
        return None


def _grown(first: Look, last: Look, name: str, label: str = "") -> float | None:
    """How much a counter grew; None when it began anew."""
    grown = (last.of(name, label) or 0.0) - (first.of(name, label) or 0.0)
    return None if grown < 0 else grown
