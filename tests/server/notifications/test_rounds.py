"""A round: a look that fails or hangs is itself an alert and holds up nobody; absences of the service are incidents."""

import datetime as dt
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from sqlalchemy import delete, event

from fofal_server.auth.models import MaintenanceMode
from fofal_server.core import clock
from fofal_server.core.db import Pools, transaction
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.notifications import heartbeat, looking, settling
from fofal_server.notifications.looking import Look
from tests.server.notifications.conftest import NOON, Engine, Seeing, alerts, letters, steps

Making = Callable[..., Engine]
MINUTE, SECOND = dt.timedelta(minutes=1), dt.timedelta(seconds=1)


def test_a_watch_that_fails_is_an_alert_and_the_others_go_on(engine: Making, pools: Pools) -> None:
    broken, disk = Seeing("broken", ValueError("exprès")), Seeing("disk-low")
    disk.ill()
    running = engine(broken.watch(), disk.watch())
    assert {(one.code, one.subject) for one in running.at(NOON)} == {("watch-failed", "broken"), ("disk-low", "")}
    broken.well()
    assert {one.code: one.status.value for one in running.at(NOON + MINUTE)} == {
        "watch-failed": "resolved", "disk-low": "active",
    }  # fmt: skip


def test_what_cannot_be_looked_at_stays_as_it_was_believed(engine: Making, pools: Pools) -> None:
    disk = Seeing("disk-low")
    disk.ill()
    running = engine(disk.watch())
    running.at(NOON)
    disk.now = ValueError("exprès")
    assert {one.code: one.status.value for one in running.at(NOON + MINUTE)} == {
        "disk-low": "active", "watch-failed": "active",
    }  # fmt: skip


def test_a_look_that_hangs_is_told_and_holds_up_nobody(engine: Making, pools: Pools, monkeypatch: Any) -> None:
    monkeypatch.setattr(looking, "PATIENCE", 0.1)
    end = threading.Event()

    def hang(_: Pools) -> Iterable[Sighting]:
        end.wait(60)
        return [Sighting()]

    disk = Seeing("disk-low")
    disk.ill()
    running = engine(Watch("hanging", Severity.WARNING, hang, every=1.0), disk.watch())
    assert [one.code for one in running.at(NOON)] == ["disk-low"]
    assert sum(one.name == "watch-hanging" for one in threading.enumerate()) == 1
    found = running.at(NOON + 20 * SECOND)
    assert [(one.code, one.subject) for one in found] == [("disk-low", ""), ("watch-failed", "hanging")]
    assert sum(one.name == "watch-hanging" for one in threading.enumerate()) == 1
    end.set()
    for thread in threading.enumerate():
        if thread.name == "watch-hanging":
            thread.join(10)
    found = running.at(NOON + 30 * SECOND)
    assert [one.code for one in found if one.status == "active"] == ["disk-low", "hanging"]


def test_what_cannot_be_written_down_is_told_and_the_others_are_settled(engine: Making, pools: Pools) -> None:
    odd, disk, job = Seeing("odd"), Seeing("disk-low"), Seeing("job-failing")
    odd.ill(which="\x00")  # PostgreSQL stores no such character
    disk.ill()
    job.ill("mail", job="Courrier")
    running = engine(disk.watch(), odd.watch(), job.watch())
    found = {(one.code, one.subject) for one in running.at(NOON)}
    assert found == {("disk-low", ""), ("job-failing", "mail"), ("watch-failed", "odd")}
    odd.ill(which="1")
    found = {(one.code, one.subject) for one in running.at(NOON) if one.status == "active"}  # again at once
    assert found == {("disk-low", ""), ("job-failing", "mail"), ("odd", "")}


def test_many_watches_are_settled_by_as_many_questions_as_few(
    engine: Making, pools: Pools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "WAITS", 60.0)
    watches = [Seeing(f"disk-{number}") for number in range(20)]
    for one in watches:
        one.ill()
    costs = [_settled(engine(*(one.watch() for one in watches[:many])), pools) for many in (2, 20)]
    assert costs[0] == costs[1]


def _settled(running: Engine, pools: Pools) -> int:
    """How many statements a round takes in which nothing is new."""
    running.at(NOON)
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(pools.calls, "before_cursor_execute", note)
    running.at(NOON + 10 * SECOND)
    event.remove(pools.calls, "before_cursor_execute", note)
    return len(asked)


def test_what_is_seen_is_settled_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "WAITS", 60.0)
    looks = [Look(Seeing(f"disk-{number}").watch()) for number in range(60)]
    few, many = [Sighting()], [Sighting(str(number)) for number in range(300)]
    assert [len(part) for part in settling.gathered((one, few) for one in looks)] == [25, 25, 10]
    assert [len(part) for part in settling.gathered((one, many) for one in looks[:5])] == [2, 2, 1]
    monkeypatch.setattr(settling, "WAITS", -1.0)
    assert [len(part) for part in settling.gathered((one, few) for one in looks[:3])] == [1, 1, 1]


def beat(pools: Pools, moment: dt.datetime) -> None:
    with clock.frozen(moment):
        heartbeat.beat(pools)


def test_a_gap_of_the_beat_is_an_absence_of_exactly_that_time(engine: Making, pools: Pools, people: Any) -> None:
    engine().at(NOON)
    for seconds in (0, 15, 30, 90):
        beat(pools, NOON + seconds * SECOND)
    assert alerts(pools) == []
    beat(pools, NOON + 10 * MINUTE)
    [alert] = alerts(pools)
    assert (alert.code, alert.status, alert.since) == ("service-away", "resolved", NOON + 90 * SECOND)
    assert alert.resolved_at == NOON + 10 * MINUTE
    assert (steps(alert), letters(pools)) == (["opened", "told", "resolved"], [("alert", "administrator@exemple.cm")])
    beat(pools, NOON + 15 * MINUTE)
    assert len(alerts(pools)) == 2
    assert len(letters(pools)) == 1


def test_a_clock_that_was_set_back_is_no_absence(engine: Making, pools: Pools) -> None:
    engine().at(NOON)
    beat(pools, NOON)
    beat(pools, NOON - 60 * MINUTE)
    beat(pools, NOON - 59 * MINUTE)
    assert alerts(pools) == []


def test_an_absence_within_a_maintenance_was_planned(engine: Making, pools: Pools, people: Any) -> None:
    engine().at(NOON)
    beat(pools, NOON)
    with transaction(pools.calls) as session:
        session.add(MaintenanceMode(one=True, message="Disque", starts_at=NOON - MINUTE, begun_by="essai"))
    beat(pools, NOON + 30 * MINUTE)
    [alert] = alerts(pools)
    assert (alert.planned, letters(pools)) == (True, [])
    with transaction(pools.calls) as session:
        session.execute(delete(MaintenanceMode))
