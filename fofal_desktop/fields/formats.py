"""How a value of each kind reads to a person, and on which side of its column it stands."""

import datetime as dt
import html
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, Qt

from fofal_desktop.api.clock import COMPANY_ZONE
from fofal_desktop.fields import shapes
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta

NARROW = "\u202f"
"""Narrow no-break space: groups thousands and stands before a unit (French typography)."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter

NUMBERS = frozenset({Kind.COUNT, Kind.QUANTITY, Kind.MONEY, Kind.AREA, Kind.PERCENT, Kind.COORDINATE})
"""Kinds that are counted or measured: right-aligned, typed as digits, added up under a grid."""

_CURRENCIES = {"XAF": "FCFA", "XOF": "FCFA"}

_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,13})(\.[0-9]{1,8})?")
"""A number as it travels; digits with a zero in front are a code."""

_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
"""Half away from zero, as the ledger rounds; wide enough for any number that travels."""

Row = Mapping[str, Any]


def text_of(field: FieldMeta, row: Row) -> str:
    """Say what stands in a list; empty for nothing, never the word None."""
    value = row.get(field.name)
    if value is None or value == []:
        return ""
    return _READERS.get(field.kind, _plain)(field, row, value)


def alignment_of(field: FieldMeta) -> Qt.AlignmentFlag:
    """Numbers under their last digit, flags in the middle, words at the left."""
    if field.kind in NUMBERS:
        return _RIGHT
    return _CENTRE if field.kind is Kind.FLAG else _LEFT


def number_text(value: object, decimals: int | None = None) -> str:
    """``"119250.5"`` as ``119 250,5``; ``decimals`` fixes how many follow the comma, None shows those there are."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if decimals is None:
        return _localised(f"{number.normalize(_EXACT):,f}")
    return _localised(f"{_EXACT.quantize(number, Decimal(1).scaleb(-decimals)):,f}")


def said_of(name: str, words: str) -> str:
    """``name: words``, with the space before the colon that French wants and English does not."""
    return QCoreApplication.translate("Formats", "{0}: {1}").format(name, words)


def day_text(value: str) -> str:
    """``2026-11-22`` as ``22/11/2026``; what is no date stays as it is."""
    try:
        return dt.date.fromisoformat(value).strftime("%d/%m/%Y")
    except ValueError:
        return value


def moment_text(value: str) -> str:
    """Show an RFC 3339 moment in the company's zone, to the minute."""
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return value
    return moment.astimezone(COMPANY_ZONE).strftime("%d/%m/%Y %H:%M")


def geometry_text(geometry: Mapping[str, Any]) -> str:
    """``≈ 4,9 ha · 12 coins · 1 trou``: an outline in words; a point by its degrees."""
    translate = QCoreApplication.translate
    match geometry:
        case {"type": "Point", "coordinates": [longitude, latitude, *_]}:
            return f"{number_text(latitude, 6)} N {number_text(longitude, 6)} E"
        case {"type": "Polygon" | "MultiPolygon", "coordinates": list()}:
            shape = dict(geometry)
        case _:
            return str(geometry.get("type", ""))
    parts, holes = shapes.parts(shape)
    words = [
        f"≈ {number_text(round(shapes.hectares(shape), 2))}{NARROW}ha",
        translate("Geometry", "%n corner(s)", "", shapes.points(shape)),
    ]
    if parts > 1:
        words.append(translate("Geometry", "%n part(s)", "", parts))
    if holes:
        words.append(translate("Geometry", "%n hole(s)", "", holes))
    return " · ".join(words)


def tip_of(text: str) -> str:
    """Wrap words of a record for a tooltip, which would otherwise take what looks like HTML for HTML."""
    return f"<p style='white-space:pre-wrap'>{html.escape(text)}</p>" if text else ""


def title_of(resource: ResourceMeta, record: Row) -> str:
    """Put together the words that name a record, as the server does."""
    known = [name for name in resource.title if record.get(name) is not None]
    return " ".join(_titled(resource.fields.get(name), record[name]) for name in known)


def _titled(field: FieldMeta | None, value: object) -> str:
    read = {Kind.MOMENT: moment_text, Kind.DAY: day_text}.get(field.kind) if field is not None else None
    return read(str(value)) if read is not None else str(value)


def name_of(resource: ResourceMeta, record: Row) -> str:
    """What a person calls a record: its title, or what it refers to where nothing but its id tells it from others."""
    if resource.title != ["id"]:
        return title_of(resource, record) or resource.label_one
    fields = [resource.fields[name] for name in resource.columns]
    words = [text_of(field, record) for field in fields if field.kind is Kind.REFERENCE]
    return " · ".join(filter(None, words)) or resource.label_one


def label_key(field: FieldMeta) -> str:
    """Beside which name the server sends the words for an id."""
    if field.kind is Kind.REFERENCES:
        return field.name.removesuffix("_ids") + "_labels"
    return field.name.removesuffix("_id") + "_label"


def unit_key(field: FieldMeta) -> str:
    """Beside which name the server sends the unit of what an id refers to, where something is counted in it."""
    return field.name.removesuffix("_id") + "_unit"


def counted(field: FieldMeta, row: Row, above: Mapping[Any, Any]) -> str:
    """What a quantity says, with its unit where its row or the record ``above`` it tells one."""
    words = text_of(field, row)
    unit = row.get(field.unit) or above.get(field.unit) if words and field.unit else ""
    return f"{words}{NARROW}{unit}" if unit else words


def _localised(text: str) -> str:
    return text.replace(",", NARROW).replace(".", decimal_mark())


def decimal_mark() -> str:
    """Comma in French, point in English: that of the application's language."""
    return QLocale().decimalPoint()


def _plain(_field: FieldMeta, _row: Row, value: Any) -> str:
    return str(value)


def _note(_field: FieldMeta, _row: Row, value: Any) -> str:
    return " ".join(str(value).split())


def _number(field: FieldMeta, _row: Row, value: Any) -> str:
    return number_text(value, field.decimals if field.kind is Kind.AREA else None)


def _money(field: FieldMeta, row: Row, value: Any) -> str:
    currency = str(row.get("currency") or "XAF")
    fixed = None if field.decimals else 0  # francs are whole; a unit price shows the decimals that it has
    return f"{number_text(value, fixed)}{NARROW}{_CURRENCIES.get(currency, currency)}"


def _percent(_field: FieldMeta, _row: Row, value: Any) -> str:
    return f"{number_text(value)}{NARROW}%"


def _flag(_field: FieldMeta, _row: Row, value: Any) -> str:
    return "✓" if value else "–"


def _choice(field: FieldMeta, _row: Row, value: Any) -> str:
    return next((choice.label for choice in field.choices if choice.value == value), str(value))


def _reference(field: FieldMeta, row: Row, _value: Any) -> str:
    return str(row.get(label_key(field)) or "")


def _references(field: FieldMeta, row: Row, value: Any) -> str:
    return ", ".join(map(str, row.get(label_key(field)) or value))


def _words(_field: FieldMeta, _row: Row, value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _lines(_field: FieldMeta, _row: Row, value: Any) -> str:
    return str(len(value))


def _geometry(_field: FieldMeta, _row: Row, value: Any) -> str:
    return geometry_text(value) if isinstance(value, dict) else str(value)


def _value(field: FieldMeta, row: Row, value: Any) -> str:
    """A value whose kind only its content tells; a sum or a share carries its sign, other units stand beside."""
    match value:
        case bool():
            return _flag(field, row, value)
        case dict():
            return " · ".join(f"{name}{NARROW}: {_value(field, {}, one)}" for name, one in value.items())
        case list():
            return ", ".join(_value(field, row, one) for one in value)
    text = str(value)
    return _measured(text, str(row.get("unit") or "")) if _DECIMAL.fullmatch(text) else day_text(text)


def _measured(text: str, unit: str) -> str:
    sign = "%" if unit == "%" else _CURRENCIES.get(unit, "")
    return f"{number_text(text)}{NARROW}{sign}" if sign else number_text(text)


def _secret(_field: FieldMeta, _row: Row, _value: Any) -> str:
    return "••••••"


_READERS: dict[Kind, Callable[[FieldMeta, Row, Any], str]] = {
    Kind.NOTE: _note,
    Kind.FLAG: _flag,
    Kind.COUNT: _number,
    Kind.QUANTITY: _number,
    Kind.MONEY: _money,
    Kind.AREA: _number,
    Kind.PERCENT: _percent,
    Kind.COORDINATE: _number,
    Kind.DAY: lambda _field, _row, value: day_text(str(value)),
    Kind.MOMENT: lambda _field, _row, value: moment_text(str(value)),
    Kind.CHOICE: _choice,
    Kind.REFERENCE: _reference,
    Kind.REFERENCES: _references,
    Kind.WORDS: _words,
    Kind.LINES: _lines,
    Kind.GEOMETRY: _geometry,
    Kind.SECRET: _secret,
    Kind.VALUE: _value,
}
