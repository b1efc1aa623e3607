"""Who sees and does what: everybody the alerts of which he was told, administrators all of them and the rules."""

from typing import Any

import pytest

from fofal_server.auth import seed
from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.core.watch import Sighting
from fofal_server.notifications import incidents, rules
from fofal_server.notifications.incidents import Seen
from fofal_server.notifications.models import AlertRecipient
from fofal_server.notifications.own_watches import WATCHES
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
    assert api.post("/notifications/rules", json={"code": "x"}).status_code == 405
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
