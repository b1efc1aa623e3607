"""Storing a table: all of it or nothing, by the same rules as typing, with every mistake told at once."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ARRAY, Text, cast, func, select
from sqlalchemy.orm import Session

from fofal_server.contract.wire import ImportReport
from fofal_server.core.access import demand, reachable
from fofal_server.core.actor import Actor
from fofal_server.core.errors import FieldError
from fofal_server.core.resource import Resource
from fofal_server.core.transfer.columns import Fillable, mapped
from fofal_server.core.transfer.drafts import Draft, Plan, Typing
from fofal_server.core.transfer.references import found_for
from fofal_server.core.transfer.storing import Work, settle, told
from fofal_server.core.transfer.table import Table


@dataclass
class _Import(Work):
    """One import under way."""

    table: Table = field(kw_only=True)


def run(
    session: Session,
    resource: Resource,
    actor: Actor,
    table: Table,
    *,
    filename: str,
    language: str,
    dry_run: bool,
    shown: int = 0,
) -> ImportReport:
    """Import a table into a resource. Nothing is stored when ``dry_run`` or when one row is wrong.

    ``shown``: of so many rows the report tells what they change. 403 when rows would change records and the person may
    only create.
    """
    rows = len(table.rows) + len(table.problems)
    work = _Import(session, resource, actor, language, rows=rows, shown=shown, deed="import", table=table)
    work.problems += table.problems
    plan = _planned(work)
    if plan is None:
        return told(work)
    work.names = plan.names
    _draft(work, plan)
    return settle(work, filename, dry_run=dry_run)


def _planned(work: _Import) -> Plan | None:
    """What the columns mean; None when the header itself is wrong."""
    table = work.table
    filled = frozenset(place for row in table.rows for place, cell in enumerate(row.cells) if cell is not None)
    columns, wrong = mapped(Fillable(work.resource, work.actor), table.header, filled, work.language)
    work.problems += [(table.header_row, error) for error in wrong]
    return None if wrong else Plan(work.resource, columns)


def _draft(work: _Import, plan: Plan) -> None:
    work.drafts = plan.drafts(work.table)
    _find_existing(work)
    _refuse_repeated(work)
    known = found_for(work.session, work.actor, plan.columns, work.table.rows)
    typing = Typing(plan, known, work.language)
    for draft in work.drafts:
        typing.fill(draft)
    absent = _missing_columns(work, plan)
    errors = [FieldError(name, "transfer.column_missing", "column_missing") for name in sorted(absent)]
    work.problems += [(work.table.header_row, error) for error in errors]
    told = [(draft, *problem) for draft in work.drafts for problem in draft.problems]
    work.problems += [(row, error) for draft, row, error in told if draft.existing or error.field not in absent]


def _find_existing(work: _Import) -> None:
    """Records that the file names already exist: they are changed, and locked now, in the order of their ids."""
    name = work.resource.named_by
    keys = {draft.key for draft in work.drafts if draft.key}
    if name is None or not keys or "update" not in work.resource.verbs:
        return
    model, within = work.resource.model, reachable(work.actor, work.resource, "update")
    column = getattr(model, name)
    named = column == func.any(cast(sorted(keys), ARRAY(Text)))
    query = select(column, model.id, within).where(named, reachable(work.actor, work.resource)).order_by(model.id)
    known: dict[str, list[tuple[UUID, bool]]] = {}
    for key, record, may in work.session.execute(query.with_for_update(of=model)):
        known.setdefault(key, []).append((record, may))
    if known:
        demand(work.actor, work.resource.permission("update"))
    for draft in work.drafts:
        if draft.key in known:
            _point(draft, name, known[draft.key])


def _point(draft: Draft, name: str, meant: list[tuple[UUID, bool]]) -> None:
    """Let a draft change the record that it names."""
    draft.existing = True
    draft.id, may = meant[0]
    if len(meant) > 1:
        draft.add(FieldError(name, "transfer.ambiguous_reference", "ambiguous", {"value": str(draft.key)[:80]}))
    elif not may:
        draft.add(FieldError("", "problem.forbidden", "forbidden"))


def _refuse_repeated(work: _Import) -> None:
    name = work.resource.named_by or ""
    first: dict[str, int] = {}
    for draft in work.drafts:
        if draft.key and first.setdefault(draft.key, draft.number) != draft.number:
            told = {"value": draft.key[:80], "row": first[draft.key]}
            draft.add(FieldError(name, "transfer.repeated_key", "repeated_key", told))


def _missing_columns(work: _Import, plan: Plan) -> set[str]:
    """Columns that every new record needs and the file does not have: asked for once, not in each row."""
    if all(draft.existing for draft in work.drafts):
        return set()
    hidden = work.resource.hidden_from(work.actor)
    needed = {n for n, info in work.resource.typed.model_fields.items() if info.is_required() and n not in hidden}
    columns = Fillable(work.resource, work.actor).columns
    in_lines = {one.name for one in columns if one.required and one.lines and one.lines == plan.lines}
    return (needed - plan.names) | (in_lines - {column.name for column in plan.columns.values()})
