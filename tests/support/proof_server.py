"""A server process with two jobs more: one leaves a mark for each run, one waits at a gate."""

import os

from sqlalchemy import text

from fofal_server import app
from fofal_server.console import serving
from fofal_server.core.db import Pools
from fofal_server.core.domain import Domain
from fofal_server.core.jobs import Job

EVERY = 8.0
MARK, WAITING = "proof-mark", "proof-waiting"
GATE = 0xF0FA77
TABLE = "CREATE TABLE proof_mark (pid integer NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp())"


def mark(pools: Pools) -> str:
    with pools.calls.begin() as connection:
        connection.execute(text("INSERT INTO proof_mark (pid) VALUES (:pid)"), {"pid": os.getpid()})
    return f"{os.getpid()}"


def wait(pools: Pools) -> str:
    """Ends when the test lets go of the gate."""
    with pools.reports.begin() as connection:
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:gate)"), {"gate": GATE})
    return "passé"


JOBS = (Job(MARK, EVERY, mark, told=True), Job(WAITING, 86400.0, wait))

if __name__ == "__main__":
    app.DOMAINS = (*app.DOMAINS, Domain("proof", icon="", jobs=JOBS))
    serving.main()
