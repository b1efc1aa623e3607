"""A database without a server, people to be told, and an engine whose watches see what the test says."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import selectinload

from fofal_server.auth import services
from fofal_server.config import Settings
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.db import Pools, open_pools, transaction
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.mail.models import MailMessage
from fofal_server.notifications.models import (
    Alert,
    AlertRecipient,
    AlertRule,
    AlertStep,
    Heartbeat,
    Held,
    Mailing,
    MailingRecipient,
    Wish,
)
from fofal_server.notifications.own_watches import WATCHES
from fofal_server.notifications.rounds import Rounds
from tests.support.api import code
from tests.support.databases import Database

NOON = dt.datetime(2026, 11, 22, 11, 0, tzinfo=dt.UTC)


@dataclass
class Seeing:
    """A watch in the hands of the test: ``now`` is what its next look sees, an exception is raised."""

    name: str
    now: list[Sighting] | Exception = field(default_factory=list)
    looks: int = 0

    def look(self, _pools: Pools) -> Iterable[Sighting]:
        self.looks += 1
        if isinstance(self.now, Exception):
            raise self.now
        return self.now

    def ill(self, subject: str = "", severity: Severity | None = None, **values: str) -> None:
        self.now = [Sighting(subject, values, severity)]

    def well(self) -> None:
        self.now = []

    def watch(self, *, severity: Severity = Severity.WARNING, holds: float = 0, lasting: bool = False) -> Watch:
        return Watch(self.name, severity, self.look, every=1.0, holds=holds, lasting=lasting)


class Engine(Rounds):
    """The engine with the watches of a test beside its own, and without the rules that a farm begins with."""

    usual = ()

    def __init__(self, folder: Path, pools: Pools, watches: Iterable[Watch]) -> None:
        super().__init__(Settings(data_dir=folder))
        self.pools, self._given = pools, [*WATCHES, *watches]

    @property
    def watches(self) -> list[Watch]:  # type: ignore[override]  # cached there
        return self._given

    def at(self, moment: dt.datetime) -> list[Alert]:
        """A round at this moment; answers all alerts as they stand after it."""
        with clock.frozen(moment):
            self.run(self.pools)
        return alerts(self.pools)


def alerts(pools: Pools) -> list[Alert]:
    with transaction(pools.calls) as session:
        query = scoped(SYSTEM, Alert).options(selectinload(Alert.steps)).order_by(Alert.created_at, Alert.id)
        return list(session.scalars(query))


def steps(alert: Alert) -> list[str]:
    return [step.what.value for step in alert.steps]


def letters(pools: Pools) -> list[tuple[str, str]]:
    """Letter and recipient of all that was promised."""
    with transaction(pools.calls) as session:
        found = session.scalars(scoped(SYSTEM, MailMessage).order_by(MailMessage.created_at, MailMessage.id))
        return [(one.letter, one.recipient) for one in found]


@pytest.fixture
def pools(database: Database) -> Iterator[Pools]:
    """A way to the database; neither alerts nor letters are there."""
    found = open_pools(database.app, size=3)
    with transaction(found.calls) as session:
        for model in (
            Held,
            Wish,
            AlertStep,
            Alert,
            AlertRecipient,
            AlertRule,
            MailingRecipient,
            Mailing,
            MailMessage,
            Heartbeat,
        ):
            session.execute(delete(model))
    yield found
    found.dispose()


@pytest.fixture
def engine(pools: Pools, tmp_path: Path) -> Callable[..., Engine]:
    """An engine that just started; another one is what a restart leaves."""
    return lambda *watches: Engine(tmp_path, pools, watches)


@pytest.fixture
def people(pools: Pools) -> Iterator[dict[str, Actor]]:
    """One administrator and one owner with addresses, for as long as the test lasts."""
    found = {}
    with transaction(pools.calls) as session:
        for role in ("administrator", "owner"):
            person = services.create_user(session, code("u").lower(), f"{role} (essai)", (role,))
            person.email = f"{role}@exemple.cm"
            found[role] = Actor(person.id, person.username, everything=True)
            session.add(person)
    yield found
    with transaction(pools.calls) as session:
        for actor in found.values():
            gone = session.get_one(services.User, actor.user_id)
            gone.active = False
