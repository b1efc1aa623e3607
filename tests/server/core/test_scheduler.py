"""A scheduler on a real database: what is made up, what is written down, and what is left alone."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import text

from fofal_server.core import clock, job_ledger, scheduler
from fofal_server.core.db import Pools, open_pools, transaction
from fofal_server.core.jobs import Job
from fofal_server.core.scheduler import LOCK, Scheduler
from tests.support.databases import Database
from tests.support.patience import PATIENCE
from tests.support.until import until

HOUR, OFTEN = 3600.0, 0.1
"""Seconds between two turns; those of ``OFTEN`` come several times between two looks."""
LEADS = f"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = {LOCK} AND granted"


@pytest.fixture
def pools(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pools]:
    """A database without jobs; who leads them looks and tries more often, so that less has to be waited for."""
    monkeypatch.setattr(scheduler, "SECONDS_BETWEEN_LOOKS", 0.25)
    monkeypatch.setattr(scheduler, "SECONDS_BETWEEN_TRIES", 0.25)
    found = open_pools(database.app, pool_timeout=PATIENCE)
    ask(found, "DELETE FROM job_run")
    ask(found, "DELETE FROM scheduled_job")
    yield found
    found.dispose()


@contextmanager
def scheduling(pools: Pools, *jobs: Job) -> Iterator[Scheduler]:
    """A scheduler that leads, for the length of the block."""
    found = Scheduler(pools, jobs)
    found.start()
    try:
        assert found.leading.wait(PATIENCE)
        yield found
    finally:
        found.stop()
        assert not found.alive


def ask(pools: Pools, query: str, **values: Any) -> list[tuple[Any, ...]]:
    with pools.calls.begin() as connection:
        done = connection.execute(text(query), values)
        return [tuple(row) for row in done] if done.returns_rows else []


def runs(pools: Pools) -> list[tuple[Any, ...]]:
    return ask(pools, "SELECT status, asked, output FROM job_run WHERE status <> 'running' ORDER BY started_at")


def several(pools: Pools) -> list[tuple[Any, ...]] | None:
    """The runs that have ended, once there are two."""
    found = runs(pools)
    return found if len(found) > 1 else None


def asleep(pools: Pools, job: Job, hours: int = 9) -> None:
    """As if nothing had run for hours: the job is long known, its last turn was then."""
    with transaction(pools.calls) as session:
        job_ledger.declare(session, [job])
    then = clock.now() - dt.timedelta(hours=hours)
    ask(
        pools,
        "UPDATE scheduled_job SET counts_from = :since, last_slot = :slot WHERE code = :code",
        since=then - dt.timedelta(days=1), slot=job.slot(then), code=job.name,
    )  # fmt: skip


def counting(done: list[int], output: str | None = None) -> Callable[[Pools], str | None]:
    def run(_: Pools) -> str | None:
        done.append(1)
        return output

    return run


def test_of_nine_missed_turns_one_is_made_up(pools: Pools) -> None:
    done: list[int] = []
    job = Job("épreuve", HOUR, counting(done, "3 supprimés."))
    asleep(pools, job)
    with scheduling(pools, job):
        assert until(lambda: runs(pools)) == [("done", False, "3 supprimés.")]
    with scheduling(pools, job) as again:
        _looked_twice(pools, again)
    assert done == [1]
    [(slot,)] = ask(pools, "SELECT slot FROM job_run")
    assert slot == job.slot(slot)


def test_a_reminder_that_was_missed_is_not_made_up(pools: Pools) -> None:
    done: list[int] = []
    an_hour_ago = (clock.now() - dt.timedelta(hours=1)).astimezone(clock.COMPANY_ZONE).time()
    job = Job("épreuve", an_hour_ago, counting(done), made_up=False)
    asleep(pools, job)
    with scheduling(pools, job) as running:
        _looked_twice(pools, running)
    assert done == []


def test_a_machine_that_slept_under_a_living_leader_makes_up_once(pools: Pools) -> None:
    done: list[int] = []
    job = Job("épreuve", HOUR, counting(done))
    with scheduling(pools, job) as running:
        _looked_twice(pools, running)
        assert done == []
        asleep(pools, job)
        until(lambda: runs(pools))
        _looked_twice(pools, running)
    assert done == [1]


def test_a_failure_is_told_and_the_next_turn_comes(pools: Pools) -> None:
    def fail(_: Pools) -> None:
        raise ValueError("le disque est plein\x00")

    with scheduling(pools, Job("épreuve", OFTEN, fail, told=True)):
        found = until(lambda: several(pools))
    assert found[0] == ("failed", False, "ValueError: le disque est plein")
    assert ask(pools, "SELECT last_result, running_since FROM scheduled_job") == [("failed", None)]


def test_a_frequent_job_tells_its_failures_and_their_end_only(pools: Pools) -> None:
    broken, turns = threading.Event(), list[int]()

    def run(_: Pools) -> None:
        turns.append(1)
        if broken.is_set():
            raise ValueError("hors d'atteinte")

    with scheduling(pools, Job("épreuve", 0.1, run)):
        until(lambda: len(turns) > 5)
        assert ask(pools, "SELECT last_result FROM scheduled_job") == [("done",)]
        assert runs(pools) == []
        broken.set()
        until(lambda: runs(pools))
        seen = len(turns)
        until(lambda: len(turns) > seen + 5)
        broken.clear()
        told = until(lambda: several(pools))
    assert told[0] == ("failed", False, "ValueError: hors d'atteinte")
    assert told[1][0] == "done"
    assert told[1][2].startswith("De nouveau en ordre, après ")
    assert len(told) == 2


def test_a_job_longer_than_its_turn_is_not_started_twice(pools: Pools) -> None:
    gate, inside, most = threading.Event(), list[int](), list[int]()

    def run(_: Pools) -> None:
        inside.append(1)
        most.append(len(inside))
        gate.wait(PATIENCE)
        inside.pop()

    with scheduling(pools, Job("épreuve", OFTEN, run, told=True)) as running:
        until(lambda: inside)
        _looked_twice(pools, running)
        assert ask(pools, "SELECT count(*) FROM job_run") == [(1,)]
        gate.set()
        until(lambda: several(pools))
    assert max(most) == 1


def test_a_pause_holds_for_rare_and_frequent_jobs_and_over_a_restart(pools: Pools) -> None:
    rare, frequent = list[int](), list[int]()
    jobs = (Job("rare", OFTEN, counting(rare), told=True), Job("fréquent", 0.1, counting(frequent)))
    with scheduling(pools, *jobs) as running:
        until(lambda: rare and frequent)
        ask(pools, "UPDATE scheduled_job SET status = 'paused'")
        _looked_twice(pools, running)
        until(lambda: ask(pools, "SELECT 1 FROM scheduled_job HAVING bool_and(running_since IS NULL)"))
        before = (len(rare), len(frequent))
        _looked_twice(pools, running)
    asleep(pools, jobs[0])
    with scheduling(pools, *jobs) as running:
        _looked_twice(pools, running)
    assert (len(rare), len(frequent)) == before
    assert ask(pools, "SELECT count(*) FROM scheduled_job WHERE next_at IS NULL") == [(2,)]


def test_a_run_that_nobody_speaks_for_is_lost_and_its_turn_stays_taken(pools: Pools) -> None:
    done: list[int] = []
    job = Job("épreuve", HOUR, counting(done))
    asleep(pools, job)
    slot = job.slot(clock.now())
    with transaction(pools.calls) as session:
        assert job_ledger.begin(session, job, slot, "ailleurs:1", asked=False)
    ask(pools, "UPDATE job_run SET alive_at = alive_at - interval '1 hour'")
    with scheduling(pools, job) as running:
        [(status, _, output)] = until(lambda: runs(pools))
        _looked_twice(pools, running)
    assert status == "lost"
    assert output.startswith("Le processus")
    assert done == []
    assert ask(pools, "SELECT running_since, last_result FROM scheduled_job") == [(None, "lost")]


def test_a_run_that_somebody_speaks_for_is_left_alone(pools: Pools) -> None:
    done: list[int] = []
    job = Job("épreuve", OFTEN, counting(done), told=True)
    with transaction(pools.calls) as session:
        job_ledger.declare(session, [job])
        assert job_ledger.begin(session, job, clock.now(), "ailleurs:1", asked=False)
    with scheduling(pools, job) as running:
        _looked_twice(pools, running)
    assert (done, runs(pools)) == ([], [])


def test_a_leader_whose_connection_is_ended_leads_again_and_keeps_its_run(pools: Pools) -> None:
    gate, begun = threading.Event(), list[int]()

    def run(_: Pools) -> str:
        begun.append(1)
        gate.wait(PATIENCE)
        return "fini"

    job = Job("épreuve", HOUR, run)
    asleep(pools, job)
    with scheduling(pools, job) as running:
        until(lambda: begun)
        before = ask(pools, LEADS)
        assert ask(pools, "SELECT pg_terminate_backend(:pid)", pid=before[0][0]) == [(True,)]
        until(lambda: [row for row in ask(pools, LEADS) if row not in before])
        assert running.leading.wait(PATIENCE)
        _looked_twice(pools, running)
        gate.set()
        assert until(lambda: runs(pools)) == [("done", False, "fini")]
    assert begun == [1]


def test_an_orderly_end_waits_for_what_is_at_work_and_keeps_the_lead_meanwhile(pools: Pools) -> None:
    gate, begun = threading.Event(), threading.Event()

    def run(_: Pools) -> None:
        begun.set()
        gate.wait(PATIENCE)

    job = Job("épreuve", HOUR, run)
    asleep(pools, job)
    with scheduling(pools, job) as running:
        assert begun.wait(PATIENCE)
        ending = threading.Thread(target=running.stop)
        ending.start()
        until(lambda: not running.leading.is_set())
        assert len(ask(pools, LEADS)) == 1
        gate.set()
        ending.join(PATIENCE)
    assert [status for status, _, _ in runs(pools)] == ["done"]


def test_old_runs_are_forgotten(pools: Pools) -> None:
    with scheduling(pools, Job("épreuve", OFTEN, counting([]), told=True)):
        until(lambda: several(pools))
    ask(
        pools,
        "UPDATE job_run SET ended_at = ended_at - interval '91 days' WHERE id = (SELECT min(id::text)::uuid FROM job_run)",
    )
    [(before,)] = ask(pools, "SELECT count(*) FROM job_run")
    with transaction(pools.calls) as session:
        assert job_ledger.forget_old(session) == 1
    assert ask(pools, "SELECT count(*) FROM job_run") == [(before - 1,)]


def test_a_job_that_a_version_does_not_have_is_retired_and_comes_back(pools: Pools) -> None:
    old, new = Job("ancien", HOUR, counting([])), Job("nouveau", HOUR, counting([]))
    for declared, wanted in (([old], {"ancien": "scheduled"}), ([new], {"ancien": "retired", "nouveau": "scheduled"}), ([old, new], {"ancien": "scheduled", "nouveau": "scheduled"})):  # fmt: skip
        with transaction(pools.calls) as session:
            job_ledger.declare(session, declared)
        assert dict(ask(pools, "SELECT code, status FROM scheduled_job")) == wanted


def _looked_twice(pools: Pools, running: Scheduler) -> None:
    """The leader has looked at everything again, from beginning to end."""
    before = running.looks
    until(lambda: running.looks > before + 1)
