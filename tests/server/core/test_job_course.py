"""A run at work: it tells how far it is, a person ends it, and what the end of a server cut off is made up."""

import threading

import pytest

from fofal_server.core import clock, course, job_ledger
from fofal_server.core.course import Course, Cut
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job
from tests.server.core.test_scheduler import _looked_twice, ask, asleep, pools, runs, scheduling
from tests.support.patience import PATIENCE
from tests.support.until import until

__all__ = ["pools"]  # a fixture of this module too

HOUR = 3600.0


class Heedful:
    """A job that works until it is told to end, and ends well from its ``well``-th run on."""

    def __init__(self, well: int = 1000) -> None:
        self.begun, self.well = threading.Semaphore(0), well
        self.count = 0

    def __call__(self, _: Pools) -> str:
        self.count += 1
        self.begun.release()
        at_work = course.current()
        at_work.tell("La moitié : 50 %")
        if self.count >= self.well:
            return "fini"
        assert at_work.ending.wait(PATIENCE)
        raise Cut


def test_a_run_tells_how_far_it_is_and_a_person_ends_it(pools: Pools) -> None:
    work = Heedful()
    job = Job("épreuve", HOUR, work, again=2)
    asleep(pools, job)
    with scheduling(pools, job) as running:
        until(lambda: ask(pools, "SELECT 1 FROM job_run WHERE progress = 'La moitié : 50 %'"))
        ask(pools, "UPDATE scheduled_job SET cancel_at = now()")
        [(status, _, output)] = until(lambda: runs(pools))
        _looked_twice(pools, running)
    assert (status, output, work.count) == ("cancelled", "Arrêté par quelqu'un.", 1)
    assert ask(pools, "SELECT cancel_at, running_since, last_result FROM scheduled_job") == [(None, None, "cancelled")]
    assert ask(pools, "SELECT progress FROM job_run") == [(None,)]


def test_a_run_that_the_end_of_the_server_cuts_is_made_up_at_its_next_start(pools: Pools) -> None:
    work = Heedful(well=2)
    job = Job("épreuve", HOUR, work, again=2)
    asleep(pools, job)
    with scheduling(pools, job):
        assert work.begun.acquire(timeout=PATIENCE)
    assert runs(pools) == [("lost", False, "Interrompu par l'arrêt du serveur.")]
    with scheduling(pools, job) as again:
        until(lambda: len(runs(pools)) > 1)
        _looked_twice(pools, again)
    assert [(status, output) for status, _, output in runs(pools)][1:] == [("done", "fini")]
    assert work.count == 2


def test_what_is_lost_again_and_again_is_made_up_so_often_and_no_more(pools: Pools) -> None:
    work = Heedful()
    job = Job("épreuve", HOUR, work, again=2)
    asleep(pools, job)
    for _ in range(3):
        with scheduling(pools, job):
            assert work.begun.acquire(timeout=PATIENCE)
    with scheduling(pools, job) as last:
        _looked_twice(pools, last)
    assert (work.count, [status for status, _, _ in runs(pools)]) == (3, ["lost"] * 3)


@pytest.mark.parametrize("again", [0, 1])
def test_a_run_whose_process_died_is_made_up_only_where_the_job_says_so(pools: Pools, again: int) -> None:
    work = Heedful(well=1)
    job = Job("épreuve", HOUR, work, again=again)
    asleep(pools, job)
    with transaction(pools.calls) as session:
        assert job_ledger.begin(session, job, job.slot(clock.now()), "ailleurs:1", asked=False)
    ask(pools, "UPDATE job_run SET alive_at = alive_at - interval '1 hour'")
    with scheduling(pools, job) as running:
        until(lambda: len(runs(pools)) > again)
        _looked_twice(pools, running)
    assert (work.count, len(runs(pools))) == (again, again + 1)


def test_outside_of_a_run_nobody_listens() -> None:
    course.current().tell("rien")
    assert course.current().progress is None
    with course.followed(Course()):
        course.current().tell("a\x00" * 300)
        assert course.current().progress == "a" * 200
