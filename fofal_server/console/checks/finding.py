"""What one check of ``doctor`` or ``config check`` found, and how a person is told."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """``found`` is what is, ``remedy`` what to do about it; ``warns``: well for now, but not for long."""

    name: str
    title: str
    ok: bool
    found: str
    remedy: str = ""
    warns: bool = False


def told(one: Finding) -> Iterator[str]:
    """What is, and below it what to do about it."""
    sign = "✗" if not one.ok else "!" if one.warns else "✓"
    yield f"{sign} {one.title} : {one.found}"
    if one.remedy:
        yield f"    → {one.remedy}"
