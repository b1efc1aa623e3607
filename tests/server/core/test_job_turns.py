"""When the turn of a job is: the same moment for every process, by the rules of the company's zone."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from fofal_server.core import clock
from fofal_server.core.jobs import LATE, Job, owed

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def job(when: float | dt.time, **more: bool) -> Job:
    return Job("épreuve", when, lambda _: None, **more)


def test_a_daily_turn_is_told_in_the_companys_zone() -> None:
    nightly = job(dt.time(0, 30))  # 23:30 UTC of the day before in Douala
    assert nightly.slot(moment("2026-11-22 23:29")) == moment("2026-11-21 23:30")
    assert nightly.slot(moment("2026-11-22 23:30")) == moment("2026-11-22 23:30")
    assert nightly.next_slot(moment("2026-11-22 23:30")) == moment("2026-11-23 23:30")
    assert nightly.next_slot(moment("2026-11-22 23:29")) == moment("2026-11-22 23:30")


def test_where_clocks_are_changed_there_is_still_one_turn_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "COMPANY_ZONE", ZoneInfo("Europe/Paris"))
    for change in ("2026-03-29", "2026-10-25"):  # 02:30 is left out on the first, and comes twice on the second
        found, now = set(), moment(f"{change} 00:00") - DAY
        for _ in range(3 * 96):
            found.add(job(dt.time(2, 30)).slot(now))
            now += dt.timedelta(minutes=15)
        assert len(found) == 4  # the one of the day before, and one a day


def test_turns_of_an_interval_follow_each_other_without_gap() -> None:
    hourly, now = job(3600.0), moment("2026-11-22 10:20")
    slot = hourly.slot(now)
    assert slot <= now < slot + HOUR
    assert hourly.next_slot(now) == slot + HOUR
    assert hourly.slot(slot + HOUR) == slot + HOUR


def test_a_turn_is_owed_once_and_only_the_newest() -> None:
    hourly, now = job(3600.0), moment("2026-11-22 10:20")
    slot = hourly.slot(now)
    assert owed(hourly, now, slot - 9 * HOUR, slot - 9 * HOUR) == slot
    assert owed(hourly, now, slot - 9 * HOUR, slot) is None
    assert owed(hourly, now, slot, None) is None  # a job that was declared, or resumed, after its turn


def test_what_is_not_made_up_is_owed_for_a_moment_only() -> None:
    reminder = job(3600.0, made_up=False)
    slot = reminder.slot(moment("2026-11-22 10:20"))
    assert owed(reminder, slot + LATE, slot - DAY, None) == slot
    assert owed(reminder, slot + LATE + dt.timedelta(seconds=1), slot - DAY, None) is None


def test_frequent_jobs_have_no_row_a_run_unless_they_ask_for_it() -> None:
    assert [job(one).each_told for one in (1.0, 599.0, 600.0, dt.time(2))] == [False, False, True, True]
    assert job(1.0, told=True).each_told
