"""Rules over records: what meets the conditions is an alert, until it does not; one query a rule and look."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from fofal_server.auth import services
from fofal_server.auth.models import Role
from fofal_server.core import registry
from fofal_server.core.actor import Actor, Reach
from fofal_server.core.db import Pools, transaction
from fofal_server.core.errors import Refused
from fofal_server.notifications import conditions, ruled
from fofal_server.notifications.models import AlertRecipient, AlertRule, AlertSource, Severity
from fofal_server.parties.models import Party, PartyKind
from tests.server.notifications.conftest import NOON, Engine, letters, steps
from tests.support.api import code

Making = Callable[..., Engine]
MINUTE = dt.timedelta(minutes=1)
PARTIES = "parties.parties"


class Farm:
    """Parties of one test, whose codes begin alike, and rules over them."""

    def __init__(self, pools: Pools) -> None:
        self.pools, self.mark = pools, code("R")

    def party(self, name: str) -> UUID:
        with transaction(self.pools.calls) as session:
            made = Party(code=f"{self.mark}-{name}", name=name, kind=PartyKind.CUSTOMER)
            session.add(made)
        return made.id

    def drop(self, key: UUID) -> None:
        with transaction(self.pools.calls) as session:
            session.delete(session.get_one(Party, key))

    def rule(self, *told: UUID, **values: Any) -> str:
        """A rule that looks every minute, told to roles by their ids."""
        with transaction(self.pools.calls) as session:
            lines = [AlertRecipient(position=n, level=n + 1, role_id=role) for n, role in enumerate(told)]
            usual = {"resource": PARTIES, "conditions": [f"code:startswith:{self.mark}"], "every_minutes": 1}
            made = AlertRule(
                code=f"rule-{code('x').lower()}", name="Clients à revoir", source=AlertSource.RULE,
                usual=Severity.WARNING, holds_seconds=0, returns_minutes=30, recipients=lines, **(usual | values),
            )  # fmt: skip
            session.add(made)
        return made.code

    def change(self, rule: str, **values: Any) -> None:
        with transaction(self.pools.calls) as session:
            found = session.query(AlertRule).filter_by(code=rule).one()
            for name, value in values.items():
                setattr(found, name, value)

    def person(self, *permissions: str, name: str) -> tuple[UUID, UUID]:
        """A role of these permissions and a person who holds it alone, with an address."""
        with transaction(self.pools.calls) as session:
            role = Role(code=code("r").lower(), name=name, permissions=list(permissions))
            session.add(role)
            session.flush()
            person = services.create_user(session, code("u").lower(), name, (role.code,))
            person.email = f"{name}@exemple.cm"
        return role.id, person.id


@pytest.fixture
def farm(pools: Pools) -> Farm:
    return Farm(pools)


def test_each_record_is_an_alert_that_ends_by_itself(engine: Making, farm: Farm) -> None:
    one, _ = farm.party("Un"), farm.party("Deux")
    farm.rule()
    running = engine()
    found = {alert.subject: alert for alert in running.at(NOON)}
    alert = found[str(one)]
    assert (len(found), alert.title, alert.resource) == (2, f"Clients à revoir : {farm.mark}-Un Un", PARTIES)
    assert (alert.record_id, alert.guide, alert.source) == (one, "docs/admin/alertes.md", "rule")
    assert "Type : Client" in alert.told
    farm.drop(one)
    states = {alert.subject: alert.status.value for alert in running.at(NOON + MINUTE)}
    assert states.pop(str(one)) == "resolved"
    assert set(states.values()) == {"active"}


def test_all_together_are_one_alert_from_so_many_on(engine: Making, farm: Farm) -> None:
    farm.rule(each=False, at_least=2)
    running = engine()
    keys = [farm.party("Un")]
    assert running.at(NOON) == []
    keys.append(farm.party("Deux"))
    [alert] = running.at(NOON + MINUTE)
    assert (alert.title, alert.record_id) == ("Clients à revoir : 2", None)
    assert f"{farm.mark}-Un Un, {farm.mark}-Deux Deux" in alert.told
    farm.drop(keys[0])
    assert [one.status.value for one in running.at(NOON + 2 * MINUTE)] == ["resolved"]


def test_more_than_anybody_reads_are_one_alert(engine: Making, farm: Farm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ruled, "MANY", 2)
    for number in range(4):
        farm.party(str(number))
    farm.rule()
    [alert] = engine().at(NOON)
    assert (alert.title, alert.record_id) == ("Clients à revoir : 2+", None)


def test_a_look_is_one_query_however_many_there_are(engine: Making, farm: Farm) -> None:
    for number in range(9):
        farm.party(str(number))
    farm.rule()
    running, asked = engine(), []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(farm.pools.reports, "before_cursor_execute", note)
    assert len(running.at(NOON)) == 9
    assert [one for one in asked if "SET LOCAL" not in one and "parties_party" in one] == [asked[-1]]
    running.at(NOON + MINUTE / 2)
    assert len([one for one in asked if "parties_party" in one]) == 1


def test_a_changed_rule_is_looked_at_anew_and_one_out_of_service_ends_what_it_opened(
    engine: Making, farm: Farm
) -> None:
    farm.party("Un")
    rule = farm.rule()
    running = engine()
    running.at(NOON)
    farm.change(rule, conditions=[f"code:eq:{farm.mark}"])
    assert [one.status.value for one in running.at(NOON + MINUTE / 6)] == ["resolved"]
    farm.change(rule, conditions=[f"code:startswith:{farm.mark}"])
    running.at(NOON + MINUTE / 3)
    farm.change(rule, active=False)
    assert {one.status.value for one in running.at(NOON + MINUTE / 2)} == {"resolved"}


def test_a_restart_opens_and_tells_nothing_again(engine: Making, farm: Farm) -> None:
    role, _ = farm.person(f"{PARTIES}:read", name="lit")
    farm.party("Un")
    farm.rule(role)
    engine().at(NOON)
    for minutes in (1, 2):
        [alert] = engine().at(NOON + minutes * MINUTE)
    assert (steps(alert), letters(farm.pools)) == (["opened", "told"], [("alert", "lit@exemple.cm")])


def test_what_comes_together_is_told_in_one_letter(engine: Making, farm: Farm) -> None:
    role, _ = farm.person(f"{PARTIES}:read", name="lit")
    for number in range(3):
        farm.party(str(number))
    farm.rule(role)
    found = engine().at(NOON)
    assert [steps(one) for one in found] == [["opened", "told"]] * 3
    assert letters(farm.pools) == [("alert_digest", "lit@exemple.cm")]


def test_a_rule_that_cannot_be_followed_any_more_is_itself_an_alert(engine: Making, farm: Farm) -> None:
    rule = farm.rule(conditions=["no_such_field:eq:1"])
    [alert] = engine().at(NOON)
    assert (alert.code, alert.subject) == ("watch-failed", rule)


def test_who_may_not_read_the_record_is_told_nothing(engine: Making, farm: Farm) -> None:
    blind, _ = farm.person("inventory.items:read", name="aveugle")
    reader, person = farm.person(f"{PARTIES}:read", name="lit")
    farm.party("Un")
    farm.rule(blind, reader)
    [alert] = engine().at(NOON)
    assert steps(alert) == ["opened", "nobody", "told"]
    assert (alert.steps[-1].user_id, letters(farm.pools)) == (person, [("alert", "lit@exemple.cm")])


@pytest.mark.parametrize(("value", "day"), [
    ("today", "2026-11-22"), ("today+30", "2026-12-22"), ("today-3|today", "2026-11-19|2026-11-22"), ("x", "x"),
])  # fmt: skip
def test_days_are_reckoned_from_today(value: str, day: str) -> None:
    lots = registry.RESOURCES["inventory.lot-levels"]
    assert conditions.resolved(lots, f"expires_on:between:{value}", NOON.date()) == f"expires_on:between:{day}"
    assert conditions.resolved(lots, f"code:eq:{value}", NOON.date()) == f"code:eq:{value}"


def reading(*permissions: str, reach: Reach = Reach.ALL) -> Actor:
    return Actor(None, "essai", rights=dict.fromkeys(permissions, reach))


@pytest.mark.parametrize(("resource", "wanted", "why"), [
    ("inventory.stock-balances", ["value:gt:1"], "filter_field"),  # private: the right to read says nothing of costs
    ("inventory.stock-moves", ["secret:eq:1"], "filter_field"),
    ("inventory.stock-moves", ["status;drop"], "filter_shape"),
    ("inventory.stock-moves", ["status:eq:nothing"], "filter_value"),
    ("inventory.stock-moves", [], "rule_conditions"),
    ("inventory.stock-moves", ["status:eq:draft"] * 11, "rule_conditions"),
    ("hr.employees", ["code:eq:1"], "rule_resource"),
    ("notifications.alerts", ["status:eq:active"], "rule_resource"),
    ("no.such", ["code:eq:1"], "rule_resource"),
])  # fmt: skip
def test_nobody_rules_over_what_he_may_not_read(resource: str, wanted: list[str], why: str) -> None:
    maker = reading("inventory.stock-moves:read", "inventory.stock-balances:read", "notifications.alerts:read")
    with pytest.raises(Refused) as refused:
        conditions.check(maker, resource, wanted)
    assert refused.value.code == why


def test_who_sees_only_his_own_makes_no_rule_over_all() -> None:
    with pytest.raises(Refused, match="rule_resource"):
        conditions.check(reading("hr.employees:read", reach=Reach.TEAM), "hr.employees", ["code:eq:1"])
