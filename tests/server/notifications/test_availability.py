"""Availability of a month: exactly the time of absences that nobody planned, within the time that was watched."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from fofal_server.core import clock
from fofal_server.core.db import Pools, transaction
from fofal_server.notifications import availability, heartbeat
from fofal_server.notifications.availability import Month
from tests.server.notifications.conftest import NOON, Engine, alerts

MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)
# In Douala, an hour ahead of UTC, November begins here.
NOVEMBER, DECEMBER = (dt.datetime(2026, month, day, 23, tzinfo=dt.UTC) for month, day in ((10, 31), (11, 30)))


@pytest.fixture
def beaten(engine: Callable[..., Engine], pools: Pools) -> Callable[[dt.datetime], None]:
    engine().at(NOON)

    def beat(moment: dt.datetime) -> None:
        with clock.frozen(moment):
            heartbeat.beat(pools)

    return beat


def months(pools: Pools, moment: dt.datetime, count: int = 3) -> list[Month]:
    with clock.frozen(moment), transaction(pools.calls) as session:
        return availability.of_months(session, count).months


def test_nothing_watched_is_nothing_said(pools: Pools) -> None:
    assert months(pools, NOON) == []


def test_a_whole_month_without_absence_is_whole(beaten: Any, pools: Pools) -> None:
    beaten(NOVEMBER)
    [found] = months(pools, NOVEMBER + 10 * HOUR)
    assert (found.month, found.share, found.watched_seconds, found.absences) == ("2026-11", "100.000", 36000, 0)


def test_an_absence_over_midnight_of_the_month_counts_in_both(beaten: Any, pools: Pools) -> None:
    beaten(NOVEMBER)
    with transaction(pools.calls) as session:
        session.get_one(heartbeat.Heartbeat, 1).at = DECEMBER - 43 * MINUTE
    beaten(DECEMBER + 60 * MINUTE)
    december, november = months(pools, DECEMBER + 100 * HOUR)
    assert (november.away_seconds, december.away_seconds) == (43 * 60, 60 * 60)
    assert (november.watched_seconds, november.absences) == (30 * 86400, 1)
    assert (november.share, december.share) == ("99.900", "99.000")
    assert november.target == "99.9"


def test_a_planned_absence_counts_neither_for_nor_against(beaten: Any, pools: Pools) -> None:
    beaten(NOVEMBER)
    beaten(NOVEMBER + 2 * HOUR)
    [alert] = alerts(pools)
    with transaction(pools.calls) as session:
        session.get_one(type(alert), alert.id).planned = True
    [found] = months(pools, NOVEMBER + 12 * HOUR)
    assert (found.share, found.watched_seconds, found.planned_seconds) == ("100.000", 36000, 7200)


def test_the_door_tells_it_to_who_may_read_it(api: Any) -> None:
    answer = api.get("/notifications/availability", params={"months": 2})
    assert answer.status_code == 200
    assert set(answer.json()) == {"since", "months"}
    assert api.get("/notifications/availability", params={"months": 0}).status_code == 422
