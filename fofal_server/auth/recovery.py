"""A new password for somebody who lost the old one, by a code that comes by mail or from the server's console.

Asking does the same work whoever was named: the name is noted, and looked up after the answer has left.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import func, or_
from sqlalchemy.orm import Session

from fofal_server.auth import codes, failures, notices, password_rules, services, sessions, sign_in, users
from fofal_server.auth.models import Ending, User
from fofal_server.auth.schemas import Forgot, Recovery
from fofal_server.core import audit, clock, outbox
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.db import Pools, transaction
from fofal_server.core.errors import NotFound, Refused, TooMany
from fofal_server.core.models import fold
from fofal_server.core.operation import Answer, Call
from fofal_server.mail.services import post, posted

TOPIC = "auth.password_forgotten"
LETTER = "password_code"
MOST, WITHIN = 3, timedelta(hours=1)
"""Letters to one account, so that nobody's mailbox is filled by others."""
MOST_ACCOUNTS = 5
"""Accounts that share one address and are all written to."""


def forgot(call: Call) -> Answer:
    """``POST /auth/password/forgot``: 202 whoever was named; 429 by address, and by name and address."""
    typed, door = cast("Forgot", call.body), sign_in.door_of(call)
    door.rates.attempt(call.address or "")
    place = failures.place_of(call.session, door.keys, typed.name, call.address)
    if wait := door.rates.failure(place.address, f"forgot {place.name_hash.hex()}"):
        raise TooMany("auth.too_many", retry_after=wait)
    payload = {"name": typed.name, "address": call.address, "request_id": call.request_id}
    outbox.put(call.session, TOPIC, payload)
    return Answer(status=202)


def write_to(pools: Pools, payload: Mapping[str, Any]) -> None:
    """Promise a letter with a code to whoever has this name or address; to nobody when nobody has."""
    with transaction(pools.calls) as session:
        audit.who(session).address, audit.who(session).request_id = payload["address"], payload["request_id"]
        for user in session.scalars(_named(payload["name"])):
            now = clock.now()
            if user.email is None or posted(session, user.id, LETTER, now - WITHIN) >= MOST:
                continue
            values = {"username": user.username, "full_name": user.full_name}
            post(
                session, LETTER, user.email,
                language=user.language, values=values, user_id=user.id, until=now + codes.LIFETIME,
            )  # fmt: skip
            audit.tell(session, "recovery_asked", users.USERS, record_id=user.id, label=user.username)


def _named(name: str) -> Any:
    called = or_(fold(User.username) == fold(name), func.lower(User.email) == name.strip().lower())
    return scoped(SYSTEM, User).where(called, *sign_in.able_to_enter()).order_by(User.id).limit(MOST_ACCOUNTS)


def start(session: Session, username: str) -> tuple[User, str]:
    """A code for somebody who lost the password, given by whoever keeps the server; the old password ends at once.

    NotFound for a name that no active account of a person has.
    """
    user = services.find_user(session, username)
    if sign_in.account(session, user.id) is None:
        raise NotFound("auth.no_such_user", username=username)
    codes.end_password(session, user)
    audit.tell(session, "recovery_code", users.USERS, record_id=user.id, label=user.username)
    return user, codes.draw(session, user.id)


def recover(call: Call) -> Answer:
    """``POST /auth/password/reset``: the code is used up, every session ends, a second factor stays as it is."""
    typed, door = cast("Recovery", call.body), sign_in.door_of(call)
    door.rates.attempt(call.address or "")
    known = sign_in.apart(call, lambda session: _username(session, typed.token))
    if known is None:
        raise Refused("auth.code_invalid", field="token")
    password_rules.check(typed.new_password, known, "new_password", door.breached)
    stored = door.passwords.hashed(typed.new_password)
    _set(call, typed.token, stored)
    return Answer(status=204)


def _username(session: Session, code: str) -> str | None:
    user = codes.owner(session, code)
    return user.username if user else None


def _set(call: Call, code: str, stored: str) -> None:
    session = call.session
    user = codes.owner(session, code, lock=True)
    if user is None:  # somebody used it while this password was hashed
        raise Refused("auth.code_invalid", field="token")
    audit.who(session).actor = Actor(user.id, user.username)
    user.password_hash, user.must_change_password = stored, False
    codes.use_up(session, user.id)
    sessions.end(session, Ending.PASSWORD, user_id=user.id)
    failures.forgive(session, failures.place_of(session, sign_in.door_of(call).keys, user.username, call.address))
    audit.tell(session, "password_recovered", users.USERS, record_id=user.id, label=user.username)
    notices.write(session, user, "password_changed")
