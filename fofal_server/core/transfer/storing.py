"""Storing drafts of records: all of them or none, each judged by the rules of typing, remembered to be taken back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from fofal_server.contract.wire import ImportedRow, ImportReport
from fofal_server.core import audit, clock, crud
from fofal_server.core.actor import Actor
from fofal_server.core.errors import FofalError
from fofal_server.core.models import Record
from fofal_server.core.resource import Coming, Resource
from fofal_server.core.transfer import report, steps
from fofal_server.core.transfer.before import values_of
from fofal_server.core.transfer.drafts import Draft, Problem
from fofal_server.core.transfer.limits import MAX_PROBLEMS, PREVIEWED
from fofal_server.core.transfer.models import DataImport, DataImportRow, ImportDeed
from fofal_server.core.transfer.telling import Progress

Rows = dict[UUID, dict[str, Any]]


@dataclass
class Work:
    """A change of many records under way: ``names`` are the fields it fills, ``deed`` what the trail calls it.

    Of ``shown`` rows the report tells how they were and how they would be.
    """

    session: Session
    resource: Resource
    actor: Actor
    language: str
    rows: int = field(kw_only=True)
    shown: int = field(default=0, kw_only=True)
    deed: str | None = field(default=None, kw_only=True)
    names: frozenset[str] = frozenset()
    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    before: Rows = field(default_factory=dict)


def settle(work: Work, title: str, *, dry_run: bool) -> ImportReport:
    """Store the drafts under a title by which people find the change again; nothing when one is wrong."""
    was = _seen(work, [draft for draft in work.drafts[: work.shown] if draft.existing])
    with work.session.begin_nested() as savepoint:
        _store(work)
        preview = list(_seen(work, _good(work)[:PREVIEWED]).values())
        shown = _shown(work, was)
        if dry_run or work.problems or not work.drafts:
            savepoint.rollback()
            return told(work, preview, shown)
    return told(work, preview, shown, _remembered(work, title))


def told(
    work: Work, preview: Sequence[dict[str, Any]] = (), shown: Sequence[ImportedRow] = (), key: UUID | None = None
) -> ImportReport:
    """What became of the change, or would."""
    kinds = Counter(draft.existing for draft in _good(work))
    return ImportReport(
        rows=work.rows,
        created=kinds[False],
        updated=kinds[True],
        errors=report.told(work.problems, work.language),
        import_id=key,
        preview=list(preview),
        shown=list(shown),
    )


def _good(work: Work) -> list[Draft]:
    return [draft for draft in work.drafts if not draft.problems]


def _store(work: Work) -> None:
    good = _good(work)

    def store(part: Sequence[Draft]) -> None:
        if work.deed is not None:
            audit.name_action(work.session, work.deed)
        known = crud.loaded(work.session, work.resource, [draft.id for draft in part if draft.existing])
        work.before |= {key: values_of(record, work.resource, work.names) for key, record in known.items()}
        for draft in part:
            _write(work, draft, known.get(draft.id))

    done = Progress(work.rows, work.rows - _rows_in(good))  # what was wrong from the first has been looked at

    def passed(part: Sequence[Draft]) -> None:
        done.add(_rows_in(part))

    with work.resource.crud.foreseeing(work.session, lambda: _coming(good)):
        for draft, refusal in steps.each(work.session, good, store, enough=MAX_PROBLEMS, passed=passed):
            _refused(work, draft, refusal)


def _rows_in(drafts: Sequence[Draft]) -> int:
    return sum(len(draft.rows) for draft in drafts)


def _coming(good: Sequence[Draft]) -> Coming:
    return {one.id: one.body.model_dump(exclude_unset=True) for one in good if one.existing and one.body is not None}


def _write(work: Work, draft: Draft, known: Record | None) -> None:
    if draft.body is None:
        raise TypeError(draft.number)
    if known is not None:
        crud.check_free(work.resource, known)
        crud.alter(work.session, work.resource, work.actor, known, draft.body)
    elif work.resource.crud.prepare is None and not work.resource.scope_applies(work.actor, "create"):
        crud.made(work.session, work.resource, work.actor, draft.body, drawn=True)  # no rule looks: many at a time
    else:
        crud.create(work.session, work.resource, work.actor, draft.body, drawn=True)


def _refused(work: Work, draft: Draft, refusal: FofalError) -> None:
    for error in report.errors_of(refusal):
        draft.add(error)
    work.problems += draft.problems


def _seen(work: Work, drafts: Sequence[Draft]) -> Rows:
    """These records as a list shows them at this moment: what is filled, and what they are called."""
    keys = [draft.id for draft in drafts]
    return report.seen(work.session, work.resource, work.actor, work.names, keys) if keys else {}


def _shown(work: Work, was: Rows) -> list[ImportedRow]:
    drafts = [draft for draft in work.drafts[: work.shown] if not draft.problems]
    now = _seen(work, drafts)
    return [ImportedRow(row=one.number, before=was.get(one.id), after=now[one.id]) for one in drafts if one.id in now]


def _remembered(work: Work, title: str) -> UUID:
    """Write down what was done, record by record, so that it can be undone."""
    session = work.session
    deeds = Counter(draft.existing for draft in work.drafts)
    done = DataImport(
        at=clock.now(), by=work.actor.user_id, resource=work.resource.name, filename=title or "—",
        rows=work.rows, created=deeds[False], updated=deeds[True],
    )  # fmt: skip
    session.add(done)
    session.flush()
    session.execute(insert(DataImportRow), _rows(work, done))
    return done.id


def _rows(work: Work, done: DataImport) -> list[dict[str, Any]]:
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
