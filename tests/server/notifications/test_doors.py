"""Who sees and does what: everybody the alerts of which he was told, administrators all of them and the rules."""

from typing import Any
from uuid import UUID

import pytest

from fofal_server.auth import seed
from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.core.watch import About, Sighting
from fofal_server.notifications import incidents, rules
from fofal_server.notifications.incidents import Seen
from fofal_server.notifications.models import AlertRecipient
from fofal_server.notifications.own_watches import WATCHES
from tests.factories import made
from tests.support.api import Api, Json, code
from tests.support.people import holder_token

ALERTS, RULES = "notifications.alerts", "notifications.rules"


def opened(server: Any, *told: Any) -> str:
    """The subject of a new alert of which these people are told."""
    mark = code("a").lower()
    with transaction(server.engine) as session:
        rules.declare(session, WATCHES)
        rule = rules.load(session, "alertmanager")["alertmanager"]
        rule.recipients = [AlertRecipient(position=n, level=1, user_id=one) for n, one in enumerate(told)]
        session.flush()
        seen = Seen(Sighting(mark, {"name": "Essai", "summary": "Essai."}), clock.now())
        incidents.present(session, rule, None, seen)
    return mark


def test_who_was_told_sees_it_and_takes_it_in_hand_and_others_do_not(api: Api, server: Any) -> None:
    told, other = (holder_token(server, "team-lead") for _ in range(2))
    subject = opened(server, told[0])
    mine, theirs = Api(server, told[1]), Api(server, other[1])
    [alert] = mine.items(ALERTS, f"subject:eq:{subject}")
    assert theirs.items(ALERTS, f"subject:eq:{subject}") == []
    assert theirs.get(f"/notifications/alerts/{alert['id']}").status_code == 404
    refused = theirs.post(f"/notifications/alerts/{alert['id']}/acknowledge", version=alert["version"])
    assert refused.status_code == 404
    taken = mine.act(ALERTS, alert, "acknowledge")
    assert (taken["status"], taken["acknowledged_by"]) == ("acknowledged", str(told[0]))
    noted = mine.act(ALERTS, taken, "note", words="Je regarde.")
    assert [one["what"] for one in noted["steps"]] == ["opened", "told", "acknowledged", "noted"]
    for one in (mine, theirs):
        assert one.get("/notifications/rules").status_code == 403
        one.http.close()
    assert [one["action"] for one in api.get(f"/notifications/alerts/{alert['id']}/history").json()["items"]] == [
        "note", "acknowledge", "create",
    ]  # fmt: skip


def test_only_an_absence_is_planned(api: Api, server: Any) -> None:
    [alert] = api.items(ALERTS, f"subject:eq:{opened(server)}")
    done = api.act(ALERTS, api.act(ALERTS, alert, "resolve", words="Fini"), "close")
    assert done["status"] == "closed"
    answer = api.post(f"/notifications/alerts/{alert['id']}/plan", version=done["version"])
    assert (answer.status_code, answer.json()["code"]) == (422, "not_an_absence")


@pytest.fixture
def rule(api: Api, server: Any) -> Json:
    opened(server)
    return api.read(RULES, api.items(RULES, "code:eq:alertmanager")[0]["id"])


def test_a_rule_is_changed_by_who_may_and_told_in_the_trail(api: Api, rule: Json) -> None:
    role = api.items("auth.roles", "code:eq:owner")[0]["id"]
    changed = api.update(
        RULES, rule, escalate_minutes=5, severity="critical", recipients=[{"level": 1, "role_id": role}]
    )
    assert (changed["escalate_minutes"], changed["severity"], changed["usual"]) == (5, "critical", "warning")
    assert [one["role_label"] for one in changed["recipients"]] == ["Propriétaire"]
    [last, *_] = api.get(f"/notifications/rules/{rule['id']}/history").json()["items"]
    assert last["action"] == "update"


@pytest.mark.parametrize("wrong", [
    {"recipients": [{"level": 2, "role_id": None, "user_id": None}]}, {"recipients": [{"level": 0}]},
    {"escalate_minutes": 0}, {"holds_seconds": -1}, {"returns_minutes": 1441}, {"code": "autre"}, {"usual": "info"},
])  # fmt: skip
def test_a_rule_that_cannot_be_followed_is_refused(api: Api, rule: Json, wrong: Json) -> None:
    answer = api.patch(f"/notifications/rules/{rule['id']}", json=wrong, version=rule["version"])
    assert answer.status_code == 422, answer.text


def test_a_level_without_anybody_in_between_is_refused(api: Api, rule: Json) -> None:
    role = api.items("auth.roles", "code:eq:owner")[0]["id"]
    lines = [{"level": level, "role_id": role} for level in (1, 3)]
    answer = api.patch(f"/notifications/rules/{rule['id']}", json={"recipients": lines}, version=rule["version"])
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "levels")


def test_rules_and_feeding_are_for_administrators_and_owners() -> None:
    for name, role in seed.default_roles().items():
        wide = [one for one in role.permissions if one.startswith("notifications.") and not one.endswith("@own")]
        assert bool(wide) is (name in {"administrator", "owner"}), name


def figure(api: Api) -> Any:
    [found] = [one for one in api.get("/figures").json()["items"] if one["code"] == "notifications.open-alerts"]
    return found


def test_a_dashboard_counts_the_alerts_that_one_sees(server: Any) -> None:
    told, other = (holder_token(server, "team-lead") for _ in range(2))
    opened(server, told[0])
    mine, theirs = Api(server, told[1]), Api(server, other[1])
    assert (figure(mine)["value"], figure(mine)["level"] is None) == ("1", False)
    assert (figure(theirs)["value"], figure(theirs)["level"]) == ("0", None)
    for one in (mine, theirs):
        one.close()


def about(server: Any, resource: str, record_id: UUID | None, *told: Any) -> str:
    """The subject of a new alert about a record."""
    mark = code("a").lower()
    with transaction(server.engine) as session:
        rules.declare(session, WATCHES)
        rule = rules.load(session, "alertmanager")["alertmanager"]
        rule.recipients = [AlertRecipient(position=n, level=1, user_id=one) for n, one in enumerate(told)]
        session.flush()
        words = {"name": "Essai", "summary": "Essai."}
        seen = Seen(Sighting(mark, words, about=About(resource, record_id)), clock.now())
        incidents.present(session, rule, None, seen)
    return mark


@pytest.mark.parametrize(("rights", "sees"), [
    (("parties.parties:read",), True), (("inventory.items:read",), False), (("parties.parties:create",), False),
])  # fmt: skip
def test_an_alert_about_a_record_is_for_who_may_read_it(
    api: Api, server: Any, rights: tuple[str, ...], sees: bool
) -> None:
    party = made(api, "parties.parties")
    subject = about(server, "parties.parties", UUID(party["id"]))
    reader = api.as_user("notifications.alerts:*", *rights)
    found = reader.items(ALERTS, f"subject:eq:{subject}")
    assert bool(found) is sees
    [alert] = api.items(ALERTS, f"subject:eq:{subject}")
    assert reader.get(f"/notifications/alerts/{alert['id']}").status_code == (200 if sees else 404)
    assert (
        subject in reader.get("/notifications/alerts/export", params={"format": "csv", "fields": "subject"}).text
    ) is sees
    reader.close()


def test_who_was_told_and_may_not_read_the_record_any_more_sees_it_no_more(api: Api, server: Any) -> None:
    person, token = holder_token(server, "farm-manager")
    party = made(api, "parties.parties")
    subject = about(server, "parties.parties", UUID(party["id"]), person)
    mine = Api(server, token)
    assert len(mine.items(ALERTS, f"subject:eq:{subject}")) == 1
    user = api.read("auth.users", str(person))
    [role] = api.items("auth.roles", "code:eq:hr-officer")
    api.update("auth.users", user, role_ids=[role["id"]])
    assert mine.items(ALERTS, f"subject:eq:{subject}") == []
    mine.close()


def test_a_rule_over_records_is_made_changed_and_taken_away(api: Api, server: Any) -> None:
    role = api.items("auth.roles", "code:eq:owner")[0]["id"]
    body = {"name": "Clients", "resource": "parties.parties", "conditions": ["kind:eq:customer"], "active": False,
            "recipients": [{"level": 1, "role_id": role}]}  # fmt: skip
    answer = api.post("/notifications/rules", json=body)
    assert answer.status_code == 201, answer.text
    rule = answer.json()
    assert (rule["source"], rule["code"].startswith("rule-")) == ("rule", True)
    answer = api.patch(
        f"/notifications/rules/{rule['id']}", json={"conditions": ["secret:eq:1"]}, version=rule["version"]
    )
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "conditions")
    blind = api.as_user("notifications.rules:*", "inventory.items:read")
    refused = blind.post("/notifications/rules", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "rule_resource")
    blind.close()
    api.remove(RULES, rule)


def test_what_came_with_the_program_is_neither_taken_away_nor_turned_into_another(api: Api, rule: Json) -> None:
    assert api.delete(f"/notifications/rules/{rule['id']}", version=rule["version"]).status_code == 409
    for wrong in ({"resource": "parties.parties"}, {"conditions": ["code:eq:1"]}, {"name": "Autre"}):
        answer = api.patch(f"/notifications/rules/{rule['id']}", json=wrong, version=rule["version"])
        assert (answer.status_code, answer.json()["code"]) == (422, "of_the_program"), answer.text
    for values, errors in (({"name": "Autre"}, ["name"]), ({"mailed": False}, [])):
        change = {"id": rule["id"], "version": rule["version"], "values": values}
        report = api.post("/notifications/rules/bulk", json={"changes": [change]}).json()
        assert ([one["field"] for one in report["errors"]], report["updated"]) == (errors, 1 - len(errors))
