"""Who keeps watch is frozen while people write: Patroni beside a primary that goes on, and etcd on every machine."""

import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.faults.conftest import Survived
from tests.faults.crowd import BY_ROOT, PEOPLE, Account, Person, accounted, office, writing
from tests.faults.outgrown import Outgrown
from tests.server.console.launched import Launched
from tests.support.until import until

BOUND, AWAY = 30.0, 30.0
"""Seconds: the longest that nothing may be confirmed, and for how long etcd is away."""

pytestmark = BY_ROOT


@dataclass(frozen=True)
class Office:
    """Each fault is over, and all is whole again, before its test ends."""

    stand: Outgrown
    servers: list[Launched]
    urls: list[str]


@pytest.fixture(scope="module")
def outgrown_office() -> Iterator[Office]:
    with office() as (stand, servers):
        yield Office(stand, servers, [one.told()["url"] for one in servers])


def held(found: Office, people: list[Person], mark: str, began: float, survived: Survived, fault: str) -> None:
    """Nothing was lost, doubled or refused, and nobody waited too long."""
    account, back = accounted(found.stand, people, mark), max(one.silence(began) for one in people)
    assert [one.refused for one in people] == [[]] * PEOPLE
    assert account == Account(0, 0, 0)
    assert back < BOUND
    survived(fault, lost=account.lost, doubled=account.doubled, seconds=back)


def test_patroni_is_frozen_beside_a_primary_that_goes_on(outgrown_office: Office, survived: Survived) -> None:
    """Its PostgreSQL takes itself for the primary all the while: HAProxy alone keeps everybody away from it."""
    stand = outgrown_office.stand
    with writing(stand, outgrown_office.servers, outgrown_office.urls, "GEL") as people:
        before = stand.primary()
        assert before is not None
        began = time.monotonic()
        assert before.send(signal.SIGSTOP, "patroni.yaml")
        try:
            until(lambda: all(one.is_back(began) for one in people))
            assert stand.primary() not in (before, None)
        finally:
            before.send(signal.SIGCONT, "patroni.yaml")
        until(stand.waits)  # it comes back as a replica, which is waited for
    held(outgrown_office, people, "GEL", began, survived, "Patroni de la base principale gelé")


def test_etcd_is_away_for_a_while(outgrown_office: Office, survived: Survived) -> None:
    """As long as all the machines answer each other, the primary may go on (``failsafe_mode``)."""
    stand = outgrown_office.stand
    with writing(stand, outgrown_office.servers, outgrown_office.urls, "ETCD") as people:
        before = stand.primary()
        began = time.monotonic()
        assert all(node.send(signal.SIGSTOP, "etcd") for node in stand.nodes)
        try:
            until(lambda: time.monotonic() > began + AWAY)
            written = sum(len(one.confirmed) for one in people)
        finally:
            for node in stand.nodes:
                node.send(signal.SIGCONT, "etcd")
        until(lambda: sum(len(one.confirmed) for one in people) > written and stand.waits())
        assert stand.primary() is before
    held(outgrown_office, people, "ETCD", began, survived, "etcd absent 30 s")
