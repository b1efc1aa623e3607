"""The alert engine is killed while it opens alerts: what was told is told once, and what was not is told afterwards."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from fofal_server.auth import services
from fofal_server.auth.models import Role
from fofal_server.core.db import Pools, open_pools, transaction
from fofal_server.core.watch import Severity
from fofal_server.notifications.models import AlertRecipient, AlertRule, AlertSource
from fofal_server.parties.models import Party, PartyKind
from tests.faults.conftest import Survived
from tests.support.databases import Database
from tests.support.until import until

RULES, RECORDS, PEOPLE = 12, 8, 2
ALL = RULES * RECORDS
KILLS = (1, 17, 40, 63, 88)
"""Killed as soon as so many alerts are seen to be there."""


@pytest.fixture
def pools(database: Database) -> Iterator[Pools]:
    found = open_pools(database.app, size=3)
    yield found
    found.dispose()


def farm(pools: Pools) -> None:
    """Rules that find the same records, and people who are to be told of each."""
    with transaction(pools.calls) as session:
        role = Role(code="veille", name="Veille (démo)", permissions=["parties.parties:read"])
        session.add(role)
        session.flush()
        for number in range(PEOPLE):
            services.create_user(
                session, f"veille-{number}", "Veilleur (démo)", ("veille",)
            ).email = f"v{number}@exemple.cm"
        for number in range(RECORDS):
            session.add(Party(code=f"CLI-{number}", name="Client (démo)", kind=PartyKind.CUSTOMER))
        for number in range(RULES):
            session.add(AlertRule(
                code=f"rule-{number}", name=f"Règle {number}", source=AlertSource.RULE, usual=Severity.WARNING,
                resource="parties.parties", conditions=["code:startswith:CLI-"], holds_seconds=0, returns_minutes=30,
                recipients=[AlertRecipient(position=0, level=1, role_id=role.id)],
            ))  # fmt: skip


def counted(pools: Pools, question: str) -> Any:
    with pools.calls.connect() as connection:
        return connection.execute(text(question)).all()


@contextmanager
def ringing(database: Database, folder: Path) -> Iterator[Callable[[], None]]:
    """The engine at work; what is handed out kills it."""
    with subprocess.Popen([sys.executable, "-m", "tests.faults.bell", database.app, str(folder)]) as child:
        try:
            yield child.kill
        finally:
            child.kill()


def test_what_was_told_before_a_kill_is_not_told_again(
    pools: Pools, database: Database, tmp_path: Path, survived: Survived
) -> None:
    farm(pools)
    there = "SELECT count(*) FROM notifications_alert WHERE source = 'rule'"
    for wanted in KILLS:
        with ringing(database, tmp_path) as kill:
            until(lambda wanted=wanted: counted(pools, there)[0][0] >= wanted)  # type: ignore[misc]  # a lambda with a default
            kill()
    began = time.monotonic()
    with ringing(database, tmp_path):
        until(lambda: counted(pools, there)[0][0] == ALL and not counted(pools, "SELECT 1 FROM notifications_held"))
    alerts = counted(
        pools, "SELECT code, subject, count(*) FROM notifications_alert WHERE source = 'rule' GROUP BY 1, 2"
    )
    told = counted(
        pools, "SELECT alert_id, user_id, count(*) FROM notifications_step WHERE what = 'told' GROUP BY 1, 2"
    )
    mailed = """
        SELECT recipient, sum(coalesce((values ->> 'count')::int, 1)) FROM mail_message
        WHERE letter IN ('alert', 'alert_digest') GROUP BY 1
    """
    letters = dict(map(tuple, counted(pools, mailed)))
    assert (len(alerts), {count for *_, count in alerts}) == (ALL, {1})
    assert (len(told), {count for *_, count in told}) == (ALL * PEOPLE, {1})
    assert letters == {f"v{number}@exemple.cm": ALL for number in range(PEOPLE)}
    survived("moteur d'alertes tué", lost=0, doubled=0, seconds=time.monotonic() - began)
