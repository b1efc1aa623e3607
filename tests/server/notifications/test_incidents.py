"""The life of an alert: opened once, told level by level, taken in hand, over by itself or by a person's word."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from fofal_server.core import clock, crud
from fofal_server.core.actor import Actor
from fofal_server.core.audit import Who
from fofal_server.core.db import Pools, transaction
from fofal_server.core.watch import Severity, Sighting
from fofal_server.notifications import rules
from fofal_server.notifications.models import Alert
from fofal_server.notifications.resources import ALERTS
from fofal_server.notifications.schemas import Remark
from tests.server.notifications.conftest import NOON, Engine, Seeing, alerts, letters, steps

Making = Callable[..., Engine]
People = dict[str, Actor]
MINUTE, SECOND = dt.timedelta(minutes=1), dt.timedelta(seconds=1)
FIRST, SECOND_LEVEL = ("alert", "administrator@exemple.cm"), ("alert", "owner@exemple.cm")


def act(pools: Pools, actor: Actor, alert: Alert, name: str, moment: dt.datetime, body: Any = None) -> Alert:
    action = next(one for one in ALERTS.actions if one.name == name)
    with clock.frozen(moment), transaction(pools.calls) as session:
        session.info["who"] = Who(actor)
        crud.act(session, ALERTS, actor, alert.id, action, body, alert.version)
    return next(one for one in alerts(pools) if one.id == alert.id)


def test_a_trouble_opens_one_alert_and_one_letter_however_often_it_is_seen(
    engine: Making, pools: Pools, people: People
) -> None:
    disk = Seeing("disk-low")
    running = engine(disk.watch())
    assert running.at(NOON - SECOND) == []
    disk.ill("/données", free="18 %")
    for round_ in range(5):
        [alert] = running.at(NOON + round_ * 10 * SECOND)
    assert (alert.status, alert.subject, alert.severity, alert.since) == ("active", "/données", "warning", NOON)
    assert steps(alert) == ["opened", "told"]
    assert alert.steps[1].user_id == people["administrator"].user_id
    assert letters(pools) == [FIRST]
    assert disk.looks == 6


def test_a_restart_opens_and_tells_nothing_anew(engine: Making, pools: Pools, people: People) -> None:
    disk = Seeing("disk-low")
    disk.ill()
    engine(disk.watch(holds=0)).at(NOON)
    [alert] = engine(disk.watch()).at(NOON + MINUTE)
    assert (steps(alert), letters(pools)) == (["opened", "told"], [FIRST])


def test_a_restart_does_not_take_what_still_has_to_hold_for_gone(engine: Making, pools: Pools, people: People) -> None:
    disk = Seeing("disk-low")
    disk.ill()
    running = engine(disk.watch(holds=30))
    assert running.at(NOON) == []
    assert running.at(NOON + 29 * SECOND) == []
    [alert] = running.at(NOON + 30 * SECOND)
    assert alert.since == NOON
    [alert] = engine(disk.watch(holds=30)).at(NOON + MINUTE)
    assert alert.status == "active"


def test_what_does_not_hold_is_told_to_nobody(engine: Making, pools: Pools) -> None:
    disk = Seeing("disk-low")
    running = engine(disk.watch(holds=30))
    for round_ in range(6):
        disk.ill() if round_ % 2 else disk.well()
        assert running.at(NOON + round_ * 20 * SECOND) == []


def test_without_an_answer_the_next_level_is_told_once(engine: Making, pools: Pools, people: People) -> None:
    disk = Seeing("disk-low")
    disk.ill()
    running = engine(disk.watch())
    running.at(NOON)
    [alert] = running.at(NOON + 14 * MINUTE)
    assert (alert.level, letters(pools)) == (1, [FIRST])
    [alert] = running.at(NOON + 15 * MINUTE)
    assert (alert.level, alert.escalate_at, letters(pools)) == (2, None, [FIRST, SECOND_LEVEL])
    [alert] = running.at(NOON + 300 * MINUTE)
    assert steps(alert) == ["opened", "told", "escalated", "told"]
    assert letters(pools) == [FIRST, SECOND_LEVEL]


def test_who_takes_it_in_hand_stops_the_escalation(engine: Making, pools: Pools, people: People) -> None:
    disk = Seeing("disk-low")
    disk.ill()
    running = engine(disk.watch())
    [alert] = running.at(NOON)
    alert = act(pools, people["administrator"], alert, "acknowledge", NOON + MINUTE)
    assert (alert.status, alert.acknowledged_by) == ("acknowledged", people["administrator"].user_id)
    [alert] = running.at(NOON + 60 * MINUTE)
    assert (alert.status, letters(pools)) == ("acknowledged", [FIRST])


def test_it_is_over_by_itself_and_the_end_is_told_once_it_does_not_come_back(
    engine: Making, pools: Pools, people: People
) -> None:
    disk = Seeing("disk-low")
    disk.ill()
    running = engine(disk.watch())
    running.at(NOON)
    disk.well()
    [alert] = running.at(NOON + 5 * MINUTE)
    assert (alert.status, alert.resolved_at, letters(pools)) == ("resolved", NOON + 5 * MINUTE, [FIRST])
    for minutes in (36, 37, 90):
        running.at(NOON + minutes * MINUTE)
    assert letters(pools) == [FIRST, ("alert_over", "administrator@exemple.cm")]


def test_a_hundred_flaps_are_one_incident_with_few_letters(engine: Making, pools: Pools, people: People) -> None:
    disk = Seeing("disk-low")
    running = engine(disk.watch())
    for flap in range(100):
        disk.ill()
        running.at(NOON + flap * 4 * MINUTE)
        disk.well()
        running.at(NOON + (flap * 4 + 2) * MINUTE)
    [alert] = running.at(NOON + 500 * MINUTE)
    assert (alert.returns, alert.status, alert.since) == (99, "resolved", NOON)
    assert len(alert.steps) < 20
    ends = [("alert_over", f"{one}@exemple.cm") for one in ("administrator", "owner")]
    assert sorted(letters(pools)) == sorted([FIRST, SECOND_LEVEL, *ends])


def test_coming_back_is_no_letter_of_its_own(engine: Making, pools: Pools, people: People) -> None:
    disk = Seeing("disk-low")
    running = engine(disk.watch())
    for minutes in range(10):
        disk.well() if minutes % 2 else disk.ill()
        [alert] = running.at(NOON + minutes * MINUTE)
    assert (alert.returns, alert.level, letters(pools)) == (4, 1, [FIRST])


def test_what_comes_back_later_is_another_alert(engine: Making, pools: Pools, people: People) -> None:
    disk = Seeing("disk-low")
    running = engine(disk.watch())
    for minutes, ill in ((0, True), (1, False), (32, True)):
        disk.ill() if ill else disk.well()
        found = running.at(NOON + minutes * MINUTE)
    assert [one.status for one in found] == ["resolved", "active"]


def test_who_had_it_in_hand_still_has_when_it_comes_back(engine: Making, pools: Pools, people: People) -> None:
    disk = Seeing("disk-low")
    disk.ill()
    running = engine(disk.watch())
    [alert] = running.at(NOON)
    act(pools, people["administrator"], alert, "acknowledge", NOON + MINUTE)
    disk.well()
    running.at(NOON + 2 * MINUTE)
    disk.ill()
    [alert] = running.at(NOON + 3 * MINUTE)
    assert (alert.status, alert.returns, alert.resolved_at) == ("acknowledged", 1, None)


def test_graver_is_told_anew_and_lighter_is_not(engine: Making, pools: Pools, people: People) -> None:
    disk = Seeing("disk-low")
    disk.ill(severity=Severity.WARNING)
    running = engine(disk.watch())
    [alert] = running.at(NOON)
    act(pools, people["administrator"], alert, "acknowledge", NOON + MINUTE)
    for minutes, severity in ((2, Severity.CRITICAL), (3, Severity.WARNING), (4, Severity.CRITICAL)):
        disk.ill(severity=severity)
        [alert] = running.at(NOON + minutes * MINUTE)
    assert (alert.status, alert.severity, alert.acknowledged_by) == ("active", "critical", None)
    assert (steps(alert).count("worsened"), letters(pools)) == (1, [FIRST, FIRST])


def test_a_lasting_one_waits_for_a_person(engine: Making, pools: Pools, people: People) -> None:
    drill = Seeing("drill-failed")
    drill.ill(set="20261122")
    running = engine(drill.watch(lasting=True))
    running.at(NOON)
    drill.well()
    [alert] = running.at(NOON + 60 * MINUTE)
    assert alert.status == "active"
    alert = act(pools, people["owner"], alert, "resolve", NOON + 61 * MINUTE, Remark(words="Disque changé"))
    assert (alert.status, alert.steps[-1].words) == ("resolved", "Disque changé")
    assert len(running.at(NOON + 62 * MINUTE)) == 1


@pytest.mark.parametrize("lasting", [True, False])
def test_a_persons_word_holds_until_it_is_gone_or_graver(
    engine: Making, pools: Pools, people: People, lasting: bool
) -> None:
    trouble = Seeing("trouble")
    trouble.ill(which="1")
    running = engine(trouble.watch(lasting=lasting))
    [alert] = running.at(NOON)
    act(pools, people["owner"], alert, "resolve", NOON + MINUTE)
    for minutes in (2, 120, 600):
        [alert] = running.at(NOON + minutes * MINUTE)
        assert alert.status == "resolved"
    trouble.ill(severity=Severity.CRITICAL, which="1")
    assert [one.status for one in running.at(NOON + 601 * MINUTE)] == ["resolved", "active"]


def test_the_next_failure_of_a_lasting_one_is_another(engine: Making, pools: Pools, people: People) -> None:
    drill = Seeing("drill-failed")
    drill.ill(set="20261122")
    running = engine(drill.watch(lasting=True))
    [alert] = running.at(NOON)
    act(pools, people["owner"], alert, "resolve", NOON + MINUTE)
    drill.ill(set="20261123")
    assert [one.status for one in running.at(NOON + 24 * 60 * MINUTE)] == ["resolved", "active"]


def test_two_subjects_are_two_alerts(engine: Making, pools: Pools) -> None:
    jobs = Seeing("job-failing")
    jobs.now = [Sighting("backup", {"job": "Sauvegarde"}), Sighting("mail", {"job": "Courrier"})]
    running = engine(jobs.watch())
    assert [one.title for one in running.at(NOON)] == ["Travail en échec : Sauvegarde", "Travail en échec : Courrier"]
    jobs.ill("mail", job="Courrier")
    assert {one.subject: one.status.value for one in running.at(NOON + MINUTE)} == {
        "backup": "resolved", "mail": "active",
    }  # fmt: skip


def test_a_rule_out_of_service_opens_nothing_and_ends_what_is_open(engine: Making, pools: Pools) -> None:
    disk = Seeing("disk-low")
    disk.ill()
    running = engine(disk.watch())
    running.at(NOON)
    with transaction(pools.calls) as session:
        rules.load(session)["disk-low"].active = False
    [alert] = running.at(NOON + MINUTE)
    assert alert.status == "resolved"


def test_what_somebody_decided_of_a_rule_survives_a_restart(engine: Making, pools: Pools, people: People) -> None:
    disk = Seeing("disk-low")
    engine(disk.watch()).at(NOON)
    with transaction(pools.calls) as session:
        rule = rules.load(session)["disk-low"]
        rule.severity, rule.escalate_minutes, rule.recipients = Severity.INFO, 3, []
    disk.ill(severity=Severity.CRITICAL)
    [alert] = engine(disk.watch()).at(NOON + MINUTE)
    assert (alert.severity, steps(alert), letters(pools)) == ("info", ["opened"], [])
