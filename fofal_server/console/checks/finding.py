"""What one check of ``doctor`` found."""

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
