"""Cells to and from the clipboard, as spreadsheets write them: tabs between cells, quotes around line breaks."""

import csv
import io
import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from fofal_desktop.fields.formats import NUMBERS, Row, label_key, text_of
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta

MOST_ROWS = 5_000
"""A paste of more rows is a mistake of the mark: whole columns of a sheet are a million cells."""
SEVERAL = " | "
"""What stands between several values of one cell, as in files: a comma may belong to one of them."""
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9 \u00a0\u202f]*([.,][0-9]+)?")


def cells_of(text: str) -> list[list[str]]:
    """Split pasted text into rows of cells; raises ValueError when it is no table or too long."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab"))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise ValueError(str(len(rows)))
    return rows


def text_from(rows: Sequence[Sequence[str]]) -> str:
    """Join cells the same way."""
    out = io.StringIO(newline="")
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return out.getvalue()


def copied(field: FieldMeta, row: Row) -> str:
    """Write a cell so that a spreadsheet reads a number as a number."""
    value = row.get(field.name)
    if value is None:
        return ""
    if field.kind in NUMBERS:
        return str(value).replace(".", QLocale().decimalPoint())
    if field.kind is Kind.REFERENCE:
        return str(row.get(label_key(field)) or value)
    if field.kind in {Kind.REFERENCES, Kind.WORDS}:
        return SEVERAL.join(map(str, row.get(label_key(field)) or value))
    return text_of(field, row)


def copied_safely(field: FieldMeta, row: Row) -> str:
    """Write a cell of a list for any spreadsheet: flags in words, and no text that would be run as a formula.

    The apostrophe in front of such a text is taken away again by what is pasted or imported.
    """
    if field.kind is Kind.FLAG and row.get(field.name) is not None:
        yes, no = (QCoreApplication.translate("Operator", word) for word in ("yes", "no"))
        return yes if row[field.name] else no
    return harmless(copied(field, row))


def harmless(words: str) -> str:
    """The words of a cell as no spreadsheet runs them: what it would take for a formula gets an apostrophe."""
    return f"'{words}" if _FORMULA.match(words) and not _NUMBER.fullmatch(words) else words
