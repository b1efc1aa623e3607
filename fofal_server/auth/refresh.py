"""Renewing a session: each refresh token works once; an old one that comes back means that two hold it."""

from datetime import timedelta
from typing import cast

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from fofal_server.auth import lifetimes, notices, second_factor, sessions, sign_in, tokens, users
from fofal_server.auth.door import AuthDoor
from fofal_server.auth.models import Ending, Refresh
from fofal_server.auth.schemas import RefreshBody
from fofal_server.contract.wire import Tokens
from fofal_server.core import audit, clock
from fofal_server.core.actor import Actor
from fofal_server.core.operation import Answer, Call, json_answer

GRACE = timedelta(seconds=10)
"""An answer may get lost on the way: within this time the used token is answered by the same successor."""


def refresh(call: Call) -> Answer:
    """``POST /auth/refresh``; the account's lock for failed sign-ins does not count here."""
    door, typed = sign_in.door_of(call), cast("RefreshBody", call.body)
    issued = sign_in.apart(call, lambda session: _renewed(session, door, typed.refresh_token))
    if issued is None:
        raise tokens.refused("auth.session_over")
    return json_answer(issued)


def _renewed(session: Session, door: AuthDoor, token: str) -> Tokens | None:
    """Fresh tokens, or None when the session is over; what is noted on the way stands in both cases."""
    link = session.get(Refresh, tokens.digest(token), with_for_update=True)
    living = sessions.living(session, link.session_id) if link else None
    user = sign_in.account(session, living.user_id) if living else None
    if link is None or living is None or user is None:
        return None
    audit.who(session).actor = Actor(user.id, user.username, living.id)
    if link.used_at is not None and clock.now() - link.used_at > GRACE:
        sessions.end(session, Ending.REUSED, user_id=user.id, only=living.id)
        audit.tell(session, "refresh_reused", users.USERS, record_id=user.id, label=user.username)
        notices.write(
            session, user, "refresh_reused", notice=False, device=living.device or "?"
        )  # the session tells it
        return None
    following = _rotate(session, door, link, token)
    sessions.seen(session, lifetimes.current(session), living.id)
    return sign_in.issued(session, door, user, living.id, following, second_factor.owed(session, user), [])


def _rotate(session: Session, door: AuthDoor, link: Refresh, token: str) -> str:
    following = tokens.successor(door.keys, token)
    if link.used_at is None:
        link.used_at, link.successor = clock.now(), tokens.digest(following)
        fresh = {"hash": link.successor, "session_id": link.session_id, "created_at": clock.now()}
        session.execute(insert(Refresh).values(fresh))
    return following
