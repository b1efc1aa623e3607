"""Watches that come with the program see what they are for, and nothing where all is well."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import delete, text

from fofal_server.config import Settings
from fofal_server.core import clock, job_ledger, outbox, seal, watches
from fofal_server.core.audit import tell
from fofal_server.core.db import Pools, transaction
from fofal_server.core.job_ledger import Outcome
from fofal_server.core.job_records import JobResult
from fofal_server.core.jobs import Job
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.mail import watches as mail_watches
from fofal_server.mail.models import MailMessage, MailState
from fofal_server.mail.services import post
from fofal_server.ops import records
from fofal_server.ops import watches as ops_watches
from fofal_server.ops.drill import Proof, Report
from tests.server.console.test_doctor_backups import a_set


class Usage(NamedTuple):
    """What the system says of a disk."""

    total: int
    used: int
    free: int


@pytest.fixture(autouse=True)
def _beside_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FOFAL_BACKUP_DIR", "FOFAL_BACKUP_COPY_DIR"):
        monkeypatch.delenv(name, raising=False)


def saw(watch: Watch, pools: Pools, after: dt.timedelta = dt.timedelta()) -> list[Sighting]:
    assert watch.look is not None
    with clock.frozen(clock.now() + after):
        return list(watch.look(pools))


def hours(count: int) -> dt.timedelta:
    return dt.timedelta(hours=count)


@pytest.fixture
def job(pools: Pools) -> Any:
    """Says how the last run of a job ended."""

    def ended(name: str, result: JobResult) -> None:
        one = Job(name, 86400.0, lambda _: None, told=True)
        with transaction(pools.calls) as session:
            job_ledger.declare(session, [one])
            job_ledger.stamp(session, one, Outcome(result, None, clock.now()))

    return ended


def test_a_set_or_the_installation_without_one_older_than_a_day_is_seen(tmp_path: Path, pools: Pools, job: Any) -> None:
    watch = ops_watches.backup_old(Settings(data_dir=tmp_path))
    job("backup", JobResult.DONE)
    assert saw(watch, pools, hours(25)) == []
    assert len(saw(watch, pools, hours(27))) == 1
    a_set(tmp_path, 1)
    assert saw(watch, pools, hours(24)) == []
    assert len(saw(watch, pools, hours(26))) == 1


def test_a_drill_that_failed_or_is_old_is_seen(tmp_path: Path, pools: Pools) -> None:
    settings = Settings(data_dir=tmp_path)
    failed, old = ops_watches.drill_failed(settings), ops_watches.drill_old(settings)
    assert saw(failed, pools) == saw(old, pools) == []
    a_set(tmp_path, 27)
    assert len(saw(old, pools)) == 1
    for proved in (True, False):
        records.keep(tmp_path, Report("20261122T010000Z-abcd", clock.now(), 1.0, [Proof("rows", proved, "…")]))
        assert saw(old, pools) == []
        assert [one.values["failed"] for one in saw(failed, pools)] == ([] if proved else ["Lignes de chaque table"])
    assert len(saw(old, pools, hours(27))) == 1
    assert failed.lasting
    assert old.lasting


def test_a_log_that_does_not_follow_is_seen_once_there_is_a_set(tmp_path: Path, pools: Pools, job: Any) -> None:
    watch, minutes = ops_watches.log_behind(Settings(data_dir=tmp_path)), dt.timedelta(minutes=1)
    job("backup-log", JobResult.DONE)
    assert saw(watch, pools, 6 * minutes) == []
    a_set(tmp_path, 1)
    assert saw(watch, pools, 4 * minutes) == []
    assert len(saw(watch, pools, 6 * minutes)) == 1
    job("backup-log", JobResult.FAILED)
    assert len(saw(watch, pools)) == 1


@pytest.mark.parametrize(
    ("free", "severity"), [(21, None), (19, Severity.WARNING), (11, Severity.WARNING), (9, Severity.CRITICAL)]
)
def test_little_room_is_seen_by_how_little_it_is(
    tmp_path: Path, pools: Pools, monkeypatch: pytest.MonkeyPatch, free: int, severity: Severity | None
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1000, 1000 - 10 * free, 10 * free))
    found = saw(ops_watches.disk_low(Settings(data_dir=tmp_path)), pools)
    assert [(one.subject, one.severity) for one in found] == ([("data", severity)] if severity else [])


def test_a_job_that_failed_or_was_lost_is_seen(pools: Pools, job: Any) -> None:
    [watch] = [one for one in watches.WATCHES if one.code == "job-failing"]
    for result, count in ((JobResult.DONE, 0), (JobResult.FAILED, 1), (JobResult.LOST, 1), (JobResult.DONE, 0)):
        job("outbox", result)
        assert len([one for one in saw(watch, pools) if one.subject == "outbox"]) == count


def test_what_was_given_up_is_seen(pools: Pools) -> None:
    [watch] = [one for one in watches.WATCHES if one.code == "outbox-given-up"]
    assert saw(watch, pools) == []
    with transaction(pools.calls) as session:
        outbox.put(session, "rien", {})
        session.execute(text("UPDATE outbox_message SET next_at = NULL"))
    assert [one.values["count"] for one in saw(watch, pools)] == ["1"]
    with transaction(pools.calls) as session:
        session.execute(delete(outbox.OutboxMessage))


def test_mail_that_waits_or_was_given_up_is_seen(pools: Pools) -> None:
    lost, stuck = mail_watches.WATCHES
    values = {"username": "essai", "full_name": "Essai", "when": "hier"}
    with transaction(pools.calls) as session:
        post(session, "password_changed", "zoe@exemple.cm", language="fr", values=values)
    assert saw(stuck, pools, dt.timedelta(minutes=14)) == saw(lost, pools) == []
    assert len(saw(stuck, pools, dt.timedelta(minutes=16))) == 1
    with transaction(pools.calls) as session:
        session.query(MailMessage).update({"status": MailState.GIVEN_UP})
    assert saw(stuck, pools, dt.timedelta(minutes=16)) == []
    assert len(saw(lost, pools)) == 1
    assert saw(lost, pools, hours(25)) == []


def test_a_trail_that_waits_for_its_seal_or_is_broken_is_seen(pools: Pools, database: Any) -> None:
    by_code = {one.code: one for one in watches.WATCHES}
    with transaction(pools.calls) as session:
        seal.seal(session)  # what other tests left in this trail may be minutes old
        tell(session, "export", "settings.sites")
    later = dt.timedelta(minutes=3)
    assert saw(by_code["audit-unsealed"], pools) == []
    assert len(saw(by_code["audit-unsealed"], pools, later)) == 1
    with transaction(pools.calls) as session:
        seal.seal(session)
    assert saw(by_code["audit-unsealed"], pools, later) == []
    assert saw(by_code["audit-broken"], pools) == []


def test_connections_are_seen_when_they_are_nearly_used_up(pools: Pools, monkeypatch: pytest.MonkeyPatch) -> None:
    [watch] = [one for one in watches.WATCHES if one.code == "connections-full"]
    assert saw(watch, pools) == []
    monkeypatch.setattr(watches, "FULL", 0.0001)
    [found] = saw(watch, pools)
    assert 0 < int(found.values["used"]) < int(found.values["most"])
