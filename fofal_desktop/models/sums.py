"""What selected rows come to: exact sums of the columns that add up, never of different units together."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication

from fofal_desktop.fields.formats import NARROW, label_key, text_of, unit_key
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta

Row = Mapping[str, Any]

MOST_UNITS = 3
"""More sums than these in one column say nothing at a glance."""
_ADDED = frozenset({Kind.COUNT, Kind.QUANTITY, Kind.MONEY, Kind.AREA})
_CURRENCY = "currency"


def added_up(field: FieldMeta) -> bool:
    """Whether adding up says something: shares, places and prices of one piece do not."""
    return field.kind in _ADDED and not (field.kind is Kind.MONEY and field.decimals)


def sums_of(resource: ResourceMeta, columns: Iterable[FieldMeta], rows: Sequence[Row]) -> list[str]:
    """Each of the columns, which must be ones that add up, with its sum in words."""
    found = ((field, _by_unit(field, _measure(resource, field), rows)) for field in columns)
    reads = QCoreApplication.translate("Sums", "{0}: {1}")
    return [reads.format(field.label, sum_text(field, sums)) for field, sums in found if sums]


def _measure(resource: ResourceMeta, field: FieldMeta) -> str:
    """What tells the units of a column apart; empty when all rows have the same.

    Rows of a list do not tell the unit of what they refer to, but what that is.
    """
    if field.kind is Kind.MONEY:
        return _CURRENCY
    if field.unit is None or field.unit in resource.fields:
        return field.unit or ""
    return next((label_key(one) for one in resource.fields.values() if unit_key(one) == field.unit), "")


def _by_unit(field: FieldMeta, measure: str, rows: Sequence[Row]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in rows:
        if row.get(field.name) is not None:
            unit = str(row.get(measure) or "") if measure else ""
            found[unit] = found.get(unit, Decimal(0)) + Decimal(str(row[field.name]))
    return found


def sum_text(field: FieldMeta, found: Mapping[str, Decimal]) -> str:
    """The sums of one field in words, each with its unit; none at all stands for units that are too many."""
    if not 0 < len(found) <= MOST_UNITS:
        return QCoreApplication.translate("Sums", "different units")
    return " + ".join(_worded(field, total, unit) for unit, total in found.items())


def _worded(field: FieldMeta, total: Decimal, unit: str) -> str:
    if field.kind is Kind.MONEY:
        return text_of(field, {field.name: total, _CURRENCY: unit})
    words = text_of(field, {field.name: total})
    return f"{words}{NARROW}{unit}" if unit else words
