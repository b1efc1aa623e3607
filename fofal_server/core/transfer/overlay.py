"""Cells of a spreadsheet laid over records that their ids name: read as an import reads them, where they differ."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fofal_server.contract.kinds import Kind
from fofal_server.core.errors import FieldError, Invalid
from fofal_server.core.fields import DECIMAL_KINDS
from fofal_server.core.resource import Field
from fofal_server.core.rows import label_name
from fofal_server.core.transfer import report
from fofal_server.core.transfer.columns import Fillable
from fofal_server.core.transfer.drafts import Draft, Plan, Typing
from fofal_server.core.transfer.folding import folded
from fofal_server.core.transfer.references import found_for
from fofal_server.core.transfer.storing import Work
from fofal_server.core.transfer.typed import plain_text


@dataclass(frozen=True)
class Sheet:
    """What stands in which place of a row: cells to be stored, and cells that tell which record was meant."""

    plan: Plan
    witnesses: Mapping[int, Field]

    @property
    def names(self) -> frozenset[str]:
        return self.plan.names | {field.name for field in self.witnesses.values()}


def sheet_of(work: Work, columns: Sequence[str]) -> Sheet:
    """The fields that these names mean; 422 for one that no cell of this person can hold, or that occurs twice.

    Of what the program fills itself only a number, or what names a record, may stand among them.
    """
    typed = {one.name: one for one in Fillable(work.resource, work.actor).columns if not one.lines}
    naming = {name: one for name, one in work.resource.fields.items() if name not in typed and _names(work, one)}
    wrong = [name for place, name in enumerate(columns) if name in columns[:place] or name not in {**typed, **naming}]
    if wrong:
        errors = (FieldError(name[:80], "transfer.no_cell", "no_cell", {"name": name[:80]}) for name in wrong)
        raise Invalid(errors=tuple(errors))
    plan = Plan(work.resource, {place: typed[name] for place, name in enumerate(columns) if name in typed})
    return Sheet(plan, {place: naming[name] for place, name in enumerate(columns) if name in naming})


def _names(work: Work, field: Field) -> bool:
    seen = field.name not in work.resource.hidden_from(work.actor)
    return seen and (field.meaning.kind is Kind.CODE or field.name in work.resource.title)


def lay(work: Work, sheet: Sheet) -> None:
    """Fill the drafts with the cells that differ from their records; those of which none does are left alone.

    What is not touched is not judged either: one may paste over a confirmed record what it says already.
    """
    held = report.seen(work.session, work.resource, work.actor, sheet.names, [draft.id for draft in work.drafts])
    rows = [draft.rows[0] for draft in work.drafts]
    typing = Typing(sheet.plan, found_for(work.session, work.actor, sheet.plan.columns, rows), work.language)
    for draft in work.drafts:
        if not draft.problems:  # gone, changed meanwhile, or not this person's: what it holds is nobody's business
            _compare(draft, sheet, held[draft.id])
            _fill(draft, sheet, typing, held[draft.id])
    work.drafts = [draft for draft in work.drafts if draft.values or draft.problems]


def _compare(draft: Draft, sheet: Sheet, held: Mapping[str, Any]) -> None:
    """A number that is not the record's: the rows stand in another order here than there."""
    for place, field in sheet.witnesses.items():
        cell, known = draft.rows[0].cells[place], held[field.name]
        if cell is not None and folded(plain_text(cell)) != folded(str(known or "")):
            told = {"value": str(cell)[:80], "known": known or "—"}
            draft.add(FieldError(field.name, "transfer.other_record", "other_record", told))


def _fill(draft: Draft, sheet: Sheet, typing: Typing, held: Mapping[str, Any]) -> None:
    cells, columns = draft.rows[0].cells, sheet.plan.columns
    same = {place for place, one in columns.items() if _says(cells[place], one.field, held)}
    typing.read(draft, left=same)
    for place, column in columns.items():
        name = column.field.name
        if cells[place] is None and held.get(name) is not None and not column.field.nullable:
            draft.add(FieldError(name, "missing", "missing"))
        elif name in draft.values and _equal(column.field, draft.values[name], held.get(name)):
            del draft.values[name]
    typing.check(draft)


def _says(cell: Any, field: Field, held: Mapping[str, Any]) -> bool:
    """Whether a cell names what the record refers to already, though others may be called the same."""
    words = held.get(label_name(field.name)) if field.meaning.kind is Kind.REFERENCE else None
    return bool(words) and isinstance(cell, str) and folded(cell) == folded(str(words))


def _equal(field: Field, typed: Any, held: Any) -> bool:
    """Whether both say the same to somebody who reads them in a list: there moments have no seconds, texts one line."""
    if typed is None or held is None:
        return typed is held
    match field.meaning.kind:
        case kind if kind in DECIMAL_KINDS:
            return Decimal(typed) == Decimal(held)
        case Kind.MOMENT:
            known = dt.datetime.fromisoformat(held)
            return dt.datetime.fromisoformat(typed) in {known, known.replace(second=0, microsecond=0)}
        case Kind.REFERENCES | Kind.WORDS:
            return set(typed) == set(held)
        case Kind.NAME | Kind.NOTE:
            return str(typed).split() == str(held).split()
    return bool(typed == held)
