"""How a language writes tables: what stands between cells, decimals, days; and a value as a person reads it."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from fofal_server.contract.kinds import Kind
from fofal_server.core.fields import Meaning
from fofal_server.core.transfer.shown import Shown

NARROW = "\u202f"
"""Narrow no-break space: groups thousands and stands before a unit (French typography)."""
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Manner:
    """How a language writes tables."""

    separator: str
    decimal: str
    day: str
    moment: str


MANNERS = {
    "fr": Manner(";", ",", "%d/%m/%Y", "%d/%m/%Y %H:%M"),
    "en": Manner(",", ".", "%Y-%m-%d", "%Y-%m-%d %H:%M"),
}


def worded(value: Shown, meaning: Meaning | None, language: str) -> str:
    """The value in words as on the screen: digits in groups of three, whole francs, days of the language."""
    manner = MANNERS[language]
    match value:
        case None:
            return ""
        case dt.datetime():
            return value.strftime(manner.moment)
        case dt.date():
            return value.strftime(manner.day)
        case int() | Decimal():
            return grouped(Decimal(value), _decimals(meaning), manner)
    return " ".join(str(value).split())


def grouped(number: Decimal, decimals: int | None, manner: Manner) -> str:
    """``119 250,5``; ``decimals`` fixes how many follow the mark, None shows those there are."""
    known = number.normalize(_EXACT) if decimals is None else _EXACT.quantize(number, Decimal(1).scaleb(-decimals))
    return f"{known:,f}".replace(",", NARROW).replace(".", manner.decimal)


def _decimals(meaning: Meaning | None) -> int | None:
    """Francs are whole and areas have their places; other numbers show the decimals that they have."""
    if meaning is None or meaning.kind not in {Kind.MONEY, Kind.AREA}:
        return None
    return meaning.decimals or 0 if meaning.kind is Kind.AREA or not meaning.decimals else None
