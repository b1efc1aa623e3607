"""The small vocabulary of meanings: every field of every record is one of these."""

from enum import StrEnum


class Kind(StrEnum):
    """What a value means to a person; it decides column, validation, wire form, editor, alignment and filter operators.

    On the wire: numbers with decimals (quantity, money, area, percent, coordinate) are strings, count is an integer,
    day is ``2026-11-22``, moment is RFC 3339 UTC, reference is an id beside ``<name>_label``, references a list of ids
    beside ``<name>_labels``, lines a list of objects, geometry a GeoJSON object, secret is written and never read.
    """

    CODE = "code"
    NAME = "name"
    NOTE = "note"
    FLAG = "flag"
    COUNT = "count"
    QUANTITY = "quantity"
    MONEY = "money"
    AREA = "area"
    PERCENT = "percent"
    COORDINATE = "coordinate"
    DAY = "day"
    MOMENT = "moment"
    CHOICE = "choice"
    REFERENCE = "reference"
    REFERENCES = "references"
    WORDS = "words"
    LINES = "lines"
    FILE = "file"
    GEOMETRY = "geometry"
    EMAIL = "email"
    PHONE = "phone"
    SECRET = "secret"  # noqa: S105 - the name of a kind, not a password
    VALUE = "value"


AMOUNTS = frozenset({Kind.COUNT, Kind.QUANTITY, Kind.MONEY, Kind.AREA, Kind.PERCENT})
"""What the server may work out of what is typed, and a form shows before it is saved."""


class Operator(StrEnum):
    """How a filter compares: ``filter=field:op:value``; ``in`` and ``between`` separate values by ``|``."""

    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    IN = "in"
    BETWEEN = "between"
    CONTAINS = "contains"
    STARTSWITH = "startswith"
    NULL = "null"


_SAME = (Operator.EQ, Operator.NE, Operator.IN, Operator.NULL)
_ORDERED = (*_SAME, Operator.LT, Operator.LE, Operator.GT, Operator.GE, Operator.BETWEEN)
_TEXT = (Operator.CONTAINS, Operator.STARTSWITH, *_ORDERED)

OPERATORS: dict[Kind, tuple[Operator, ...]] = {
    Kind.CODE: _TEXT,
    Kind.NAME: _TEXT,
    Kind.NOTE: (Operator.CONTAINS, Operator.NULL),
    Kind.EMAIL: _TEXT,
    Kind.PHONE: _TEXT,
    Kind.FLAG: (Operator.EQ, Operator.NE, Operator.NULL),
    Kind.COUNT: _ORDERED,
    Kind.QUANTITY: _ORDERED,
    Kind.MONEY: _ORDERED,
    Kind.AREA: _ORDERED,
    Kind.PERCENT: _ORDERED,
    Kind.COORDINATE: _ORDERED,
    Kind.DAY: _ORDERED,
    Kind.MOMENT: _ORDERED,
    Kind.CHOICE: _SAME,
    Kind.REFERENCE: _SAME,
    Kind.GEOMETRY: (Operator.NULL,),
}
"""Operators that make sense for a kind; a kind that is absent cannot be filtered by."""
