"""From the rows of a table to drafts of records: typed, with their references, checked like a form."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ValidationError

from fofal_server.contract.kinds import Kind
from fofal_server.core.errors import FieldError
from fofal_server.core.ids import new_id
from fofal_server.core.problems import invalid
from fofal_server.core.resource import Resource
from fofal_server.core.transfer.columns import Column
from fofal_server.core.transfer.references import Found, reader
from fofal_server.core.transfer.table import Row, Table
from fofal_server.core.transfer.typed import Wrong, converter, plain_text

Problem = tuple[int, FieldError]
"""What is wrong, with the number of the row in which it stands."""


@dataclass
class Draft:
    """One record to be: the rows it comes from (one, or one a line), what was typed, what is wrong so far."""

    rows: list[Row]
    key: str | None
    id: UUID = field(default_factory=new_id)
    existing: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    body: BaseModel | None = None

    @property
    def number(self) -> int:
        return self.rows[0].number

    def add(self, error: FieldError) -> None:
        """Note what is wrong with a cell, once, under the row of its line (``lines.0.quantity``)."""
        parts = error.field.split(".")
        row = self.rows[0]
        if len(parts) > 2 and parts[1].isdecimal() and int(parts[1]) < len(self.rows):
            row = self.rows[int(parts[1])]
            error = FieldError(f"{parts[0]}.{'.'.join(parts[2:])}", error.key, error.code, error.values)
        if (row.number, error.field) not in ((number, known.field) for number, known in self.problems):
            self.problems.append((row.number, error))


@dataclass(frozen=True)
class Plan:
    """The columns of a file: those of the record, those of its lines, and the one that names it."""

    resource: Resource
    columns: Mapping[int, Column]

    @property
    def lines(self) -> str:
        """The grid that the file fills, empty when it fills none."""
        return next((column.lines for column in self.columns.values() if column.lines), "")

    @property
    def names(self) -> frozenset[str]:
        return frozenset(column.lines or column.field.name for column in self.columns.values())

    def place(self, name: str | None) -> int | None:
        return next((place for place, one in self.columns.items() if not one.lines and one.field.name == name), None)

    def drafts(self, table: Table) -> list[Draft]:
        """A draft a row; with lines, rows that follow each other and name the same record make one draft."""
        found: list[Draft] = []
        own = [place for place, column in self.columns.items() if not column.lines]
        place = self.place(self.resource.named_by)
        for row in table.rows:
            key = None if place is None or row.cells[place] is None else _key_text(row.cells[place])
            if self.lines and found and _continues(found[-1], row, key, own):
                found[-1].rows.append(row)
            else:
                found.append(Draft([row], key))
        return found


def _key_text(cell: Any) -> str | None:
    try:
        return plain_text(cell)
    except Wrong:
        return None


def _continues(before: Draft, row: Row, key: str | None, own: list[int]) -> bool:
    """Only lines stand in this row, or it repeats what names its record."""
    if all(row.cells[place] is None for place in own):
        return True
    if key is not None:
        return key == before.key
    return before.key is None and all(row.cells[place] == before.rows[0].cells[place] for place in own)


class Typing:
    """Fills drafts with what their cells mean."""

    def __init__(self, plan: Plan, references: Mapping[int, Found], language: str) -> None:
        self.planned: dict[str, UUID] = {}
        self._plan = plan
        self._readers: dict[int, Callable[[Any], Any]] = {}
        for place, column in plan.columns.items():
            kind, target = column.field.meaning.kind, column.field.meaning.target
            if kind in {Kind.REFERENCE, Kind.REFERENCES}:
                planned = self.planned if target == plan.resource.name else {}
                self._readers[place] = reader(column.field, references.get(place, {}), planned)
            else:
                self._readers[place] = converter(column.field, language)

    def fill(self, draft: Draft) -> None:
        """Set the values and the body of a draft, or note what is wrong with its cells."""
        self.read(draft)
        self.check(draft)
        if draft.key is not None:
            self.planned.setdefault(draft.key, draft.id)

    def read(self, draft: Draft, *, left: Collection[int] = ()) -> None:
        """Set the values; cells in the places that are ``left`` are passed over."""
        draft.values = self._read(draft, draft.rows[0], 0, "", left)
        if lines := self._plan.lines:
            rows = draft.rows if len(draft.rows) > 1 or self._has_line(draft.rows[0]) else []
            draft.values[lines] = [self._read(draft, row, at, lines) for at, row in enumerate(rows)]

    def _has_line(self, row: Row) -> bool:
        return any(row.cells[place] is not None for place, column in self._plan.columns.items() if column.lines)

    def _read(self, draft: Draft, row: Row, at: int, lines: str, left: Collection[int] = ()) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for place, column in self._plan.columns.items():
            if column.lines == lines and place not in left:
                values |= self._cell(draft, row, place, column, f"{lines}.{at}." if lines else "")
        return values

    def _cell(self, draft: Draft, row: Row, place: int, column: Column, prefix: str) -> dict[str, Any]:
        """An empty cell is null; where null cannot be it stands for the default, and is missing where there is none."""
        name, cell = column.field.name, row.cells[place]
        if cell is None and (column.field.nullable or not column.required):
            return {name: None} if column.field.nullable else {}
        if cell is None:
            draft.add(FieldError(prefix + name, "missing", "missing"))
            return {}
        try:
            return {name: self._readers[place](cell)}
        except Wrong as error:
            draft.add(FieldError(prefix + name, error.key, error.code, error.values))
            return {}

    def check(self, draft: Draft) -> None:
        """Have the form judge the values that were read."""
        resource = self._plan.resource
        shape = resource.update if draft.existing else resource.create
        try:
            draft.body = shape.model_validate(draft.values if draft.existing else {**draft.values, "id": draft.id})
        except ValidationError as error:
            for one in invalid(error).errors:
                draft.add(one)
