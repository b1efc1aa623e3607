"""Slow calls take every connection: whoever asks for something else is answered, or soon told when to come back."""

import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from fofal_server.cluster.url import connected
from tests.faults.conftest import Survived
from tests.faults.office import Office
from tests.support.metrics import summed
from tests.support.until import until

SLOW, SETTLED, SECONDS, TOLD_WITHIN = 40, 1.0, 10.0, 2.5
LOSSES = 2
MOVES, ITEMS = "/inventory/stock-moves?limit=1", "/inventory/items?limit=1"


def asked(office: Office, path: str) -> tuple[int, bool, float]:
    """Status (0: nobody answered), whether it is an answer or a 503 that names a pause, and the seconds that it took."""
    began = time.monotonic()
    try:
        office.call("GET", path, token=office.token)
        status, fair = 200, True
    except urllib.error.HTTPError as error:
        status, fair = error.code, error.code == 503 and "Retry-After" in error.headers
    except OSError:
        status, fair = 0, False
    return status, fair, time.monotonic() - began


def test_slow_calls_take_every_connection(office: Office, survived: Survived) -> None:
    """A locked table makes each call that reads it wait for its lock; exports have connections of their own."""
    over = threading.Event()

    def insist() -> None:
        while not over.is_set():
            status, _, _ = asked(office, MOVES)
            over.wait(0.0 if status == 200 else 0.2)

    innocent: list[tuple[int, bool, float]] = []
    with ThreadPoolExecutor(SLOW) as crowd:
        with connected(office.cluster.superuser_url) as connection, connection.cursor() as cursor:
            connection.autocommit = False
            cursor.execute("LOCK TABLE inventory_stock_move IN ACCESS EXCLUSIVE MODE")
            for _ in range(SLOW):
                crowd.submit(insist)
            over.wait(SETTLED)
            end = time.monotonic() + SECONDS
            while time.monotonic() < end:
                innocent.append(asked(office, ITEMS))
                over.wait(0.2)
            export = asked_for_file(office)
            connection.rollback()
        freed = time.monotonic()
        until(lambda: asked(office, ITEMS)[0] == 200, every=0.05)
        seconds = time.monotonic() - freed
        over.set()
    survived("toutes les connexions prises par des demandes lentes", lost=0, doubled=0, seconds=seconds)
    assert all(fair for _, fair, _ in innocent), innocent
    assert max(took for _, _, took in innocent) < TOLD_WITHIN, innocent
    assert export < TOLD_WITHIN


def asked_for_file(office: Office) -> float:
    """Seconds that an export takes meanwhile."""
    began = time.monotonic()
    answer = office.sent("GET", "/inventory/items/export?format=csv", None, office.token, {})
    assert answer.count(b"\n") > 1
    return time.monotonic() - began


def test_answers_of_the_database_that_never_come(office: Office, survived: Survived) -> None:
    """Threads wait on lines that look well; PostgreSQL waits for them, and hangs up on whoever says nothing."""
    with office.at_work(SLOW) as work:
        for _ in range(LOSSES):
            office.to_database.become("swallows")
            threading.Event().wait(1.0)
            office.to_database.become("well")
            work.wait_for_more(SLOW // 2)
    began = time.monotonic()
    until(lambda: taken(office) == 0)
    seconds = time.monotonic() - began
    lost, doubled = office.missing(work), office.doubled(work)
    survived("réponses de la base perdues pour tous", lost=lost, doubled=doubled, seconds=seconds)
    assert (lost, doubled, office.gaps(), work.refused, work.answers["500"]) == (0, 0, 0, [], 0), work.answers


def taken(office: Office) -> float:
    """How many connections are in use, though nobody works."""
    with urllib.request.urlopen(f"{office.url}/metrics", timeout=5) as answer:  # noqa: S310 - our own address
        return summed(answer.read().decode(), "fofal_pool_used", pool="calls")
