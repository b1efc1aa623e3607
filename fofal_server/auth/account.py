"""What a signed-in person does with the own account: who am I, sign out, password, sessions."""

import json
from typing import cast
from uuid import UUID

from sqlalchemy import update

from fofal_server.auth import codes, notices, password_rules, proof, second_factor, sessions, sign_in, users
from fofal_server.auth.models import Ending, User, UserSession
from fofal_server.auth.schemas import Me, MeChange, OwnSession, OwnSessions, PasswordChange
from fofal_server.contract.version import VERSION
from fofal_server.core import audit
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import NotFound, Refused
from fofal_server.core.operation import Answer, Call, json_answer

LARGEST = 16_384


def me(call: Call) -> Answer:
    """``GET /auth/me``: who I am and what I may do."""
    user, (_, session_id) = oneself(call), own_ids(call)
    return json_answer(
        Me(
            user=sign_in.card(call.session, user),
            server_version=VERSION,
            language=user.language,
            must_change_password=user.must_change_password,
            must_enrol_totp=second_factor.owed(call.session, user).must_enrol,
            session_id=session_id,
            preferences=user.preferences,
            permissions={name: reach.name.lower() for name, reach in sorted(call.actor.rights.items())},
        )
    )


def change_me(call: Call) -> Answer:
    """``PATCH /auth/me``: language and preferences, which are nobody else's business: no version, no trail."""
    typed = cast("MeChange", call.body)
    chosen = {name: getattr(typed, name) for name in typed.model_fields_set if getattr(typed, name) is not None}
    if len(json.dumps(chosen.get("preferences", {}))) > LARGEST:
        raise Refused("auth.preferences_large", field="preferences", limit=LARGEST)
    if chosen:
        call.session.execute(update(User).where(User.id == call.actor.user_id).values(chosen))
    return me(call)


def logout(call: Call) -> Answer:
    """``POST /auth/logout``: the session that asks is over at once."""
    user_id, session_id = own_ids(call)
    sessions.end(call.session, Ending.SIGNED_OUT, user_id=user_id, only=session_id)
    audit.tell(call.session, "sign_out", users.USERS, record_id=user_id, label=call.actor.username)
    return Answer(status=204)


def change_password(call: Call) -> Answer:
    """``POST /auth/password``: needs the present one; every other session of the person ends."""
    typed, user, door = cast("PasswordChange", call.body), oneself(call), sign_in.door_of(call)
    password_rules.check(typed.new_password, user.username, "new_password", door.breached)
    if typed.new_password == typed.current_password:
        raise Refused("auth.password_same", field="new_password")
    proof.demand(call, user, typed.current_password, field="current_password")
    user.password_hash, user.must_change_password = door.passwords.hashed(typed.new_password), False
    codes.use_up(call.session, user.id)
    sessions.end(call.session, Ending.PASSWORD, user_id=user.id, but=call.actor.session_id)
    audit.tell(call.session, "password_changed", users.USERS, record_id=user.id, label=user.username)
    notices.write(call.session, user, "password_changed")
    return Answer(status=204)


def own_sessions(call: Call) -> Answer:
    """``GET /auth/sessions``: where I am signed in."""
    user_id, session_id = own_ids(call)
    living = scoped(SYSTEM, UserSession).where(UserSession.user_id == user_id, *sessions.alive())
    items = [_shown(one, session_id) for one in call.session.scalars(living.order_by(UserSession.last_seen.desc()))]
    return json_answer(OwnSessions(items=items))


def end_others(call: Call) -> Answer:
    """``DELETE /auth/sessions``: sign me out everywhere else."""
    user_id, session_id = own_ids(call)
    sessions.end(call.session, Ending.ENDED_BY_USER, user_id=user_id, but=session_id)
    return Answer(status=204)


def end_one(call: Call) -> Answer:
    """``DELETE /auth/sessions/{id}``: sign me out on one device."""
    user_id, _ = own_ids(call)
    if not sessions.end(call.session, Ending.ENDED_BY_USER, user_id=user_id, only=call.key()):
        raise NotFound
    return Answer(status=204)


def own_ids(call: Call) -> tuple[UUID, UUID]:
    """The person and the session that ask; a signed-in call has both."""
    if call.actor.user_id is None or call.actor.session_id is None:
        raise NotFound
    return call.actor.user_id, call.actor.session_id


def oneself(call: Call) -> User:
    """The account of the person who asks."""
    user = sign_in.account(call.session, call.actor.user_id)
    if user is None:
        raise NotFound
    return user


def _shown(one: UserSession, current: UUID) -> OwnSession:
    return OwnSession(
        id=one.id, device=one.device, address=one.address, created_at=one.created_at,
        last_seen=one.last_seen, expires_at=one.expires_at, current=one.id == current,
    )  # fmt: skip
