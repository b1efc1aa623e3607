"""Which devices asked and what they run: written down at most once an hour each, and never beyond a bound.

Anybody may claim to be any device: a row says what was told, and nobody gains anything by it.
"""

import datetime as dt

from sqlalchemy import and_, delete, exists, func, literal, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.updates.models import Device
from fofal_server.updates.schemas import OfferQuery

MOST = 5_000
"""More than the company will ever have; beyond it those that are known go on being followed, and no others."""
SEEN_EVERY = dt.timedelta(hours=1)
FORGOTTEN_AFTER = dt.timedelta(days=365)
ONCE_FORGOTTEN_AFTER = dt.timedelta(days=30)
"""Of devices that asked once and never again, as those are that somebody made up."""

_TOLD = ("name", "platform", "channel", "version")


def remember(session: Session, asked: OfferQuery) -> None:
    """Write down what this device runs, in one statement."""
    now = clock.now()
    values = asked.model_dump() | {"first_seen": now, "last_seen": now}
    columns = [Device.__table__.c[name] for name in values]
    known = exists().where(Device.device == asked.device)
    room = scoped(SYSTEM, Device, func.count(Device.device)).scalar_subquery() < MOST
    row = insert(Device).from_select(
        [one.name for one in columns],
        select(*(literal(values[one.name], one.type) for one in columns)).where(or_(known, room)),
    )
    new = row.excluded
    otherwise = tuple_(*(getattr(Device, name) for name in _TOLD)) != tuple_(*(new[name] for name in _TOLD))
    session.execute(
        row.on_conflict_do_update(
            index_elements=["device"],
            set_={name: new[name] for name in (*_TOLD, "last_seen")},
            where=or_(otherwise, Device.last_seen < now - SEEN_EVERY),
        )
    )


def forget(session: Session) -> int:
    """Remove devices that have not asked for a year, or asked once a month ago; answers how many."""
    now = clock.now()
    once = and_(Device.first_seen == Device.last_seen, Device.last_seen < now - ONCE_FORGOTTEN_AFTER)
    old = or_(Device.last_seen < now - FORGOTTEN_AFTER, once)
    return len(session.scalars(delete(Device).where(old).returning(Device.device)).all())
