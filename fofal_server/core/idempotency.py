"""Calls that may be sent twice and count once: the answer is stored with the record, in one transaction."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, String, cast, delete, func, insert, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from fofal_server.core import clock
from fofal_server.core.errors import FieldError, Invalid, StillRunning
from fofal_server.core.fields import Moment
from fofal_server.core.models import Base
from fofal_server.core.operation import Answer

KEPT = timedelta(days=45)
LONGEST = 200


class StoredAnswer(Base):
    """The 2xx answer to a call, by person and key; a laptop may ask again after weeks offline."""

    __tablename__ = "stored_answer"

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST), primary_key=True)
    request: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[int]
    headers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[Moment] = mapped_column(default=clock.now, index=True)


@dataclass(frozen=True)
class Key:
    """A key of a person for one exact request."""

    user_id: UUID
    key: str
    request: bytes


def key_of(user_id: UUID, key: str, method: str, path: str, body: bytes) -> Key:
    """The key with the fingerprint of its request; 422 for a key nobody would make."""
    if not key.isascii() or not key.isprintable() or len(key) > LONGEST:
        raise Invalid(errors=(FieldError("Idempotency-Key", "idempotency_key", "idempotency_key"),))
    return Key(user_id, key, hashlib.sha256(b"\x00".join((method.encode(), path.encode(), body))).digest())


def stored(session: Session, key: Key) -> Answer | None:
    """The answer given before. 409 while the first call still runs, 422 when the key was used for another body."""
    number = int.from_bytes(hashlib.sha256(key.user_id.bytes + key.key.encode()).digest()[:8], signed=True)
    if not session.scalar(select(func.pg_try_advisory_xact_lock(cast(number, BigInteger)))):
        raise StillRunning
    found = session.get(StoredAnswer, (key.user_id, key.key))
    if found is None:
        return None
    if found.request != key.request:
        raise Invalid("key_reused", code="key_reused")
    return Answer(bytes(found.body), found.status, {**found.headers, "Idempotent-Replayed": "true"})


def store(session: Session, key: Key, answer: Answer) -> None:
    """Keep a 2xx answer; streamed answers are not kept."""
    if not 200 <= answer.status < 300 or not isinstance(answer.body, bytes):
        return
    session.execute(
        insert(StoredAnswer).values(
            user_id=key.user_id,
            key=key.key,
            request=key.request,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
        )
    )


def forget_old(session: Session) -> int:
    """Drop answers older than 45 days; answers how many."""
    gone = session.execute(delete(StoredAnswer).where(StoredAnswer.at < clock.now() - KEPT).returning(StoredAnswer.key))
    return len(gone.all())
