"""A record on paper, drawn from its declaration: sections and fields as in its form, lines with their totals."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from fofal_server.contract.kinds import Kind
from fofal_server.contract.paper import Page
from fofal_server.core.fields import DECIMAL_KINDS
from fofal_server.core.meta import sections_of
from fofal_server.core.paper.facts import Fact, flowing, heading
from fofal_server.core.paper.head import Head
from fofal_server.core.paper.letters import drawable
from fofal_server.core.paper.sheet import LEAD, Sheet
from fofal_server.core.paper.signing import signatures
from fofal_server.core.paper.table import Column, Table, wished
from fofal_server.core.resource import Field, Resource
from fofal_server.core.rows import label_name, labels_name
from fofal_server.core.texts import text
from fofal_server.core.totals import CURRENCY, added_up
from fofal_server.core.transfer.manner import NARROW, worded
from fofal_server.core.transfer.shown import franc, shower
from fofal_server.core.units import has_own_unit, named_by

Values = Mapping[str, Any]
_WIDE = frozenset({Kind.NOTE, Kind.WORDS, Kind.REFERENCES, Kind.VALUE})
_NOT_DRAWN = frozenset({Kind.GEOMETRY, Kind.FILE, Kind.SECRET, Kind.LINES})
_NOTHING = "—"


def laid(head: Head, resource: Resource, values: Values, hidden: frozenset[str]) -> Iterator[Page | None]:
    """The pages of a record; ``values`` are what its reading answered to this person."""
    sheet, language = Sheet(head), head.language
    for section in sections_of(resource, hidden, language):
        fields = [resource.fields[name] for name in section.fields if name in resource.fields]
        facts = [_fact(resource, one, values, language) for one in fields if one.meaning.kind not in _NOT_DRAWN]
        if facts:
            heading(sheet, section.title)
            flowing(sheet, facts)
        for grid in (one for one in fields if one.lines):
            heading(sheet, text(f"{resource.name}.{grid.name}", language))
            _lines(sheet, resource, grid, values)
            yield from sheet.take()
            yield None
    asked = [one for one in resource.actions if one.approvable and not one.danger]
    if asked:
        signatures(sheet, [text(f"{resource.name}.action.{one.name}", language) for one in asked])
    yield from sheet.end()


def state_words(resource: Resource, values: Values, language: str) -> str:
    """How the record stands, empty where its kind has no states."""
    return text(f"state.{values['status']}", language) if resource.flow and values.get("status") else ""


def _fact(resource: Resource, field: Field, values: Values, language: str) -> Fact:
    words = _words(resource, field, values, language)
    unit = franc(resource, field) or values.get(named_by(field, resource.fields))
    if words and unit:
        words += NARROW + str(unit)
    label = text(f"{resource.name}.{field.name}", language)
    return Fact(label, words or _NOTHING, wide=field.meaning.kind in _WIDE)


def _words(resource: Resource, field: Field, values: Values, language: str) -> str:
    """What the field says in this record, or in a line of it."""
    kind, value = field.meaning.kind, values.get(field.name)
    if kind is Kind.REFERENCE:
        value = values.get(label_name(field.name)) or value
    elif kind is Kind.REFERENCES:
        value = [one for one in values.get(labels_name(field.name)) or [] if one]
    if value is None or value == []:
        return ""
    if kind is Kind.NOTE:
        return str(value)  # with the breaks that were typed
    if kind is Kind.DAY:
        value = dt.date.fromisoformat(value)
    return worded(shower(resource, field, language)(value), field.meaning, language)


def _lines(sheet: Sheet, resource: Resource, grid: Field, values: Values) -> None:
    fields, language = [one for one in grid.lines.values() if one.name != "id"], sheet.head.language
    lines: Sequence[Values] = values.get(grid.name) or []
    counted = [_units(resource, grid, one, values) for one in fields]
    apart = [named_by(one, grid.lines) in grid.lines for one in fields]  # in a column of its own
    rows = [
        [_cell(resource, one, line, "" if apart[at] else counted[at][row], language) for at, one in enumerate(fields)]
        for row, line in enumerate(lines)
    ]
    columns = [_column(resource, one, fields, language) for one in fields]
    table = Table(sheet, wished(columns, rows))
    if not rows:
        table.say(drawable(text("paper.no_row", language)))
    for row in rows:
        table.row(row)
    sums = [_sum(one, fields, lines, units, language) for one, units in zip(fields, counted, strict=True)]
    if any(sums):
        first = next(place for place, words in enumerate(sums) if not words) if not all(sums) else -1
        table.total([text("paper.total", language) if place == first else w for place, w in enumerate(sums)])
    sheet.down(LEAD / 2)


def _units(resource: Resource, grid: Field, field: Field, values: Values) -> list[str]:
    """In what each cell of a column is counted: its line says it, else the record."""
    near, far = named_by(field, grid.lines), named_by(field, resource.fields)
    return [str((line.get(near) if near else values.get(far)) or "") for line in values.get(grid.name) or []]


def _cell(resource: Resource, field: Field, line: Values, unit: str, language: str) -> str:
    words = " ".join(_words(resource, field, line, language).split())
    return drawable(words + NARROW + unit if words and unit else words)


def _column(resource: Resource, field: Field, fields: Sequence[Field], language: str) -> Column:
    label = text(f"{resource.name}.{field.name}", language)
    in_francs = field.meaning.kind is Kind.MONEY and not any(one.name == CURRENCY for one in fields)
    head = f"{label} (FCFA)" if in_francs else label
    return Column(drawable(head), 0, right=field.meaning.kind in DECIMAL_KINDS | {Kind.COUNT})


def _sum(field: Field, fields: Sequence[Field], lines: Sequence[Values], units: Sequence[str], language: str) -> str:
    """What the lines come to in this column; empty where adding up says nothing, or would mix units."""
    amounts = [Decimal(str(line[field.name])) for line in lines if line.get(field.name) is not None]
    if len(amounts) < 2 or not added_up(field) or not _of_one_unit(field, fields, lines, units):
        return ""
    words = worded(sum(amounts, Decimal()), field.meaning, language)
    return drawable(words + NARROW + units[0] if units[0] else words)


def _of_one_unit(field: Field, fields: Sequence[Field], lines: Sequence[Values], units: Sequence[str]) -> bool:
    if field.meaning.kind is Kind.MONEY and any(one.name == CURRENCY for one in fields):
        return len({line.get(CURRENCY) for line in lines}) == 1
    if field.meaning.kind is Kind.QUANTITY and not has_own_unit(field):
        return bool(units[0]) and len(set(units)) == 1
    return True
