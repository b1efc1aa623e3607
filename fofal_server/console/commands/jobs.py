"""``fofal-server jobs``: what comes round by itself, how it went, and doing it now."""

import threading
from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

import typer
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fofal_server.console import desk, figures
from fofal_server.console.application import AsJson, group
from fofal_server.console.errors import Outcome, Refusal
from fofal_server.console.output import pairs, show, table
from fofal_server.core import crud
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.job_records import JobResult, JobRun, ScheduledJob
from fofal_server.core.plain import plain
from fofal_server.core.texts import text
from fofal_server.ops.job_resources import JOBS

Name = Annotated[str, typer.Argument(metavar="TRAVAIL", help="Le code du travail, comme « jobs list » le montre.")]
AnyName = Annotated[str, typer.Argument(metavar="TRAVAIL", help="De ce travail seulement.")]
Count = Annotated[int, typer.Option("-n", "--count", min=1, max=10_000, metavar="N", help="Combien d'exécutions.")]
Wait = Annotated[bool, typer.Option("--wait", help="Attend la fin ; code de sortie 1 si le travail échoue.")]

_PAUSE = 0.5
_CARD = ("code", "name", "rhythm", "status", "next_at", "last_at", "last_result", "running_since", "asked_at")
_RUN = ("slot", "asked", "status", "started_at", "ended_at", "process", "progress", "output")
_JOBS = {
    "code": "Code", "name": "Travail", "rhythm": "Rythme", "status": "État", "next_at": "Prochain (UTC)",
    "last_at": "Dernier (UTC)", "last_result": "Résultat",
}  # fmt: skip
_RUNS = {
    "job": "Travail", "slot": "Tour (UTC)", "asked": "À la main", "status": "Résultat", "started_at": "Début",
    "ended_at": "Fin", "progress": "Avancement", "output": "Ce qui en est dit",
}  # fmt: skip


def list_jobs(as_json: AsJson = False) -> None:
    """Montre chaque travail : son rythme, son état, son prochain tour et comment le dernier s'est passé."""
    told = desk.act(listed)
    show(told, as_json, table([worded(one) for one in told], _JOBS))


def run(name: Name, wait: Wait = False, as_json: AsJson = False) -> int:
    """Fait exécuter un travail maintenant, même en pause, par le serveur qui les mène. Refusé tant qu'il s'exécute."""
    with desk.at_work() as (_, engine):
        asked = desk.in_name(engine, lambda session: ask_for(session, name))
        told = _awaited(engine, asked) if wait else asked
    failed = told.get("status") in {JobResult.FAILED, JobResult.LOST, JobResult.CANCELLED}
    titles = {"job": "Travail", "status": "Résultat", "output": "Ce qui en est dit"} if wait else {"job": "Demandé"}
    show(told, as_json, pairs(worded(told), titles))
    return Outcome.TROUBLE if failed else Outcome.OK


def pause(name: Name, as_json: AsJson = False) -> None:
    """Met un travail en pause : il ne s'exécute plus de lui-même, même après un redémarrage."""
    _done(name, "pause", as_json)


def cancel(name: Name, as_json: AsJson = False) -> None:
    """Arrête en quelques secondes une sauvegarde ou un essai qui s'exécute ; rien n'en reste."""
    _done(name, "cancel", as_json)


def resume(name: Name, as_json: AsJson = False) -> None:
    """Laisse un travail en pause reprendre à son prochain tour."""
    _done(name, "resume", as_json)


def history(name: AnyName = "", count: Count = 20, as_json: AsJson = False) -> None:
    """Montre les dernières exécutions, la plus récente d'abord ; les travaux fréquents n'ont que leurs échecs."""

    def work(session: Session) -> list[dict[str, Any]]:
        found = scoped(SYSTEM, JobRun, JobRun, ScheduledJob.code).join(ScheduledJob, ScheduledJob.id == JobRun.job_id)
        if name:
            found = found.where(JobRun.job_id == _named(session, name).id)
        rows = session.execute(found.order_by(JobRun.started_at.desc(), JobRun.id.desc()).limit(count))
        return [{"job": code, **_card(one, _RUN)} for one, code in rows]

    told = desk.act(work)
    show(told, as_json, table([worded(one) for one in told], _RUNS))


def _done(name: str, action: str, as_json: bool) -> None:
    told = desk.act(lambda session: _card(act_on(session, name, action), _CARD))
    show(told, as_json, pairs(worded(told), _JOBS))


def listed(session: Session) -> list[dict[str, Any]]:
    """Every job as it stands."""
    return [_card(one, _CARD) for one in session.scalars(scoped(SYSTEM, ScheduledJob).order_by(ScheduledJob.code))]


def ask_for(session: Session, name: str) -> dict[str, Any]:
    """Have a job run now; refused while nobody leads the jobs."""
    if not figures.of_jobs(session)["scheduler"]:
        raise Refusal("Aucun serveur ne mène les travaux en ce moment. Démarrez-le : fofal-server serve")
    job = act_on(session, name, "run")
    return {"job": job.code, "id": str(job.id), "asked_at": plain(job.asked_at)}


def act_on(session: Session, name: str, action: str) -> ScheduledJob:
    """Do what may be done to a job (``run``, ``pause``, ``resume``, ``cancel``), as it is done from a desktop."""
    job = _named(session, name)
    deed = next(one for one in JOBS.actions if one.name == action)
    crud.act(session, JOBS, desk.CONSOLE, job.id, deed, None, job.version)
    return job


def _named(session: Session, name: str) -> ScheduledJob:
    found = session.scalar(scoped(SYSTEM, ScheduledJob).where(ScheduledJob.code == name))
    if not isinstance(found, ScheduledJob):
        raise Refusal(f"Aucun travail ne s'appelle « {name} ». Leurs codes : fofal-server jobs list")
    return found


def _awaited(engine: Engine, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The run that was asked for, once it has ended."""
    mine = JobRun.job_id == UUID(asked["id"]), JobRun.slot == asked["asked_at"], JobRun.ended_at.is_not(None)
    pause = threading.Event()
    while True:
        found = desk.in_name(engine, lambda session: session.scalar(scoped(SYSTEM, JobRun).where(*mine)))
        if found is not None:
            return {"job": asked["job"], **_card(found, _RUN)}
        pause.wait(_PAUSE)


def _card(record: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: plain(getattr(record, name)) for name in names}


def worded(told: Mapping[str, Any]) -> dict[str, Any]:
    """As a person reads it: words of the catalogue, moments to the second."""
    found = {key: value[:19] if key.endswith("_at") or key == "slot" else value for key, value in told.items() if value}
    words = {"status": "state", "last_result": "choice.JobResult"}
    found |= {key: text(f"{prefix}.{found[key]}") for key, prefix in words.items() if key in found}
    return {**dict.fromkeys(told), **found}


COMMAND = group(
    "jobs", {"list": list_jobs, "run": run, "cancel": cancel, "pause": pause, "resume": resume, "history": history}
)
