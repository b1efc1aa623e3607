"""Texts that a spreadsheet would run as a formula are made harmless on the way out, and whole again on the way in.

OWASP, "CSV injection": a cell that begins with one of these signs is a formula to Excel and LibreOffice, in CSV as
soon as the file is opened, in XLSX as soon as the cell is edited.
"""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9 \u00a0\u202f]*([.,][0-9]+)?")


def neutralised(text: str) -> str:
    """The text, with a leading apostrophe when a spreadsheet would take it for a formula; numbers stay numbers."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def restored(text: str) -> str:
    """What ``neutralised`` was given: an export that comes back is stored as it was."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
