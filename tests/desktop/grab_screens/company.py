"""The demo company on a database of its own, with things that have gone wrong."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from fofal_server.auth import services
from fofal_server.config import Settings
from fofal_server.console import demo, seeding
from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.core.watch import Severity, Sighting
from fofal_server.notifications import incidents, rules
from fofal_server.notifications.incidents import Seen
from fofal_server.notifications.models import Mailing, MailingRecipient, Rhythm
from fofal_server.notifications.rounds import declared
from tests.support import schema
from tests.support.databases import Database, databases
from tests.support.servers import Server, serving

OWNER = "demo-owner"
"""Somebody who may open every screen."""


@contextmanager
def demo_server(folder: Path) -> Iterator[Server]:
    """The demo company on a database of its own."""
    with databases(folder / "postgres") as found, found.fresh(empty=True) as database:
        _fill(database)
        with serving(database, folder / "data") as running:
            yield running


def _fill(database: Database) -> None:
    schema.create(database.owner)
    seeding.seed(database.app)
    demo.load(database.app)
    engine = create_engine(database.app)
    with transaction(engine) as session:
        owner = services.create_user(session, OWNER, "Propriétaire (démo)", ("administrator", "owner"))
        session.add(_mailing(owner.id))
        _go_wrong(session)
    engine.dispose()


def _go_wrong(session: Session) -> None:
    """Three invented alerts, one of which came back and one of which is over."""
    rules.declare(session, declared(Settings()))
    known, disk = rules.load(session), Sighting("data", {"place": "données (démo)", "percent": "9"}, Severity.CRITICAL)
    full = Sighting("logs", {"place": "journaux (démo)", "percent": "4"})
    job = Sighting("mail", {"job": "Envoi du courrier (démo)"})
    disks: list[tuple[str, list[Sighting]]] = [("disk-low", [disk, full]), ("disk-low", [disk])]
    for code, sightings in (*disks, ("job-failing", [job]), ("job-failing", []), ("job-failing", [job])):
        incidents.settle(session, [(known[code], [Seen(one, clock.now()) for one in sightings])])


def _mailing(owner: UUID) -> Mailing:
    """A list that somebody gets each Monday."""
    return Mailing(
        name="Stock bas de la semaine (démo)", resource="inventory.stock-levels", rhythm=Rhythm.WEEKLY, day=1, hour=7,
        conditions=["state:in:alert|minimum|empty"], next_at=clock.now() + dt.timedelta(days=3), created_by=owner,
        recipients=[MailingRecipient(user_id=owner, position=0)],
    )  # fmt: skip
