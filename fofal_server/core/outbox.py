"""What must happen outside the database after a change, written in its transaction and done after its commit.

Nothing goes out for a change that was rolled back, nothing committed is forgotten. A delivery may be tried twice, so
what it does must bear being done twice.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Index, String, Text, delete, insert, select, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from fofal_server.core import clock, registry
from fofal_server.core.db import Pools, transaction
from fofal_server.core.fields import Moment
from fofal_server.core.ids import new_id
from fofal_server.core.models import Base

BATCH = 50
KEPT = timedelta(days=30)
PATIENCE = (1, 5, 30, 120, 600, 3600)
"""Minutes before the next try; after the last one a message waits for a person."""

log = structlog.get_logger("fofal.outbox")


class OutboxMessage(Base):
    """One thing to do; ``done_at`` empty while it waits, ``next_at`` empty once it has been given up.

    What it was about is not kept once it is done: it may hold what somebody typed.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_waiting", "next_at", postgresql_where=text("done_at IS NULL")),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    topic: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    next_at: Mapped[Moment | None] = mapped_column(default=clock.now)
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[Moment | None]
    error: Mapped[str | None] = mapped_column(Text)


def put(session: Session, topic: str, payload: Mapping[str, Any]) -> None:
    """Promise ``topic`` with this payload; kept only if the transaction commits."""
    session.execute(insert(OutboxMessage).values(topic=topic, payload=dict(payload)))


def deliver(pools: Pools) -> None:
    """Do what is due. Each message is locked while it is worked on, so that two processes never do one at once."""
    for _ in range(BATCH):
        with transaction(pools.calls) as session:
            due = select(OutboxMessage).where(OutboxMessage.done_at.is_(None), OutboxMessage.next_at <= clock.now())
            oldest = due.order_by(OutboxMessage.next_at).limit(1).with_for_update(skip_locked=True)
            message = session.scalar(oldest)
            if message is None:
                return
            _try(session, pools, message)


def forget_old(session: Session) -> int:
    """Drop promises that were kept more than 30 days ago; answers how many. What was given up stays for a person."""
    gone = delete(OutboxMessage).where(OutboxMessage.done_at < clock.now() - KEPT).returning(OutboxMessage.id)
    return len(session.execute(gone).all())


def _try(session: Session, pools: Pools, message: OutboxMessage) -> None:
    values: dict[str, Any] = {"tries": message.tries + 1}
    try:
        registry.delivery(message.topic)(pools, message.payload)
    except Exception as error:  # whatever went wrong is kept beside the message and tried again later
        log.warning("outbox.failed", topic=message.topic, tries=message.tries + 1, exc_info=error)
        pause = PATIENCE[message.tries] if message.tries < len(PATIENCE) else None
        values |= {"error": repr(error)[:1000], "next_at": pause and clock.now() + timedelta(minutes=pause)}
    else:
        values |= {"done_at": clock.now(), "error": None, "payload": {}}
    session.execute(update(OutboxMessage).where(OutboxMessage.id == message.id).values(values))
