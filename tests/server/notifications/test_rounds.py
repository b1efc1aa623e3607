"""A round: a look that fails or hangs is itself an alert and holds up nobody; absences of the service are incidents."""

import datetime as dt
import threading
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import delete

from fofal_server.auth.models import MaintenanceMode
from fofal_server.core import clock
from fofal_server.core.db import Pools, transaction
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.notifications import heartbeat, looking
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
