"""Signing in.

Its parts run in transactions of their own, for what is remembered of a failure survives the refusal; and no
connection is held while a password is hashed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session, selectinload

from fofal_server.auth import failures, lifetimes, notices, second_factor, sessions, spare_codes, tokens, users
from fofal_server.auth.door import AuthDoor
from fofal_server.auth.failures import Place
from fofal_server.auth.models import AccountKind, User
from fofal_server.auth.schemas import Login
from fofal_server.auth.second_factor import Owed
from fofal_server.contract.wire import Tokens, UserCard
from fofal_server.core import audit
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.audit import Who
from fofal_server.core.db import in_transaction
from fofal_server.core.errors import FofalError, TooMany, Unauthenticated
from fofal_server.core.models import fold
from fofal_server.core.operation import Answer, Call, json_answer
from fofal_server.core.paper.head import letterhead
from fofal_server.core.texts import text

Result = TypeVar("Result")
OTP_REQUIRED = "otp_required"
_WRONG = ("auth.wrong_credentials", "wrong_credentials")
_WRONG_CODE = ("auth.otp_wrong", OTP_REQUIRED)
"""Refusals of a sign-in: the key of the sentence and the stable code."""


def door_of(call: Call) -> AuthDoor:
    """The door of this process, which knows keys, rates and lifetimes."""
    return cast("AuthDoor", call.door)


def apart(call: Call, work: Callable[[Session], Result]) -> Result:
    """Do something in a transaction of its own, which stands whatever becomes of the call."""

    def named(session: Session) -> Result:
        session.info["who"] = Who(call.actor, call.request_id, call.address)
        return work(session)

    return in_transaction(call.pools.calls, named)


@dataclass(frozen=True)
class _Attempt:
    """A sign-in on its way: its place among the failures, its number, the seconds it must wait, and whose it is."""

    place: Place
    number: int
    wait: int
    user_id: UUID | None
    username: str | None
    stored: str | None


def login(call: Call) -> Answer:
    """``POST /auth/login``: wrong name and wrong password are answered alike, after the same work."""
    door, typed = door_of(call), cast("Login", call.body)
    door.rates.attempt(call.address or "")
    attempt = apart(call, lambda session: _begin(session, door, typed.username, call.address))
    if attempt.wait or not door.passwords.matches(typed.password, attempt.stored):
        raise _failed(call, attempt)
    fresh = door.passwords.hashed(typed.password) if door.passwords.is_outdated(attempt.stored or "") else None
    entered = apart(call, lambda session: _enter(session, call, attempt, fresh))
    if entered is None:
        raise _failed(call, attempt, _WRONG_CODE) if typed.otp else _asked(call, attempt)
    return json_answer(entered)


def _begin(session: Session, door: AuthDoor, username: str, address: str | None) -> _Attempt:
    place = failures.place_of(session, door.keys, username, address)
    number, wait = failures.count(session, place)
    columns = (User.id, User.username, User.password_hash)
    known = session.execute(
        scoped(SYSTEM, User, *columns).where(fold(User.username) == fold(username), *able_to_enter())
    )
    return _Attempt(place, number, wait, *(known.one_or_none() or (None, None, None)))


def _asked(call: Call, attempt: _Attempt) -> FofalError:
    """The password was right and the code is still to come: the attempt is not held against anybody."""
    apart(call, lambda session: failures.take_back(session, attempt.place))
    return Unauthenticated("auth.otp_required", code=OTP_REQUIRED)


def _failed(call: Call, attempt: _Attempt, refusal: tuple[str, str] = _WRONG) -> FofalError:
    """The refusal of a failed attempt; the trail names known people only, for a typed name may be a password."""
    if not attempt.wait or attempt.number == failures.FREE + 1:
        apart(call, lambda session: _tell_failure(session, attempt))
    spent = door_of(call).rates.failure(attempt.place.address, attempt.place.name_hash.hex())
    locked = failures.seconds(failures.wait_after(attempt.number)) if attempt.number > failures.FREE else 0
    if wait := max(attempt.wait, locked, spent):
        return TooMany("auth.locked", retry_after=wait)
    key, code = refusal
    return Unauthenticated(key, code=code)


def _tell_failure(session: Session, attempt: _Attempt) -> None:
    told = {"attempt": attempt.number, "locked": attempt.wait > 0}
    audit.tell(session, "sign_in_refused", users.USERS, record_id=attempt.user_id, label=attempt.username, after=told)


def _enter(session: Session, call: Call, attempt: _Attempt, fresh: str | None) -> Tokens | None:
    """Tokens, or None when the second factor is not proved."""
    user = account(session, attempt.user_id)
    if user is None:
        key, code = _WRONG
        raise Unauthenticated(key, code=code)
    if fresh is not None:
        user.password_hash = fresh
    typed, proved = cast("Login", call.body), None
    if user.second_factor:
        proved = second_factor.prove(session, door_of(call).keys, user, typed.otp or "")
        if proved is None:
            return None
    failures.forgive(session, attempt.place)
    told = _recovered(session, call, user) if proved is second_factor.Proof.RECOVERY else []
    return welcome(session, call, user, f"password+{proved}" if proved else "password", told)


def _recovered(session: Session, call: Call, user: User) -> list[str]:
    """A recovery code was used: the trail and the person are told, with how many are left."""
    left = spare_codes.left(session, user.id)
    told = {"left": left}
    audit.tell(session, "spare_code_used", users.USERS, record_id=user.id, label=user.username, after=told)
    notices.write(session, user, "spare_code_used", notice=False, left=str(left))
    return [text("auth.notice.spare_code_used", call.language, left=left)]


def welcome(session: Session, call: Call, user: User, how: str, told: Sequence[str] = ()) -> Tokens:
    """A new session for a person who has proved who he is, told to the trail."""
    door = door_of(call)
    device = call.headers.get("user-agent", "")[:200] or None
    begun, refresh = sessions.begin(session, lifetimes.current(session), user, device, call.address)
    proof = {"by": how, "device": device}
    audit.tell(session, "sign_in", users.USERS, record_id=user.id, label=user.username, after=proof)
    owed = second_factor.owed(session, user)
    told = [*told, *notices.due(session, user.id, call.language), *notices.of_factor(owed, call.language)]
    return issued(session, door, user, begun.id, refresh, owed, told)


def issued(
    session: Session, door: AuthDoor, user: User, session_id: UUID, refresh: str, owed: Owed, told: list[str]
) -> Tokens:
    """The answer to whoever may come in."""
    return Tokens(
        access_token=tokens.access_token(door.keys, user.id, session_id),
        expires_in=int(tokens.LIFETIME.total_seconds()),
        refresh_token=refresh,
        user=card(session, user),
        must_change_password=user.must_change_password,
        must_enrol_totp=owed.must_enrol,
        totp_due=owed.due,
        notices=told,
    )


def card(session: Session, user: User) -> UserCard:
    """Who somebody is, for himself."""
    company = letterhead(session, user.language)
    return UserCard(
        id=user.id,
        username=user.username,
        full_name=user.full_name,
        email=user.email,
        roles=[role.code for role in user.roles],
        employee_id=user.employee_id,
        company=company.name if company else "",
    )


def able_to_enter() -> tuple[ColumnElement[bool], ...]:
    """SQL conditions of an account that may have a session: open, and not of a service."""
    return User.active.is_(True), User.kind == AccountKind.PERSON


def account(session: Session, user_id: UUID | None) -> User | None:
    """The active account of a person, with its roles."""
    query = scoped(SYSTEM, User).where(User.id == user_id, *able_to_enter()).options(selectinload(User.roles))
    found: User | None = session.scalar(query)
    return found
