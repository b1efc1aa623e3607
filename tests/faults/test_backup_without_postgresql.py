"""PostgreSQL killed in the middle of a backup: the backup says so, what was acknowledged stays, all goes on by itself."""

import os
import secrets
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2

from fofal_server.cluster import orphan
from fofal_server.cluster.url import connected
from tests.faults.conftest import Company, Survived
from tests.faults.sets import Sets, lost, torn
from tests.support.patience import PATIENCE
from tests.support.until import until

NOW = ("-m", "fofal_server.console.main", "backup", "now")
WRITE = (
    "INSERT INTO parties_party (id, code, name, kind, payment_days, archived, version, created_at, updated_at)"
    " VALUES (gen_random_uuid(), %s, 'Essai', 'other', 0, false, 1, now(), now())"
)


@contextmanager
def somebody_writes(url: str, mark: str) -> Iterator[list[str]]:
    """Rows one by one until PostgreSQL is gone or the block ends; the codes that were acknowledged."""
    acknowledged, over = list[str](), threading.Event()

    def write() -> None:
        try:
            with connected(url) as connection, connection.cursor() as cursor:
                while not over.is_set():
                    code = f"{mark}-{len(acknowledged)}"
                    cursor.execute(WRITE, (code,))
                    acknowledged.append(code)
        except psycopg2.OperationalError:
            over.set()  # it was killed, as it had to be

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield acknowledged
    finally:
        over.set()
        writer.join()


def answers(url: str) -> bool:
    try:
        with connected(url):
            return True
    except psycopg2.OperationalError:
        return False


def kept(company: Company, mark: str) -> list[str]:
    with connected(company.cluster.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT code FROM parties_party WHERE code LIKE %s", (f"{mark}-%",))
        return [code for (code,) in cursor.fetchall()]


def killed_in(company: Company, before: Sets, survived: Survived, step: str) -> None:
    mark = f"E{secrets.token_hex(3)}"
    leader = orphan.leader_of(company.pgdata)
    assert leader is not None
    with somebody_writes(company.cluster.app_url, mark) as acknowledged:
        with company.started(*NOW) as child:
            assert child.stderr is not None
            until(lambda: step in child.stderr.readline(), every=0.001)
            os.kill(leader, signal.SIGKILL)
            began = time.monotonic()
            said = child.stderr.read()
            assert (child.wait(PATIENCE), "Traceback" in said, "PostgreSQL s'est arrêté" in said) == (1, False, True), (
                said
            )
        until(lambda: answers(company.cluster.superuser_url))
        back = time.monotonic() - began
    found = kept(company, mark)
    missing = set(acknowledged) - set(found)
    assert (len(acknowledged) > 0, missing, len(found) - len(set(found))) == (True, set(), 0)
    assert (lost(company.shelf, before), torn(company.shelf, before)) == (0, [])
    seconds = back + company.taken_again()
    assert company.left_over() == []
    survived("PostgreSQL tué pendant la sauvegarde", lost=len(missing), doubled=0, seconds=seconds)


def test_postgresql_is_killed_while_the_log_is_fetched(company: Company, before: Sets, survived: Survived) -> None:
    killed_in(company, before, survived, "Journal")
