"""The first administrator: made once, while there is nobody, with a code that stood in the server's console."""

import secrets
from typing import cast

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fofal_server.auth import password_rules, services, sign_in, tokens, users
from fofal_server.auth.administrators import ADMINISTRATOR, OWNER
from fofal_server.auth.models import SetupCode
from fofal_server.auth.schemas import FirstAdmin
from fofal_server.contract.wire import UserCard
from fofal_server.core import audit
from fofal_server.core.actor import Actor
from fofal_server.core.errors import Conflict, FofalError, Forbidden
from fofal_server.core.operation import Answer, Call, json_answer

ROLES = (ADMINISTRATOR, OWNER)


def first_admin(call: Call) -> Answer:
    """``POST /auth/first-admin``: 409 once there is a user, 403 for a wrong code."""
    door, typed = sign_in.door_of(call), cast("FirstAdmin", call.body)
    door.rates.attempt(call.address or "")
    refusal = sign_in.apart(call, lambda session: _refusal(session, typed.code))
    if refusal is not None:
        raise refusal
    password_rules.check(typed.password, typed.username, "password", door.breached)
    stored = door.passwords.hashed(typed.password)
    made = sign_in.apart(call, lambda session: _made(session, typed, stored))
    if isinstance(made, FofalError):
        raise made
    return json_answer(made, 201)


def _refusal(session: Session, code: str) -> FofalError | None:
    """Why this code makes no administrator; the code stays locked for the rest of the transaction."""
    stored = session.scalar(select(SetupCode.hash).with_for_update())
    if services.somebody(session):
        return Conflict("auth.already_set_up", code="already_set_up")
    if stored is None or not secrets.compare_digest(stored, tokens.digest(services.bare(code))):
        audit.tell(session, "setup_refused", users.USERS)
        return Forbidden("auth.setup_code_wrong", code="setup_code")
    return None


def _made(session: Session, typed: FirstAdmin, stored: str) -> UserCard | FofalError:
    refusal = _refusal(session, typed.code)
    if refusal is not None:
        return refusal
    user = services.create_user(session, typed.username, typed.full_name, ROLES, password_hash=stored)
    session.execute(delete(SetupCode))
    audit.who(session).actor = Actor(user.id, user.username)
    audit.tell(session, "first_admin", users.USERS, record_id=user.id, label=user.username)
    return sign_in.card(session, user)
