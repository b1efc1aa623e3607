"""Storing a table: all of it or nothing, by the same rules as typing, with every mistake told at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, cast, func, insert, select
from sqlalchemy.orm import Session

from fofal_server.contract.kinds import Kind
from fofal_server.contract.wire import ImportReport
from fofal_server.core import audit, clock, crud
from fofal_server.core.access import demand, reachable
from fofal_server.core.actor import Actor
from fofal_server.core.errors import FieldError, FofalError
from fofal_server.core.models import Record
from fofal_server.core.resource import Coming, Resource
from fofal_server.core.transfer import report, steps
from fofal_server.core.transfer.before import values_of
from fofal_server.core.transfer.columns import Fillable, mapped
from fofal_server.core.transfer.drafts import Draft, Plan, Problem, Typing
from fofal_server.core.transfer.limits import MAX_PROBLEMS, PREVIEWED
from fofal_server.core.transfer.models import DataImport, DataImportRow, ImportDeed
from fofal_server.core.transfer.references import Found, found, natural_key, parts_of
from fofal_server.core.transfer.table import Table
from fofal_server.core.transfer.typed import Wrong


@dataclass
class _Import:
    """One import under way."""

    session: Session
    resource: Resource
    actor: Actor
    language: str
    table: Table
    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    before: dict[UUID, dict[str, Any]] = field(default_factory=dict)


def run(
    session: Session, resource: Resource, actor: Actor, table: Table, *, filename: str, language: str, dry_run: bool
) -> ImportReport:
    """Import a table into a resource. Nothing is stored when ``dry_run`` or when one row is wrong.

    403 when rows would change records and the person may only create.
    """
    work = _Import(session, resource, actor, language, table, problems=list(table.problems))
    plan = _planned(work)
    if plan is None:
        return _report(work, [])
    _draft(work, plan)
    with session.begin_nested() as savepoint:
        _store(work, plan)
        shown = _preview(work, plan)
        if dry_run or work.problems or not work.drafts:
            savepoint.rollback()
            return _report(work, shown)
    return _report(work, shown, _remembered(work, filename))


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
    typing = Typing(plan, _references(work, plan), work.language)
    for draft in work.drafts:
        typing.fill(draft)
    absent = _missing_columns(work, plan)
    errors = [FieldError(name, "transfer.column_missing", "column_missing") for name in sorted(absent)]
    work.problems += [(work.table.header_row, error) for error in errors]
    told = [(draft, *problem) for draft in work.drafts for problem in draft.problems]
    work.problems += [(row, error) for draft, row, error in told if draft.existing or error.field not in absent]


def _find_existing(work: _Import) -> None:
    """Records that the file names already exist: they are changed, and locked now, in the order of their ids."""
    name = natural_key(work.resource)
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
    name = natural_key(work.resource) or ""
    first: dict[str, int] = {}
    for draft in work.drafts:
        if draft.key and first.setdefault(draft.key, draft.number) != draft.number:
            told = {"value": draft.key[:80], "row": first[draft.key]}
            draft.add(FieldError(name, "transfer.repeated_key", "repeated_key", told))


def _references(work: _Import, plan: Plan) -> dict[int, Found]:
    """One query a column; the same whether there is one row or ten thousand."""
    known: dict[int, Found] = {}
    for place, column in plan.columns.items():
        kind, target = column.field.meaning.kind, column.field.meaning.target
        if kind in {Kind.REFERENCE, Kind.REFERENCES} and target:
            texts: set[str] = set()
            for row in work.table.rows:
                texts.update(_parts(row.cells[place], several=kind is Kind.REFERENCES))
            known[place] = found(work.session, work.actor, target, texts)
    return known


def _parts(cell: Any, *, several: bool) -> Sequence[str]:
    """The names in a cell; a cell that holds none is told when it is read."""
    try:
        return () if cell is None else parts_of(cell, several=several)
    except Wrong:
        return ()


def _missing_columns(work: _Import, plan: Plan) -> set[str]:
    """Columns that every new record needs and the file does not have: asked for once, not in each row."""
    if all(draft.existing for draft in work.drafts):
        return set()
    hidden = work.resource.hidden_from(work.actor)
    needed = {n for n, info in work.resource.typed.model_fields.items() if info.is_required() and n not in hidden}
    columns = Fillable(work.resource, work.actor).columns
    in_lines = {one.name for one in columns if one.required and one.lines and one.lines == plan.lines}
    return (needed - plan.names) | (in_lines - {column.name for column in plan.columns.values()})


def _store(work: _Import, plan: Plan) -> None:
    good = [draft for draft in work.drafts if not draft.problems]

    def store(part: Sequence[Draft]) -> None:
        audit.name_action(work.session, "import")
        known = crud.loaded(work.session, work.resource, [draft.id for draft in part if draft.existing])
        work.before |= {key: values_of(record, work.resource, plan.names) for key, record in known.items()}
        for draft in part:
            _write(work, draft, known.get(draft.id))

    with work.resource.crud.foreseeing(work.session, lambda: _coming(good)):
        for draft, refusal in steps.each(work.session, good, store, enough=MAX_PROBLEMS):
            _refused(work, draft, refusal)


def _coming(good: Sequence[Draft]) -> Coming:
    return {one.id: one.body.model_dump(exclude_unset=True) for one in good if one.existing and one.body is not None}


def _write(work: _Import, draft: Draft, known: Record | None) -> None:
    if draft.body is None:
        raise TypeError(draft.number)
    if known is not None:
        crud.check_free(work.resource, known)
        crud.alter(work.session, work.resource, work.actor, known, draft.body)
    elif work.resource.crud.prepare is None and not work.resource.scope_applies(work.actor, "create"):
        crud.made(work.session, work.resource, work.actor, draft.body)  # no rule looks: stored many at a time
    else:
        crud.create(work.session, work.resource, work.actor, draft.body)


def _refused(work: _Import, draft: Draft, refusal: FofalError) -> None:
    for error in report.errors_of(refusal):
        draft.add(error)
    work.problems += draft.problems


def _preview(work: _Import, plan: Plan) -> list[dict[str, Any]]:
    keys = [draft.id for draft in work.drafts if not draft.problems][:PREVIEWED]
    return report.preview(work.session, work.resource, work.actor, plan.names, keys)


def _report(work: _Import, shown: list[dict[str, Any]], key: UUID | None = None) -> ImportReport:
    kinds = Counter(draft.existing for draft in work.drafts if not draft.problems)
    return ImportReport(
        rows=len(work.table.rows) + len(work.table.problems),
        created=kinds[False],
        updated=kinds[True],
        errors=report.told(work.problems, work.language),
        import_id=key,
        preview=shown,
    )


def _remembered(work: _Import, filename: str) -> UUID:
    """Write down what was done, record by record, so that it can be undone."""
    session = work.session
    deeds = Counter(draft.existing for draft in work.drafts)
    done = DataImport(
        at=clock.now(), by=work.actor.user_id, resource=work.resource.name, filename=filename or "—",
        rows=len(work.table.rows), created=deeds[False], updated=deeds[True],
    )  # fmt: skip
    session.add(done)
    session.flush()
    session.execute(insert(DataImportRow), _rows(work, done))
    return done.id


def _rows(work: _Import, done: DataImport) -> list[dict[str, Any]]:
    """The records as they are now, for rules may have changed one again after its row was stored."""
    model = work.resource.model
    keys = [draft.id for draft in work.drafts]
    versions = dict(work.session.execute(select(model.id, model.version).where(model.id.in_(keys))).all())
    deeds = {False: ImportDeed.CREATED, True: ImportDeed.UPDATED}
    return [
        {
            "import_id": done.id,
            "position": position,
            "record_id": draft.id,
            "deed": deeds[draft.existing],
            "version": versions[draft.id],
            "before": work.before.get(draft.id),
        }
        for position, draft in enumerate(work.drafts)
    ]
