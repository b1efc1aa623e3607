"""Jobs from the API and the console: who may see them, what may be done, and that it is told."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fofal_server.app import jobs
from fofal_server.auth import rights, seed
from fofal_server.config import Settings
from fofal_server.core import job_ledger, registry
from fofal_server.core.actor import SYSTEM
from fofal_server.core.clock import COMPANY_ZONE
from fofal_server.core.errors import Conflict
from fofal_server.core.job_ledger import rhythm
from fofal_server.core.job_records import ScheduledJob
from fofal_server.core.jobs import Job
from fofal_server.core.texts import lookup
from fofal_server.ops.job_actions import run_now
from tests.server.console.typing_in import Terminal
from tests.support.api import Api, Json
from tests.support.until import until


def named(api: Api, code: str) -> Json:
    """The job, once the server leads and has declared it."""
    [found] = until(lambda: api.items("ops.jobs", f"code:eq:{code}"))
    return dict(found)


def rights_of(role: str) -> set[str]:
    return set(rights.expanded(seed.default_roles()[role].permissions, registry.permissions()))


def last_run(api: Api, job: Json) -> Json | None:
    found = api.items("ops.job-runs", f"job_id:eq:{job['id']}", "status:ne:running", sort="-started_at", limit=1)
    return found[0] if found else None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_job_has_a_name(language: str, tmp_path: Path) -> None:
    declared = jobs(Settings(data_dir=tmp_path))
    assert [one.name for one in declared if lookup(f"job.{one.name}", language) is None] == []
    assert len({one.name for one in declared}) == len(declared)
    assert {"chaque jour à 03:10", "toutes les 1 h", "toutes les 10 min", "toutes les 2 s"} <= {
        rhythm(one) for one in declared
    }


def test_jobs_are_for_administrators_only() -> None:
    wanted = {f"ops.jobs:{verb}" for verb in ("read", "run", "cancel", "pause", "resume")} | {"ops.job-runs:read"}
    assert wanted <= rights_of("administrator")
    for role in seed.default_roles().keys() - {"administrator"}:
        assert {one for one in rights_of(role) if one.startswith("ops.")} == set(), role


def test_a_run_by_hand_is_recorded_and_told_in_the_trail(api: Api) -> None:
    job = named(api, "forget-answers")
    assert (job["name"], job["status"]) == ("Réponses anciennes", "scheduled")
    assert job["next_at"]
    api.act("ops.jobs", job, "run")
    run = until(lambda: last_run(api, job))
    assert (run["status"], run["asked"], run["output"]) == ("done", True, "0 supprimés.")
    assert [one["action"] for one in api.get(f"/ops/jobs/{job['id']}/history").json()["items"]] == ["run"]
    assert api.patch(f"/ops/job-runs/{run['id']}", json={}, version=1).status_code == 405
    [told] = api.get("/search/titles", params={"record": f"ops.job-runs:{run['id']}"}).json()["items"]
    begun = datetime.fromisoformat(run["started_at"]).astimezone(COMPANY_ZONE)
    assert told["title"] == f"{begun:%d/%m/%Y %H:%M}", "a record named by a moment is called as people write it"


def test_a_run_asked_for_twice_is_refused(session: Session) -> None:
    """Here nobody leads who could take it meanwhile."""
    job_ledger.declare(session, [Job("proof-twice", 86400.0, lambda _: None)])
    job = session.scalars(select(ScheduledJob).where(ScheduledJob.code == "proof-twice")).one()
    run_now(session, SYSTEM, job, None)
    with pytest.raises(Conflict) as refused:
        run_now(session, SYSTEM, job, None)
    assert refused.value.code == "job_asked"


def test_a_paused_job_is_left_alone_but_for_a_run_by_hand(api: Api) -> None:
    job = api.act("ops.jobs", named(api, "sweep-attachments"), "pause")
    assert (job["status"], job["next_at"], job["allowed"]) == ("paused", None, ["run", "cancel", "resume"])
    api.act("ops.jobs", job, "run")
    until(lambda: last_run(api, job))
    job = api.read("ops.jobs", job["id"])
    assert (job["status"], job["next_at"]) == ("paused", None)
    api.act("ops.jobs", job, "resume")
    job = until(lambda: _due(api.read("ops.jobs", job["id"])))
    assert job["status"] == "scheduled"
    told = [one["action"] for one in api.get(f"/ops/jobs/{job['id']}/history").json()["items"]]
    assert told == ["resume", "run", "pause"]


def _due(job: Json) -> Json | None:
    return job if job["next_at"] else None


def test_without_the_right_there_is_nothing_to_see_or_do(api: Api) -> None:
    job = named(api, "outbox")
    reader = api.as_user("ops.jobs:read")
    assert reader.post(f"/ops/jobs/{job['id']}/pause", version=job["version"]).status_code == 403
    assert reader.get("/ops/job-runs").status_code == 403
    assert api.as_user("settings.sites:read").get("/ops/jobs").status_code == 403


def test_the_console_says_when_nobody_leads(typed: Terminal) -> None:
    assert typed("jobs", "list").code == 0
    assert typed("jobs", "history", "--json").json == []
    said = typed("jobs", "run", "outbox")
    assert said.code == 1
    assert "Aucun serveur ne mène les travaux" in said.err
    assert "jobs list" in typed("jobs", "pause", "rien").err


def test_the_console_lists_pauses_and_runs(typed: Terminal, leading: Callable[[], None]) -> None:
    leading()
    listed = {one["code"]: one for one in typed("jobs", "list", "--json").json}
    assert listed["forget-job-runs"]["rhythm"] == "chaque jour à 03:10"
    assert "Exécutions anciennes" in typed("jobs", "list").out
    paused = typed("jobs", "pause", "forget-job-runs", "--json").json
    assert paused["status"] == "paused"
    assert typed("jobs", "pause", "forget-job-runs").code == 1
    run = typed("jobs", "run", "forget-job-runs", "--wait", "--json")
    assert (run.code, run.json["status"], run.json["asked"], run.json["output"]) == (0, "done", True, "0 supprimés.")
    assert typed("jobs", "resume", "forget-job-runs").code == 0
    [last] = typed("jobs", "history", "forget-job-runs", "--json").json
    assert (last["job"], last["status"]) == ("forget-job-runs", "done")
    assert "0 supprimés." in typed("jobs", "history").out
    assert [one["action"] for one in typed("audit", "tail", "-n", "3", "--json").json] == ["pause", "run", "resume"]


def test_a_job_that_fails_fails_the_command_that_waits_for_it(typed: Terminal, leading: Callable[[], None]) -> None:
    leading()
    run = typed("jobs", "run", "proof-failing", "--wait")
    assert run.code == 1
    assert "ValueError: exprès" in run.out
    assert "mal finis la dernière fois : proof-failing" in typed("status").out
