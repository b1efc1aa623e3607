"""Three minutes of faults in an order that nobody chose, under an office at work: what was acknowledged is there, once.

``FOFAL_FAULTS_SEED`` plays the same order again, ``FOFAL_FAULTS_MINUTES`` goes on for longer.
"""

import logging
import os
import random
import secrets
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from fofal_server.cluster.deaths import CALM_SECONDS
from fofal_server.console.supervision import TRIES
from tests.faults.bad_link import Mood
from tests.faults.conftest import Survived
from tests.faults.long_office import children, killed
from tests.faults.office import CLERKS, Office
from tests.support.until import until

MINUTES = float(os.environ.get("FOFAL_FAULTS_MINUTES", "3"))
MOODS: tuple[Mood, ...] = ("late", "thin", "silent", "swallows", "cuts", "refuses")
SHORTEST, LONGEST = 0.5, 6.0

Fault = Callable[[Office, random.Random], None]
log = logging.getLogger(__name__)


def one_dies(office: Office, chance: random.Random) -> None:
    killed(chance.choice(until(office.servers)))


def all_die(office: Office, _: random.Random) -> None:
    killed(*office.servers())


def postgresql_dies(office: Office, _: random.Random) -> None:
    killed(office.postgresql())


def one_freezes(office: Office, chance: random.Random) -> None:
    frozen(chance.choice(until(office.servers)), chance=chance)


def postgresql_freezes(office: Office, chance: random.Random) -> None:
    leader = office.postgresql()
    frozen(leader, *children(leader), chance=chance)


def line_to_the_desks(office: Office, chance: random.Random) -> None:
    with bad(office, "to_server", chance):
        pause(chance)


def line_to_the_database(office: Office, chance: random.Random) -> None:
    with bad(office, "to_database", chance):
        pause(chance)


def line_goes_bad_and_one_dies(office: Office, chance: random.Random) -> None:
    with bad(office, chance.choice(("to_server", "to_database")), chance):
        pause(chance)
        one_dies(office, chance)
        pause(chance)


KILLS: tuple[Fault, ...] = (one_dies, all_die, line_goes_bad_and_one_dies)
FAULTS: tuple[Fault, ...] = (
    one_dies, all_die, postgresql_dies, one_freezes, postgresql_freezes, line_to_the_desks, line_to_the_database,
    line_goes_bad_and_one_dies,
)  # fmt: skip


def chosen(chance: random.Random, kills: list[float]) -> Fault:
    """Any fault; not one more death of processes that have just come back so often that they would be given up."""
    fault, now = chance.choice(FAULTS), time.monotonic()
    if fault in KILLS:
        if sum(now - one < TRIES * CALM_SECONDS for one in kills) >= TRIES - 1:
            return line_to_the_desks
        kills.append(now)
    return fault


@contextmanager
def bad(office: Office, which: str, chance: random.Random) -> Iterator[None]:
    link, mood = getattr(office, which), chance.choice(MOODS)
    log.warning("%s: %s", which, mood)
    link.become(mood)
    if mood == "refuses":
        link.cut()
    yield
    link.become("well")


def frozen(*numbers: int, chance: random.Random) -> None:
    for number in numbers:
        os.kill(number, signal.SIGSTOP)
    pause(chance)
    for number in numbers:
        os.kill(number, signal.SIGCONT)


def pause(chance: random.Random) -> None:
    Event().wait(chance.uniform(SHORTEST, LONGEST))


def test_faults_in_an_order_that_nobody_chose(office: Office, survived: Survived) -> None:
    seed = os.environ.get("FOFAL_FAULTS_SEED") or secrets.token_hex(4)
    chance, seconds, kills = random.Random(seed), list[float](), list[float]()  # noqa: S311 - an order to be played again
    log.warning("FOFAL_FAULTS_SEED=%s", seed)
    end = time.monotonic() + MINUTES * 60
    with office.at_work() as work:
        while time.monotonic() < end:
            fault = chosen(chance, kills)
            log.warning("%s", fault.__name__)
            fault(office, chance)
            since = time.monotonic()
            seconds.append(work.wait_for_more(CLERKS) - since)
    office.heal()
    lost, doubled = office.missing(work), office.doubled(work)
    row = f"pannes au hasard, {MINUTES:g} minutes (graine {seed})"
    for number, second in enumerate(seconds):
        survived(row, lost=0 if number else lost, doubled=0 if number else doubled, seconds=second)
    told = f"seed {seed}, {len(seconds)} faults, {len(work.acknowledged)} acknowledged, {work.answers}"
    assert (lost, doubled, office.gaps(), work.refused, work.answers["500"]) == (0, 0, 0, [], 0), told
