"""What one check of ``doctor`` found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """``found`` is what is, ``remedy`` what to do about it when it is not well."""

    name: str
    title: str
    ok: bool
    found: str
    remedy: str = ""
