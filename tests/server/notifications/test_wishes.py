"""What a person wants to hear and when: at once, once a day, never at night; what waits leaves in one letter."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.actor import Actor
from fofal_server.core.db import Pools, transaction
from fofal_server.core.watch import Severity, Sighting
from fofal_server.mail.models import MailMessage
from fofal_server.notifications import letters as written
from fofal_server.notifications import rules, wishes
from fofal_server.notifications.models import AlertRule, Wish
from tests.server.notifications.conftest import NOON, Engine, Seeing, letters, steps
from tests.support.api import Api

Making = Callable[..., Engine]
ADMIN = "administrator@exemple.cm"
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)
NIGHT = NOON + 10 * HOUR
"""22:00 on the company's clock; noon is NOON."""


@pytest.fixture
def wish(pools: Pools, people: dict[str, Actor]) -> Callable[..., None]:
    """The administrator wishes something."""

    def say(**values: Any) -> None:
        with transaction(pools.calls) as session:
            found = wishes.of(session, [people["administrator"].user_id])  # type: ignore[list-item]  # a person has an id
            [mine] = found.values()
            for name, value in values.items():
                setattr(mine, name, value)
            session.add(mine)

    return say


def ill(*severities: Severity) -> Seeing:
    disk = Seeing("disk-low")
    disk.now = [Sighting(str(n), {"place": str(n)}, one) for n, one in enumerate(severities)]
    return disk


def mine(pools: Pools) -> list[str]:
    """Letters to the administrator; the owner, who is told next, wished nothing."""
    return [letter for letter, recipient in letters(pools) if recipient == ADMIN]


def body(pools: Pools) -> MailMessage:
    with transaction(pools.calls) as session:
        return session.query(MailMessage).filter_by(recipient=ADMIN).one()


def test_at_night_letters_wait_for_the_morning_and_come_as_one(
    engine: Making, pools: Pools, wish: Callable[..., None]
) -> None:
    wish(quiet_from=21, quiet_until=6)
    disk = ill(Severity.WARNING, Severity.WARNING)
    running = engine(disk.watch())
    found = running.at(NIGHT)
    assert [steps(one) for one in found] == [["opened", "told"]] * 2
    assert found[0].steps[-1].words == "écran, courriel attendu le 23/11/2026 06:00:00"
    disk.now = disk.now[1:]  # type: ignore[index]  # a list here
    running.at(NIGHT + HOUR)
    assert mine(pools) == []
    running.at(NIGHT + 8 * HOUR)
    assert mine(pools) == ["alert_digest"]
    told = body(pools).values
    assert (told["count"], "Résolue" in told["told"], "Active" in told["told"]) == ("2", True, True)
    engine(disk.watch()).at(NIGHT + 9 * HOUR)
    assert mine(pools) == ["alert_digest"]


@pytest.mark.parametrize(("urgent", "at_once"), [(True, True), (False, False)])
def test_what_is_critical_passes_the_night_unless_somebody_says_no(
    engine: Making, pools: Pools, wish: Callable[..., None], urgent: bool, at_once: bool
) -> None:
    wish(quiet_from=21, quiet_until=6, urgent=urgent)
    engine(ill(Severity.CRITICAL).watch()).at(NIGHT)
    assert mine(pools) == (["alert"] if at_once else [])


def test_a_day_in_one_letter(engine: Making, pools: Pools, wish: Callable[..., None]) -> None:
    wish(daily=True, daily_hour=7)
    running = engine(ill(Severity.WARNING, Severity.WARNING).watch())
    running.at(NOON)
    running.at(NOON + 18 * HOUR)
    assert "alert_digest" not in mine(pools)
    running.at(NOON + 19 * HOUR)
    assert "alert_digest" in mine(pools)


@pytest.mark.parametrize(("values", "severity", "written_to"), [
    ({"mailed": False}, Severity.CRITICAL, False), ({"mailed_from": Severity.CRITICAL}, Severity.WARNING, False),
    ({"mailed_from": Severity.CRITICAL}, Severity.CRITICAL, True), ({"mailed_from": Severity.INFO}, Severity.INFO, True),
    ({}, Severity.INFO, False),
])  # fmt: skip
def test_from_how_grave_on(
    engine: Making, pools: Pools, wish: Callable[..., None], values: Any, severity: Severity, written_to: bool
) -> None:
    wish(**values)
    [alert] = engine(ill(severity).watch()).at(NOON)
    assert mine(pools) == (["alert"] if written_to else [])
    assert steps(alert) == ["opened", "told"]


@pytest.mark.parametrize("values", [{"quiet_from": 21, "quiet_until": 6}, {"mailed": False}])
def test_a_rule_may_keep_its_own_silence(engine: Making, pools: Pools, people: Any, values: Any) -> None:
    engine(Seeing("disk-low").watch()).at(NOON)
    with transaction(pools.calls) as session:
        rule = rules.load(session)["disk-low"]
        for name, value in values.items():
            setattr(rule, name, value)
    [alert] = engine(ill(Severity.CRITICAL).watch()).at(NIGHT)
    assert (steps(alert), mine(pools)) == (["opened", "told"], [])


def at(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, 22, hour, minute, tzinfo=clock.COMPANY_ZONE)


@pytest.mark.parametrize(("now", "own", "rule", "daily", "leaves"), [
    (at(12), (None, None), (None, None), None, None),
    (at(22), (21, 6), (None, None), None, at(6) + dt.timedelta(days=1)),
    (at(5, 59), (21, 6), (None, None), None, at(6)),
    (at(6), (21, 6), (None, None), None, None),
    (at(12), (12, 14), (None, None), None, at(14)),
    (at(13), (12, 14), (14, 16), None, at(16)),
    (at(12), (None, None), (None, None), 7, at(7) + dt.timedelta(days=1)),
    (at(6), (None, None), (None, None), 7, at(7)),
    (at(12), (6, 8), (None, None), 7, at(8) + dt.timedelta(days=1)),
])  # fmt: skip
def test_the_hour_of_a_letter(now: dt.datetime, own: Any, rule: Any, daily: int | None, leaves: Any) -> None:
    mine = Wish(quiet_from=own[0], quiet_until=own[1], daily=daily is not None, daily_hour=daily or 0, urgent=True)
    with clock.frozen(now):
        found = wishes.leaves_at(mine, Severity.WARNING, AlertRule(quiet_from=rule[0], quiet_until=rule[1]))
    assert found == leaves


@pytest.mark.parametrize(("now", "leaves"), [
    (at(21, 14), None), (at(21, 15), at(5, 45) + dt.timedelta(days=1)), (at(0, 1), at(5, 45)), (at(5, 45), None),
])  # fmt: skip
def test_quiet_begins_and_ends_at_a_quarter_of_an_hour(now: dt.datetime, leaves: Any) -> None:
    quiet = {"quiet_from": 21, "quiet_from_minute": 15, "quiet_until": 5, "quiet_until_minute": 45}
    plain = {"daily": False, "daily_hour": 7, "urgent": True}
    with clock.frozen(now):
        assert wishes.leaves_at(Wish(**quiet, **plain), Severity.WARNING, None) == leaves
        assert wishes.leaves_at(Wish(**plain), Severity.CRITICAL, AlertRule(**quiet)) == leaves


def test_hours_that_leave_none_hold_a_letter_back_for_a_day_at_most() -> None:
    mine = Wish(quiet_from=0, quiet_until=12, daily=False, daily_hour=0, urgent=True)
    with clock.frozen(at(1)):
        found = wishes.leaves_at(mine, Severity.WARNING, AlertRule(quiet_from=12, quiet_until=0))
    assert found is not None
    assert found - at(1) <= dt.timedelta(days=2)


def test_what_breaks_in_between_is_told_neither_half_nor_twice(
    engine: Making, pools: Pools, wish: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    wish(daily=True, daily_hour=7)
    running = engine(ill(Severity.WARNING, Severity.WARNING).watch())
    running.at(NOON)

    def broken(session: Session) -> int:
        written_ = real(session)
        session.flush()
        raise RuntimeError(written_)

    real = written.send_held
    with monkeypatch.context() as patch:
        patch.setattr(written, "send_held", broken)
        with pytest.raises(RuntimeError):
            running.at(NOON + 20 * HOUR)
    assert "alert_digest" not in mine(pools)
    for hours in (21, 22):
        engine(ill(Severity.WARNING, Severity.WARNING).watch()).at(NOON + hours * HOUR)
    assert mine(pools).count("alert_digest") == 1


def test_my_wishes_are_mine(api: Api) -> None:
    me, other = api.as_user(), api.as_user()
    usual = me.get("/notifications/mine").json()
    assert (usual["mailed"], usual["mailed_from"], usual["daily"], usual["quiet_from"]) == (
        True,
        "warning",
        False,
        None,
    )
    said = me.patch("/notifications/mine", json={"quiet_from": 21, "quiet_until": 6, "shown_from": "critical"})
    assert said.status_code == 200, said.text
    again = me.patch("/notifications/mine", json={"daily": True}).json()
    assert (again["quiet_from"], again["shown_from"], again["daily"]) == (21, "critical", True)
    assert other.get("/notifications/mine").json() == usual
    for wrong in (
        {"quiet_from": 24},
        {"quiet_until": None},
        {"quiet_from": 6},
        {"daily": None},
        {"user_id": "x"},
        {"quiet_from_minute": 20},
        {"quiet_from": 5, "quiet_until": 5},
    ):
        assert me.patch("/notifications/mine", json=wrong).status_code == 422, wrong
    finer = me.patch("/notifications/mine", json={"quiet_until": 21, "quiet_until_minute": 30}).json()
    assert (finer["quiet_from_minute"], finer["quiet_until"], finer["quiet_until_minute"]) == (0, 21, 30)
    for one in (me, other):
        one.close()
