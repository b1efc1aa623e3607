"""What the processors of this machine did for other machines: one that is lent out by the slice has bad minutes."""

from pathlib import Path

_STOLEN, _KNOWN = 7, 8


def ticks() -> list[int]:
    """Time by kind since the start of the machine, as Linux counts it."""
    first = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0]
    return [int(one) for one in first.split()[1 : _KNOWN + 1]]


def taken_since(before: list[int]) -> float:
    """The share that others took since ``ticks`` was read, of all there is."""
    passed = [late - early for early, late in zip(before, ticks(), strict=True)]
    return passed[_STOLEN] / max(1, sum(passed))
