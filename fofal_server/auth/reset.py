"""A new way in for somebody who lost the password: the administrator starts it and never learns the password.

Where mail leaves and the person has an address, the code goes there; else the administrator hands it over. The person
chooses the password with it (OWASP ASVS 5.0: 6.4.1, 6.4.6).
"""

from typing import cast

from fofal_server.auth import codes
from fofal_server.auth.administrators import ADMINISTRATOR, is_administrator
from fofal_server.auth.models import AccountKind, User
from fofal_server.auth.resources import USERS
from fofal_server.auth.schemas import PasswordReset
from fofal_server.core import audit, clock, crud
from fofal_server.core.errors import Forbidden, Refused
from fofal_server.core.operation import Answer, Call, json_answer
from fofal_server.mail import smtp
from fofal_server.mail.services import post

VERB = "reset-password"
LETTER = "password_reset"


def reset_password(call: Call) -> Answer:
    """``POST /auth/users/{id}/reset-password``: the old password ends at once, a code of 20 minutes opens the way."""
    user = cast("User", crud.find(call.session, USERS, call.actor, call.key(), VERB))
    if user.id == call.actor.user_id:
        raise Refused("auth.reset_own")
    if user.kind is AccountKind.SERVICE:
        raise Refused("auth.service_password")
    if not user.active:
        raise Refused("auth.reset_closed")
    if any(role.code == ADMINISTRATOR for role in user.roles) and not is_administrator(call.actor):
        raise Forbidden("auth.administrators_only")
    codes.end_password(call.session, user)
    code = None if _mailed(call, user) else codes.draw(call.session, user.id)
    told = {"by": "hand" if code else "mail"}
    audit.tell(call.session, "password_reset", USERS.name, record_id=user.id, label=user.full_name, after=told)
    seconds = int(codes.LIFETIME.total_seconds())
    return json_answer(PasswordReset(username=user.username, mailed=code is None, code=code, expires_in=seconds))


def _mailed(call: Call, user: User) -> bool:
    """Promise the letter with the code, where there is an address and a mail server."""
    if user.email is None or not smtp.is_set(call.state):
        return False
    values = {"username": user.username, "full_name": user.full_name}
    until = clock.now() + codes.LIFETIME
    post(call.session, LETTER, user.email, language=user.language, values=values, user_id=user.id, until=until)
    return True
