"""Counting failed sign-ins, so that guessing becomes slow; unknown names are counted exactly like known ones.

An attempt is counted before its password is looked at and forgiven when it was right: a hundred attempts at once
count a hundred. The first five are answered 401, from then on each costs a growing wait.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from sqlalchemy import ColumnElement, case, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from fofal_server.auth.keys import Keys
from fofal_server.auth.models import Failure
from fofal_server.core import clock
from fofal_server.core.models import fold

FREE = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN = timedelta(hours=1)


@dataclass(frozen=True)
class Place:
    """Where an attempt belongs: the hashed name and the address."""

    name_hash: bytes
    address: str


def place_of(session: Session, keys: Keys, username: str, address: str | None) -> Place:
    """The place of a name as PostgreSQL folds it, so that ``Zoé`` and ``zoe`` are counted together."""
    folded = str(session.scalar(select(fold(username))))
    return Place(hmac.digest(keys.derived("failures"), folded.encode(), hashlib.sha256), (address or "")[:64])


def wait_after(count: int) -> timedelta:
    """How long nobody is heard after this many failures: 30 s, doubling to a quarter of an hour."""
    if count < FREE:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(max(count - FREE - 1, 0), 10)), LONGEST_WAIT)


def count(session: Session, place: Place) -> tuple[int, int]:
    """Count an attempt. Answers its number, and the seconds to wait when it may not be looked at (else 0)."""
    now = clock.now()
    number = case((Failure.last_at < now - FORGOTTEN, 1), else_=Failure.count + 1)
    fresh = insert(Failure).values(name_hash=place.name_hash, address=place.address, count=1, last_at=now)
    counted = fresh.on_conflict_do_update(index_elements=["name_hash", "address"], set_={"count": number})
    so_far, last_at = session.execute(counted.returning(Failure.count, Failure.last_at)).one()
    session.execute(update(Failure).where(*_at(place)).values(last_at=now))
    locked = last_at + wait_after(so_far - 1) > now
    return so_far, seconds(wait_after(so_far)) if locked else 0


def take_back(session: Session, place: Place) -> None:
    """One attempt less, and no more: for a right password whose code is still to come, which is no failure.

    Forgiving here would let somebody who knows the password guess codes without end.
    """
    session.execute(update(Failure).where(*_at(place), Failure.count > 0).values(count=Failure.count - 1))


def forgive(session: Session, place: Place) -> None:
    """The password was right: start again from nothing."""
    session.execute(delete(Failure).where(*_at(place)))


def seconds(wait: timedelta) -> int:
    """Whole ones, rounded up: who waits so long has waited enough."""
    return ceil(wait.total_seconds())


def _at(place: Place) -> tuple[ColumnElement[bool], ...]:
    return Failure.name_hash == place.name_hash, Failure.address == place.address
