"""Which version this is, and the order of versions. The desktop asks before it starts: nothing is loaded for it."""

import re

VERSION = "0.1.0"
"""Of both sides; `pyproject.toml` has the same."""
_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})\.(\d{1,4})", re.ASCII)


def rank(version: str) -> tuple[int, ...]:
    """By what versions are put in order; ValueError for what is no version."""
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ValueError(version)
    return tuple(int(part) for part in found.groups())
