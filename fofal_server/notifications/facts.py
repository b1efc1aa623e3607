"""What an alert says of a record: the columns of its list that tell something, in words of a language."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from fofal_server.contract.kinds import Kind
from fofal_server.core.resource import Field, Resource
from fofal_server.core.transfer.shown import Shown, shapes

MOST = 6
_HEAVY = {Kind.LINES, Kind.GEOMETRY, Kind.FILE, Kind.VALUE, Kind.SECRET, Kind.WORDS}


def of(resource: Resource) -> list[Field]:
    """The first columns of the list; never what is private, nor what names the record already."""
    names = [one for one in resource.columns if one not in resource.private and one not in resource.title]
    fields = [resource.fields[name] for name in names]
    return [one for one in fields if one.meaning.kind not in _HEAVY][:MOST]


def worded(resource: Resource, row: Sequence[Any], language: str) -> str:
    """« Niveau : Épuisé · Disponible : 0 »; ``row`` as ``rows.selected`` makes it of these fields."""
    colon = " : " if language == "fr" else ": "
    told = ((one.header, one.take(row)) for one in shapes(resource, of(resource), language))
    return " · ".join(f"{header}{colon}{_written(value, language)}" for header, value in told if value is not None)


def _written(value: Shown, language: str) -> str:
    if isinstance(value, Decimal):
        plain = f"{value.normalize():f}"
        return plain.replace(".", ",") if language == "fr" else plain
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)
