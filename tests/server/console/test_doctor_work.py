"""``doctor`` looks through the watches: what each of them sees is a finding with its remedy, once."""

from collections import Counter
from collections.abc import Callable

import pytest

from fofal_server.core import watches
from fofal_server.core.ids import new_id
from fofal_server.core.job_records import JobResult, JobStatus
from tests.server.console.typing_in import Terminal

Ask = Callable[..., list[tuple[object, ...]]]
JOB = "essai-du-docteur"


@pytest.fixture
def failing(ask: Ask) -> object:
    """A job that failed the last time, and is paused."""
    ask(
        "INSERT INTO scheduled_job (id, version, created_at, updated_at, code, name, rhythm, status, counts_from, last_result)"
        " VALUES (%s, 1, now(), now(), %s, 'Essai', 'chaque jour', %s, now(), %s)",
        str(new_id()), JOB, JobStatus.PAUSED.value, JobResult.FAILED.value,
    )  # fmt: skip
    yield
    ask("DELETE FROM scheduled_job WHERE code = %s", JOB)


def found(typed: Terminal, name: str) -> dict[str, object]:
    return next(one for one in typed("doctor", "--json").json["checks"] if one["name"] == name)


def test_a_job_that_failed_and_one_that_is_paused(typed: Terminal, failing: object) -> None:
    told = typed("doctor", "--json").json["checks"]
    ill = next(one for one in told if one["name"] == "job-failing")
    assert (ill["ok"], "Essai" in ill["found"], "jobs history" in ill["remedy"]) == (False, True, True)
    led = next(one for one in told if one["name"] == "scheduler")
    assert (led["ok"], led["warns"], JOB in led["found"]) == (True, True, True)


def test_a_maintenance_that_was_forgotten(typed: Terminal, ask: Ask) -> None:
    assert found(typed, "maintenance-overdue")["ok"] is True
    ask(
        "INSERT INTO auth_maintenance (one, message, starts_at, until, begun_by)"
        " VALUES (true, 'Disque', now() - interval '2 h', now() - interval '1 h', 'console')"
    )
    ill = found(typed, "maintenance-overdue")
    assert typed("maintenance", "off").code == 0
    assert (ill["ok"], "Disque" in str(ill["found"]), "maintenance off" in str(ill["remedy"])) == (False, True, True)


_BY_OTHER_NAMES = {"outbox-given-up", "audit-unsealed", "audit-broken"}
"""Of which a check of the books says more."""


def test_nothing_is_looked_for_twice(typed: Terminal) -> None:
    told = typed("doctor", "--json").json["checks"]
    assert [title for title, count in Counter(one["title"] for one in told).items() if count > 1] == []
    assert {one.code for one in watches.WATCHES} - _BY_OTHER_NAMES <= {one["name"] for one in told}
