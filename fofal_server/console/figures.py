"""What a running installation can say of itself in numbers, for ``status`` and the operations page to come."""

from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, func, select, text
from sqlalchemy.orm import Session

from fofal_server.auth.models import User, UserSession
from fofal_server.auth.sessions import alive
from fofal_server.core import scheduler
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.audit import AuditEvent
from fofal_server.core.job_records import JobResult, JobStatus, ScheduledJob
from fofal_server.core.outbox import OutboxMessage
from fofal_server.core.seal import AuditSeal
from fofal_server.mail.models import MailMessage, MailState

TAIL = 5
Figures = dict[str, Any]


def of_postgres(session: Session) -> Figures:
    """Release, connections and size of the database; asks nothing of our own tables."""
    release = session.scalar(text("SELECT current_setting('server_version')"))
    connections = session.scalar(text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"))
    size = session.scalar(text("SELECT pg_database_size(current_database())"))
    return {"version": str(release).split()[0], "connections": connections, "size": size}


def of_people(session: Session) -> Figures:
    """Active accounts and living sessions."""
    return {
        "users": session.scalar(scoped(SYSTEM, User, func.count(User.id)).where(User.active)),
        "sessions": session.scalar(scoped(SYSTEM, UserSession, func.count(UserSession.id)).where(*alive())),
    }


def of_audit(session: Session) -> Figures:
    """The trail's length, what is not sealed yet, and its last events."""
    events = session.scalar(select(func.count(AuditEvent.id))) or 0
    sealed = session.scalar(select(func.count(AuditSeal.place))) or 0
    return {"events": events, "unsealed": events - sealed, "tail": last_events(session, TAIL)}


def last_events(session: Session, count: int) -> list[Figures]:
    """The newest events of the trail, the newest last."""
    found = session.execute(_events().order_by(AuditEvent.id.desc()).limit(count)).mappings().all()
    return [_plain(row) for row in reversed(found)]


def event(session: Session, number: int) -> Figures | None:
    """One event of the trail, None when it has gone."""
    row = session.execute(_events().where(AuditEvent.id == number)).mappings().one_or_none()
    return None if row is None else _plain(row)


def _events() -> Select[*tuple[Any, ...]]:
    """Without the values, which fall under other rights."""
    one = AuditEvent
    return select(one.id, one.at, one.username, one.address, one.action, one.resource, one.record_label)


def _plain(row: RowMapping) -> Figures:
    return {**row, "at": row["at"].isoformat()}


def of_jobs(session: Session) -> Figures:
    """Whether somebody leads the scheduler (he holds its lock), and promises that wait, or wait for a person."""
    held = text("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = :lock AND granted)")
    waiting = select(func.count(OutboxMessage.id)).where(OutboxMessage.done_at.is_(None))
    return {
        "scheduler": bool(session.scalar(held, {"lock": scheduler.LOCK})),
        "outbox_waiting": session.scalar(waiting.where(OutboxMessage.next_at.is_not(None))),
        "outbox_given_up": session.scalar(waiting.where(OutboxMessage.next_at.is_(None))),
        "paused": _codes(session, ScheduledJob.status == JobStatus.PAUSED),
        "failing": _codes(session, ScheduledJob.last_result.in_((JobResult.FAILED, JobResult.LOST))),
    }


def _codes(session: Session, *which: ColumnElement[bool]) -> list[str]:
    there = ScheduledJob.status != JobStatus.RETIRED
    return list(session.scalars(scoped(SYSTEM, ScheduledJob, ScheduledJob.code).where(there, *which)))


def of_mail(session: Session) -> Figures:
    """Letters that wait or were given up, and why the oldest of those that failed did."""
    count, mine = func.count(MailMessage.id), (MailMessage.status, MailMessage.error)
    counted = session.execute(scoped(SYSTEM, MailMessage, MailMessage.status, count).group_by(MailMessage.status))
    by_state = {state.value: number for state, number in counted}
    open_ones = MailMessage.status.in_((MailState.WAITING, MailState.GIVEN_UP)), MailMessage.error.is_not(None)
    worst = session.execute(scoped(SYSTEM, MailMessage, *mine).where(*open_ones).order_by(MailMessage.id).limit(1))
    row = worst.one_or_none()
    return {
        "waiting": by_state.get("waiting", 0),
        "given_up": by_state.get("given_up", 0),
        "why": row.error if row else None,
    }


def weight(folder: Path) -> int:
    """Bytes of all files below a folder; 0 where there is none."""
    return sum(_size(path) for path in folder.rglob("*"))


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size if path.is_file() else 0
    except FileNotFoundError:
        return 0  # rotated or removed while we looked
