"""Proving again who one is before something that a stolen session must not do (OWASP ASVS 5.0, 7.5.1)."""

from fofal_server.auth import failures, second_factor, sign_in
from fofal_server.auth.models import User
from fofal_server.core.errors import Refused, TooMany
from fofal_server.core.operation import Call


def demand(call: Call, user: User, password: str, *, field: str, otp: str | None = None, factor: bool = False) -> None:
    """Go on only with the password (422 under ``field``) and, with ``factor``, a code of it or a recovery code (422).

    What is wrong counts like a failed sign-in, and is locked like one (429).
    """
    door = sign_in.door_of(call)
    place = failures.place_of(call.session, door.keys, user.username, call.address)
    _, wait = sign_in.apart(call, lambda session: failures.count(session, place))
    if wait:
        raise TooMany("auth.locked", retry_after=wait)
    if not door.passwords.matches(password, user.password_hash):
        raise Refused("auth.password_wrong", field=field)
    if factor and second_factor.prove(call.session, door.keys, user, otp or "") is None:
        raise Refused("auth.otp_wrong", field="otp")
    failures.forgive(call.session, place)
