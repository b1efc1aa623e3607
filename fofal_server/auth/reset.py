"""A new way in for somebody who lost the password: the administrator starts it and never chooses the password.

OWASP ASVS 5.0: 6.4.1 (random, short-lived start), 6.4.6.
"""

from typing import cast

from fofal_server.auth import codes, notices, sessions, sign_in
from fofal_server.auth.administrators import ADMINISTRATOR, is_administrator
from fofal_server.auth.models import AccountKind, Ending, User
from fofal_server.auth.resources import USERS
from fofal_server.auth.schemas import Temporary
from fofal_server.auth.services import temporary_password
from fofal_server.core import audit, crud
from fofal_server.core.errors import Forbidden, Refused
from fofal_server.core.operation import Answer, Call, json_answer

VERB = "reset-password"


def reset_password(call: Call) -> Answer:
    """``POST /auth/users/{id}/reset-password``: a drawn password, shown once, to be changed at the next sign-in."""
    user = cast("User", crud.find(call.session, USERS, call.actor, call.key(), VERB))
    if user.id == call.actor.user_id:
        raise Refused("auth.reset_own")
    if user.kind is AccountKind.SERVICE:
        raise Refused("auth.service_password")
    if any(role.code == ADMINISTRATOR for role in user.roles) and not is_administrator(call.actor):
        raise Forbidden("auth.administrators_only")
    password = temporary_password()
    user.password_hash, user.must_change_password = sign_in.door_of(call).passwords.hashed(password), True
    sessions.end(call.session, Ending.PASSWORD, user_id=user.id)
    codes.use_up(call.session, user.id)
    audit.tell(call.session, "password_reset", USERS.name, record_id=user.id, label=user.full_name)
    notices.write(call.session, user, "password_changed")
    return json_answer(Temporary(username=user.username, temporary_password=password))
