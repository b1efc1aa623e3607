"""What is watched of the desktops: those that are too old for the server, behind the others, or not heard of any more.

Any device may have been made up by whoever asked, so that they are told of together and never one by one.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Row, Select
from sqlalchemy.orm import Session

from fofal_server.config import Settings
from fofal_server.contract.updates import rank
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.updates import shelf, staging
from fofal_server.updates.models import Device
from fofal_server.updates.shelf import Published

OBEYED, FOLLOWED, HEARD = dt.timedelta(days=2), dt.timedelta(days=14), dt.timedelta(days=30)
"""Who is below the minimum takes a version when he closes; whose turn it is says yes some day; holidays end."""
NAMED = 5
"""So many computers are called by their names; the rest are counted."""
Late = Callable[[Published, Session], str]
"""What the devices that are still used should have reached by now; empty where nothing is asked of them yet."""


def too_old(settings: Settings) -> Watch:
    """Below the minimum of what is offered, though it has been there for days."""

    def least(published: Published, _session: Session) -> str:
        return published.manifest.minimum if _offered_for(published) > OBEYED else ""

    return Watch("desktop-too-old", Severity.WARNING, lambda pools: _late(settings, pools, least), every=600.0)


def behind(settings: Settings) -> Watch:
    """Offered to everybody for weeks, and not taken."""

    def everybodys(published: Published, session: Session) -> str:
        given = _offered_for(published) > FOLLOWED and staging.percent_of(session, published.manifest) == 100
        return published.manifest.version if given else ""

    return Watch("desktop-behind", Severity.INFO, lambda pools: _late(settings, pools, everybodys), every=3600.0)


def unseen(pools: Pools) -> Iterator[Sighting]:
    """Heard of more than once, and then no more."""
    silent = Device.last_seen < clock.now() - HEARD, Device.last_seen > Device.first_seen
    with transaction(pools.reports) as session:
        rows = session.execute(_devices().where(*silent).order_by(Device.last_seen)).all()
    if rows:
        yield Sighting(values={"count": str(len(rows)), "names": _names(rows), "days": str(HEARD.days)})


def _devices() -> Select[tuple[str, str]]:
    return scoped(SYSTEM, Device, Device.name, Device.version)


def _late(settings: Settings, pools: Pools, wanted: Late) -> Iterator[Sighting]:
    with transaction(pools.reports) as session:
        for published in filter(None, (shelf.newest(settings.data_dir, one) for one in shelf.CHANNELS)):
            version = wanted(published, session)
            rows = _below(session, published.manifest.channel, version) if version else []
            if rows:
                told = {"count": str(len(rows)), "names": _names(rows), "version": version}
                yield Sighting(published.manifest.channel, told | {"channel": published.manifest.channel})


def _below(session: Session, channel: str, version: str) -> list[Row[tuple[str, str]]]:
    """Whoever is not seen any more is another matter."""
    used = Device.channel == channel, Device.last_seen > clock.now() - HEARD
    rows = session.execute(_devices().where(*used).order_by(Device.name)).all()
    return [one for one in rows if rank(one.version) < rank(version)]


def _offered_for(published: Published) -> dt.timedelta:
    """Since it was laid there; a version that is copied once more begins anew."""
    return clock.now() - dt.datetime.fromtimestamp(published.folder.stat().st_mtime, dt.UTC)


def _names(rows: Sequence[Row[tuple[str, str]]]) -> str:
    return ", ".join(f"{one.name} ({one.version})" for one in rows[:NAMED]) + (", …" if len(rows) > NAMED else "")


WATCHES = (too_old, behind, Watch("desktop-unseen", Severity.INFO, unseen, every=3600.0))
