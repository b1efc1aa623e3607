"""The book of those that are asked, shared by all processes: whose turn it is, and who is left alone for a while.

A provider that failed ``PATIENCE`` calls in a row is left alone for a minute, then twice as long each time, up to an
hour. After such a pause one call goes out to see; others are refused until it is back.
"""

import datetime as dt

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.outside.errors import Limited, OutsideError, Unreachable
from fofal_server.outside.models import OutsideProvider
from fofal_server.outside.provider import Provider

PATIENCE = 3
PAUSE, LONGEST = dt.timedelta(minutes=1), dt.timedelta(hours=1)
FRESH = dt.timedelta(seconds=10)
"""How often a provider that goes on answering is stamped."""

_TURN = text("""
UPDATE outside_provider
SET turn_at = greatest(turn_at, clock_timestamp()) + make_interval(secs => :gap)
WHERE code = :code AND coalesce(turn_at, '-infinity') <= clock_timestamp() + make_interval(secs => :patience)
RETURNING extract(epoch FROM turn_at - make_interval(secs => :gap) - clock_timestamp())
""")
_WAIT = text("SELECT extract(epoch FROM turn_at - clock_timestamp()) FROM outside_provider WHERE code = :code")


def admit(pools: Pools, provider: Provider) -> float:
    """Seconds to wait for this call's turn; refused while the provider is left alone, or has too many turns waiting."""
    with transaction(pools.calls) as session:
        _refuse_closed(_row(session, provider.code), provider)
        return _turn(session, provider) if provider.per_second else 0.0


def _refuse_closed(row: OutsideProvider, provider: Provider) -> None:
    """After a pause the first one to come closes the door behind himself for as long as his call may take."""
    if row.closed_until is None:
        return
    left = row.closed_until - clock.now()
    if left > dt.timedelta():
        failing = row.failures >= PATIENCE
        raise Unreachable(host=provider.code) if failing else Limited(left.total_seconds(), provider=provider.code)
    row.closed_until = clock.now() + dt.timedelta(seconds=provider.timeout * provider.tries * 2)


def _turn(session: Session, provider: Provider) -> float:
    """Turns are given out in one row, so that all processes together keep to the rate."""
    asked = {"code": provider.code, "gap": 1 / (provider.per_second or 1), "patience": provider.timeout}
    wait = session.scalar(_TURN, asked)
    if wait is None:
        raise Limited(float(session.scalar(_WAIT, asked) or 1), provider=provider.code)
    return max(0.0, float(wait))


def note_answer(pools: Pools, provider: Provider) -> None:
    """It answered: whatever was wrong is over. Written down only where it says something new."""
    with transaction(pools.calls) as session:
        row = _row(session, provider.code)
        if row.failing_since or row.closed_until or not row.answered_at or clock.now() - row.answered_at > FRESH:
            row.answered_at, row.failures = clock.now(), 0
            row.failure = row.failing_since = row.closed_until = None


def note_failure(pools: Pools, provider: Provider, error: OutsideError) -> None:
    """It did not answer, or not as it should. A limit is obeyed and counts for no failure."""
    with transaction(pools.calls) as session:
        row = _row(session, provider.code)
        row.failed_at, row.failure = clock.now(), error.told()
        row.failing_since = row.failing_since or clock.now()
        if isinstance(error, Limited):
            row.closed_until = clock.now() + dt.timedelta(seconds=error.retry_after)
            return
        row.failures += 1
        if row.failures >= PATIENCE:
            row.closed_until = clock.now() + min(LONGEST, PAUSE * 2 ** min(row.failures - PATIENCE, 10))


def _row(session: Session, code: str) -> OutsideProvider:
    """Its row, locked; made where there is none yet."""
    query = scoped(SYSTEM, OutsideProvider).where(OutsideProvider.code == code).with_for_update(key_share=True)
    found: OutsideProvider | None = session.scalars(query).one_or_none()
    if found is None:
        session.execute(insert(OutsideProvider).values(code=code).on_conflict_do_nothing())
        found = session.scalars(query).one()
    return found
