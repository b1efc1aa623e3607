"""A leader that freezes, and one that dies at work; half a minute each, collected by ``python3 run.py faults`` only."""

import os
import signal
import time

from sqlalchemy import text

from tests.server.jobs.test_take_over import BOUND, LEADS, Stand, api, log, stand
from tests.support.api import Api
from tests.support.proof_server import GATE, WAITING
from tests.support.until import until

__all__ = ["api", "stand"]  # fixtures of this module too


def test_a_frozen_leader_loses_the_lead_and_does_nothing_twice_when_it_wakes(stand: Stand) -> None:
    stand.more_slots(1)
    frozen = stand.leader()
    seconds = stand.taken_over(lambda pid: os.kill(pid, signal.SIGSTOP))
    log.warning("taken over after (s): %s", seconds)
    assert seconds < BOUND
    stand.more_slots(1)
    assert stand.leader() != frozen
    os.kill(frozen, signal.SIGCONT)
    stand.more_slots(2)
    assert len(stand.ask(LEADS)) == 1
    [(doubled,)] = stand.ask(
        "SELECT count(*) FROM (SELECT slot FROM job_run GROUP BY job_id, slot HAVING count(*) > 1) d"
    )
    [(marks,)] = stand.ask("SELECT count(*) FROM proof_mark")
    assert (doubled, marks) == (0, sum(status == "done" for _, status in stand.slots()))


def test_run_now_reaches_the_leader_and_is_lost_with_it(stand: Stand, api: Api) -> None:
    stand.more_slots(1)
    [job] = api.items("ops.jobs", f"code:eq:{WAITING}")
    with stand.engine.begin() as gate:
        gate.execute(text(f"SELECT pg_advisory_xact_lock({GATE})"))
        asked = time.monotonic()
        api.act("ops.jobs", job, "run")
        [run] = until(lambda: api.items("ops.job-runs", f"job_id:eq:{job['id']}"))
        reached = time.monotonic() - asked
        log.warning("begun after (s): %s", reached)
        assert reached < 5
        assert (run["status"], run["asked"]) == ("running", True)
        again = api.post(f"/ops/jobs/{job['id']}/run", version=api.read("ops.jobs", job["id"])["version"])
        assert (again.status_code, again.json()["code"]) == (409, "job_running")
        killed = time.monotonic()
        stand.kill(stand.leader())
        until(lambda: api.items("ops.job-runs", f"job_id:eq:{job['id']}", "status:eq:lost"))
        lost = time.monotonic() - killed
        log.warning("lost after (s): %s", lost)
        assert lost < BOUND
    job = api.read("ops.jobs", job["id"])
    assert (job["last_result"], job["running_since"]) == ("lost", None)
    api.act("ops.jobs", job, "run")
    [run] = until(lambda: api.items("ops.job-runs", f"job_id:eq:{job['id']}", "status:eq:done"))
    assert run["output"] == "passé"
