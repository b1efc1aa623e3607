"""From what stands in a cell to what a person would have typed in the field: numbers, days, choices, yes and no.

Decimals may be written with a comma or a point, thousands with blanks (or with the other of the two signs, when both
occur); days as 22/11/2026 or 2026-11-22. A single comma is always the decimal sign: 1,234 is less than two.
"""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import orjson

from fofal_server.contract.kinds import Kind
from fofal_server.core.choices import choice_text, words_of
from fofal_server.core.clock import COMPANY_ZONE
from fofal_server.core.fields import DECIMAL_KINDS
from fofal_server.core.resource import Field
from fofal_server.core.texts import LANGUAGES, text
from fofal_server.core.transfer.folding import folded
from fofal_server.core.transfer.neutral import restored
from fofal_server.core.transfer.table import BROKEN

Convert = Callable[[Any], Any]
SEVERAL = "|"
"""Sign between several values in one cell."""

_BLANKS = re.compile(r"[ \u00a0\u202f\u2009]")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?:[.,][0-9]+)?")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_BOTH = re.compile(r"[+-]?[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*(?!\1)[.,][0-9]+")
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{2})[-/]([0-9]{2})")
_FRANCS = re.compile(r"\s*(?:F\s?CFA|XAF)\s*$", re.IGNORECASE)
_TIME = re.compile(r"([0-9]{1,2})[:hH]([0-9]{2})(?::([0-9]{2}))?")

_TRUE = frozenset({"oui", "o", "yes", "y", "true", "vrai", "1", "x"})
_FALSE = frozenset({"non", "n", "no", "false", "faux", "0"})


class Wrong(Exception):
    """A cell that cannot be what its column asks for: a catalogue key and its values."""

    def __init__(self, key: str, cell: Any, **values: Any) -> None:
        super().__init__(key)
        self.key = f"transfer.{key}"
        self.code = key
        self.values = {"value": str(cell)[:80], **values}


def converter(field: Field, language: str) -> Convert:
    """The function that reads the cells of this field; it raises ``Wrong``. Empty cells never come to it."""
    kind = field.meaning.kind
    convert = _choice(field, language) if kind is Kind.CHOICE else _CONVERTS.get(kind, plain_text)

    def read(cell: Any) -> Any:
        if cell is BROKEN:
            raise Wrong("broken_cell", "")
        return convert(cell)

    return read


def plain_text(cell: Any) -> str:
    """A cell as the text that it shows: whole numbers without ``.0``, days as 2026-11-22."""
    match cell:
        case str():
            return restored(cell)
        case bool():
            return "1" if cell else "0"
        case int():
            return str(cell)
        case float():
            return format(_exact(cell), "f")
        case dt.date() | dt.time():
            return cell.isoformat()
    raise Wrong("not_a_text", cell)


def _exact(number: float) -> Decimal:
    """What a spreadsheet shows of a number: 15 digits, so that 0.1 + 0.2 is 0.3."""
    return Decimal(format(number, ".15g"))


def _decimal(cell: Any) -> str:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise Wrong("not_a_number", cell)
    if not isinstance(cell, str):
        return format(_exact(cell) if isinstance(cell, float) else Decimal(cell), "f")
    cell = cell.replace("\u2212", "-")
    bare = _BLANKS.sub("", cell) if _GROUPED.fullmatch(cell) else cell
    if _BOTH.fullmatch(bare):
        thousands, decimal = (",", ".") if bare.rfind(".") > bare.rfind(",") else (".", ",")
        bare = bare.replace(thousands, "").replace(decimal, ".")
    elif not _NUMBER.fullmatch(bare):
        raise Wrong("not_a_number", cell)
    return bare.replace(",", ".").removeprefix("+")


def _percent(cell: Any) -> str:
    return _decimal(cell.removesuffix("%").rstrip() if isinstance(cell, str) else cell)


def _money(cell: Any) -> str:
    """Amounts come as they stand on paper and on the screen: ``119 250 FCFA``."""
    return _decimal(_FRANCS.sub("", cell) if isinstance(cell, str) else cell)


def _count(cell: Any) -> int:
    number = Decimal(_decimal(cell))
    if number != number.to_integral_value():
        raise Wrong("not_whole", cell)
    return int(number)


def _flag(cell: Any) -> bool:
    if isinstance(cell, bool):
        return cell
    word = plain_text(cell).casefold()
    if word not in _TRUE | _FALSE:
        raise Wrong("not_a_flag", cell)
    return word in _TRUE


def _day(cell: Any) -> str:
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date) and not isinstance(cell, dt.datetime):
        return cell.isoformat()
    return _day_of(cell, cell if isinstance(cell, str) else "").isoformat()


def _day_of(cell: Any, told: str) -> dt.date:
    parts = (found := _DAY.fullmatch(told)) and (found[3], found[2], found[1])
    parts = parts or ((found := _ISO.fullmatch(told)) and (found[1], found[2], found[3]))
    try:
        year, month, day = map(int, parts or ())
        return dt.date(year, month, day)
    except ValueError:
        raise Wrong("not_a_day", cell) from None


def _moment(cell: Any) -> str:
    """A moment without a zone is one of the company's clock; a day alone is its first minute."""
    if isinstance(cell, dt.datetime):
        return cell.replace(tzinfo=cell.tzinfo or COMPANY_ZONE).isoformat()
    told = cell.replace("T", " ") if isinstance(cell, str) else ""
    try:
        if told.count("-") >= 2 and ":" in told:
            found = dt.datetime.fromisoformat(told)
            return found.replace(tzinfo=found.tzinfo or COMPANY_ZONE).isoformat()
        day, _, time = told.partition(" ")
        return dt.datetime.combine(_day_of(cell, day), _time_of(time.strip()), COMPANY_ZONE).isoformat()
    except (ValueError, Wrong):
        raise Wrong("not_a_moment", cell) from None


def _time_of(told: str) -> dt.time:
    found = _TIME.fullmatch(told)
    if told and found is None:
        raise ValueError(told)
    hour, minute, second = map(int, found.groups("0")) if found else (0, 0, 0)
    return dt.time(hour, minute, second)


def _choice(field: Field, language: str) -> Convert:
    """By its word or by its label, in French or English."""
    words = words_of(field)
    known: dict[str, str] = {}
    for word in words:
        labels = [
            label for each in LANGUAGES for label in (choice_text(field, word, each), text(f"state.{word}", each))
        ]
        known |= dict.fromkeys(map(folded, labels), word)
    known |= {folded(word): word for word in words}
    expected = ", ".join(choice_text(field, word, language) for word in words)

    def read(cell: Any) -> str:
        found = known.get(folded(plain_text(cell)))
        if found is None:
            raise Wrong("unknown_choice", cell, expected=expected)
        return found

    return read


def _words(cell: Any) -> list[str]:
    return [word.strip() for word in plain_text(cell).split(SEVERAL) if word.strip()]


def _shape(cell: Any) -> Any:
    """A GeoJSON geometry, from a map or as text in a cell."""
    if isinstance(cell, str):
        try:
            cell = orjson.loads(cell)
        except orjson.JSONDecodeError:
            raise Wrong("not_a_shape", cell) from None
    if not isinstance(cell, dict):
        raise Wrong("not_a_shape", cell)
    return cell


_CONVERTS: dict[Kind, Convert] = dict.fromkeys(DECIMAL_KINDS, _decimal) | {
    Kind.PERCENT: _percent,
    Kind.MONEY: _money,
    Kind.COUNT: _count,
    Kind.FLAG: _flag,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.WORDS: _words,
    Kind.GEOMETRY: _shape,
}
