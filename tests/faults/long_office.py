"""Faults that meet an office at work: whatever dies, freezes or is cut, what was acknowledged is there, once."""

import os
import signal
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fofal_server.cluster.url import connected
from tests.faults.bad_link import BadLink, Mood
from tests.faults.clerks import Work
from tests.faults.conftest import Survived
from tests.faults.office import CLERKS, Office
from tests.support.patience import PATIENCE
from tests.support.until import until

FROZEN = 8.0
CROWD = 200


@pytest.fixture(autouse=True)
def healed(office: Office) -> Iterator[None]:
    yield
    office.heal()


def endured(office: Office, survived: Survived, fault: str, harm: Callable[[], float], tries: int = 1) -> Work:
    """Do harm while people work; ``harm`` answers the moment from which all should come back by itself."""
    seconds = []
    with office.at_work() as work:
        for _ in range(tries):
            since = harm()
            seconds.append(work.wait_for_more(CLERKS) - since)
    office.heal()
    lost, doubled = office.missing(work), office.doubled(work)
    for number, second in enumerate(seconds):
        survived(fault, lost=0 if number else lost, doubled=0 if number else doubled, seconds=second)
    assert (lost, doubled, office.gaps(), work.refused, work.answers["500"]) == (0, 0, 0, [], 0), work.answers
    return work


def killed(*numbers: int) -> float:
    for number in numbers:
        os.kill(number, signal.SIGKILL)
    return time.monotonic()


def test_a_server_process_is_killed(office: Office, survived: Survived) -> None:
    def harm() -> float:
        until(lambda: len(office.servers()) == 2)
        return killed(office.servers()[0])

    endured(office, survived, "kill -9 d'un processus du serveur", harm, tries=4)


def test_all_server_processes_are_killed(office: Office, survived: Survived) -> None:
    until(lambda: len(office.servers()) == 2)
    endured(office, survived, "kill -9 de tout le serveur", lambda: killed(*office.servers()))


def test_postgresql_is_killed_in_the_middle_of_commits(office: Office, survived: Survived) -> None:
    endured(office, survived, "kill -9 de PostgreSQL", lambda: killed(office.postgresql()), tries=3)


def test_postgresql_is_stopped_and_comes_back(office: Office, survived: Survived) -> None:
    def harm() -> float:
        os.kill(office.postgresql(), signal.SIGINT)
        return time.monotonic()

    endured(office, survived, "PostgreSQL redémarré", harm)


def test_postgresql_freezes(office: Office, survived: Survived) -> None:
    """The process still answers that it lives; calls are told to come back instead of hanging."""

    def harm() -> float:
        leader = office.postgresql()
        frozen = [leader, *children(leader)]
        for number in frozen:
            os.kill(number, signal.SIGSTOP)
        began = time.monotonic()
        with urllib.request.urlopen(f"{office.url}/health/live", timeout=2) as alive:  # noqa: S310 - our own address
            assert alive.status == 200
        threading.Event().wait(FROZEN - (time.monotonic() - began))
        for number in frozen:
            os.kill(number, signal.SIGCONT)
        return time.monotonic()

    work = endured(office, survived, f"PostgreSQL gelé {FROZEN:.0f} s", harm)
    assert work.answers["503"] > 0


def children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(number) for number in listed.split()]


def test_a_table_is_locked(office: Office, survived: Survived) -> None:
    def harm() -> float:
        with connected(office.cluster.superuser_url) as connection:
            connection.autocommit = False
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE inventory_stock_move IN ACCESS EXCLUSIVE MODE")
                threading.Event().wait(FROZEN)
            connection.rollback()
        return time.monotonic()

    work = endured(office, survived, f"table verrouillée {FROZEN:.0f} s", harm)
    assert work.answers["503"] > 0


@pytest.mark.parametrize(
    ("link", "mood", "seconds", "fault"),
    [
        ("to_server", "late", 6.0, "réseau du poste : 300 ms de retard par sens"),
        ("to_server", "thin", 6.0, "réseau du poste : 3 ko/s"),
        ("to_server", "silent", FROZEN, "réseau du poste : muet, puis revenu"),
        ("to_server", "swallows", 6.0, "réseau du poste : réponses perdues"),
        ("to_server", "cuts", 6.0, "réseau du poste : coupé dans la réponse"),
        ("to_server", "refuses", 4.0, "réseau du poste : refusé"),
        ("to_database", "late", 6.0, "réseau de la base : 300 ms de retard par sens"),
        ("to_database", "silent", FROZEN, "réseau de la base : muet, puis revenu"),
        ("to_database", "swallows", 6.0, "réseau de la base : réponses perdues"),
        ("to_database", "cuts", 6.0, "réseau de la base : coupé dans la réponse"),
        ("to_database", "refuses", 6.0, "réseau de la base : refusé"),
    ],
)
def test_a_link_goes_bad(office: Office, survived: Survived, link: str, mood: Mood, seconds: float, fault: str) -> None:
    bad: BadLink = getattr(office, link)

    def harm() -> float:
        bad.become(mood)
        if mood == "refuses":
            bad.cut()
        threading.Event().wait(seconds)
        bad.become("well")
        return time.monotonic()

    endured(office, survived, fault, harm)


def test_two_hundred_come_back_at_once(office: Office, survived: Survived) -> None:
    """After a cut everybody knocks at the same moment; all are let in, nobody is told that something broke."""
    gate = threading.Barrier(CROWD)

    def knock(_: int) -> Counter[int]:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{office.to_server.port}/api/v1/changes",
            headers={"Authorization": f"Bearer {office.token}"},
        )
        seen: Counter[int] = Counter()
        gate.wait(PATIENCE)
        while not seen[200]:
            try:
                with urllib.request.urlopen(asked, timeout=5) as answer:  # noqa: S310 - our own address
                    seen[answer.status] += 1
            except urllib.error.HTTPError as error:
                seen[error.code] += 1
                threading.Event().wait(float(error.headers.get("Retry-After", 1)))
            except OSError:
                seen[0] += 1
                threading.Event().wait(0.2)
        return seen

    office.to_server.cut()
    with ThreadPoolExecutor(CROWD) as crowd:
        began = time.monotonic()
        seen = sum(crowd.map(knock, range(CROWD)), Counter())
    seconds = time.monotonic() - began
    survived("200 postes qui reviennent ensemble", lost=CROWD - seen[200], doubled=0, seconds=seconds)
    assert (seen[200], seen[500]) == (CROWD, 0), seen
