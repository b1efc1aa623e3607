"""The inside of a workbook, walked part by part before it is parsed as a whole: no entities, no endless sheet."""

import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from fofal_server.core import markup
from fofal_server.core.errors import Invalid, TooLarge, Unreadable
from fofal_server.core.markup import Start, local
from fofal_server.core.transfer.archive import BOOK
from fofal_server.core.transfer.limits import MAX_COLUMNS, MAX_ELEMENTS, MAX_HEIGHT, MAX_ROWS, MAX_UNPACKED

_CHUNK = 64 * 1024
_DIGITS = 9
"""Of the number of a row: more of them lie beyond every sheet, and in the thousands Python reads them as no number."""
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RELATIONS = "xl/_rels/workbook.xml.rels"

Place = tuple[int, int]
"""Row and column of a cell, both from 0."""


@dataclass
class Book:
    """The first visible sheet: its number among the sheets, and its cells that hold an error."""

    index: int
    broken: set[Place] = field(default_factory=set)


def walked(archive: zipfile.ZipFile) -> Book:
    """Walk every XML part; 400 for markup that is damaged or declares entities, 413 or 422 for too much of it."""
    index, sheet = _first_sheet(archive)
    cells, seen = _Cells(), _Count()
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")):
            _walk(archive, part, _both(seen.start, cells.start) if part.filename == sheet else seen.start, seen)
    return Book(index, cells.broken)


def _both(first: Start, second: Start) -> Start:
    def start(tag: str, attributes: dict[str, str]) -> None:
        first(tag, attributes)
        second(tag, attributes)

    return start


class _Count:
    """How much was read so far, over all parts."""

    def __init__(self) -> None:
        self.elements = self.size = 0

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise TooLarge("transfer.unpacks_too_large", limit=MAX_UNPACKED, code="bomb")

    def add(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if self.size > MAX_UNPACKED:
            raise TooLarge("transfer.unpacks_too_large", limit=MAX_UNPACKED, code="bomb")


class _Cells:
    """Where the filled cells of a sheet lie, and which of them hold an error."""

    def __init__(self) -> None:
        self.broken: set[Place] = set()
        self._row = self._column = -1
        self._error = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match local(tag):
            case "row":
                told = attributes.get("r", "")[:_DIGITS]
                self._row, self._column = int(told) - 1 if told.isdecimal() else self._row + 1, -1
            case "c":
                self._row, self._column = _place(attributes.get("r", ""), self._row, self._column + 1)
                self._error = attributes.get("t") == "e"
            case "v" | "is":
                self._fill()

    def _fill(self) -> None:
        if self._column >= MAX_COLUMNS:
            raise Invalid("transfer.too_many_columns", limit=MAX_COLUMNS, code="too_many_columns")
        if self._row > MAX_HEIGHT or self._row < 0:
            raise Invalid("transfer.too_many_rows", limit=MAX_ROWS, code="too_many_rows")
        if self._error:
            self.broken.add((self._row, self._column))


def _place(told: str, row: int, column: int) -> Place:
    found = _PLACE.fullmatch(told)
    if found is None:
        return row, column
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return int(found[2]) - 1, number - 1


def _first_sheet(archive: zipfile.ZipFile) -> tuple[int, str]:
    """Number and path of the first sheet that is shown."""
    shown: list[tuple[int, str]] = []
    targets: dict[str, str] = {}
    numbers = itertools.count()

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "sheet":
            number = next(numbers)
            if attributes.get("state", "visible") == "visible":
                shown.append((number, next((v for k, v in attributes.items() if k.endswith(":id")), "")))

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    count = _Count()
    _walk(archive, archive.getinfo(BOOK), sheet, count)
    if _RELATIONS in archive.namelist():
        _walk(archive, archive.getinfo(_RELATIONS), relation, count)
    for number, key in shown:
        target = targets.get(key, "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if "worksheets/" in path and path in archive.namelist():
            return number, path
    raise Unreadable("transfer.damaged_workbook", code="damaged")


def _walk(archive: zipfile.ZipFile, part: zipfile.ZipInfo, start: Start, seen: _Count) -> None:
    try:
        markup.walk(_chunks(archive, part, seen), start)
    except markup.Damaged as error:
        raise Unreadable("transfer.damaged_workbook", code="damaged") from error
    except markup.Declaring as error:
        raise Unreadable("transfer.entities", code="entities") from error


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo, seen: _Count) -> Iterator[bytes]:
    with archive.open(part) as content:
        while chunk := content.read(_CHUNK):
            seen.add(chunk)
            yield chunk
