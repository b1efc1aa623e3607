"""What the console and the launcher do with people: make them, give passwords, codes and tickets, end sessions."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session, selectinload

from fofal_server.auth import password_rules, sessions, tokens, users
from fofal_server.auth.models import AccountKind, Ending, Role, SetupCode, Ticket, User
from fofal_server.auth.passwords import Passwords
from fofal_server.auth.seed import seed_roles
from fofal_server.core import audit, clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import Conflict, NotFound, Refused
from fofal_server.core.models import fold

__all__ = [
    "bare", "change_user", "create_setup_code", "create_ticket", "create_user", "find_user", "groups", "seed_roles",
    "set_password", "somebody", "temporary_password",
]  # fmt: skip

TICKET_LIFETIME = timedelta(seconds=60)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Nothing that looks like something else; twelve of them are 60 bits."""


def somebody(session: Session) -> bool:
    """Whether there is any user yet."""
    return session.scalar(scoped(SYSTEM, User, User.id).limit(1)) is not None


def find_user(session: Session, username: str) -> User:
    """The person of this name, with the roles, whatever case and accents were typed; NotFound when there is none."""
    query = scoped(SYSTEM, User).where(fold(User.username) == fold(username)).options(selectinload(User.roles))
    found: User | None = session.scalar(query)
    if found is None:
        raise NotFound("auth.no_such_user", username=username)
    return found


def create_user(
    session: Session,
    username: str,
    full_name: str,
    roles: Sequence[str] = (),
    *,
    password_hash: str | None = None,
    must_change_password: bool = False,
) -> User:
    """A person with the roles of these codes; without a hash only a ticket or a reset lets him in."""
    user = User(
        username=username,
        full_name=full_name,
        password_hash=password_hash,
        must_change_password=must_change_password,
        roles=_roles(session, roles),
    )
    session.add(user)
    users.prepare(session, SYSTEM, user, {})
    session.flush()
    return user


def change_user(
    session: Session, username: str, *, roles: Sequence[str] | None = None, active: bool | None = None
) -> User:
    """Give a person exactly these roles, or let him in or out; the last administrator stays here too."""
    user = find_user(session, username)
    if roles is not None:
        user.roles = _roles(session, roles)
    if active is not None:
        user.active = active
    users.prepare(session, SYSTEM, user, {})
    session.flush()
    return user


def set_password(
    session: Session, passwords: Passwords, username: str, password: str, *, must_change: bool = False
) -> User:
    """Give a person a password (422 when it breaks the rules) and end every session."""
    user = find_user(session, username)
    password_rules.check(password, user.username, "password")
    user.password_hash, user.must_change_password = passwords.hashed(password), must_change
    sessions.end(session, Ending.PASSWORD, user_id=user.id)
    audit.tell(session, "password_set", users.USERS, record_id=user.id, label=user.username)
    return user


def temporary_password() -> str:
    """A password for one use: four groups that can be read out over the telephone, 80 bits."""
    return groups(4)


def create_setup_code(session: Session) -> str:
    """A fresh code for the first administrator in place of any before; Conflict once there is a user."""
    if somebody(session):
        raise Conflict("auth.already_set_up", code="already_set_up")
    code = groups(3)
    session.execute(delete(SetupCode))
    session.add(SetupCode(hash=tokens.digest(bare(code))))
    session.flush()
    return code


def create_ticket(session: Session, username: str, ticket: str | None = None) -> str:
    """A sign-in for this active person that works once, within a minute; NotFound for anybody else.

    ``ticket`` is one that the launcher drew (256 bits) and has handed to the desktop already.
    """
    user = find_user(session, username)
    if not user.active or user.kind is AccountKind.SERVICE:
        raise NotFound("auth.no_such_user", username=username)
    ticket = ticket or tokens.opaque()
    session.add(Ticket(hash=tokens.digest(ticket), user_id=user.id, expires_at=clock.now() + TICKET_LIFETIME))
    session.flush()
    return ticket


def bare(code: str) -> str:
    """A setup code as it counts, however it was typed."""
    return "".join(one for one in code.upper() if one.isalnum())


def _roles(session: Session, codes: Sequence[str]) -> list[Role]:
    found = session.scalars(scoped(SYSTEM, Role).where(Role.code.in_(codes)).order_by(Role.code)).all()
    for code in sorted(set(codes) - {role.code for role in found}):
        raise Refused("auth.no_such_role", role=code)
    return list(found)


def groups(count: int) -> str:
    """So many groups of four letters, 20 bits each, that can be read out over the telephone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(count))
