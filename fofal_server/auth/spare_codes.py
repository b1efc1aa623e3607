"""Recovery codes of the second factor: ten ways in without the telephone; only their keyed hashes are stored."""

import hashlib
import hmac
from uuid import UUID

from sqlalchemy import delete, func, update
from sqlalchemy.orm import Session

from fofal_server.auth import services
from fofal_server.auth.keys import Keys
from fofal_server.auth.models import SpareCode
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM

COUNT = 10


def renew(session: Session, keys: Keys, user_id: UUID) -> list[str]:
    """Ten fresh codes in place of any before; this is the only time that anybody sees them."""
    forget(session, user_id)
    codes = [services.groups(3) for _ in range(COUNT)]
    session.add_all(SpareCode(user_id=user_id, hash=_hash(keys, user_id, code)) for code in codes)
    session.flush()
    return codes


def use(session: Session, keys: Keys, user_id: UUID, typed: str) -> bool:
    """Whether this is a code of the person that was never used; from now on it is."""
    mine = SpareCode.user_id == user_id, SpareCode.hash == _hash(keys, user_id, typed)
    taken = update(SpareCode).where(*mine, SpareCode.used_at.is_(None)).values(used_at=clock.now())
    return session.execute(taken.returning(SpareCode.user_id)).one_or_none() is not None


def left(session: Session, user_id: UUID) -> int:
    """How many codes still open."""
    unused = SpareCode.user_id == user_id, SpareCode.used_at.is_(None)
    return session.scalar(scoped(SYSTEM, SpareCode, func.count()).where(*unused)) or 0


def forget(session: Session, user_id: UUID) -> None:
    """None of them opens any more."""
    session.execute(delete(SpareCode).where(SpareCode.user_id == user_id))


def _hash(keys: Keys, user_id: UUID, code: str) -> bytes:
    return hmac.digest(keys.derived("spare-codes"), user_id.bytes + services.bare(code).encode(), hashlib.sha256)
