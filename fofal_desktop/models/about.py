"""Which program this is and what it is made of, as its build wrote it down; read from the disk, without any line."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fofal_server.contract.version import VERSION


@dataclass(frozen=True)
class Build:
    """Where a program comes from; ``commit`` is empty in the source tree, which nobody built."""

    version: str = VERSION
    commit: str = ""
    built_at: str = ""
    channel: str = ""


def build(folder: Path) -> Build:
    """What the build wrote to the folder; what cannot be read counts as not written."""
    try:
        told = json.loads((folder / "version.json").read_text(encoding="utf-8"))
        return Build(**{name: str(told[name]) for name in Build.__dataclass_fields__})
    except (OSError, ValueError, LookupError, TypeError):
        return Build()


def licences(folder: Path) -> Mapping[str, Path]:
    """The texts by what they are of, in the order of names."""
    found = sorted((folder / "licences").glob("*.txt"), key=lambda file: file.stem.casefold())
    return {file.stem: file for file in found}
