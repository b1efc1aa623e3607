"""What is not kept: used tickets, codes and tokens, unconfirmed secrets, old failures, sessions of long ago."""

from datetime import timedelta

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from fofal_server.auth.models import Factor, Failure, RecoveryCode, Ticket, UserSession
from fofal_server.auth.second_factor import PENDING_FOR
from fofal_server.core import clock
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job

SESSIONS_KEPT = timedelta(days=90)
DAY = timedelta(days=1)


def forget_old(session: Session) -> None:
    """Delete what proves nothing any more; the audit trail keeps who came when."""
    now = clock.now()
    session.execute(delete(Ticket).where(Ticket.expires_at < now))
    session.execute(delete(RecoveryCode).where(RecoveryCode.expires_at < now))
    session.execute(delete(Failure).where(Failure.last_at < now - DAY))
    late = now - PENDING_FOR
    session.execute(delete(Factor).where(Factor.secret.is_(None), Factor.pending_at < late))
    session.execute(update(Factor).where(Factor.pending_at < late).values(pending=None, pending_at=None))
    over = or_(UserSession.expires_at < now - SESSIONS_KEPT, UserSession.revoked_at < now - SESSIONS_KEPT)
    session.execute(delete(UserSession).where(over, UserSession.told))


def _run(pools: Pools) -> None:
    with transaction(pools.calls) as session:
        forget_old(session)


JOBS = (Job("forget-sign-ins", 3600.0, _run),)
