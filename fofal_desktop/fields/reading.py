"""A text, typed or pasted, read as a value of any kind that has a text."""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fofal_desktop.api.clock import COMPANY_ZONE
from fofal_desktop.fields.typed import day_of, moment_of, number_of
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta

_YES = {"1", "x", "oui", "o", "vrai", "yes", "y", "true", "✓"}
_NO = {"0", "non", "n", "faux", "no", "false", "–", "-"}
_SPELT = {"oui": True, "vrai": True, "true": True, "non": False, "faux": False, "false": False}
_WHOLE_DAY = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Reading:
    """What travels; what was not ``understood`` travels as it was typed, for the server to refuse by name."""

    value: Any
    understood: bool = True


def read_text(field: FieldMeta, text: str, today: dt.date) -> Reading:
    """Read ``text`` as a value of ``field``; empty is nothing. Ids of references are not read here."""
    text = text.strip()
    if not text:
        return Reading(None)
    value = _READERS.get(field.kind, _plain)(field, text, today)
    return Reading(text, understood=False) if value is None else Reading(value)


def _plain(_field: FieldMeta, text: str, _today: dt.date) -> str:
    return text


def _count(_field: FieldMeta, text: str, _today: dt.date) -> int | str | None:
    number = number_of(text)
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else f"{number:f}"


def _decimal(_field: FieldMeta, text: str, _today: dt.date) -> str | None:
    number = number_of(text)
    return None if number is None else f"{number:f}"


def _day(_field: FieldMeta, text: str, today: dt.date) -> str | None:
    day = day_of(text, today)
    return day.isoformat() if day else None


def _moment(_field: FieldMeta, text: str, today: dt.date) -> str | None:
    moment = moment_of(text, today)
    return wire_moment(moment) if moment else None


def wire_moment(local: dt.datetime) -> str:
    """Turn a wall-clock moment of the company into RFC 3339 UTC."""
    return local.replace(tzinfo=COMPANY_ZONE).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _flag(_field: FieldMeta, text: str, _today: dt.date) -> bool | None:
    word = text.casefold()
    return True if word in _YES else False if word in _NO else None


def _choice(field: FieldMeta, text: str, _today: dt.date) -> str | None:
    word = text.casefold()
    exact = [choice.value for choice in field.choices if word in {choice.label.casefold(), choice.value.casefold()}]
    return exact[0] if exact else None


def _words(_field: FieldMeta, text: str, _today: dt.date) -> list[str]:
    return [word.strip() for word in text.splitlines() if word.strip()]


def _value(field: FieldMeta, text: str, today: dt.date) -> Any:
    """Of any kind: JSON where it begins like it, a whole day, yes or no, a number, else the words."""
    if text[0] in '{["':
        try:
            return json.loads(text, parse_float=str)
        except ValueError:
            return text
    if _WHOLE_DAY.fullmatch(text):
        return _day(field, text, today) or text
    known = _SPELT.get(text.casefold(), _count(field, text, today))
    return text if known is None else known


_READERS: dict[Kind, Callable[[FieldMeta, str, dt.date], Any]] = {
    Kind.COUNT: _count,
    Kind.QUANTITY: _decimal,
    Kind.MONEY: _decimal,
    Kind.AREA: _decimal,
    Kind.PERCENT: _decimal,
    Kind.COORDINATE: _decimal,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.WORDS: _words,
    Kind.VALUE: _value,
}
