"""What a command answers: stable JSON for scripts, aligned lines for people."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fofal_server.core import bytesize

size = bytesize.size
"""Bytes for people: ``12,3 Mo``."""

_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Control characters, ends of lines of all alphabets, and what turns the direction of writing around."""


def show(value: Any, as_json: bool, lines: Iterable[str]) -> None:
    """Print ``value`` as JSON, or the lines that say the same to a person."""
    if as_json:
        print("\n".join(escaped(line) for line in json.dumps(value, ensure_ascii=False, indent=2).split("\n")))
        return
    for line in lines:
        print(escaped(line))


def escaped(line: str) -> str:
    """The line with whatever would begin another one, or give orders to the terminal, told by its number."""
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> Iterable[str]:
    """Aligned lines: ``columns`` maps keys of the rows to titles."""
    cells = [list(columns.values()), *([_cell(row.get(key)) for key in columns] for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(columns))]
    for line in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def pairs(value: Mapping[str, Any], titles: Mapping[str, str]) -> Iterable[str]:
    """One line a fact."""
    width = max(len(title) for title in titles.values())
    for key, title in titles.items():
        yield f"{title.ljust(width)} : {_cell(value.get(key))}"


def _cell(value: Any) -> str:
    match value:
        case None:
            return "—"
        case bool():
            return "oui" if value else "non"
        case list() | tuple():
            return ", ".join(str(one) for one in value) or "—"
    return str(value)
