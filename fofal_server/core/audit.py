"""Who changed what: every change of an audited record becomes a row of the trail in the same transaction.

Rows are written unchained; the sealer (``core/seal.py``) links committed rows into the hash chain.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import BigInteger, Identity, Index, Text, event, inspect, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from fofal_server.core import clock, registry
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.fields import Moment
from fofal_server.core.models import SEARCHED, Base, Line, Record, searched
from fofal_server.core.plain import plain
from fofal_server.core.prepared import Prepared, later, send

UNTOLD = frozenset({"version", "created_at", "created_by", "updated_at", "updated_by", "password_hash", "secret_hash"})
"""Columns that say nothing to a reader of the history, or that must never be copied."""


class AuditEvent(Base):
    """One fact of the trail, in the part of its month (``core/partitions.py``).

    ``xact`` orders events by transaction, for the sealer and for ``/changes``.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_record", "record_id", "id"),
        Index("ix_audit_event_xact", "xact", "resource"),
        Index("ix_audit_event_at", "at"),
        *searched("audit_event", "username", "record_label", "address"),
        {"postgresql_partition_by": "RANGE (at)"},
    )
    __mapper_args__ = {"exclude_properties": (SEARCHED,)}  # noqa: RUF012 - SQLAlchemy's own form

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    xact: Mapped[int] = mapped_column(BigInteger, server_default=text("(pg_current_xact_id()::text)::bigint"))
    at: Mapped[Moment] = mapped_column(primary_key=True)
    user_id: Mapped[UUID | None] = mapped_column()
    username: Mapped[str]
    session_id: Mapped[UUID | None] = mapped_column()
    address: Mapped[str | None]
    request_id: Mapped[str | None]
    action: Mapped[str]
    resource: Mapped[str]
    record_id: Mapped[UUID | None] = mapped_column()
    record_label: Mapped[str | None] = mapped_column(Text)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))


_NOTES = ("changes", "told", "action")


@dataclass
class Who:
    """In whose name a session works; kept in ``session.info`` and copied to each row of the trail."""

    actor: Actor = SYSTEM
    request_id: str | None = None
    address: str | None = None


@dataclass
class _Change:
    action: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def settled(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Before and after, without what is in the end as it was."""
        same = {key for key, value in self.before.items() if key in self.after and self.after[key] == value}
        before, after = ({k: v for k, v in side.items() if k not in same} for side in (self.before, self.after))
        return before, after


def who(session: Session) -> Who:
    """The person of this session; the system until a call says otherwise."""
    return session.info.setdefault("who", Who())  # type: ignore[no-any-return]  # nobody else writes it


def name_action(session: Session, action: str) -> None:
    """Call the changes of this transaction by the action that made them (``confirm``) instead of ``update``."""
    session.info["action"] = action


def tell(
    session: Session,
    action: str,
    resource: str,
    *,
    record_id: UUID | None = None,
    label: str | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add a fact that no changed row shows (a sign-in, an export, a print)."""
    row = _row(session, action, resource, record_id, label)
    session.info.setdefault("told", []).append(row | {"before": _plain(before), "after": _plain(after)})


def noted(session: Session) -> dict[str, Any]:
    """What the transaction has noted so far, to come back to by ``forget``."""
    return {name: copy(session.info[name]) for name in _NOTES if name in session.info}


def forget(session: Session, since: Mapping[str, Any]) -> None:
    """Drop the notes made after ``since``: the work that they tell of was rolled back to a savepoint."""
    for name in _NOTES:
        session.info.pop(name, None)
    session.info.update(since)


def watch(sessions: type[Session]) -> None:
    """Note every insert, update and delete of audited records that sessions of this class flush."""
    event.listen(sessions, "before_flush", _on_flush)


def _on_flush(session: Session, *_: Any) -> None:
    changes: dict[Record, _Change] = session.info.setdefault("changes", {})
    actor = who(session).actor
    for record in [*session.new, *session.dirty, *session.deleted]:
        if not isinstance(record, Record):
            continue
        _stamp(session, record, actor)
        if record.__audited__:
            _note(session, record, changes)


def _stamp(session: Session, record: Record, actor: Actor) -> None:
    if record in session.new and record.created_by is None:
        record.created_by = actor.user_id
    if record in session.new or session.is_modified(record):
        record.updated_by = actor.user_id
        record.updated_at = clock.now()


def _note(session: Session, record: Record, changes: dict[Record, _Change]) -> None:
    state = inspect(record)
    action = "create" if record in session.new else "delete" if record in session.deleted else "update"
    change = changes.setdefault(record, _Change(action))
    if action == "delete":
        change.action = "delete"
    for name in (one.key for one in state.mapper.column_attrs if one.key not in UNTOLD):
        history = state.attrs[name].history
        if not history.has_changes() and action != "delete":
            continue
        if action != "create":
            change.before.setdefault(name, _first(history.deleted or history.unchanged))
        if action != "delete":
            change.after[name] = _first(history.added)
    _note_lines(record, change, action)


def _first(values: Sequence[Any] | None) -> Any:
    return values[0] if values else None


def _note_lines(record: Record, change: _Change, action: str) -> None:
    """Lines count as one field of their record: how they were, how they are."""
    for relation in inspect(type(record)).relationships:
        if not issubclass(relation.mapper.class_, Line) or relation.key in inspect(record).unloaded:
            continue
        if relation.key not in change.before and action != "create":
            change.before[relation.key] = _lines_before(record, relation.key)
        if action != "delete":
            change.after[relation.key] = [_line(line) for line in getattr(record, relation.key)]


def _lines_before(record: Record, key: str) -> list[dict[str, Any]]:
    history = inspect(record).attrs[key].history
    kept = [*(history.unchanged or ()), *(history.deleted or ())]
    return [_line(line, before=True) for line in sorted(kept, key=lambda line: line.position or 0)]


def _line(line: Line, *, before: bool = False) -> dict[str, Any]:
    state = inspect(line)
    values = {}
    for attribute in state.mapper.column_attrs:
        if attribute.key in {"position", line.__parent__}:
            continue
        history = state.attrs[attribute.key].history
        values[attribute.key] = history.deleted[0] if before and history.deleted else getattr(line, attribute.key)
    return values


_TRAIL = Prepared(
    """
    INSERT INTO audit_event
      (at, user_id, username, session_id, address, request_id, action, resource, record_id, record_label, before, after)
    SELECT * FROM jsonb_to_recordset($1) AS told
      (at timestamptz, user_id uuid, username text, session_id uuid, address text, request_id text, action text,
       resource text, record_id uuid, record_label text, before jsonb, after jsonb)
    """,
    ("jsonb",),
)


def write(session: Session) -> None:
    """Write what was noted, and whatever else waits for the end; called just before the commit."""
    rows = session.info.pop("told", [])
    named = session.info.pop("action", None)
    for record, change in session.info.pop("changes", {}).items():
        before, after = change.settled()
        if after or change.action != "update":
            action = named if named and change.action == "update" else change.action
            row = _row(session, action, _kind(record), record.id, label_of(record))
            rows.append(row | {"before": _plain(before) or None, "after": _plain(after) or None})
    if rows:
        later(session, _TRAIL, orjson.dumps(rows).decode())
    send(session)


def _kind(record: Record) -> str:
    resource = registry.resource_of(type(record))
    return resource.name if resource else type(record).__tablename__


def label_of(record: Record) -> str:
    """What a record is called in the trail."""
    resource = registry.resource_of(type(record))
    names = resource.title if resource else ()
    return " ".join(str(value) for name in names if (value := getattr(record, name, None)) is not None)[:300]


def _row(session: Session, action: str, resource: str, record_id: UUID | None, label: str | None) -> dict[str, Any]:
    asking = who(session)
    return {
        "at": clock.now(),
        "user_id": asking.actor.user_id,
        "username": asking.actor.username,
        "session_id": asking.actor.session_id,
        "address": asking.address,
        "request_id": asking.request_id,
        "action": action,
        "resource": resource,
        "record_id": record_id,
        "record_label": label,
    }


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if values is None else {key: plain(value) for key, value in values.items()}
