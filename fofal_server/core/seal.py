"""The hash chain over the audit trail: one sealer links committed rows, anyone can verify them.

Rows are taken in the order of their transactions and only when no older transaction can still commit, so that
writers never wait for each other and the chain has no hole.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKeyConstraint,
    LargeBinary,
    Text,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    tuple_,
)  # fmt: skip
from sqlalchemy.orm import Mapped, Session, mapped_column

from fofal_server.core.audit import AuditEvent
from fofal_server.core.fields import Moment
from fofal_server.core.models import Base
from fofal_server.core.prepared import prepared, run

BATCH = 2000
PATIENCE = dt.timedelta(minutes=2)
"""How long an event may wait for its seal while somebody leads the jobs."""
LOCK = 0x5EA1
START = bytes(32)
COLUMNS = (
    "id", "xact", "at", "user_id", "username", "session_id", "address", "request_id", "action", "resource",
    "record_id", "record_label", "before", "after",
)  # fmt: skip
"""What an event is hashed over, in this order."""


class AuditSeal(Base):
    """The link of one event: its place in the chain and the hash over itself and its predecessor.

    With its moment the event is found in one part of the trail, and no part that has seals can be taken away.
    """

    __tablename__ = "audit_seal"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "event_at"], ["audit_event.id", "audit_event.at"], "fk_audit_seal_event_id"),
    )

    place: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    event_at: Mapped[Moment]
    hash: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True)
class Verdict:
    """Outcome of a verification: ``broken`` is the id of the first event that does not hold.

    ``cut``: the head that was written down elsewhere is no longer in the chain; its end was taken away or made anew.
    """

    sealed: int
    unsealed: int
    broken: int | None
    head: str
    cut: bool = False

    @property
    def whole(self) -> bool:
        return self.broken is None and not self.cut


_LINK = """
INSERT INTO audit_seal (place, event_id, event_at, hash)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[], %s::bytea[])
"""


def _columns() -> list[Any]:
    """Every column of the event in a text form that does not depend on the session."""
    event = AuditEvent
    return [
        event.id, event.xact, func.to_char(event.at, "YYYY-MM-DD HH24:MI:SS.US").label("at"),
        event.user_id.cast(Text), event.username, event.session_id.cast(Text), event.address, event.request_id,
        event.action, event.resource, event.record_id.cast(Text), event.record_label,
        event.before.cast(Text), event.after.cast(Text),
    ]  # fmt: skip


_FRESH = prepared(
    select(*_columns(), AuditEvent.at.label("moment"))
    .where(
        tuple_(AuditEvent.xact, AuditEvent.id)
        > tuple_(bindparam("xact", type_=BigInteger), bindparam("after", type_=BigInteger))
    )
    .where(AuditEvent.xact < literal_column("(pg_snapshot_xmin(pg_current_snapshot())::text)::bigint"))
    .order_by(AuditEvent.xact, AuditEvent.id)
    .limit(BATCH),
    {"xact": "bigint", "after": "bigint"},
    once=True,
)
"""What is committed and not sealed, in order; asked each second, so it is planned once and not over all months anew."""


_END = select(AuditSeal).order_by(AuditSeal.place.desc()).limit(1).subquery()
_NEWEST = prepared(
    select(_END.c.place, _END.c.hash, AuditEvent.xact, AuditEvent.id).join(
        AuditEvent, and_(AuditEvent.id == _END.c.event_id, AuditEvent.at == _END.c.event_at)
    ),
    {},
    once=True,
)
"""The link first, for then its event is one look."""


def sealed_text(told: Sequence[Any]) -> str:
    """The event as it is hashed: a JSON array without blanks, in UTF-8."""
    return json.dumps(list(told), ensure_ascii=False, separators=(",", ":"))


def _linked(before: bytes, told: Sequence[Any]) -> bytes:
    return hashlib.sha256(before + sealed_text(told).encode()).digest()


def seal(session: Session) -> int:
    """Link the next batch of committed events; answers how many. A second sealer finds the lock and does nothing."""
    if not session.scalar(select(func.pg_try_advisory_xact_lock(LOCK))):
        return 0
    last = _last(session) or _Link()
    rows = run(session.connection(), _FRESH, last.xact, last.event_id).all()
    hashes = list(accumulate((row[:-1] for row in rows), _linked, initial=last.hash))[1:]
    if rows:
        places = range(last.place + 1, last.place + len(rows) + 1)
        session.connection().exec_driver_sql(_LINK, (
            [*places], [row.id for row in rows], [row.moment for row in rows], hashes,
        ))  # fmt: skip
    return len(rows)


def oldest_unsealed(session: Session) -> dt.datetime | None:
    """When the oldest event that waits for its seal was written."""
    last = _last(session) or _Link()
    after = tuple_(AuditEvent.xact, AuditEvent.id) > tuple_(last.xact, last.event_id)
    return session.scalar(select(func.min(AuditEvent.at)).where(after))


@dataclass(frozen=True)
class _Link:
    """The newest link: its place and hash, and where its event stands in the order of transactions."""

    place: int = 0
    hash: bytes = START
    xact: int = 0
    event_id: int = 0


def _last(session: Session) -> _Link | None:
    row = run(session.connection(), _NEWEST).one_or_none()
    return None if row is None else _Link(row.place, bytes(row.hash), row.xact, row.id)


def verify(session: Session, known: bytes | None = None) -> Verdict:
    """Recompute the whole chain and name the first event that was changed, removed or slipped in.

    ``known``: a head of this chain as it was told earlier; without one a missing end cannot be seen.
    """
    before, expected, broken, seen = START, 1, None, known in {None, START}
    for place, event_id, stored, told in chain(session):
        if told is None or place != expected or _linked(before, told) != stored:
            broken = event_id
            break
        before, expected, seen = stored, expected + 1, seen or stored == known
    events = session.scalar(select(func.count()).select_from(AuditEvent)) or 0
    sealed = session.scalar(select(func.count()).select_from(AuditSeal)) or 0
    if broken is None:
        broken = _slipped_in(session)
    return Verdict(sealed, events - sealed, broken, before.hex(), cut=not seen and broken is None)


def chain(session: Session, after: int = 0) -> Iterator[tuple[int, int, bytes, list[Any] | None]]:
    """Place, event, stored hash and the event as it is now, in the order of ``COLUMNS`` (None when it has gone)."""
    query = (
        select(AuditSeal.place, AuditSeal.event_id, AuditSeal.hash, *_columns())
        .outerjoin(AuditEvent, and_(AuditEvent.id == AuditSeal.event_id, AuditEvent.at == AuditSeal.event_at))
        .where(AuditSeal.place > after)
        .order_by(AuditSeal.place)
        .execution_options(yield_per=BATCH)
    )
    for place, event_id, stored, *told in session.execute(query):
        yield place, event_id, bytes(stored), None if told[0] is None else told


def _slipped_in(session: Session) -> int | None:
    """An unsealed event older than a sealed one was not there when its time was sealed."""
    newest = _last(session)
    if newest is None:
        return None
    query = (
        select(AuditEvent.id)
        .outerjoin(AuditSeal, AuditSeal.event_id == AuditEvent.id)
        .where(AuditSeal.place.is_(None))
        .where(tuple_(AuditEvent.xact, AuditEvent.id) < tuple_(newest.xact, newest.event_id))
        .order_by(AuditEvent.id)
        .limit(1)
    )
    return session.scalar(query)
