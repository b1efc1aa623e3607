"""One-time codes that let somebody who lost the password set a new one (OWASP ASVS 5.0: 6.4.1, 7.2.3)."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from fofal_server.auth import services, sessions, sign_in, tokens
from fofal_server.auth.models import Ending, RecoveryCode, User
from fofal_server.core import clock

LIFETIME = timedelta(minutes=20)
GROUPS = 7
"""Seven groups of four letters out of 32: 140 bits."""


def draw(session: Session, user_id: UUID) -> str:
    """A fresh code for this person; only its hash is kept."""
    code = services.groups(GROUPS)
    kept = RecoveryCode(hash=_hash(code), user_id=user_id, expires_at=clock.now() + LIFETIME)
    session.add(kept)
    session.flush()
    return code


def draw_for_letter(session: Session, user_id: UUID) -> Mapping[str, str] | None:
    """The code that a letter brings, drawn when it leaves; None for an account that was closed meanwhile."""
    user = sign_in.account(session, user_id)
    return {"code": draw(session, user_id)} if user else None


def end_password(session: Session, user: User) -> None:
    """The old password, the sessions and earlier codes end: what is lost or known to others opens nothing any more."""
    user.password_hash, user.must_change_password = None, False
    use_up(session, user.id)
    sessions.end(session, Ending.PASSWORD, user_id=user.id)


def owner(session: Session, code: str, *, lock: bool = False) -> User | None:
    """Whose living code this is, and active; ``lock`` keeps it from being used twice at once."""
    found = session.get(RecoveryCode, _hash(code), with_for_update=lock)
    if found is None or found.expires_at < clock.now():
        return None
    return sign_in.account(session, found.user_id)


def use_up(session: Session, user_id: UUID) -> None:
    """No code of this person works any more."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))


def _hash(code: str) -> bytes:
    return tokens.digest(services.bare(code))
