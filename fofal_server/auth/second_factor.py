"""The second factor of a person: put in place, proved at the sign-in, taken away; who owes one.

OWASP ASVS 5.0: 6.3.3 (roles that need one), 6.5.1 (each code once), 6.5.5 (short life), 6.5.8 (the server's time).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.orm import Session

from fofal_server.auth import deadline, spare_codes, totp
from fofal_server.auth.keys import Keys
from fofal_server.auth.models import Factor, User
from fofal_server.auth.sealed import seal, unseal
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM

PENDING_FOR = timedelta(minutes=30)
"""How long a secret that was shown waits for its first code."""


class Proof(StrEnum):
    """By what somebody proved the second factor."""

    TOTP = "totp"
    RECOVERY = "recovery"


@dataclass(frozen=True)
class Owed:
    """``must_enrol``: a role demands a factor and there is none. ``due``: nothing else works any more."""

    must_enrol: bool = False
    required_from: date | None = None

    @property
    def due(self) -> bool:
        return self.must_enrol and self.required_from is not None and self.required_from <= clock.today()


def begin(session: Session, keys: Keys, user: User) -> str:
    """A fresh secret that waits for its first code; until then a factor in place goes on as before."""
    secret, factor = totp.drawn(), _of(session, user)
    if factor is None:
        factor = Factor(user_id=user.id)
        session.add(factor)
    factor.pending, factor.pending_at = seal(keys, user.id, secret), clock.now()
    session.flush()
    return secret


def is_begun(session: Session, user: User) -> bool:
    """Whether a secret waits for its first code."""
    return _waiting(_of(session, user)) is not None


def confirm(session: Session, keys: Keys, user: User, typed: str) -> bool:
    """Put the waiting secret in place when the code is one of its; that code is used up by it."""
    factor = _of(session, user)
    pending = _waiting(factor)
    if factor is None or pending is None:
        return False
    step = totp.step_matching(unseal(keys, user.id, pending), _digits(typed), clock.now())
    if step is None:
        return False
    factor.secret, factor.confirmed_at, factor.last_step = pending, clock.now(), step
    factor.pending = factor.pending_at = None
    user.second_factor = True
    session.flush()
    return True


def prove(session: Session, keys: Keys, user: User, typed: str) -> Proof | None:
    """What the person proved the factor by, None when not; a code or recovery code that counted counts never again."""
    factor = _of(session, user)
    if factor is None or factor.secret is None:
        return None
    digits = _digits(typed)
    if len(digits) == totp.DIGITS and digits.isdecimal():
        secret = unseal(keys, user.id, factor.secret)
        step = totp.step_matching(secret, digits, clock.now(), after=factor.last_step)
        factor.last_step = factor.last_step if step is None else step
        session.flush()
        return None if step is None else Proof.TOTP
    return Proof.RECOVERY if spare_codes.use(session, keys, user.id, typed) else None


def remove(session: Session, user: User) -> None:
    """Without a second factor from now on."""
    spare_codes.forget(session, user.id)
    session.execute(delete(Factor).where(Factor.user_id == user.id))
    user.second_factor = False
    session.flush()


def demanded(user: User) -> bool:
    """Whether a role of the person demands a second factor."""
    return any(role.second_factor for role in user.roles)


def owed(session: Session, user: User) -> Owed:
    """What the person owes; nothing as long as no day is set from which it is demanded (a demo company has none)."""
    required_from = deadline.required_from(session) if demanded(user) else None
    return Owed(required_from is not None and not user.second_factor, required_from)


def _of(session: Session, user: User) -> Factor | None:
    """The factor, locked: two sign-ins with the same code come one after the other."""
    query = scoped(SYSTEM, Factor).where(Factor.user_id == user.id).with_for_update()
    found: Factor | None = session.scalar(query.execution_options(populate_existing=True))
    return found


def _waiting(factor: Factor | None) -> bytes | None:
    if factor is None or factor.pending_at is None or factor.pending_at < clock.now() - PENDING_FOR:
        return None
    return factor.pending


def _digits(typed: str) -> str:
    """A code as it counts: people copy the space in the middle too."""
    return "".join(typed.split())
