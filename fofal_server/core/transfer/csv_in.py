"""Reading a text table: any usual encoding, separated by ``;``, tab, ``|`` or ``,``, in bounded memory."""

import csv
import io
from collections.abc import Generator, Iterator
from typing import BinaryIO

from fofal_server.core.errors import Invalid, UnsupportedType
from fofal_server.core.transfer.encoding import encoding_of
from fofal_server.core.transfer.limits import MAX_COLUMNS, MAX_LINE
from fofal_server.core.transfer.table import Record

_SEPARATORS = (";", "\t", "|", ",")
"""The first that occurs in the header is meant: a label may hold a comma, none holds the others."""

_MANY = 50
"""Separators within the texts of a line, for each column that a file may have."""


def records(stream: BinaryIO) -> Generator[Record, None, None]:
    """The numbered rows of the file; multi-line cells count as one row, as in a spreadsheet."""
    text = io.TextIOWrapper(stream, encoding_of(stream), newline="")
    try:
        yield from _records(text)
    except UnicodeDecodeError as error:
        raise UnsupportedType("transfer.not_text", code="not_text") from error
    finally:
        text.detach()


def _records(text: io.TextIOWrapper) -> Iterator[Record]:
    lines = _lines(text)
    header, separator = _opening(lines)
    number = 0
    try:
        for row in csv.reader(_bounded(header, lines, separator), delimiter=separator, strict=True):
            number += 1
            yield number, row
    except csv.Error as error:
        raise Invalid("transfer.bad_quotes", row=number + 1, code="bad_quotes") from error


def _opening(lines: Iterator[str]) -> tuple[str, str]:
    """The first line that says something and the separator; Excel may tell it in a line ``sep=;`` of its own."""
    first = next(lines, "")
    if first.lower().startswith("sep=") and len(first.rstrip("\r\n")) == 5:
        return next(lines, ""), first[4]
    bare = _unquoted(first)
    return first, next((one for one in _SEPARATORS if one in bare), ";")


def _unquoted(line: str) -> str:
    return "".join(line.split('"')[::2])


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE:
            raise Invalid("transfer.line_too_long", limit=MAX_LINE, code="line_too_long")
        if "\x00" in line:
            raise UnsupportedType("transfer.not_text", code="not_text")
        yield line


def _bounded(header: str, lines: Iterator[str], separator: str) -> Iterator[str]:
    """The lines again, refused before they are cut into more cells than any table has."""
    if _unquoted(header).count(separator) >= MAX_COLUMNS:
        raise Invalid("transfer.too_many_columns", limit=MAX_COLUMNS, code="too_many_columns")
    yield header
    for line in lines:
        if line.count(separator) > MAX_COLUMNS * _MANY:
            raise Invalid("transfer.too_many_columns", limit=MAX_COLUMNS, code="too_many_columns")
        yield line
