"""Sessions: how one begins, is kept alive and ends."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from fofal_server.auth import tokens
from fofal_server.auth.lifetimes import Lifetimes
from fofal_server.auth.models import Ending, Refresh, User, UserSession
from fofal_server.core import audit, clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Conflict

RESOURCE = "auth.user-sessions"
SEEN_EVERY = timedelta(minutes=1)


def begin(
    session: Session, lifetimes: Lifetimes, user: User, device: str | None, address: str | None
) -> tuple[UserSession, str]:
    """A new session of a person and its first refresh token."""
    now = clock.now()
    begun = UserSession(
        user_id=user.id,
        device=device,
        address=address,
        last_seen=now,
        idle_until=now + lifetimes.idle,
        expires_at=now + lifetimes.absolute,
    )
    session.add(begun)
    session.flush()
    refresh = tokens.opaque()
    session.add(Refresh(hash=tokens.digest(refresh), session_id=begun.id))
    session.flush()
    audit.who(session).actor = Actor(user.id, user.username, begun.id)
    return begun, refresh


def seen(session: Session, lifetimes: Lifetimes, session_id: UUID) -> None:
    """Note that a session is alive; who finds another call noting it already does not wait for it."""
    now = clock.now()
    due = scoped(SYSTEM, UserSession, UserSession.id).where(UserSession.id == session_id)
    free = due.with_for_update(skip_locked=True, key_share=True).scalar_subquery()
    values = {"last_seen": now, "idle_until": now + lifetimes.idle}
    session.execute(update(UserSession).where(UserSession.id == free).values(values))


def end(session: Session, ending: Ending, *, user_id: UUID, only: UUID | None = None, but: UUID | None = None) -> int:
    """End the living sessions of a person, ``only`` one of them or all ``but`` one; answers how many there were."""
    now = clock.now()
    chosen = scoped(SYSTEM, UserSession, UserSession.id).where(
        UserSession.user_id == user_id, UserSession.revoked_at.is_(None), UserSession.expires_at > now
    )
    if only is not None:
        chosen = chosen.where(UserSession.id == only)
    if but is not None:
        chosen = chosen.where(UserSession.id != but)
    ids = session.scalars(chosen.order_by(UserSession.id).with_for_update(key_share=True)).all()
    values = {"revoked_at": now, "reason": ending, "told": ending is not Ending.REUSED}
    session.execute(update(UserSession).where(UserSession.id.in_(ids)).values(values))
    for one in ids:
        audit.tell(session, "end", RESOURCE, record_id=one, after={"reason": ending})
    return len(ids)


def end_by_admin(session: Session, _actor: Actor, one: UserSession, _body: object) -> None:
    """The action on a session of somebody else; 409 when it has ended already."""
    if not end(session, Ending.ENDED_BY_ADMIN, user_id=one.user_id, only=one.id):
        raise Conflict("auth.session_ended", code="session_ended")


def alive() -> tuple[ColumnElement[bool], ...]:
    """SQL conditions of a session that still counts."""
    now = clock.now()
    return UserSession.revoked_at.is_(None), UserSession.idle_until > now, UserSession.expires_at > now


def living(session: Session, session_id: UUID) -> UserSession | None:
    """The session when it still counts."""
    query = scoped(SYSTEM, UserSession).where(UserSession.id == session_id, *alive())
    found: UserSession | None = session.scalar(query)
    return found
