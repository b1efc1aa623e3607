"""What is not kept: used tickets, codes and tokens, unconfirmed secrets, old failures, sessions of long ago."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Delete, Select, delete, or_, update
from sqlalchemy.orm import Session

from fofal_server.auth.models import Factor, Failure, RecoveryCode, Refresh, Ticket, UserSession
from fofal_server.auth.second_factor import PENDING_FOR
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job
from fofal_server.core.texts import text

SESSIONS_KEPT = timedelta(days=90)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Forgotten:
    """How many sessions and refresh tokens went, and how much of all else."""

    sessions: int
    tokens: int
    others: int


def forget_old(session: Session) -> Forgotten:
    """Delete what proves nothing any more; the audit trail keeps who came when."""
    now = clock.now()
    others = (
        delete(Ticket).where(Ticket.expires_at < now),
        delete(RecoveryCode).where(RecoveryCode.expires_at < now),
        delete(Failure).where(Failure.last_at < now - DAY),
    )
    gone = sum(_gone(session, one) for one in others)
    late = now - PENDING_FOR
    session.execute(delete(Factor).where(Factor.secret.is_(None), Factor.pending_at < late))
    session.execute(update(Factor).where(Factor.pending_at < late).values(pending=None, pending_at=None))
    useless = delete(Refresh).where(Refresh.session_id.in_(_over(now - DAY)))
    tokens = _gone(session, useless)
    old = delete(UserSession).where(UserSession.id.in_(_over(now - SESSIONS_KEPT)), UserSession.told)
    return Forgotten(_gone(session, old), tokens, gone)


def _over(before: datetime) -> Select[tuple[UUID]]:
    """Sessions that ended before that moment; a session that has ended is renewed by none of its tokens."""
    return scoped(SYSTEM, UserSession, UserSession.id).where(
        or_(UserSession.expires_at < before, UserSession.revoked_at < before)
    )


def _gone(session: Session, deletion: Delete) -> int:
    return cast("CursorResult[Any]", session.execute(deletion)).rowcount


def _run(pools: Pools) -> str:
    with transaction(pools.calls) as session:
        gone = forget_old(session)
    return text("job_told.sign_ins", sessions=gone.sessions, tokens=gone.tokens, others=gone.others)


JOBS = (Job("forget-sign-ins", 3600.0, _run),)
