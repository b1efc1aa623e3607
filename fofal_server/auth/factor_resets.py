"""A lost second factor: one person asks for its removal, another one decides; alone only at the server's console.

OWASP ASVS 5.0: 6.4.4 (identity is proved again where a factor is lost).
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from fofal_server.auth import notices, rights, second_factor, sessions
from fofal_server.auth.administrators import ADMINISTRATOR, is_administrator
from fofal_server.auth.models import AccountKind, Ending, FactorReset, FactorResetStatus, Role, User, user_role
from fofal_server.auth.users import USERS
from fofal_server.core import audit, clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Conflict, Forbidden, NotFound, Refused

NAME = "auth.factor-resets"


def prepare(session: Session, actor: Actor, reset: FactorReset, _given: Mapping[str, Any]) -> None:
    """Rules of asking: for somebody else, who has a factor, and only where a second person can decide."""
    if reset.user_id == actor.user_id:
        raise Refused("auth.reset_own_factor", field="user_id")
    loser = _loser(session, reset.user_id)
    if loser is None or not loser.second_factor:
        raise Refused("auth.no_factor_lost", field="user_id")
    _check_administrators(actor, loser)
    if actor.user_id is None or not able(session, "approve", {loser.id, actor.user_id}):
        raise Refused("auth.reset_at_console", field="user_id", username=loser.username)
    reset.requested_by, reset.name = actor.user_id, loser.full_name


def approve(session: Session, actor: Actor, reset: FactorReset, _body: object) -> None:
    """The second person agrees: the factor is gone and every session of the person ends."""
    if actor.user_id is None or actor.user_id in {reset.requested_by, reset.user_id}:
        raise Forbidden("auth.second_person", code="second_person")
    loser = _loser(session, reset.user_id)
    if loser is None:
        raise NotFound
    _check_administrators(actor, loser)
    _decide(actor, reset, FactorResetStatus.APPROVED)
    take_away(session, loser, "two_persons")


def refuse(_session: Session, actor: Actor, reset: FactorReset, _body: object) -> None:
    """Nothing is taken away; who asked may withdraw it like this too."""
    _decide(actor, reset, FactorResetStatus.REFUSED)


def withdraw(session: Session, user: User) -> None:
    """A request that waits has no object any more: the person put another factor in place, or there is none now."""
    waiting = scoped(SYSTEM, FactorReset).where(
        FactorReset.user_id == user.id, FactorReset.status == FactorResetStatus.PENDING
    )
    for reset in session.scalars(waiting.with_for_update()):
        _decide(audit.who(session).actor, reset, FactorResetStatus.REFUSED)


def at_console(session: Session, user: User, *, alone: bool = False) -> None:
    """Whoever keeps the machine does it alone; refused (409) where two people could, unless told to all the same."""
    if not alone and _pair_exists(session, user):
        raise Conflict("auth.reset_by_two", code="reset_by_two", username=user.username)
    withdraw(session, user)
    take_away(session, user, "console_alone" if alone else "console")


def take_away(session: Session, user: User, by: str) -> None:
    """Remove the factor of somebody who lost it; 409 when there is none (any more). The trail says ``by`` whom."""
    if not user.second_factor:
        raise Conflict("auth.no_factor_lost", code="no_factor")
    second_factor.remove(session, user)
    sessions.end(session, Ending.FACTOR, user_id=user.id)
    audit.tell(session, "factor_reset", USERS, record_id=user.id, label=user.username, after={"by": by})
    notices.write(session, user, "factor_reset")


def able(session: Session, verb: str, but: set[UUID]) -> set[UUID]:
    """Active people who may do this to requests, ``but`` these; a program is nobody's second person."""
    permission = f"{NAME}:{verb}"
    roles = [one.id for one in session.scalars(scoped(SYSTEM, Role)) if rights.expanded(one.permissions, [permission])]
    holders = select(user_role.c.user_id).where(user_role.c.role_id.in_(roles))
    found = scoped(SYSTEM, User, User.id).where(
        User.active, User.kind == AccountKind.PERSON, User.id.in_(holders), User.id.not_in(but)
    )
    return set(session.scalars(found))


def _pair_exists(session: Session, user: User) -> bool:
    asking, deciding = (able(session, verb, {user.id}) for verb in ("create", "approve"))
    return any(deciding - {one} for one in asking)


def _loser(session: Session, user_id: UUID) -> User | None:
    """The account with its roles, locked."""
    query = scoped(SYSTEM, User).where(User.id == user_id).options(selectinload(User.roles))
    found: User | None = session.scalar(query.with_for_update(of=User))
    return found


def _check_administrators(actor: Actor, loser: User) -> None:
    if any(role.code == ADMINISTRATOR for role in loser.roles) and not is_administrator(actor):
        raise Forbidden("auth.administrators_only")


def _decide(actor: Actor, reset: FactorReset, status: FactorResetStatus) -> None:
    reset.status, reset.decided_by, reset.decided_at = status, actor.user_id, clock.now()
