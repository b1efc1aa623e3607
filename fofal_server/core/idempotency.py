"""Calls that may be sent twice and count once: the answer is stored with the record, in one transaction.

A call may be given up as well: then it is done already, or it never will be.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import LargeBinary, String, delete, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from fofal_server.core import clock
from fofal_server.core.errors import FieldError, Invalid, StillRunning
from fofal_server.core.fields import Moment
from fofal_server.core.models import Base
from fofal_server.core.operation import Answer
from fofal_server.core.prepared import Prepared, later, run

KEPT = timedelta(days=45)
LONGEST = 200


class StoredAnswer(Base):
    """The 2xx answer to a call, by person and key; a laptop may ask again after weeks offline.

    A key that was given up has no request: whatever is sent under it later is another one, and refused.
    """

    __tablename__ = "stored_answer"

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST), primary_key=True)
    request: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[int]
    headers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[Moment] = mapped_column(default=clock.now, index=True)


_ASK = Prepared(
    """
    SELECT pg_try_advisory_xact_lock($1) AS ours, known.request, known.status, known.headers, known.body
    FROM (VALUES (1)) one LEFT JOIN stored_answer known ON known.user_id = $2 AND known.key = $3
    """,
    ("bigint", "uuid", "text"),
)
"""Lock and look in one trip. An answer stored between the two is not seen; storing a second one then fails on the
key of the table, and the call is tried again and finds it."""
_KEEP = Prepared(
    "INSERT INTO stored_answer (user_id, key, request, status, headers, body, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    ("uuid", "text", "bytea", "integer", "jsonb", "bytea", "timestamptz"),
)


@dataclass(frozen=True)
class Key:
    """A key of a person for one exact request."""

    user_id: UUID
    key: str
    request: bytes


def key_of(user_id: UUID, key: str, method: str, path: str, body: bytes) -> Key:
    """The key with the fingerprint of its request; 422 for a key nobody would make."""
    _check(key)
    return Key(user_id, key, hashlib.sha256(b"\x00".join((method.encode(), path.encode(), body))).digest())


def _check(key: str) -> None:
    if not key.isascii() or not key.isprintable() or len(key) > LONGEST:
        raise Invalid(errors=(FieldError("Idempotency-Key", "idempotency_key", "idempotency_key"),))


def stored(session: Session, key: Key) -> Answer | None:
    """The answer given before. 409 while the first call still runs, 422 when the key was used for another body."""
    found = run(session.connection(), _ASK, _number(key.user_id, key.key), str(key.user_id), key.key).one()
    if not found.ours:
        raise StillRunning
    if found.status is None:
        return None
    if bytes(found.request) != key.request:
        raise Invalid("key_reused", code="key_reused")
    return Answer(bytes(found.body), found.status, {**found.headers, "Idempotent-Replayed": "true"})


def store(session: Session, key: Key, answer: Answer) -> None:
    """Keep a 2xx answer, written with the trail; streamed answers are not kept."""
    if not 200 <= answer.status < 300 or not isinstance(answer.body, bytes):
        return
    headers = orjson.dumps(answer.headers).decode()
    later(session, _KEEP, str(key.user_id), key.key, key.request, answer.status, headers, answer.body, clock.now())


def give_up(session: Session, user_id: UUID, key: str) -> bool:
    """Whether the call was done already; one that was not will never be.

    Waits for the call where it still runs: whoever hung up has it stopped, and undone.
    """
    _check(key)
    session.execute(select(func.pg_advisory_xact_lock(_number(user_id, key))))
    known = session.get(StoredAnswer, (user_id, key))
    if known is None:
        store(session, Key(user_id, key, b""), Answer(status=204))
    return known is not None and bool(known.request)


def _number(user_id: UUID, key: str) -> int:
    """By which a call holds its key while it runs."""
    return int.from_bytes(hashlib.sha256(user_id.bytes + key.encode()).digest()[:8], signed=True)


def forget_old(session: Session) -> int:
    """Drop answers older than 45 days; answers how many."""
    gone = session.execute(delete(StoredAnswer).where(StoredAnswer.at < clock.now() - KEPT).returning(StoredAnswer.key))
    return len(gone.all())
